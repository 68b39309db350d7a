"""The paper put together again: everything that counts from the master, answers by their id from the submission.

A submission is a stranger's file. Whatever was done to its cells (deleted, copied, split, moved, retyped, relabelled),
the paper's cells are there once, in the master's order, with the master's points; what the trainee added is kept
beside the cell that it came after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

from borehall.grading.judge.master import names_of
from borehall.grading.judge.submitted import Handed, read_cells
from borehall.grading.judge.trusted_names import TrustedNames

_KEYS = ("grade", "grade_id", "solution", "locked", "task", "points", "schema_version", "checksum", "cell_type")


@dataclass(frozen=True)
class Rebuilt:
    """``notebook`` is safe to run and to save; ``trusted`` is what its tests may take for the author's."""

    notebook: NotebookNode
    trusted: TrustedNames


def rebuild(master: NotebookNode, submitted: NotebookNode | bytes) -> Rebuilt:
    """The paper with the answers of ``submitted``; TraineeFault only where there is no notebook to read at all.

    ``master`` is the source notebook, or the gradebook's (`borehall.grading.judge.master`): hidden tests are in it,
    solutions may be.
    """
    paper = [cell for cell in master.cells if marks_of(cell).get("grade_id")]
    names = {marks_of(cell)["grade_id"] for cell in paper}
    answers, beside = _sorted(read_cells(submitted), names)
    cells = [_beside(one) for one in beside.get("", [])]
    for cell in paper:
        name = marks_of(cell)["grade_id"]
        cells += _placed(cell, answers.get(name, []))
        cells += [_beside(one) for one in beside.get(name, [])]
    kernel = master.metadata.get("kernelspec")
    notebook = new_notebook(cells=_named(cells), metadata={"kernelspec": dict(kernel)} if kernel else {})
    return Rebuilt(notebook, names_of(master))


def marks_of(cell: Any) -> dict[str, Any]:
    """nbgrader's metadata of a cell of ours."""
    marks: dict[str, Any] = cell.metadata.get("nbgrader", {})
    return marks


def is_test(cell: Any) -> bool:
    """Whether the cell is code that gives points, and its author's."""
    marks = marks_of(cell)
    return cell.cell_type == "code" and bool(marks.get("grade")) and not marks.get("solution")


def _sorted(handed: list[Handed], names: set[str]) -> tuple[dict[str, list[Handed]], dict[str, list[Handed]]]:
    """Cells by the name of the paper's cell that they claim to be; the others by the one that they come after."""
    answers: dict[str, list[Handed]] = {}
    beside: dict[str, list[Handed]] = {}
    before = ""
    for cell in handed:
        if cell.name in names:
            before = cell.name
            answers.setdefault(before, []).append(cell)
        else:
            beside.setdefault(before, []).append(cell)
    return answers, beside


def _placed(cell: NotebookNode, found: list[Handed]) -> Iterator[NotebookNode]:
    """The paper's cell, with the trainee's answer where it takes one, and what else claimed its name."""
    marks = {key: marks_of(cell)[key] for key in _KEYS if key in marks_of(cell)}
    takes_answer = bool(marks.get("solution"))
    if takes_answer:
        held = next((one for one in reversed(found) if one.source.strip()), None)
        yield from (_beside(one) for one in found if one is not held and one.source.strip())
        placed = _new(cell.cell_type, held.source if held else "", cell.get("id", ""))
        if held and cell.cell_type == "markdown" and held.pictures:
            placed.attachments = held.pictures
    else:
        # The first is the paper's own; a copy counts for nothing, but half of a split cell may hold the trainee's work.
        yield from (_beside(one) for one in found[1:] if one.kind == "code" and one.source not in cell.source)
        placed = _new(cell.cell_type, cell.source, cell.get("id", ""))
        if cell.get("attachments"):
            placed.attachments = cell.attachments
    placed.metadata["nbgrader"] = marks
    if takes_answer and marks.get("grade") and not placed.source:
        # Nothing was written: nbgrader then gives no points without a person having to look.
        placed.metadata.nbgrader["checksum"] = compute_checksum(placed)
    yield placed


def _beside(one: Handed) -> NotebookNode:
    made = _new("code" if one.kind == "code" else "markdown", one.source, one.id)
    if one.pictures and one.kind != "code":
        made.attachments = one.pictures
    return made


def _new(kind: str, source: str, name: str) -> NotebookNode:
    made = new_code_cell(source) if kind == "code" else new_markdown_cell(source)
    made.id = name
    return made


def _named(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Every cell with an id of its own, the same at each grading."""
    seen: set[str] = set()
    for place, cell in enumerate(cells):
        name = cell.id
        while not name or name in seen:
            name = f"cell-{place}" if f"cell-{place}" not in seen else f"{name or 'cell'}-{place}"[-64:]
        seen.add(name)
        cell.id = name
    return cells
