"""A course's gradebook: its trainees and assignments, as the roster and course.toml have them. Marks are nbgrader's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from borehall.course.course import Course
from borehall.course.roster import Roster
from borehall.faults import PlatformFault
from borehall.site import Site
from borehall.words import say


@contextmanager
def gradebook_in_reach(site: Site, course: str) -> Iterator[None]:
    """PlatformFault when the gradebook cannot be read or written within the block."""
    try:
        yield
    except SQLAlchemyError as error:
        raise PlatformFault(
            say("The gradebook cannot be read or written: {why}.", why=getattr(error, "orig", None) or error),
            say("A gradebook that no other program holds for long, on a disk with space left."),
            say("Close what has it open, then give the command again; nothing is lost."),
            file=site.room(course) / "gradebook.db",
        ) from error


def ensure_students(gradebook: Gradebook, roster: Roster) -> None:
    """Everyone on the roster is in the gradebook. Nobody is taken out: marks outlive a roster."""
    for person in roster.people:
        # nbgrader shows "last, first" unless one is missing, and a Chinese name is one piece.
        gradebook.update_or_create_student(person.username, last_name=person.name, email=person.email or None)


def ensure_assignments(gradebook: Gradebook, course: Course) -> None:
    """Each assignment has its due date."""
    for assignment in course.assignments:
        gradebook.update_or_create_assignment(assignment.name, duedate=assignment.due.isoformat())
