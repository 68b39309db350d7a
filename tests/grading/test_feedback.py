"""The pages are nbgrader's own, though one exporter and one session of the gradebook serve all trainees."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from borehall.faults import AuthorFault
from borehall.grading.feedback import make_feedback
from borehall.grading.feedback_pages import set_feedback_pages
from tests.nbgrader_course import ASSIGNMENT, NOTEBOOK, grade, hand_in, release

TRAINEES = ("draft", "zhang")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NbGraderAPI]:
    root = tmp_path_factory.mktemp("course")
    api = release(root, root / "exchange")
    set_feedback_pages(api.config)
    api.config.LateSubmissionPlugin.penalty_method = "zero"
    hand_in(root, "draft", "def spacing(grade):\n    return {1: 15, 2: 30, 3: 50}[grade]")
    hand_in(root, "zhang", "def spacing(grade):\n    return 1 / 0")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2026-03-01")
    for trainee in TRAINEES:
        grade(api, root, trainee)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("reason", NOTEBOOK, ASSIGNMENT, "draft").manual_score = 4
        gradebook.find_comment("reason", NOTEBOOK, ASSIGNMENT, "draft").manual_comment = "**gut** <b>x</b>"
        gradebook.db.commit()
    return root, api


def pages(root: Path) -> dict[str, bytes]:
    return {
        trainee: (root / "feedback" / trainee / ASSIGNMENT / f"{NOTEBOOK}.html").read_bytes() for trainee in TRAINEES
    }


def test_the_pages_are_those_of_nbgrader_byte_for_byte(course: tuple[Path, NbGraderAPI]) -> None:
    root, api = course
    done = api.generate_feedback(ASSIGNMENT, force=True)
    assert done["success"], done
    theirs = pages(root)
    assert make_feedback(api, ASSIGNMENT, None) == list(TRAINEES)
    assert pages(root) == theirs
    assert "gut" in theirs["draft"].decode()


def test_feedback_for_one_leaves_the_others_alone(course: tuple[Path, NbGraderAPI]) -> None:
    root, api = course
    make_feedback(api, ASSIGNMENT, None)
    other = root / "feedback" / "zhang" / ASSIGNMENT
    before = other.stat().st_ino
    assert make_feedback(api, ASSIGNMENT, "draft") == ["draft"]
    assert other.stat().st_ino == before


def test_nothing_graded_is_said(course: tuple[Path, NbGraderAPI]) -> None:
    with pytest.raises(AuthorFault, match="nobody"):
        make_feedback(course[1], ASSIGNMENT, "nobody")


def test_a_page_that_cannot_be_made_leaves_the_earlier_one(course: tuple[Path, NbGraderAPI]) -> None:
    root, api = course
    make_feedback(api, ASSIGNMENT, None)
    before = pages(root)
    graded = root / "autograded" / "draft" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    whole = graded.read_bytes()
    graded.chmod(0o644)
    graded.write_bytes(whole[:100])
    with pytest.raises(ValueError, match="JSON"):
        make_feedback(api, ASSIGNMENT, "draft")
    graded.write_bytes(whole)
    assert pages(root) == before
