"""A small site with one course of papers, for tests that need no nbgrader."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from borehall.course.course import Course, load_course
from borehall.course.paper_secret import ensure_secret
from borehall.site import Site

COURSE = "plant"
PAPER = """\
[paper]
minutes = 40
hints = 2
working = true

[[sections]]
id = "layout"
title_zh = "布置"
title_en = "Layout"

[[sections.questions]]
task = "silo-rings"
points = 6

[[sections.questions]]
id = "depth"
clause = "6.0.12"
level = 2
count = 2
points = 8
"""


def paper_site(folder: Path, paper: str = PAPER, kind: str = "practice", source: str = "paper") -> Site:
    """A site below ``folder`` whose course has the assignment ``mock``, composed by ``paper``."""
    site = Site(folder)
    course = site.course(COURSE)
    (course / "papers").mkdir(parents=True)
    (course / "papers" / "mock.toml").write_text(paper, "utf-8")
    (course / "course.toml").write_text(
        dedent(f"""\
            [course]
            title_zh = "课程"
            title_en = "Course"

            [people]
            instructors = ["teacher"]

            [[assignments]]
            name = "mock"
            title_zh = "模拟考试"
            title_en = "Mock exam"
            kind = "{kind}"
            source = "{source}"
            due = 2030-12-31T23:59:00+08:00
            """),
        "utf-8",
    )
    site.room(COURSE).mkdir(parents=True)
    ensure_secret(site, COURSE)
    return site


def put_out(site: Site) -> None:
    """What `borehall course release` leaves in the exchange, as far as handing out looks at it."""
    (site.exchange / COURSE / "outbound" / "mock").mkdir(parents=True)


def course_of(site: Site) -> Course:
    """The course of the site."""
    return load_course(site, COURSE)
