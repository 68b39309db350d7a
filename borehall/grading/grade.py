"""Before and after grading an assignment: collecting, whose turn it is, what became of each, what waits."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from borehall.course.nbgrader_steps import check_done
from borehall.faults import AuthorFault, PlatformFault
from borehall.words import say


class Outcome(Enum):
    """What became of a submission."""

    GRADED = "graded"
    UP_TO_DATE = "up to date"
    FAILED = "failed"


@dataclass(frozen=True)
class Graded:
    """The outcome for one trainee; ``why`` says what failed, for a person to look at. A failure is never a mark.

    ``unsafe``: it ran outside a sandbox.
    """

    trainee: str
    outcome: Outcome
    why: str = ""
    unsafe: bool = False


@contextmanager
def one_at_a_time(steps: NbGraderAPI) -> Iterator[None]:
    """PlatformFault when somebody grades this course already: nbgrader's runs would take each other's files away."""
    with (Path(steps.coursedir.root) / ".grading").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PlatformFault(
                say("Somebody is grading this course at this moment."),
                next_step=say("Wait until that has ended, then give the command again."),
            ) from None
        yield


def collect(steps: NbGraderAPI, assignment: str) -> list[str]:
    """Fetches what trainees handed in, the newest of each, into ``submitted/``; returns what was not collected."""
    done = steps.collect(assignment, update=True)
    what = say("The submissions of {assignment} were not collected.", assignment=assignment)
    log = check_done(done, what, PlatformFault)
    return [line.removeprefix("[ERROR] ") for line in log.splitlines() if line.startswith("[ERROR] ")]


def trainees_to_grade(steps: NbGraderAPI, assignment: str, only: str | None) -> list[str]:
    """Who handed ``assignment`` in, sorted; just ``only`` when given. AuthorFault when that one has not."""
    handed_in = sorted(steps.get_submitted_students(assignment))
    if only is not None and only not in handed_in:
        raise AuthorFault(
            say("{trainee} has handed in nothing for {assignment}.", trainee=only, assignment=assignment),
            say("Handed in by: {names}.", names=say(", ").join(handed_in) or "–"),
        )
    return [only] if only is not None else handed_in


def waiting_for_a_person(steps: NbGraderAPI, assignment: str) -> int:
    """How many submissions have a cell that a person must still mark."""
    with steps.gradebook as gradebook:
        return sum(submission.needs_manual_grade for submission in gradebook.assignment_submissions(assignment))
