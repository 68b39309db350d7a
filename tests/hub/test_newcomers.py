"""First passwords: drawn once for everybody who has none, noted where the operator alone reads them."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from borehall.course.course import all_courses
from borehall.hub.initial_passwords import InitialPasswords
from borehall.hub.newcomers import (
    OPERATORS,
    ensure_accounts,
    ensure_operators,
    handout_file,
    note_reset,
    noted_passwords,
)
from borehall.hub.passwords import password_fits
from borehall.site import Site
from tests.hub.site import new_site, write_course


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return new_site(tmp_path)


def opens(site: Site, username: str, password: str) -> bool:
    found = InitialPasswords(site.initial_passwords).find(username)
    return found is not None and password_fits(password, found.password_hash)


def test_everybody_gets_one_password_that_opens_and_stands_in_one_hand_out(site: Site) -> None:
    newcomers = ensure_accounts(site, all_courses(site), must_change=True)
    assert sorted(newcomer.username for newcomer in newcomers) == ["li", "teacher", "wang"]
    noted = [row for course in ("plant", "silo") for row in noted_passwords(site, course)]
    assert sorted(username for username, _, _ in noted) == ["li", "teacher", "wang"]
    assert all(opens(site, username, password) for username, _, password in noted)
    assert {name for _, name, _ in noted} == {"", "李明", "王芳"}


def test_a_second_time_nobody_is_new_and_nothing_changes(site: Site) -> None:
    ensure_accounts(site, all_courses(site), must_change=True)
    before = handout_file(site, "plant").read_bytes()
    assert ensure_accounts(site, all_courses(site), must_change=True) == []
    assert handout_file(site, "plant").read_bytes() == before


def test_hand_outs_are_closed_and_excel_shows_them(site: Site) -> None:
    ensure_accounts(site, all_courses(site), must_change=True)
    file = handout_file(site, "plant")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_name_that_a_spreadsheet_would_run_is_kept_text(site: Site) -> None:
    write_course(site, "plant", "li,'=cmd|x\n")
    ensure_accounts(site, all_courses(site), must_change=True)
    with handout_file(site, "plant").open(encoding="utf-8-sig", newline="") as lines:
        assert [row[1] for row in csv.reader(lines) if row[0] == "li"] == ["'=cmd|x"]


def test_only_in_a_demonstration_a_first_password_may_stay(site: Site) -> None:
    write_course(site, "shown", "guest,客人\n", instructor="host", demonstration=True)
    ensure_accounts(site, all_courses(site), must_change=True)
    store = InitialPasswords(site.initial_passwords)
    must = {name: found.must_change for name in store.names() if (found := store.find(name))}
    assert must == {"li": True, "wang": True, "teacher": True, "guest": False, "host": False}


def test_after_a_reset_the_hand_out_tells_the_new_one(site: Site) -> None:
    ensure_accounts(site, all_courses(site), must_change=True)
    note_reset(site, "li", "new-password")
    assert ("li", "李明", "new-password") in noted_passwords(site, "plant")
    assert len(noted_passwords(site, "plant")) == 3
    assert "li" not in [username for username, _, _ in noted_passwords(site, "silo")]


def test_operators_have_a_hand_out_of_their_own(site: Site) -> None:
    assert [one.username for one in ensure_operators(site, ["boss", "boss2"], must_change=True)] == ["boss", "boss2"]
    assert ensure_operators(site, ["boss"], must_change=True) == []
    assert all(opens(site, username, password) for username, _, password in noted_passwords(site, OPERATORS))
