"""`borehall grade` and `borehall feedback`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from borehall.console import err, out, with_site
from borehall.course.commands import in_room
from borehall.site import Site
from borehall.words import say


@click.command("grade", help=say("Collect and grade what trainees handed in."))
@click.argument("course")
@click.argument("assignment")
@click.option("--only", metavar="TRAINEE", help=say("Just this trainee."))
@click.option("--again", is_flag=True, help=say("Also what is graded already."))
@click.option("--json", "as_json", is_flag=True, help=say("The outcomes as JSON."))
@with_site
def grade(site: Site, course: str, assignment: str, only: str | None, again: bool, as_json: bool) -> None:
    """Exit status 1 when a submission could not be collected or graded; it has no mark then."""
    from borehall.course.course import load_course
    from borehall.grading.grade import Outcome, collect, one_at_a_time, trainees_to_grade, waiting_for_a_person
    from borehall.grading.grade import grade as grade_all

    load_course(site, course).assignment(assignment)
    with in_room(site, course) as steps:
        with one_at_a_time(steps):
            not_collected = collect(steps, assignment)
            for sentence in not_collected:
                err.print(sentence, markup=False, style="red")
            trainees = trainees_to_grade(steps, assignment, only)
            graded = list(_track(grade_all(steps, assignment, trainees, again), len(trainees), quiet=as_json))
        waiting = waiting_for_a_person(steps, assignment)
    count = Counter(item.outcome for item in graded)
    if as_json:
        rows = [{"trainee": item.trainee, "outcome": item.outcome.value, "why": item.why} for item in graded]
        out.print_json(json.dumps(rows))
    else:
        counts = {"new": count[Outcome.GRADED], "kept": count[Outcome.UP_TO_DATE], "failed": count[Outcome.FAILED]}
        out.print(say("{new} graded, {kept} were up to date, {failed} could not be graded.", **counts))
        for item in (item for item in graded if item.outcome is Outcome.FAILED):
            err.print(f"{item.trainee}: {item.why}", markup=False, style="red")
        if waiting:
            out.print(say("{count} wait for a person to mark what no test can: open the grading desk.", count=waiting))
    sys.exit(1 if count[Outcome.FAILED] or not_collected else 0)


def _track(items: Any, total: int, quiet: bool) -> Any:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, disable=quiet) as progress:
        yield from progress.track(items, total=total, description=say("Grading"))


@click.command("feedback", help=say("Make feedback on graded work and put it out."))
@click.argument("course")
@click.argument("assignment")
@click.option("--only", metavar="TRAINEE", help=say("Just this trainee."))
@with_site
def feedback(site: Site, course: str, assignment: str, only: str | None) -> None:
    """Trainees fetch it from their assignment list."""
    from borehall.course.course import load_course
    from borehall.grading.feedback import make_feedback, put_out_feedback
    from borehall.grading.grade import one_at_a_time, waiting_for_a_person

    loaded = load_course(site, course)
    item = loaded.assignment(assignment)
    with in_room(site, course) as steps:
        with one_at_a_time(steps):
            given = make_feedback(steps, assignment, only)
            put_out_feedback(steps, assignment, only)
        waiting = waiting_for_a_person(steps, assignment)
    out.print(say("{count} trainees can fetch feedback on {title}.", count=len(given), title=item.title))
    if waiting:
        err.print(say("Note: {count} of them still have a cell that nobody has marked.", count=waiting), style="yellow")
