"""`borehall grade` and `borehall feedback`."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from contextlib import nullcontext
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
@click.option("--jobs", type=click.IntRange(1, 64), help=say("Submissions at a time."))
@click.option("--only", metavar="TRAINEE", help=say("Just this trainee."))
@click.option("--again", is_flag=True, help=say("Also what is graded already."))
@click.option("--unsafe", is_flag=True, help=say("Go on where nothing keeps trainees' code apart."))
@click.option("--dask", metavar="ADDRESS", help=say("Judge notebooks on the dask cluster at this address."))
@click.option("--json", "as_json", is_flag=True, help=say("The outcomes as JSON."))
@with_site
def grade(
    site: Site,
    course: str,
    assignment: str,
    jobs: int | None,
    only: str | None,
    again: bool,
    unsafe: bool,
    dask: str | None,
    as_json: bool,
) -> None:
    """Exit status 1 when a submission could not be collected or graded; it has no mark then."""
    from borehall.course.course import load_course
    from borehall.grading.far.cluster import open_cluster
    from borehall.grading.grade import Outcome, collect, one_at_a_time, trainees_to_grade, waiting_for_a_person
    from borehall.grading.houses import grading_houses

    item = load_course(site, course).assignment(assignment)
    jobs = jobs or os.cpu_count() or 1
    if dask and (item.source == "paper" or item.judge == "kernel"):
        err.print(say("Only notebooks judged apart go to a cluster; {name} is graded here.", name=item.name))
        dask = None
    # Opened first: in the room, where the course's rights are all there is, boxes have one layer less.
    with (
        open_cluster(dask) if dask else nullcontext() as cluster,
        grading_houses(jobs, unsafe) as houses,
        in_room(site, course) as steps,
    ):
        with one_at_a_time(steps):
            not_collected = collect(steps, assignment)
            for sentence in not_collected:
                err.print(sentence, markup=False, style="red")
            trainees = trainees_to_grade(steps, assignment, only)
            graded = _graded(site, course, assignment, steps, houses, cluster, trainees, jobs, again, quiet=as_json)
        waiting = waiting_for_a_person(steps, assignment)
    count = Counter(one.outcome for one in graded)
    if as_json:
        rows = [
            {"trainee": one.trainee, "outcome": one.outcome.value, "why": one.why, "unsafe": one.unsafe}
            for one in graded
        ]
        out.print_json(json.dumps(rows))
    else:
        counts = {"new": count[Outcome.GRADED], "kept": count[Outcome.UP_TO_DATE], "failed": count[Outcome.FAILED]}
        out.print(say("{new} graded, {kept} were up to date, {failed} could not be graded.", **counts))
        for one in (one for one in graded if one.outcome is Outcome.FAILED):
            err.print(f"{one.trainee}: {one.why}", markup=False, style="red")
        if unsafe:
            err.print(say("Nothing kept trainees' code apart from this account (--unsafe)."), style="red")
        if item.judge == "kernel":
            err.print(say("Judged in the trainee's own kernel: these marks are not tamper-proof."), style="yellow")
        if waiting:
            out.print(say("{count} wait for a person to mark what no test can: open the grading desk.", count=waiting))
    sys.exit(1 if count[Outcome.FAILED] or not_collected else 0)


def _graded(
    site: Site, course: str, assignment: str, steps: Any, houses: Any, cluster: Any, trainees: list[str], jobs: int,
    again: bool, quiet: bool,
) -> list[Any]:  # fmt: skip
    from borehall.grading.judging import AssignmentJudge
    from borehall.grading.record import Record
    from borehall.grading.run import Batch

    with steps.gradebook as gradebook:
        cell_s = steps.config.Execute.timeout
        apart, jobs = (cluster.judge, cluster.jobs) if cluster else (None, jobs)
        judge = AssignmentJudge(site, course, assignment, gradebook, houses, cell_s, apart)
        batch = Batch(steps, assignment, judge, Record(gradebook, steps.config), jobs, again)
        return list(_track(batch.run(trainees), len(trainees), quiet=quiet))


def _track(items: Any, total: int, quiet: bool) -> Any:
    rate = TextColumn(say("{rate} a minute", rate="{task.fields[rate]}"))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=err, disable=quiet) as progress:
        bar = progress.add_task(say("Grading"), total=total, rate="–")
        for item in items:
            speed = progress.tasks[bar].speed
            progress.update(bar, advance=1, rate=f"{60 * speed:.0f}" if speed else "–")
            yield item


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
