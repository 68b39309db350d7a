"""A trainee's folder with a paper, made of the bank's own tasks, and the notebook that shows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from borehall.bank.library import load

COURSE, ASSIGNMENT, TRAINEE = "cement-plant", "practice-6", "zhang"
TASKS = (
    "silo-rings", "governing-depth", "samples-by-layer", "parameter-kinds", "narrow-depth-code", "faulty-plan",
    "building-plan",
)  # fmt: skip
"""Every kind of field, in an order for a short paper."""


def paper(slots: Sequence[str] = TASKS, hints: int = 3) -> dict[str, Any]:
    """The content of paper.json: two sections."""
    half = (len(slots) + 1) // 2
    sections = [("layout", {"zh_CN": "勘探点布置", "en": "Layout"}, slots[:half])]
    sections += [("depth", {"zh_CN": "深度与取样", "en": "Depth and sampling"}, slots[half:])]
    return {
        "schema": "borehall-paper-1", "course": COURSE, "assignment": ASSIGNMENT, "kind": "practice", "minutes": 45,
        "titles": {"zh_CN": "练习六：详细勘察", "en": "Practice 6: detailed investigation"}, "hints": {"times": hints},
        "sections": [
            {"id": id_, "titles": titles, "questions": [{"id": slot, "points": 6.0} for slot in part]}
            for id_, titles, part in sections
        ],
    }  # fmt: skip


def questions(slots: Sequence[str] = TASKS, trainee: str = TRAINEE) -> dict[str, Any]:
    """The content of questions.json: ``trainee``'s own numbers."""
    return {
        "schema": "borehall-questions-1", "course": COURSE, "assignment": ASSIGNMENT, "trainee": trainee,
        "questions": {slot: both(slot, trainee) for slot in slots},
    }  # fmt: skip


def both(task: str, trainee: str = TRAINEE) -> dict[str, Any]:
    """One question in both languages."""
    entry = load(task)
    given = entry.given(b"a secret of this test", trainee)
    return {language: entry.ask(given, language).as_json() for language in ("zh_CN", "en")}


def notebook(slots: Sequence[str] = TASKS) -> nbformat.NotebookNode:
    """As the build makes it: a card, then for each question its form and its test; a cell of one's own."""
    cells = [
        new_markdown_cell("# 练习六：详细勘察"),
        _cell("from borehall_desk import desk\ndesk.card()", "card", "borehall-card"),
    ]
    for slot in slots:
        cells.append(_cell(f'desk.question("{slot}")', f"show-{slot}", "borehall-question"))
        cells.append(_cell(f'desk.check("{slot}")', f"question-{slot}", "borehall-check", points=6.0))
    cells.append(new_code_cell("# 您自己的计算"))
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "borehall": {"paper": {"course": COURSE, "assignment": ASSIGNMENT}},
    }
    return new_notebook(cells=cells, metadata=metadata)


def _cell(source: str, grade_id: str, tag: str, points: float | None = None) -> nbformat.NotebookNode:
    marks = {"grade": points is not None, "solution": False, "locked": True, "task": False, "grade_id": grade_id}
    if points is not None:
        marks["points"] = points
    metadata = {
        "nbgrader": {**marks, "schema_version": 3, "cell_type": "code"},
        "tags": [tag],
        "jupyter": {"source_hidden": True},
    }
    return new_code_cell(source, metadata=metadata)


def write_folder(folder: Path, slots: Sequence[str] = TASKS, *, hints: int = 3, handed_out: bool = True) -> Path:
    """Writes paper, questions and notebook into ``folder``; says where the notebook is."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paper.json").write_text(json.dumps(paper(slots, hints), ensure_ascii=False), encoding="utf-8")
    if handed_out:
        write_questions(folder, slots)
    file = folder / f"{ASSIGNMENT}.ipynb"
    nbformat.write(notebook(slots), file)
    return file


def write_questions(folder: Path, slots: Sequence[str] = TASKS, trainee: str = TRAINEE) -> None:
    """Hands the questions out."""
    content = json.dumps(questions(slots, trainee), ensure_ascii=False)
    (folder / "questions.json").write_text(content, encoding="utf-8")
