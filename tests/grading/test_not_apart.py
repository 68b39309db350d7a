"""Marks that are not tamper-proof say so wherever they are read."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest

from borehall.course.nbgrader_steps import open_steps
from borehall.grading.feedback import make_feedback
from borehall.grading.grade import collect
from borehall.grading.houses import grading_houses
from tests.course.plant import ASSIGNMENT, COURSE, Plant, new_plant
from tests.grading.batch import open_batch, write_course
from tests.nbgrader_course import source_notebook

RIGHT = "def spacing(grade):\n    return {1: 15, 2: 30, 3: 50}[grade]"
NOTEBOOK = f"{ASSIGNMENT}.ipynb"


@pytest.fixture
def plant() -> Iterator[Plant]:
    with new_plant() as plant:
        yield plant


def graded_page(plant: Plant, judge: str, unsafe: bool) -> tuple[bool, float, str]:
    """Whether the outcome is marked, the score, and the feedback's page."""
    write_course(plant.site, COURSE, ASSIGNMENT, judge=judge)
    plant.make()
    folder = plant.site.step("source", COURSE) / ASSIGNMENT

    def release() -> None:
        folder.mkdir()
        nbformat.write(source_notebook(), folder / NOTEBOOK)
        steps = open_steps(plant.site, COURSE)
        assert steps.generate_assignment(ASSIGNMENT)["success"]
        with steps.gradebook as gradebook:
            gradebook.update_or_create_student("li")

    plant.as_course(release)
    released = nbformat.read(plant.site.step("release", COURSE) / ASSIGNMENT / NOTEBOOK, as_version=4)
    released.cells[1].source = RIGHT
    plant.hand_in("li", {NOTEBOOK: nbformat.writes(released)})

    def grade() -> list:
        collect(open_steps(plant.site, COURSE), ASSIGNMENT)
        with grading_houses(1, unsafe) as houses, open_batch(plant.site, COURSE, ASSIGNMENT, houses=houses) as opened:
            steps, batch = opened
            (one,) = batch.run(["li"])
            assert one.outcome.value == "graded", one.why
            make_feedback(steps, ASSIGNMENT, None)
            with steps.gradebook as gradebook:
                return [one.unsafe, gradebook.find_submission(ASSIGNMENT, "li").score]

    marked, score = plant.as_course(grade)
    page = plant.site.step("feedback", COURSE) / "li" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    return marked, score, page.read_text()


def test_marks_from_boxes_carry_no_remark(plant: Plant) -> None:
    marked, score, page = graded_page(plant, "apart", unsafe=False)
    assert (marked, score) == (False, 5.0)
    assert "tamper-proof" not in page


def test_marks_without_boxes_say_so(plant: Plant) -> None:
    marked, score, page = graded_page(plant, "apart", unsafe=True)
    assert (marked, score) == (True, 5.0)
    assert "成绩不能防篡改" in page
    assert "not tamper-proof" in page


def test_marks_from_the_trainees_kernel_say_so(plant: Plant) -> None:
    _, score, page = graded_page(plant, "kernel", unsafe=False)
    assert score == 5.0
    assert "not tamper-proof" in page
