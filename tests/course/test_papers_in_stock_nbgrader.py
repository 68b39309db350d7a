"""A built paper in plain nbgrader, without our configuration: valid, released whole, never marked for nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.validator import Validator

from borehall.bank.library import load
from borehall.bank.trial import sheet_of
from borehall.course.handing_out import hand_out, places_of
from borehall.course.paper_build import BLUEPRINT_FILE, build_paper, read_blueprint
from borehall.site import Site
from tests.course.paper_site import COURSE, course_of, paper_site, put_out
from tests.nbgrader_course import course_api

TRAINEE = "zhang"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = paper_site(tmp_path_factory.mktemp("site"))
    build_paper(made, course_of(made), "mock")
    put_out(made)
    yield made
    shutil.rmtree(made.ground, ignore_errors=True)


@pytest.fixture(scope="module")
def stock(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, NbGraderAPI]]:
    """A folder of nbgrader's own, with the paper as its assignment, released."""
    root = tmp_path_factory.mktemp("stock")
    shutil.copytree(site.step("source", COURSE) / "mock", root / "source" / "mock")
    api = course_api(root, root / "exchange")
    done = api.generate_assignment("mock")
    assert done["success"], done
    yield root, api


def failed(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    monkeypatch.chdir(notebook.parent)
    return Validator().validate(str(notebook))


def test_the_source_validates(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failed(site.step("source", COURSE) / "mock" / "mock.ipynb", monkeypatch) == {}


def test_stock_release_takes_the_hidden_lines_out(stock: tuple[Path, NbGraderAPI]) -> None:
    released = (stock[0] / "release" / "mock" / "mock.ipynb").read_text()
    assert "desk.question" in released
    assert "leave_to_judge" not in released
    assert "HIDDEN TESTS" not in released


def handed_in(stock: tuple[Path, NbGraderAPI], site: Site) -> Path:
    folder = stock[0] / "submitted" / TRAINEE / "mock"
    if not folder.exists():
        shutil.copytree(stock[0] / "release" / "mock", folder, ignore=shutil.ignore_patterns(BLUEPRINT_FILE))
        (folder / "questions.json").write_text(json.dumps(hand_out(site, COURSE, "mock", TRAINEE)))
    return folder


def test_validate_names_the_questions_that_are_still_blank(stock, site, monkeypatch: pytest.MonkeyPatch) -> None:
    told = failed(handed_in(stock, site) / "mock.ipynb", monkeypatch)
    assert len(told["failed"]) == 3
    assert "silo-rings" in json.dumps(told, ensure_ascii=False)


def test_plain_execution_never_gives_marks(stock, site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without our configuration nobody judges: even right answers earn nothing, and the cell says why."""
    folder = handed_in(stock, site)
    (folder / "answers.json").write_text(json.dumps(right_answers(site)))
    with Gradebook(f"sqlite:///{stock[0] / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_student(TRAINEE)
    done = stock[1].autograde("mock", TRAINEE)
    assert done["success"], done
    with Gradebook(f"sqlite:///{stock[0] / 'gradebook.db'}") as gradebook:
        marks = [grade.auto_score for grade in gradebook.find_submission_notebook("mock", "mock", TRAINEE).grades]
    assert marks == [0.0, 0.0, 0.0]
    graded = nbformat.read(stock[0] / "autograded" / TRAINEE / "mock" / "mock.ipynb", as_version=4)
    errors = [output.evalue for cell in graded.cells for output in cell.get("outputs", []) if "evalue" in output]
    assert len(errors) == 3
    assert all("silo-rings" in error or "depth-" in error for error in errors)


def right_answers(site: Site) -> dict:
    questions = {}
    for slot, place in places_of(site, read_blueprint(site, COURSE, "mock"), TRAINEE).items():
        entry = load(place.task)
        questions[slot] = sheet_of(entry.fields(place.given), entry.solve(place.given))[0]
    return {"schema": "borehall-answers-1", "questions": questions}
