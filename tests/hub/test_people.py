"""Who is in which course, as the files say at this moment."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from borehall.hub.people import People
from borehall.site import Site
from tests.hub.site import new_site, write_course


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return new_site(tmp_path)


def test_groups_and_names_come_from_courses_and_rosters(site: Site) -> None:
    people = People(site)
    assert people.everybody() == ["li", "teacher", "wang"]
    assert people.groups_of("li") == ["nbgrader-plant"]
    assert people.groups_of("wang") == ["nbgrader-plant", "nbgrader-silo"]
    assert people.groups_of("teacher") == ["formgrade-plant", "formgrade-silo"]
    assert people.groups_of("stranger") == []
    assert (people.name_of("li"), people.name_of("teacher")) == ("李明", "teacher")


def test_a_changed_roster_holds_at_once(site: Site) -> None:
    people = People(site)
    before = people.version()
    assert people.version() == before, "looking changes nothing"
    write_course(site, "silo", "zhao,赵强\n")
    os.utime(site.course("silo") / "roster.csv", ns=(0, 1))
    assert people.groups_of("zhao") == ["nbgrader-silo"]
    assert people.groups_of("wang") == ["nbgrader-plant"]
    assert people.version() > before


@pytest.mark.parametrize("roster", ["li li,x\n", "li,x\nli,y\n", "\0", "teacher,x\n"])
def test_a_broken_roster_locks_nobody_out_and_is_logged(
    site: Site, roster: str, caplog: pytest.LogCaptureFixture
) -> None:
    people = People(site)
    assert people.groups_of("wang")
    write_course(site, "silo", roster)
    os.utime(site.course("silo") / "roster.csv", ns=(0, 1))
    with caplog.at_level(logging.ERROR):
        assert people.groups_of("wang") == ["nbgrader-plant", "nbgrader-silo"]
    assert "roster.csv" in caplog.text


def test_a_course_without_a_roster_has_its_instructors(site: Site) -> None:
    (site.course("silo") / "roster.csv").unlink()
    people = People(site)
    assert people.groups_of("teacher") == ["formgrade-plant", "formgrade-silo"]
    assert people.groups_of("wang") == ["nbgrader-plant"]
