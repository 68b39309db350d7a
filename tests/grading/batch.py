"""A batch as `borehall grade` makes one, in a course's room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.apps import NbGraderAPI

from borehall.course.nbgrader_steps import open_steps
from borehall.grading.far.cluster import Cluster
from borehall.grading.houses import grading_houses
from borehall.grading.judge.release_check import Houses
from borehall.grading.judging import AssignmentJudge
from borehall.grading.record import Record
from borehall.grading.run import Batch
from borehall.site import Site

ABOUT = """\
[course]
title_zh = "课程"
title_en = "Course"
[people]
instructors = ["teacher"]
[[assignments]]
name = "{name}"
title_zh = "作业"
title_en = "Assignment"
kind = "{kind}"
source = "{source}"
judge = "{judge}"
due = 2030-12-31T23:59:00+08:00
"""


def write_course(
    site: Site, course: str, name: str, *, kind: str = "practice", source: str = "notebook", judge: str = "apart"
) -> None:
    """course.toml with one assignment."""
    folder = site.course(course)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.toml").write_text(ABOUT.format(name=name, kind=kind, source=source, judge=judge), "utf-8")


@contextmanager
def open_batch(
    site: Site,
    course: str,
    assignment: str,
    *,
    again: bool = False,
    houses: Houses | None = None,
    cell_s: int = 30,
    cluster: Cluster | None = None,
) -> Iterator[tuple[NbGraderAPI, Batch]]:
    """nbgrader's steps and a batch over them, two submissions at a time."""
    if houses is None:
        with (
            grading_houses(2) as opened,
            open_batch(site, course, assignment, again=again, houses=opened, cell_s=cell_s, cluster=cluster) as batch,
        ):
            yield batch
        return
    steps = open_steps(site, course)
    with steps.gradebook as gradebook:
        apart, jobs = (cluster.judge, cluster.jobs) if cluster else (None, 2)
        judge = AssignmentJudge(site, course, assignment, gradebook, houses, cell_s, apart)
        yield steps, Batch(steps, assignment, judge, Record(gradebook, steps.config), jobs, again)
