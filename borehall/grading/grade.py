"""Grading an assignment: collect, then nbgrader's autograde for each submission by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from borehall.course.course import Course
from borehall.course.nbgrader_steps import check_done, own_words
from borehall.faults import AuthorFault, PlatformFault
from borehall.words import say


class Outcome(Enum):
    """What became of a submission."""

    GRADED = "graded"
    UP_TO_DATE = "up to date"
    FAILED = "failed"


@dataclass(frozen=True)
class Graded:
    """The outcome for one trainee; ``why`` says what failed, for a person to look at. A failure is never a mark."""

    trainee: str
    outcome: Outcome
    why: str = ""


def collect(steps: NbGraderAPI, assignment: str) -> str:
    """Fetches what trainees handed in, the newest of each, into ``submitted/``; returns nbgrader's log of it."""
    done = steps.collect(assignment, update=True)
    return check_done(
        done, say("The submissions of {assignment} were not collected.", assignment=assignment), PlatformFault
    )


def trainees_to_grade(steps: NbGraderAPI, course: Course, assignment: str, only: str | None) -> list[str]:
    """Who handed ``assignment`` in, sorted; just ``only`` when given. AuthorFault when there is nobody."""
    course.assignment(assignment)
    handed_in = sorted(steps.get_submitted_students(assignment))
    if only is not None and only not in handed_in:
        raise AuthorFault(
            say("{trainee} has handed in nothing for {assignment}.", trainee=only, assignment=assignment),
            say("Handed in by: {names}.", names=", ".join(handed_in) or "–"),
        )
    return [only] if only is not None else handed_in


def grade(steps: NbGraderAPI, assignment: str, trainees: list[str], again: bool) -> Iterator[Graded]:
    """Grades each trainee's submission; one that fails stops no other. What is up to date is left, unless ``again``."""
    for trainee in trainees:
        mark = _mark(steps, assignment, trainee)
        handed_in = str(steps.get_submitted_timestamp(assignment, trainee))
        if not again and mark.is_file() and mark.read_text() == handed_in:
            yield Graded(trainee, Outcome.UP_TO_DATE)
            continue
        done = steps.autograde(assignment, trainee, force=True, create=False)
        if done["success"]:
            mark.write_text(handed_in)
            yield Graded(trainee, Outcome.GRADED)
        else:
            yield Graded(trainee, Outcome.FAILED, own_words(done))


def _mark(steps: NbGraderAPI, assignment: str, trainee: str) -> Path:
    """Written when a submission is wholly graded; nbgrader empties the folder when it begins, so a killed run shows."""
    directory = steps.coursedir.autograded_directory
    return Path(steps.coursedir.format_path(directory, trainee, assignment)) / ".graded"


def waiting_for_a_person(steps: NbGraderAPI, assignment: str) -> int:
    """How many submissions have a cell that a person must still mark."""
    with steps.gradebook as gradebook:
        return sum(submission.needs_manual_grade for submission in gradebook.assignment_submissions(assignment))
