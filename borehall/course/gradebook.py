"""A course's gradebook: its trainees and assignments, as the roster and course.toml have them. Marks are nbgrader's."""

from __future__ import annotations

from nbgrader.api import Gradebook

from borehall.course.course import Course
from borehall.course.nbgrader_steps import open_steps
from borehall.course.roster import Roster
from borehall.site import Site


def open_gradebook(site: Site, course: str) -> Gradebook:
    """The gradebook of ``course``, for use in a with block, from within its room."""
    return Gradebook(open_steps(site, course).coursedir.db_url, course)


def ensure_students(gradebook: Gradebook, roster: Roster) -> None:
    """Everyone on the roster is in the gradebook. Nobody is taken out: marks outlive a roster."""
    for person in roster.people:
        # nbgrader shows "last, first" unless one is missing, and a Chinese name is one piece.
        gradebook.update_or_create_student(person.username, last_name=person.name, email=person.email or None)


def ensure_assignments(gradebook: Gradebook, course: Course) -> None:
    """Each assignment has its due date."""
    for assignment in course.assignments:
        gradebook.update_or_create_assignment(assignment.name, duedate=assignment.due.isoformat())
