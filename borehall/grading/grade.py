"""Grading an assignment: collect, then nbgrader's autograde for each submission by itself."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from borehall.course.nbgrader_steps import check_done, own_words, stop_if_interrupted
from borehall.faults import AuthorFault, PlatformFault
from borehall.grading.submission import find_flaw
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


def grade(steps: NbGraderAPI, assignment: str, trainees: list[str], again: bool) -> Iterator[Graded]:
    """Grades each trainee's submission; one that fails stops no other. What is up to date is left, unless ``again``."""
    for trainee in trainees:
        mark, handed_in = _mark(steps, assignment, trainee), _handed_in(steps, assignment, trainee)
        graded = _folder(steps, steps.coursedir.autograded_directory, assignment, trainee)
        if not again and graded.is_dir() and mark.is_file() and mark.read_text() == handed_in:
            yield Graded(trainee, Outcome.UP_TO_DATE)
            continue
        mark.unlink(missing_ok=True)
        if flaw := find_flaw(steps, assignment, trainee):
            yield Graded(trainee, Outcome.FAILED, flaw)
            continue
        done = steps.autograde(assignment, trainee, force=True, create=False)
        stop_if_interrupted(done)
        if done["success"]:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(handed_in)
            yield Graded(trainee, Outcome.GRADED)
        else:
            yield Graded(trainee, Outcome.FAILED, own_words(done))


def _mark(steps: NbGraderAPI, assignment: str, trainee: str) -> Path:
    """Written when a submission is wholly graded and gone before it is graded again, so a killed run shows.

    Not in ``autograded/``, where everything comes that a trainee puts into a submission.
    """
    return Path(steps.coursedir.root) / ".graded" / assignment / trainee


def _handed_in(steps: NbGraderAPI, assignment: str, trainee: str) -> str:
    file = _folder(steps, steps.coursedir.submitted_directory, assignment, trainee) / "timestamp.txt"
    return file.read_text("utf-8", errors="replace") if file.is_file() else ""


def _folder(steps: NbGraderAPI, directory: str, assignment: str, trainee: str) -> Path:
    return Path(steps.coursedir.format_path(directory, trainee, assignment))


def waiting_for_a_person(steps: NbGraderAPI, assignment: str) -> int:
    """How many submissions have a cell that a person must still mark."""
    with steps.gradebook as gradebook:
        return sum(submission.needs_manual_grade for submission in gradebook.assignment_submissions(assignment))
