"""A paper judged: the verdict on each question of a trainee's answer sheet, shown in the notebook's own cells."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict

from borehall.bank.code_field import Code
from borehall.bank.entry import Entry, Given
from borehall.bank.library import load
from borehall.bank.verdict import Verdict
from borehall.course.handing_out import places_of
from borehall.course.paper import own_tasks
from borehall.course.paper_build import read_blueprint
from borehall.course.paper_notebook import CARD_NAME, counted_name, shown_name
from borehall.grading.paper_answers import read_answers
from borehall.grading.verdict_cell import as_output, shown_question, shown_verdict
from borehall.site import Site

Call = Callable[[str, str, Sequence[Sequence[Any]]], list[dict[str, Any]]]
"""Runs a trainee's function: its source, its name, and the arguments of each call."""


@dataclass
class PaperWork:
    """What judging a paper came to: verdicts by place, and the counted cells that a person still has to read."""

    verdicts: dict[str, Any] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)

    def as_file(self) -> bytes:
        """``verdicts.json``."""
        return (json.dumps(self.verdicts, ensure_ascii=False, indent=1) + "\n").encode()


def judge_paper(
    site: Site, course: str, assignment: str, trainee: str, folder: Path, notebook: NotebookNode, call: Call
) -> PaperWork:
    """Judges the answer sheet in ``folder``, and puts question and verdict where the trainee's outputs would stand."""
    sheet, blueprint = read_answers(folder), read_blueprint(site, course, assignment)
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    work = PaperWork()
    for slot, place in places_of(site, blueprint, trainee).items():
        entry, points = load(place.task, own_tasks(site)), blueprint.slots()[slot]
        verdict = judged(entry, place.given, sheet.get(slot), call)
        work.verdicts[slot] = {"task": place.task, "points": points, "verdict": verdict.as_json()}
        page = shown_verdict(entry, place.given, sheet.get(slot), verdict, points, blueprint.working)
        _show(cells.get(shown_name(slot)), {}, as_output(shown_question(entry, place.given)))
        _show(cells.get(counted_name(slot)), entry.card.titles, as_output(page), _mark(verdict.share * points))
        if verdict.open_share:
            work.waiting.add(counted_name(slot))
    _show(cells.get(CARD_NAME), {})
    return work


def judged(entry: Entry, given: Given, answers: Any, call: Call) -> Verdict:
    """The verdict on one question; the functions in it are called first."""
    returned = {
        field.name: call(answers[field.name], field.name, field.calls)
        for field in entry.fields(given)
        if isinstance(field, Code) and type(answers) is dict and type(answers.get(field.name)) is str
    }
    return entry.judge(given, answers, returned)


def _show(cell: NotebookNode | None, titles: Mapping[str, str], *outputs: Any) -> None:
    """Puts ``outputs`` into the cell. The mark on it is for the feedback's page, which leaves its code out."""
    if cell is not None:
        cell.metadata["borehall_judged"] = {"titles": dict(titles)}
        cell.outputs = [from_dict(output) for output in outputs]


def _mark(points: float) -> dict[str, Any]:
    """What nbgrader reads as partial credit."""
    data = {"text/plain": str(round(points, 2))}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}
