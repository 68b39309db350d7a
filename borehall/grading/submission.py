"""What keeps a submission from being graded at all, in words that a person can act on."""

from __future__ import annotations

import json
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from borehall.course.paper_build import BLUEPRINT_FILE
from borehall.faults import TraineeFault
from borehall.grading.paper_answers import read_answers
from borehall.words import say


def find_flaw(steps: NbGraderAPI, assignment: str, trainee: str) -> str:
    """Which notebook of the paper is missing or unreadable in what ``trainee`` handed in; empty when none is."""
    course = steps.coursedir
    source = Path(course.format_path(course.source_directory, ".", assignment))
    folder = Path(course.format_path(course.submitted_directory, trainee, assignment))
    for name in sorted(file.name for file in source.glob("*.ipynb")):
        if not (folder / name).is_file():
            there = say(", ").join(sorted(file.name for file in folder.glob("*.ipynb"))) or "–"
            seen = say("{notebook} was not handed in; notebooks that were: {names}.", notebook=name, names=there)
        elif not _is_notebook(folder / name):
            seen = say("{notebook} is no notebook that can be read.", notebook=name)
        else:
            continue
        return "\n  ".join([seen, say("Have it submitted again, whole and under its own name.")])
    return _flaw_of_sheet(folder) if (source / BLUEPRINT_FILE).is_file() else ""


def _flaw_of_sheet(folder: Path) -> str:
    try:
        read_answers(folder)
    except TraineeFault as fault:
        return str(fault)
    return ""


def _is_notebook(file: Path) -> bool:
    try:
        content = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and isinstance(content.get("cells"), list)
