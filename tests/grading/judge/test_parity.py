"""Honest work earns apart what it earns in stock nbgrader, whose own commands grade it here."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from borehall.grading.judge.files_beside import files_beside
from borehall.grading.judge.master import master_from_gradebook
from tests.course.marked_course import REPOSITORY, SOURCE, Case, all_cases, source_of
from tests.grading.judge.public_style import FILES, NOTEBOOKS, WORK

GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
EXAMPLE = ("bitdiddle", "hacker")


def said(notebook: NotebookNode) -> str:
    return json.dumps([cell.get("outputs", []) for cell in notebook.cells], ensure_ascii=False)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.assignment}-{case.who}")
def test_the_demonstrations_submissions_get_their_marks(bench, case: Case):
    released = nbformat.read(REPOSITORY / "release" / "cement-plant" / case.assignment / f"{case.assignment}.ipynb", 4)
    files = files_beside(SOURCE / case.assignment)
    judged = bench.judge(source_of(case.assignment), case.submission(released), files=files, cell_s=10, call_s=5)
    assert {name: test.earned for name, test in judged.tests.items() if test.earned} == case.points
    for sentence in case.says:
        assert json.dumps(sentence, ensure_ascii=False)[1:-1] in said(judged.notebook)


class Stock:
    """A course of stock nbgrader: its own configuration, commands, kernels and gradebook."""

    def __init__(self, root: Path) -> None:
        self.root = root
        config = Config()
        config.CourseDirectory.root, config.CourseDirectory.course_id = str(root), "stock"
        self.api = NbGraderAPI(CourseDirectory(config=config), config=config)

    def grade(self, assignment: str, *trainees: str) -> None:
        """Release and marks, by nbgrader's own steps."""
        for done in (
            self.api.generate_assignment(assignment),
            *(self.api.autograde(assignment, who) for who in trainees),
        ):
            assert done["success"], done

    def marks(self, assignment: str, trainee: str, notebook: str) -> dict[str, float]:
        """What stock nbgrader gave for tests."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            found = book.find_submission_notebook(notebook, assignment, trainee)
            return {grade.name: grade.auto_score for grade in found.grades if grade.cell.cell_type == "code"}

    def master(self, assignment: str, notebook: str) -> NotebookNode:
        """The paper as the gradebook keeps it."""
        source = nbformat.read(self.root / "source" / assignment / f"{notebook}.ipynb", as_version=4)
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            return master_from_gradebook(book.find_notebook(notebook, assignment), source)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    """The example course out of nbgrader's documentation, and ours in the style of public ones, graded."""
    root = tmp_path_factory.mktemp("stock")
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    shutil.copytree(GUIDE / "source" / "ps1", root / "source" / "ps1")
    for who in EXAMPLE:
        shutil.copytree(GUIDE / "submitted" / who / "ps1", root / "submitted" / who / "ps1")
    write_public(root)
    course = Stock(root)
    course.grade("ps1", *EXAMPLE)
    course.grade("public", *WORK)
    yield course
    os.environ["PATH"] = before


def write_public(root: Path) -> None:
    """Sources and submissions of the five notebooks."""
    folders = [root / "source" / "public", *(root / "submitted" / who / "public" for who in WORK)]
    for folder in folders:
        folder.mkdir(parents=True)
        for name, content in FILES.items():
            (folder / name).write_bytes(content)
    for name, source in NOTEBOOKS.items():
        nbformat.write(source, folders[0] / f"{name}.ipynb")
        for who, folder in zip(WORK, folders[1:], strict=True):
            nbformat.write(handed(source, WORK[who]), folder / f"{name}.ipynb")


def handed(source: NotebookNode, work: dict[str, str]) -> NotebookNode:
    """The release with answers in it."""
    made = nbformat.from_dict(json.loads(json.dumps(source)))
    for cell in made.cells:
        cell.source = work.get(cell.id, cell.source).split("### BEGIN HIDDEN")[0]
        cell.source = cell.source.replace("### BEGIN SOLUTION\n", "").replace("\n### END SOLUTION", "")
    return made


def apart(bench, stock: Stock, assignment: str, trainee: str, notebook: str) -> dict[str, float | None]:
    """What judging apart gives: the contract from the source, tests from the gradebook."""
    source = nbformat.read(stock.root / "source" / assignment / f"{notebook}.ipynb", as_version=4)
    submitted = (stock.root / "submitted" / trainee / assignment / f"{notebook}.ipynb").read_bytes()
    files = files_beside(stock.root / "source" / assignment)
    contract = bench.learn(source, files=files, author_files=files)
    judged = bench.judge(
        stock.master(assignment, notebook), submitted, contract=contract, files=files, cell_s=10, call_s=5
    )
    return {name: test.earned for name, test in judged.tests.items()}


@pytest.mark.parametrize("trainee", EXAMPLE)
@pytest.mark.parametrize("notebook", ["problem1", "problem2"])
def test_the_example_course_of_nbgraders_documentation(bench, stock, trainee, notebook):
    given = stock.marks("ps1", trainee, notebook)
    by_hand = {"sum_of_squares_application"}  # a person marks it
    assert apart(bench, stock, "ps1", trainee, notebook) == {n: mark for n, mark in given.items() if n not in by_hand}


@pytest.mark.parametrize("trainee", WORK)
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_notebooks_in_the_style_of_public_courses(bench, stock, trainee, notebook):
    marks = stock.marks("public", trainee, notebook)
    assert marks
    assert apart(bench, stock, "public", trainee, notebook) == marks


def test_the_three_trainees_differ(stock):
    sums = [sum(sum(stock.marks("public", who, name).values()) for name in NOTEBOOKS) for who in WORK]
    assert sums == sorted(sums, reverse=True)
    assert len(set(sums)) == 3
