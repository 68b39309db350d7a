"""Feedback: nbgrader's pages on graded work, made and put where only the trainee concerned finds them."""

from __future__ import annotations

from nbgrader.apps import NbGraderAPI

from borehall.course.nbgrader_steps import check_done
from borehall.faults import AuthorFault, PlatformFault
from borehall.words import say


def make_feedback(steps: NbGraderAPI, assignment: str, only: str | None) -> list[str]:
    """Writes ``feedback/`` for everyone graded, or ``only`` one, and returns them; AuthorFault when nobody is."""
    graded = sorted(steps.get_autograded_students(assignment))
    if (only is not None and only not in graded) or not graded:
        raise AuthorFault(
            say("Nothing of {assignment} is graded.", assignment=assignment)
            if only is None
            else say("{trainee}'s {assignment} is not graded.", trainee=only, assignment=assignment),
            next_step=say("Grade it first: borehall grade COURSE {assignment}", assignment=assignment),
        )
    done = steps.generate_feedback(assignment, student_id=only, force=True)
    check_done(done, say("The feedback on {assignment} was not made.", assignment=assignment), PlatformFault)
    return [only] if only is not None else graded


def put_out_feedback(steps: NbGraderAPI, assignment: str, only: str | None) -> None:
    """Lays the feedback where trainees fetch it."""
    done = steps.release_feedback(assignment, student_id=only)
    check_done(done, say("The feedback on {assignment} was not put out.", assignment=assignment), PlatformFault)
