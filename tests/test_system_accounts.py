"""Numbers of accounts are given once, and what root hands to an account is its own alone."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import threading
from pathlib import Path

import pytest

from borehall.faults import PlatformFault
from borehall.system_accounts import HALL_READERS, SystemAccounts, ensure_folder, hand_over

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
SOMEBODY = 23456


@pytest.fixture
def accounts(tmp_path: Path) -> SystemAccounts:
    return SystemAccounts(tmp_path / "ground" / "system_accounts.json")


def test_a_number_is_kept_and_never_given_twice(accounts: SystemAccounts) -> None:
    li = accounts.ensure("trainee", "li")
    others = [accounts.ensure("trainee", "wang"), accounts.ensure("course", "li"), accounts.ensure("members", "li")]
    assert li >= 20000
    assert len({li, *others}) == 4
    assert accounts.ensure("trainee", "li") == li == accounts.find("trainee", "li")
    assert accounts.find("trainee", "zhao") is None


def test_numbers_of_the_machines_own_accounts_and_groups_are_left_alone(tmp_path: Path) -> None:
    accounts = SystemAccounts(tmp_path / "table.json", first_uid=65533)
    numbers = [accounts.ensure("trainee", name) for name in ("li", "wang")]
    assert 65534 not in numbers, "nobody's and nogroup's"


def test_two_sites_of_a_machine_give_different_people_different_numbers(tmp_path: Path) -> None:
    one, other = (SystemAccounts(tmp_path / site / "system_accounts.json") for site in ("one", "other"))
    numbers = [accounts.ensure("trainee", name) for name in ("li", "wang") for accounts in (one, other)]
    assert len(set(numbers)) == 4
    assert one.ensure("hall", HALL_READERS) == other.ensure("hall", HALL_READERS), "who reads the shared environment"
    one.file.write_text("damaged")
    assert other.ensure("trainee", "zhao") not in numbers


def test_drawing_side_by_side_gives_different_numbers(accounts: SystemAccounts) -> None:
    names = [f"trainee{number:02}" for number in range(20)]
    threads = [threading.Thread(target=accounts.ensure, args=("trainee", name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({accounts.find("trainee", name) for name in names}) == len(names)


@pytest.mark.parametrize("damage", ["", '{"trainee:li": 20', "\0\0"])
def test_a_damaged_table_is_refused_and_not_begun_anew(accounts: SystemAccounts, damage: str) -> None:
    accounts.ensure("trainee", "li")
    accounts.file.write_text(damage)
    with pytest.raises(PlatformFault, match="damaged"):
        accounts.ensure("trainee", "wang")
    assert accounts.file.read_text() == damage


@as_root
def test_the_table_is_for_those_who_read_the_site(accounts: SystemAccounts) -> None:
    readers = accounts.ensure("hall", HALL_READERS)
    accounts.ensure("trainee", "li")
    seen = accounts.file.stat()
    assert (stat.S_IMODE(seen.st_mode), seen.st_gid) == (0o640, readers)
    assert json.loads(accounts.file.read_text())["hall:readers"] == readers


def test_a_folder_gets_just_this_mode(tmp_path: Path) -> None:
    ensure_folder(tmp_path / "a" / "b", 0o2750)
    ensure_folder(tmp_path / "a" / "b", 0o1730)
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o1730


def test_an_operators_link_to_another_disk_is_followed(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir(mode=0o755)
    (tmp_path / "homes").symlink_to(tmp_path / "disk")
    ensure_folder(tmp_path / "homes", 0o711)
    assert stat.S_IMODE((tmp_path / "disk").stat().st_mode) == 0o711


@as_root
def test_a_link_in_somebody_elses_folder_is_not_followed(tmp_path: Path) -> None:
    roots, theirs = tmp_path / "roots", tmp_path / "exchange"
    roots.mkdir(mode=0o700)
    theirs.mkdir()
    (theirs / "outbound").symlink_to(roots)
    os.chown(theirs, SOMEBODY, SOMEBODY)
    with pytest.raises(PlatformFault, match="link"):
        ensure_folder(theirs / "outbound", 0o2750, (SOMEBODY, SOMEBODY))
    seen = roots.stat()
    assert (stat.S_IMODE(seen.st_mode), seen.st_uid) == (0o700, 0)


@as_root
def test_handing_over_takes_a_tree_and_nothing_that_is_linked_to_it(tmp_path: Path) -> None:
    secret = tmp_path / "shadow"
    secret.write_text("root's")
    (tmp_path / "folder").mkdir()
    tree = tmp_path / "source"
    (tree / "spacing").mkdir(parents=True)
    (tree / "spacing" / "spacing.ipynb").write_text("{}")
    os.link(secret, tree / "hard")
    (tree / "soft").symlink_to(secret)
    (tree / "away").symlink_to(tmp_path / "folder")
    os.mkfifo(tree / "pipe")
    hand_over(tree, SOMEBODY, SOMEBODY)
    assert {path.stat().st_uid for path in (tree, tree / "spacing", tree / "spacing" / "spacing.ipynb")} == {SOMEBODY}
    assert secret.stat().st_uid == 0
    assert (tmp_path / "folder").stat().st_uid == 0


@as_root
def test_handing_over_outlasts_folders_without_end(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    try:
        hand_over(tmp_path, SOMEBODY, SOMEBODY)
        assert (tmp_path / "d").stat().st_uid == SOMEBODY
    finally:
        # pytest's own clearing up of old folders recurses, and would end the run four runs later.
        subprocess.run(["rm", "-r", tmp_path / "d"], check=True)
