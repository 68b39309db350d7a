"""Papers in nbgrader's autograding: the judge's verdict stands as the output of each question's counted cell.

nbgrader's own steps do the rest, and `nbgrader autograde` and formgrader's button take the same road.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode, from_dict
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    SaveAutoGrades,
)
from traitlets.config import Config

from borehall.bank.code_field import Code
from borehall.bank.entry import Entry, Given
from borehall.bank.library import load
from borehall.bank.verdict import Verdict
from borehall.checked import write_whole
from borehall.course.handing_out import places_of
from borehall.course.paper import own_tasks
from borehall.course.paper_build import BLUEPRINT_FILE, read_blueprint
from borehall.course.paper_notebook import CARD_NAME, counted_name, shown_name
from borehall.grading.called_function import call_function
from borehall.grading.paper_answers import read_answers
from borehall.grading.verdict_cell import as_output, shown_question, shown_verdict
from borehall.site import Site

VERDICTS_FILE = "verdicts.json"
_OPEN = "borehall_open_marks"
"""Resource of a conversion: counted cells that a person still has to read."""


def set_paper_marks(c: Config) -> None:
    """Sets ``c`` so that papers are judged, and hand-written notebooks run as before."""
    c.Autograde.autograde_preprocessors = [
        ExecuteHandWritten, JudgePaper, IgnorePattern, ClearMetadataPreprocessor, LimitOutput,
        SaveJudgedGrades, AssignLatePenalties, CheckCellMetadata,
    ]  # fmt: skip


def paper_site(config: Config, resources: dict[str, Any]) -> tuple[Site, str] | None:
    """Site and course, when the notebook in hand is a paper's; None for a hand-written one."""
    course = CourseDirectory(config=config)
    assignment = resources["nbgrader"]["assignment"]
    # The room is a folder of the site: var/courses/<course>.
    site = Site(Path(course.root).parents[2])
    built = site.step("source", course.course_id) / assignment / BLUEPRINT_FILE
    is_paper = resources["nbgrader"]["notebook"] == assignment and built.is_file()
    return (site, course.course_id) if is_paper else None


class ExecuteHandWritten(Execute):
    """nbgrader's Execute, but for papers: nothing of a paper's notebook has to run to be judged."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any], km: Any = None) -> Any:
        """Runs the notebook, unless it is a paper."""
        return (nb, resources) if paper_site(self.config, resources) else super().preprocess(nb, resources, km)


class JudgePaper(NbGraderPreprocessor):
    """Judges the answer sheet beside a paper's notebook."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Puts question and verdict where the trainee's own outputs would stand."""
        found = paper_site(self.config, resources)
        if not found:
            return nb, resources
        site, course = found
        assignment, trainee = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        folder = Path(resources["metadata"]["path"])
        sheet, blueprint = read_answers(folder), read_blueprint(site, course, assignment)
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
        verdicts, resources[_OPEN] = {}, set()
        for slot, place in places_of(site, blueprint, trainee).items():
            entry, points = load(place.task, own_tasks(site)), blueprint.slots()[slot]
            verdict = judged(entry, place.given, sheet.get(slot))
            verdicts[slot] = {"task": place.task, "points": points, "verdict": verdict.as_json()}
            page = shown_verdict(entry, place.given, sheet.get(slot), verdict, points, blueprint.working)
            _show(cells.get(shown_name(slot)), {}, as_output(shown_question(entry, place.given)))
            _show(cells.get(counted_name(slot)), entry.card.titles, as_output(page), _mark(verdict.share * points))
            if verdict.open_share:
                resources[_OPEN].add(counted_name(slot))
        _show(cells.get(CARD_NAME), {})
        write_whole(folder / VERDICTS_FILE, _json(verdicts))
        return nb, resources


def judged(entry: Entry, given: Given, answers: Any) -> Verdict:
    """The verdict on one question; the functions in it are called first."""
    returned = {
        field.name: call_function(answers[field.name], field.name, field.calls)
        for field in entry.fields(given)
        if isinstance(field, Code) and type(answers) is dict and type(answers.get(field.name)) is str
    }
    return entry.judge(given, answers, returned)


class SaveJudgedGrades(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, which also asks for a person where a part of the question is read by one."""

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._add_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        if name in resources.get(_OPEN, ()):
            grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
            grade.needs_manual_grade = True
            self.gradebook.db.commit()


def _show(cell: NotebookNode | None, titles: Mapping[str, str], *outputs: Any) -> None:
    """Puts ``outputs`` into the cell. The mark on it is for the feedback's page, which leaves its code out."""
    if cell is not None:
        cell.metadata["borehall_judged"] = {"titles": dict(titles)}
        cell.outputs = [from_dict(output) for output in outputs]


def _mark(points: float) -> dict[str, Any]:
    """What nbgrader reads as partial credit."""
    data = {"text/plain": str(round(points, 2))}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}


def _json(verdicts: dict[str, Any]) -> bytes:
    return (json.dumps(verdicts, ensure_ascii=False, indent=1) + "\n").encode()
