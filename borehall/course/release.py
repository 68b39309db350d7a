"""From source to release: the trainees' version of an assignment, and the proof that no answer is in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from borehall.course.course import Course
from borehall.course.nbgrader_steps import check_done
from borehall.course.proofs import proofs
from borehall.faults import AuthorFault
from borehall.site import Site
from borehall.words import say

_SECRET_REGIONS = (
    ("### BEGIN SOLUTION", "### END SOLUTION"),
    ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"),
    ("=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ==="),
)
"""nbgrader's own marks around what trainees must not see."""

_TOO_SHORT_TO_TELL = 12
"""Shorter lines (`x = 1`, `)`) may stand in a release by right, and prove nothing."""


@dataclass(frozen=True)
class Secret:
    """A line of a notebook that trainees must not see."""

    notebook: str
    cell: int
    text: str


def generate_release(steps: NbGraderAPI, site: Site, course: Course, assignment: str) -> Path:
    """Writes ``release/<course>/<assignment>/`` and returns it; AuthorFault, and nothing released, at a flaw."""
    item = course.assignment(assignment)
    done = steps.generate_assignment(assignment, force=True, create=True)
    check_done(done, say("The trainees' version of {assignment} was not made.", assignment=assignment))
    folder = site.step("release", course.id) / assignment
    source = site.step("source", course.id) / assignment
    leaks = list(find_leaks(source, folder))
    if leaks:
        shutil.rmtree(folder)
        raise leak_fault(assignment, leaks)
    for prove in proofs if item.source == "notebook" and item.judge == "apart" else ():
        try:
            prove(source, folder)
        except AuthorFault:
            shutil.rmtree(folder)
            raise
    return folder


def put_out(steps: NbGraderAPI, assignment: str) -> None:
    """Lays the release where trainees fetch it."""
    done = steps.release_assignment(assignment)
    check_done(done, say("{assignment} was not put out.", assignment=assignment))


def find_leaks(source: Path, release: Path) -> Iterator[Secret]:
    """Each secret line of ``source`` that can be read anywhere in ``release``, outputs and metadata included."""
    seen = "\n".join(text for file in sorted(release.rglob("*")) if file.is_file() for text in _texts(file))
    for notebook in sorted(source.glob("*.ipynb")):
        for secret in secrets_of(notebook):
            if secret.text in seen:
                yield secret
        yield from _regions_left(release / notebook.name)


def secrets_of(notebook: Path) -> Iterator[Secret]:
    """The lines between nbgrader's marks, and whole solution cells without marks, as far as they can tell.

    What the author also wrote into a part of a cell that everybody sees, such as a given table, is no secret.
    """
    cells = [_divide(cell) for cell in _cells(notebook)]
    public = {line for visible, _ in cells for line in visible}
    for number, (_, hidden) in enumerate(cells, start=1):
        for line in hidden:
            if len(line) >= _TOO_SHORT_TO_TELL and line not in public:
                yield Secret(notebook.name, number, line)


def _divide(cell: dict) -> tuple[list[str], list[str]]:
    """The visible and the secret lines of a cell."""
    lines = [line.strip() for line in _source(cell).splitlines()]
    marked = any(begin in line for begin, _ in _SECRET_REGIONS for line in lines)
    if cell["metadata"].get("nbgrader", {}).get("solution") and not marked:
        return [], lines
    visible: list[str] = []
    hidden: list[str] = []
    ending = ""
    for line in lines:
        if ending:
            ending = "" if ending in line else ending
            if ending:
                hidden.append(line)
        else:
            ending = next((end for begin, end in _SECRET_REGIONS if begin in line), "")
            if not ending:
                visible.append(line)
    return visible, hidden


def _regions_left(notebook: Path) -> Iterator[Secret]:
    for number, cell in enumerate(_cells(notebook), start=1):
        for mark in (mark for region in _SECRET_REGIONS for mark in region):
            if mark in _source(cell):
                yield Secret(notebook.name, number, mark)


def _texts(file: Path) -> Iterator[str]:
    """The text of a file; of a notebook, each string in it, so that escapes do not hide a line."""
    text = file.read_bytes().decode("utf-8", errors="replace")
    if file.suffix != ".ipynb":
        yield text
        return
    yield from _strings(json.loads(text))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            yield from _strings(part)
    elif isinstance(value, list):
        if all(isinstance(part, str) for part in value):
            yield "".join(value)
        else:
            for part in value:
                yield from _strings(part)


def _cells(notebook: Path) -> list[dict]:
    return json.loads(notebook.read_text("utf-8"))["cells"]


def _source(cell: dict) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def leak_fault(assignment: str, leaks: list[Secret]) -> AuthorFault:
    """What can be read where, and that nothing is out."""
    first = leaks[0]
    return AuthorFault(
        say(
            "{count} secret lines can be read in the trainees' version of {assignment}, the first in {notebook}, "
            "cell {cell}: {text}",
            count=len(leaks),
            assignment=assignment,
            notebook=first.notebook,
            cell=first.cell,
            text=first.text,
        ),
        say("Expected: no line of a solution or hidden test, neither in cells nor in outputs or files beside."),
        say("Nothing was released. Take the line out of the visible cells, or clear the outputs, and release again."),
    )
