"""`borehall course …`: check, build and release a course."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from borehall.console import command, out, with_site
from borehall.site import Site
from borehall.words import say


@click.group("course", help=say("Check, build and release a course."))
def course_group() -> None:
    """Sub-commands on a course."""


@command(course_group, "check", say("Check course.toml, roster and source notebooks."))
@click.argument("course")
@with_site
def course_check(site: Site, course: str) -> None:
    """Changes nothing."""
    from borehall.course.course import check_sources, load_course
    from borehall.course.roster import read_roster

    loaded = load_course(site, course)
    check_sources(site, loaded)
    people = read_roster(loaded.roster_file, instructors=loaded.instructors).people
    counts = {"assignments": len(loaded.assignments), "people": len(people)}
    out.print(say("{title}: {assignments} assignments, {people} trainees, in order.", title=loaded.title, **counts))


@command(course_group, "build", say("Enter the course's trainees and assignments into its gradebook."))
@click.argument("course")
@with_site
def course_build(site: Site, course: str) -> None:
    """Repeatable; marks are never touched."""
    from borehall.course.course import check_sources, load_course
    from borehall.course.gradebook import ensure_assignments, ensure_students
    from borehall.course.roster import read_roster

    loaded = load_course(site, course)
    check_sources(site, loaded)
    roster = read_roster(loaded.roster_file, instructors=loaded.instructors)
    with in_room(site, course) as steps, steps.gradebook as gradebook:
        ensure_students(gradebook, roster)
        ensure_assignments(gradebook, loaded)
    out.print(say("The gradebook of {title} is up to date.", title=loaded.title))


@command(course_group, "release", say("Make the trainees' version of assignments and put it out."))
@click.argument("course")
@click.argument("assignment", required=False)
@with_site
def course_release(site: Site, course: str, assignment: str | None) -> None:
    """All assignments, unless one is named."""
    from borehall.course.course import check_sources, load_course
    from borehall.course.gradebook import ensure_assignments
    from borehall.course.paper_build import check_built
    from borehall.course.release import generate_release, put_out

    loaded = load_course(site, course)
    check_sources(site, loaded)
    chosen = [loaded.assignment(assignment)] if assignment else list(loaded.assignments)
    with in_room(site, course) as steps:
        for item in chosen:
            if item.source == "paper":
                check_built(site, loaded, item.name)
            generate_release(steps, site, loaded, item.name)
            put_out(steps, item.name)
            out.print(say("{title} ({name}) is released; no answer is in it.", title=item.title, name=item.name))
        with steps.gradebook as gradebook:
            ensure_assignments(gradebook, loaded)


@contextmanager
def in_room(site: Site, course: str) -> Iterator[Any]:
    """nbgrader's steps for the course. The process is the course's from here on, and does not get its rights back."""
    from borehall.course.gradebook import gradebook_in_reach
    from borehall.course.nbgrader_steps import open_steps
    from borehall.course.room import enter_room
    from borehall.system_accounts import SystemAccounts

    enter_room(site, course, SystemAccounts(site.system_accounts_file))
    with gradebook_in_reach(site, course):
        yield open_steps(site, course)
