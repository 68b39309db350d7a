"""A course's room: made the same however often, closed to everybody else, and entered for good."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from traitlets.config import PyFileConfigLoader

from borehall.course.room import STEPS, ensure_room, enter_room
from borehall.faults import PlatformFault
from tests.course.plant import AS_ROOT, COURSE, OPTIONS, Plant, apart, new_plant

as_root = pytest.mark.skipif(not AS_ROOT, reason="accounts of their own need root")


@pytest.fixture
def plant() -> Iterator[Plant]:
    with new_plant() as plant:
        yield plant


def looks(root: Path) -> dict[str, tuple[int, int, int, str]]:
    """Mode, owner, group and link or text of everything below."""
    found = {}
    for path in sorted(root.rglob("*")):
        seen = path.lstat()
        held = str(path.readlink()) if path.is_symlink() else path.read_text() if path.is_file() else ""
        found[str(path.relative_to(root))] = (seen.st_mode, seen.st_uid, seen.st_gid, held)
    return found


def test_made_twice_it_is_the_same(plant: Plant) -> None:
    before = looks(plant.site.root), looks(plant.site.ground)
    plant.make()
    assert (looks(plant.site.root), looks(plant.site.ground)) == before


def test_nobody_else_opens_any_door_of_it(plant: Plant) -> None:
    site = plant.site
    for folder in (site.room(COURSE), *(site.step(step, COURSE) for step in STEPS)):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    exchange = {
        name: stat.S_IMODE((site.exchange / COURSE / name).stat().st_mode) for name in os.listdir(plant.inbound.parent)
    }
    assert exchange == (
        {"outbound": 0o2750, "inbound": 0o3730, "feedback": 0o2710}
        if AS_ROOT
        else dict.fromkeys(("outbound", "inbound", "feedback"), 0o700)
    )


def test_its_configuration_names_room_exchange_and_settings(plant: Plant) -> None:
    file = plant.site.room(COURSE) / "nbgrader_config.py"
    c = PyFileConfigLoader(file.name, path=str(file.parent)).load_config()
    assert c.CourseDirectory.root == str(plant.site.room(COURSE))
    assert c.CourseDirectory.course_id == COURSE
    assert c.Exchange.root == str(plant.site.exchange)
    assert c.Execute.timeout == OPTIONS["cell_timeout_s"]
    assert c.HallCollect.uids == (str(plant.site.system_accounts_file) if AS_ROOT else "")
    assert stat.S_IMODE(file.stat().st_mode) & 0o007 == 0


def test_what_an_operator_put_into_source_becomes_the_courses(plant: Plant) -> None:
    folder = plant.site.step("source", COURSE) / "spacing"
    folder.mkdir()
    (folder / "spacing.ipynb").write_text("{}")
    ensure_room(plant.site, COURSE, plant.accounts, OPTIONS)
    assert plant.as_course(lambda: (folder / "spacing.ipynb").read_text()) == "{}"


def test_within_it_nothing_of_the_callers_environment_is_left(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted")
    monkeypatch.setenv("BOREHALL_LANG", "zh_CN")
    seen = plant.as_course(lambda: dict(os.environ))
    assert "planted" not in seen.values()
    assert seen["BOREHALL_LANG"] == "zh_CN"
    assert seen["HOME"] == str(plant.site.room(COURSE))


@as_root
def test_whoever_entered_cannot_come_back_nor_look_into_another_course(plant: Plant) -> None:
    ensure_room(plant.site, "silo", plant.accounts, OPTIONS)
    other = plant.site.step("source", "silo")

    def try_everything() -> dict[str, object]:
        def refused(deed: object) -> bool:
            try:
                deed()  # type: ignore[operator]
            except PermissionError:
                return True
            return False

        return {
            "uids": os.getresuid(),
            "groups": sorted(os.getgroups()),
            "refused": [
                refused(lambda: os.setuid(0)),
                refused(lambda: os.listdir(other)),
                refused(lambda: os.listdir(plant.site.hub)),
                refused(lambda: os.listdir(plant.site.exchange / "silo")),
                refused(lambda: (plant.site.courses / "x").touch()),
            ],
        }

    told = plant.as_course(try_everything)
    uid = plant.accounts.ensure("course", COURSE)
    assert told["uids"] == [uid] * 3
    assert told["groups"] == sorted([uid, plant.accounts.ensure("hall", "readers")])
    assert told["refused"] == [True] * 5


def test_a_room_that_is_not_made_yet_is_told(plant: Plant) -> None:
    with pytest.raises(PlatformFault, match="borehall up"):
        enter_room(plant.site, "unknown", plant.accounts)
    assert plant.accounts.find("course", "unknown") is None


@as_root
def test_a_course_reads_its_own_roster_and_no_others_and_no_secrets(plant: Plant) -> None:
    site = plant.site
    secrets = site.root / "hub_config" / "local"
    for folder in (site.course(COURSE), site.course("silo"), secrets, site.root / ".git"):
        folder.mkdir(parents=True)
        (folder / "file").write_text("text")
    ensure_room(site, "silo", plant.accounts, OPTIONS)
    plant.make()

    def read() -> list[str]:
        said = []
        for folder in (site.course(COURSE), site.course("silo"), secrets, site.root / ".git"):
            try:
                said.append((folder / "file").read_text())
            except PermissionError:
                said.append("refused")
        return said

    assert plant.as_course(read) == ["text", "refused", "refused", "refused"]


@as_root
def test_a_trainee_sees_what_is_out_and_lays_work_in_unseen(plant: Plant) -> None:
    exchange = plant.inbound.parent

    def look() -> dict[str, list[str] | str]:
        def listed(folder: Path) -> list[str] | str:
            try:
                return os.listdir(folder)
            except PermissionError:
                return "refused"

        (plant.inbound / "mine").mkdir()
        places = {"outbound": exchange / "outbound", "inbound": plant.inbound, "feedback": exchange / "feedback"}
        return {name: listed(folder) for name, folder in {**places, "site": plant.site.root}.items()}

    told = plant.as_trainee("li", look)
    assert told == {"outbound": [], "inbound": "refused", "feedback": "refused", "site": "refused"}


@as_root
def test_who_is_in_no_course_sees_nothing_of_it(plant: Plant) -> None:
    def drop() -> None:
        os.setgroups([])
        os.setresgid(23456, 23456, 23456)
        os.setresuid(23456, 23456, 23456)

    def look() -> str:
        try:
            return str(os.listdir(plant.inbound.parent))
        except PermissionError:
            return "refused"

    assert apart(drop, look) == "refused"
