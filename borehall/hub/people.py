"""Who is in which course, as the rosters and course files say at this moment."""

from __future__ import annotations

import logging
from pathlib import Path

from borehall.course.course import Course, all_courses
from borehall.course.roster import read_roster
from borehall.faults import Fault
from borehall.hub.services import INSTRUCTORS
from borehall.hub.spawner import MEMBERS
from borehall.site import Site

log = logging.getLogger(__name__)


class People:
    """The groups of each person. Files are read again when they change, so an imported roster holds at once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._seen: tuple[tuple[Path, int], ...] = ()
        self._groups: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self._version = 0

    def groups_of(self, username: str) -> list[str]:
        """``nbgrader-<course>`` and ``formgrade-<course>`` for each course that ``username`` is in."""
        self._refresh()
        return self._groups.get(username, [])

    def name_of(self, username: str) -> str:
        """The name that ``username`` is greeted by; the username itself when no roster tells."""
        self._refresh()
        return self._names.get(username, username)

    def everybody(self) -> list[str]:
        """Every username of every course, sorted."""
        self._refresh()
        return sorted(self._groups)

    def version(self) -> int:
        """Grows whenever a course file or roster is read anew."""
        self._refresh()
        return self._version

    def _refresh(self) -> None:
        stamps = tuple(_stamps(self.site))
        if stamps == self._seen:
            return
        try:
            courses = all_courses(self.site)
            self._groups, self._names = groups(courses), names(courses)
        except Fault as fault:
            # Half a roster must not lock people out: what held before holds on, and the log says why.
            log.error("%s", fault)
        self._seen = stamps
        self._version += 1


def names(courses: tuple[Course, ...]) -> dict[str, str]:
    """Username to name, over all rosters."""
    rosters = (
        read_roster(course.roster_file, course.instructors) for course in courses if course.roster_file.is_file()
    )
    return {person.username: person.name for roster in rosters for person in roster.people}


def groups(courses: tuple[Course, ...]) -> dict[str, list[str]]:
    """Username to groups, over all ``courses``."""
    found: dict[str, list[str]] = {}
    for course in courses:
        for name in course.instructors:
            found.setdefault(name, []).append(INSTRUCTORS + course.id)
        if course.roster_file.is_file():
            for person in read_roster(course.roster_file, instructors=course.instructors).people:
                found.setdefault(person.username, []).append(MEMBERS + course.id)
    return found


def _stamps(site: Site) -> list[tuple[Path, int]]:
    files = [*site.courses.glob("*/course.toml"), *site.courses.glob("*/roster.csv")]
    return sorted((file, file.stat().st_mtime_ns) for file in files)
