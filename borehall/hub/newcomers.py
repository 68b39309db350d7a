"""First passwords for people of the rosters who have none yet."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from borehall.course.course import Course
from borehall.course.roster import inert, read_roster
from borehall.hub.account_desk import account_names
from borehall.hub.configuration import database_url
from borehall.hub.initial_passwords import InitialPasswords
from borehall.hub.passwords import draw_password
from borehall.site import Site


@dataclass(frozen=True)
class Newcomer:
    """Somebody whose first password was drawn just now."""

    course: str
    username: str
    name: str
    password: str


OPERATORS = "_operators"
"""In place of a course's id, for those who run the hall; a course cannot be called so."""


def ensure_operators(site: Site, operators: Iterable[str], must_change: bool) -> list[Newcomer]:
    """Draws a password for each operator without an account, as `ensure_accounts` does for a course's people."""
    store = InitialPasswords(site.initial_passwords)
    known = account_names(database_url(site), store)
    newcomers = [Newcomer(OPERATORS, name, "", draw_password()) for name in operators if name not in known]
    _note_down(handout_file(site, OPERATORS), newcomers)
    for newcomer in newcomers:
        store.put(newcomer.username, newcomer.password, must_change=must_change)
    return newcomers


def ensure_accounts(site: Site, courses: Iterable[Course], must_change: bool) -> list[Newcomer]:
    """Draws a password for each person without an account, and returns those; they stand in `handout_file` too.

    In a demonstration course nobody has to change it, since it is shown at each start.
    """
    store = InitialPasswords(site.initial_passwords)
    known = account_names(database_url(site), store)
    newcomers = []
    for course in courses:
        for username, name in _people(course):
            if username not in known:
                known.add(username)
                newcomers.append(Newcomer(course.id, username, name, draw_password()))
    for course in courses:
        mine = [newcomer for newcomer in newcomers if newcomer.course == course.id]
        # Written down first: a password that nobody can read any more would lock its owner out.
        _note_down(handout_file(site, course.id), mine)
        for newcomer in mine:
            store.put(newcomer.username, newcomer.password, must_change=must_change and not course.demonstration)
    return newcomers


def handout_file(site: Site, course: str) -> Path:
    """Where first passwords stand until they have been handed out, readable by the operator alone."""
    return site.hub / "first_passwords" / f"{course}.csv"


def noted_passwords(site: Site, course: str) -> list[tuple[str, str, str]]:
    """(username, name, password) of everybody in the course's hand-out, the newest for each."""
    file = handout_file(site, course)
    if not file.is_file():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row[0]: (row[0], row[1], row[2]) for row in list(csv.reader(lines))[1:]}
    return list(rows.values())


def note_reset(site: Site, username: str, password: str) -> None:
    """Puts a new password into each hand-out that ``username`` stands in, so that none tells an old one."""
    for file in sorted((site.hub / "first_passwords").glob("*.csv")):
        for known, name, _ in noted_passwords(site, file.stem):
            if known == username:
                _note_down(file, [Newcomer(file.stem, username, name, password)])


def _people(course: Course) -> Iterable[tuple[str, str]]:
    yield from ((name, "") for name in course.instructors)
    if course.roster_file.is_file():
        for person in read_roster(course.roster_file, instructors=course.instructors).people:
            yield person.username, person.name


def _note_down(file: Path, newcomers: list[Newcomer]) -> None:
    if not newcomers:
        return
    file.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = not file.exists()
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    # With a byte order mark, so that Excel shows Chinese names.
    with os.fdopen(handle, "w", encoding="utf-8-sig" if fresh else "utf-8", newline="") as sheet:
        lines = csv.writer(sheet)
        if fresh:
            lines.writerow(["账号 username", "姓名 name", "初始密码 first password"])
        lines.writerows([newcomer.username, inert(newcomer.name), newcomer.password] for newcomer in newcomers)
