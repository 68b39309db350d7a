"""A course's room and exchange on disk, made by the hall's own functions, and people who work in them.

Run by root, each acts under an account of their own, as in a hall; run by an ordinary user, all are that user.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from borehall.course.nbgrader_steps import open_steps
from borehall.course.room import ensure_room, enter_room
from borehall.grading.feedback_pages import set_feedback_pages
from borehall.grading.judging_steps import set_judging
from borehall.hub.prepare import ensure_doors
from borehall.hub.spawner import owner_and_groups
from borehall.site import Site
from borehall.system_accounts import SystemAccounts, become, ensure_folder

COURSE = "plant"
ASSIGNMENT = "spacing"
OPTIONS = {"cell_timeout_s": 30, "timezone": "UTC"}
AS_ROOT = os.geteuid() == 0


class Plant:
    """The site, and what its people do to it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.accounts = SystemAccounts(site.system_accounts_file)

    @property
    def inbound(self) -> Path:
        return self.site.exchange / COURSE / "inbound"

    @property
    def submitted(self) -> Path:
        return self.site.step("submitted", COURSE)

    def make(self) -> None:
        for step in ("source", "release", "submitted", "autograded", "feedback", "courses"):
            (self.site.root / step).mkdir(parents=True, exist_ok=True)
        ensure_doors(self.site, self.accounts)
        ensure_room(self.site, COURSE, self.accounts, OPTIONS, setters=[set_feedback_pages, set_judging])

    def uid(self, trainee: str) -> int:
        return self.accounts.ensure("trainee", trainee)

    def as_trainee(self, trainee: str, deed: Callable[[], Any]) -> Any:
        """What ``deed`` returns when the trainee does it, in their home."""
        home = self.site.home(trainee)
        if not AS_ROOT:
            ensure_folder(home, 0o700)
            return apart(lambda: os.chdir(home), deed)
        uid = self.uid(trainee)
        ensure_folder(home, 0o700, (uid, uid))
        drop = become(*owner_and_groups(self.site, (uid, uid), [COURSE]))
        return apart(lambda: (drop(), os.chdir(home)), deed)

    def as_course(self, deed: Callable[[], Any]) -> Any:
        """What ``deed`` returns when the course's account does it, in its room."""
        return apart(lambda: enter_room(self.site, COURSE, self.accounts), deed)

    def hand_in(
        self,
        trainee: str,
        files: dict[str, str],
        name: str = "",
        when: str = "2026-03-02 09:30:00.5 UTC",
        assignment: str = ASSIGNMENT,
    ) -> str:
        """Lays ``files`` into ``inbound`` as the trainee's server does; returns the folder's name."""
        name = name or f"{trainee}+{assignment}+{when}+aB_-1"

        def lay() -> None:
            folder = self.inbound / name
            folder.mkdir()
            for file, text in files.items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text(text)
            open_to_course(folder)

        self.as_trainee(trainee, lay)
        return name

    def collect(self) -> dict[str, Any]:
        """nbgrader's answer to collecting, in the course's room."""
        return self.as_course(lambda: open_steps(self.site, COURSE).collect(ASSIGNMENT, update=True))

    def collected(self) -> dict[str, dict[str, str]]:
        """Trainee to file to text, as far as something was collected."""
        found: dict[str, dict[str, str]] = {}
        for folder in self.submitted.glob(f"*/{ASSIGNMENT}"):
            files = [file for file in folder.rglob("*") if not file.is_dir()]
            found[folder.parent.name] = {str(file.relative_to(folder)): file.read_text() for file in files}
        return found


def open_to_course(folder: Path) -> None:
    """The modes that a trainee's server gives what it hands in."""
    for place in (folder, *folder.rglob("*")):
        if not place.is_symlink():
            place.chmod(0o705 if place.is_dir() else 0o604)


def apart(prepare: Callable[[], Any], deed: Callable[[], Any]) -> Any:
    """What ``deed`` returns (as JSON) in a process of its own, which cannot get its old rights back."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            prepare()
            os.write(writing, json.dumps(deed()).encode())
            status = 0
        except BaseException:  # noqa: BLE001 - the parent asserts, the child must not go on with pytest
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    assert os.waitpid(child, 0)[1] == 0, "see the traceback above"
    return json.loads(told)


@contextmanager
def new_plant() -> Iterator[Plant]:
    """A plant that other accounts can reach, gone without trace afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="borehall-plant-", dir="/tmp"))
    folder.chmod(0o755)
    site = Site(folder / "site")
    site.root.mkdir()
    try:
        plant = Plant(site)
        plant.make()
        yield plant
    finally:
        if site.ground.name.startswith("site-"):
            shutil.rmtree(site.ground, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
