"""A small course in stock nbgrader, whose names are words of nbgrader's own interface.

An assignment called "Score", a notebook called "Validate" and a trainee called "Save Close" must stay what they are
while everything around them is translated.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

COURSE = "cement-plant"
ASSIGNMENT = "Score"
NOTEBOOK = "Validate"
TRAINEES = {"draft": ("Save", "Close"), "zhang": (None, None)}
NAMES = [COURSE, ASSIGNMENT, NOTEBOOK, "draft", "zhang", "Save", "Close", "nbgrader", "Python"]

ANSWER = """def spacing(grade):
    ### BEGIN SOLUTION
    return {1: 15, 2: 30, 3: 50}[grade]
    ### END SOLUTION"""
VISIBLE = 'assert callable(spacing), "spacing 应当是一个函数"'
HIDDEN = """assert callable(spacing)
### BEGIN HIDDEN TESTS
secret_spacing = 30 + 12 - 12
assert spacing(2) == secret_spacing, "二级场地的勘探点间距不对 / wrong spacing for grade 2"
### END HIDDEN TESTS"""


def _metadata(grade_id: str, kind: str, points: float | None = None) -> dict:
    made = {
        "grade": kind in ("tests", "manual"),
        "solution": kind in ("answer", "manual"),
        "locked": kind == "tests",
        "task": False,
        "grade_id": grade_id,
        "schema_version": 3,
    }
    return {"nbgrader": made if points is None else {**made, "points": points}}


def source_notebook() -> nbformat.NotebookNode:
    """One answer, one visible test, one hidden test, one written answer."""
    cells = [
        new_markdown_cell("# 勘探点间距"),
        new_code_cell(ANSWER, metadata=_metadata("answer", "answer")),
        new_code_cell(VISIBLE, metadata=_metadata("visible", "tests", 1)),
        new_code_cell(HIDDEN, metadata=_metadata("hidden", "tests", 4)),
        new_markdown_cell("请说明理由。", metadata=_metadata("reason", "manual", 5)),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=kernel)


def course_config(root: Path, exchange: Path) -> str:
    """What nbgrader_config.py of the course says."""
    return "\n".join(
        [
            "c = get_config()",
            f"c.CourseDirectory.root = {str(root)!r}",
            f"c.CourseDirectory.course_id = {COURSE!r}",
            f"c.Exchange.root = {str(exchange)!r}",
        ]
    )


def course_api(root: Path, exchange: Path) -> NbGraderAPI:
    """nbgrader's own operations on the course."""
    # nbgrader calls alembic by its bare name.
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ["PATH"]])
    config = Config()
    config.CourseDirectory.root, config.CourseDirectory.course_id = str(root), COURSE
    config.Exchange.root = str(exchange)
    return NbGraderAPI(CourseDirectory(config=config), config=config)


def release(root: Path, exchange: Path) -> NbGraderAPI:
    """Makes the course under ``root`` and puts its assignment out."""
    folder = root / "source" / ASSIGNMENT
    folder.mkdir(parents=True)
    exchange.mkdir(parents=True)
    exchange.chmod(0o777)
    nbformat.write(source_notebook(), folder / f"{NOTEBOOK}.ipynb")
    api = course_api(root, exchange)
    _done(api.generate_assignment(ASSIGNMENT))
    _done(api.release_assignment(ASSIGNMENT))
    return api


def hand_in(root: Path, trainee: str, answer: str) -> None:
    """Puts ``trainee``'s work where collected submissions lie."""
    folder = root / "submitted" / trainee / ASSIGNMENT
    folder.mkdir(parents=True)
    notebook = nbformat.read(root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    notebook.cells[1].source = answer
    notebook.cells[4].source = "间距取决于场地复杂程度。"
    nbformat.write(notebook, folder / f"{NOTEBOOK}.ipynb")
    (folder / "timestamp.txt").write_text("2026-03-02 09:30:00 UTC")


def grade(api: NbGraderAPI, root: Path, trainee: str) -> None:
    """Enters both trainees, then autogrades ``trainee``."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for student, (first, last) in TRAINEES.items():
            gradebook.update_or_create_student(student, first_name=first, last_name=last)
    _done(api.autograde(ASSIGNMENT, trainee))


def _done(result: dict) -> None:
    assert result["success"], result
