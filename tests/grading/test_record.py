"""The rows that Record writes are those of nbgrader's own steps, whatever was graded, late or marked by hand before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from borehall.grading.record import Record
from tests.nbgrader_course import ASSIGNMENT, NOTEBOOK, hand_in, release

RIGHT = "def spacing(grade):\n    return {1: 15, 2: 30, 3: 50}[grade]"
WRONG = "def spacing(grade):\n    return 0"
BLANK = None
"""The trainee's answer, or None for an untouched notebook."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, NbGraderAPI]]:
    root = tmp_path_factory.mktemp("course")
    yield root, release(root, root / "exchange")


def rows(gradebook: Gradebook, trainee: str) -> dict:
    submission = gradebook.find_submission(ASSIGNMENT, trainee)
    notebook = submission.notebooks[0]
    return {
        "timestamp": submission.timestamp,
        "penalty": notebook.late_submission_penalty,
        "score": notebook.score,
        "grades": {
            one.name: (one.auto_score, one.manual_score, one.extra_credit, one.needs_manual_grade)
            for one in notebook.grades
        },
        "comments": {one.name: (one.auto_comment, one.manual_comment) for one in notebook.comments},
    }


def gradebook_of(root: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}")


@pytest.mark.parametrize("late", [False, True], ids=["in time", "late"])
@pytest.mark.parametrize("answer", [RIGHT, WRONG, BLANK], ids=["right", "wrong", "untouched"])
def test_the_rows_are_nbgrader_s(course: tuple[Path, NbGraderAPI], answer: str | None, late: bool) -> None:
    root, api = course
    case = f"{[RIGHT, WRONG, BLANK].index(answer)}{late}"
    theirs, ours = f"theirs{case}", f"ours{case}"
    config = Config()
    config.LateSubmissionPlugin.penalty_method = "zero"
    api.config.merge(config)
    with gradebook_of(root) as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2026-01-01" if late else "2027-01-01")
        for trainee in (theirs, ours):
            gradebook.update_or_create_student(trainee)
    hand_in(root, theirs, answer or released_answer(root))
    if answer is None:
        untouched = nbformat.read(root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
        nbformat.write(untouched, root / "submitted" / theirs / ASSIGNMENT / f"{NOTEBOOK}.ipynb")
    done = api.autograde(ASSIGNMENT, theirs)
    assert done["success"], done
    graded = nbformat.read(root / "autograded" / theirs / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    with gradebook_of(root) as gradebook:
        record = Record(gradebook, config)
        record.enter(ASSIGNMENT, ours, "2026-03-02 09:30:00 UTC", {NOTEBOOK: graded})
        assert rows(gradebook, ours) == rows(gradebook, theirs)
        assert (rows(gradebook, ours)["penalty"] is not None) is late
        _mark_by_hand(gradebook, ours)
        record.enter(ASSIGNMENT, ours, "2026-03-02 09:30:00 UTC", {NOTEBOOK: graded})
        again = rows(gradebook, ours)
        assert again["grades"]["hidden"][1] == 2.5
        assert again["grades"]["hidden"][3], "a mark given by hand is shown to its giver again"
        assert again["comments"]["reason"][1] == "gut"


def released_answer(root: Path) -> str:
    return nbformat.read(root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4).cells[1].source


def _mark_by_hand(gradebook: Gradebook, trainee: str) -> None:
    gradebook.find_grade("hidden", NOTEBOOK, ASSIGNMENT, trainee).manual_score = 2.5
    gradebook.find_comment("reason", NOTEBOOK, ASSIGNMENT, trainee).manual_comment = "gut"
    gradebook.db.commit()


def test_a_notebook_that_was_not_handed_in_earns_nothing(course: tuple[Path, NbGraderAPI]) -> None:
    with gradebook_of(course[0]) as gradebook:
        gradebook.update_or_create_student("absent")
        Record(gradebook, Config()).enter(ASSIGNMENT, "absent", None, {})
        found = rows(gradebook, "absent")
        assert found["timestamp"] is None
        assert {mark[:2] + mark[3:] for mark in found["grades"].values()} == {(0.0, None, False)}


def test_what_a_person_must_read_waits_although_it_has_marks(course: tuple[Path, NbGraderAPI]) -> None:
    root, _ = course
    graded = nbformat.read(root / "autograded" / "theirs0False" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    with gradebook_of(root) as gradebook:
        gradebook.update_or_create_student("waiting")
        Record(gradebook, Config()).enter(ASSIGNMENT, "waiting", None, {NOTEBOOK: graded}, waiting={"visible"})
        found = rows(gradebook, "waiting")["grades"]
        assert found["visible"] == (1.0, None, None, True)
        assert not found["hidden"][3]
