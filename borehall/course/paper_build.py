"""Building a paper: source/<course>/<assignment>/ with its notebook, and what the desk and the judge read beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat

from borehall.bank.blueprint import Blueprint
from borehall.checked import write_whole
from borehall.course.course import Assignment, Course
from borehall.course.paper import check_tasks, load_paper, load_tasks
from borehall.course.paper_file import About, read_paper
from borehall.course.paper_notebook import write_notebook
from borehall.faults import AuthorFault
from borehall.site import Site
from borehall.words import LANGUAGES, say

BLUEPRINT_FILE = "blueprint.json"
"""Stays in the source: it tells which tasks may come."""

OUTLINE_FILE = "paper.json"
OUTLINE_SCHEMA = "borehall-paper-1"


def build_paper(site: Site, course: Course, assignment: str) -> Path:
    """Writes the source of a paper and returns its folder; AuthorFault, and nothing written, when a task is broken."""
    blueprint = load_paper(site, course, assignment)
    check_tasks(list(load_tasks(site, blueprint).values()))
    item, about = course.assignment(assignment), read_paper(course, assignment).value.paper
    folder = site.step("source", course.id) / assignment
    for name, content in paper_files(blueprint, item, about).items():
        write_whole(folder / name, content)
    return folder


def check_built(site: Site, course: Course, assignment: str) -> None:
    """AuthorFault when the source is not what the paper's file gives now: trainees would get another paper."""
    blueprint = load_paper(site, course, assignment)
    files = paper_files(blueprint, course.assignment(assignment), read_paper(course, assignment).value.paper)
    folder = site.step("source", course.id) / assignment
    for name, content in files.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != content:
            raise AuthorFault(
                say("The paper {assignment} has changed since it was built.", assignment=assignment),
                next_step=say("Build it: {command}", command=f"borehall paper build {course.id} {assignment}"),
                file=folder / name,
            )


def paper_files(blueprint: Blueprint, item: Assignment, about: About) -> dict[str, bytes]:
    """The files of a built paper by name."""
    titles = dict(zip(LANGUAGES, (item.title_zh, item.title_en), strict=True))
    introduction = dict(zip(LANGUAGES, (about.introduction_zh, about.introduction_en), strict=True))
    notebook = write_notebook(blueprint, titles, introduction)
    return {
        f"{item.name}.ipynb": (nbformat.writes(notebook) + "\n").encode(),
        OUTLINE_FILE: _json(outline(blueprint, titles, item.kind)),
        BLUEPRINT_FILE: _json(blueprint.as_json()),
    }


def outline(blueprint: Blueprint, titles: dict[str, str], kind: str) -> dict[str, Any]:
    """What a trainee may know of the paper before it is handed out: sections, questions, points, time."""
    return {
        "schema": OUTLINE_SCHEMA, "course": blueprint.course, "assignment": blueprint.assignment,
        "titles": titles, "kind": kind, "minutes": blueprint.minutes, "hints": {"times": blueprint.hints},
        "sections": [
            {
                "id": section.id, "titles": dict(section.titles),
                "questions": [
                    {"id": slot, "points": group.points} for group in section.groups for slot in group.slots
                ],
            }
            for section in blueprint.sections
        ],
    }  # fmt: skip


def read_blueprint(site: Site, course: str, assignment: str) -> Blueprint:
    """The blueprint as it was built; AuthorFault when the paper has not been, or was changed by hand."""
    file = site.step("source", course) / assignment / BLUEPRINT_FILE
    command = f"borehall paper build {course} {assignment}"
    try:
        return Blueprint.from_json(json.loads(file.read_bytes()))
    except FileNotFoundError:
        seen = say("The paper {assignment} has not been built.", assignment=assignment)
    except (ValueError, KeyError, TypeError):
        seen = say("The file is not what the build writes.")
    raise AuthorFault(seen, next_step=say("Build it: {command}", command=command), file=file)


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
