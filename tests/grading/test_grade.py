"""Grading what was collected: each submission by itself, once, and whatever is wrong with one told in a sentence."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from borehall.course.nbgrader_steps import open_steps
from borehall.faults import AuthorFault, PlatformFault
from borehall.grading.grade import collect, grade, one_at_a_time, trainees_to_grade, waiting_for_a_person
from tests.course.plant import ASSIGNMENT, COURSE, Plant, new_plant
from tests.nbgrader_course import source_notebook

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
RIGHT = "def spacing(grade):\n    return {1: 15, 2: 30, 3: 50}[grade]"
TRAINEES = ("li", "wang", "zhao")


@pytest.fixture(scope="module")
def plant() -> Iterator[Plant]:
    with new_plant() as plant:
        folder = plant.site.step("source", COURSE) / ASSIGNMENT

        def release() -> None:
            folder.mkdir()
            nbformat.write(source_notebook(), folder / NOTEBOOK)
            steps = open_steps(plant.site, COURSE)
            assert steps.generate_assignment(ASSIGNMENT)["success"]
            with steps.gradebook as gradebook:
                for trainee in TRAINEES:
                    gradebook.update_or_create_student(trainee)

        plant.as_course(release)
        yield plant


@pytest.fixture(autouse=True)
def _nothing_handed_in(plant: Plant) -> Iterator[None]:
    yield
    for folder in (*plant.inbound.iterdir(), *plant.submitted.iterdir(), *graded_folder(plant).iterdir()):
        shutil.rmtree(folder)


def graded_folder(plant: Plant) -> Path:
    return plant.site.step("autograded", COURSE)


def answered(plant: Plant, answer: str = RIGHT) -> str:
    release = plant.site.step("release", COURSE) / ASSIGNMENT / NOTEBOOK
    notebook = nbformat.read(release, as_version=4)
    notebook.cells[1].source = answer
    notebook.cells[4].source = "The ground decides."
    return nbformat.writes(notebook)


def graded(plant: Plant, again: bool = False) -> dict[str, dict[str, Any]]:
    """Trainee to outcome, reason and score."""

    def deed() -> dict[str, dict[str, Any]]:
        steps = open_steps(plant.site, COURSE)
        not_collected = collect(steps, ASSIGNMENT)
        found = {}
        for item in grade(steps, ASSIGNMENT, sorted(steps.get_submitted_students(ASSIGNMENT)), again):
            found[item.trainee] = {"outcome": item.outcome.value, "why": item.why, "not_collected": not_collected}
        with steps.gradebook as gradebook:
            for trainee, told in found.items():
                known = [s for s in gradebook.assignment_submissions(ASSIGNMENT) if s.student_id == trainee]
                told["score"] = known[0].score if known else None
            told["waiting"] = waiting_for_a_person(steps, ASSIGNMENT)
        return found

    return plant.as_course(deed)


def test_one_bad_submission_keeps_no_other_from_its_mark(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: "no notebook at all"})
    plant.hand_in("wang", {"renamed.ipynb": answered(plant)})
    plant.hand_in("zhao", {NOTEBOOK: answered(plant), ".graded/x": "", "data.csv": "x,y"})
    told = graded(plant)
    assert told["zhao"]["outcome"] == "graded"
    assert told["zhao"]["score"] == 5, "what no person has marked yet counts nothing"
    assert told["zhao"]["waiting"] == 1
    assert told["li"]["outcome"] == told["wang"]["outcome"] == "failed"
    assert told["li"]["score"] is told["wang"]["score"] is None, "a failure is never a mark"
    assert f"{NOTEBOOK} is no notebook" in told["li"]["why"]
    assert f"{NOTEBOOK} was not handed in; notebooks that were: renamed.ipynb" in told["wang"]["why"]


@pytest.mark.parametrize("text", ["", "[]", '{"cells": 1}', '"x"', "[" * 100_000, '{"cells": ', "\0"])
def test_what_is_no_notebook_is_said_to_be_none(plant: Plant, text: str) -> None:
    plant.hand_in("li", {NOTEBOOK: text})
    assert "no notebook that can be read" in graded(plant)["li"]["why"]


def test_graded_work_is_left_until_something_newer_comes(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: answered(plant, "def spacing(grade):\n    return 0")})
    assert graded(plant)["li"] | {"why": ""} == graded(plant, again=True)["li"] | {"why": ""}
    assert graded(plant)["li"]["outcome"] == "up to date"
    plant.hand_in("li", {NOTEBOOK: answered(plant)}, when="2026-03-02 10:00:00 UTC")
    told = graded(plant)["li"]
    assert (told["outcome"], told["score"]) == ("graded", 5)


def test_grading_that_was_killed_shows(plant: Plant) -> None:
    """A trainee cannot put the mark there either: what is in a submission comes to autograded/ before it is graded."""
    plant.hand_in("li", {NOTEBOOK: answered(plant), ".graded": "2026-03-02 09:30:00.5 UTC"})
    graded(plant)

    def killed_half_way() -> list[str]:
        steps = open_steps(plant.site, COURSE)

        def killed(*_: object, **__: object) -> dict[str, Any]:
            raise SystemExit(137)

        steps.autograde = killed
        try:
            list(grade(steps, ASSIGNMENT, ["li"], again=True))
        except SystemExit:
            return [
                item.outcome.value for item in grade(open_steps(plant.site, COURSE), ASSIGNMENT, ["li"], again=False)
            ]
        return []

    assert plant.as_course(killed_half_way) == ["graded"]


def test_ctrl_c_ends_it_and_is_no_failure_of_a_trainee(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: answered(plant, "import os, signal\nos.kill(os.getppid(), signal.SIGINT)")})

    def interrupted() -> str:
        # A shell without a terminal starts what runs in the background, perhaps these tests, deaf to Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        steps = open_steps(plant.site, COURSE)
        collect(steps, ASSIGNMENT)
        try:
            list(grade(steps, ASSIGNMENT, ["li"], again=False))
        except KeyboardInterrupt:
            return "interrupted"
        return "went on"

    assert plant.as_course(interrupted) == "interrupted"


def test_a_second_run_at_the_same_time_is_refused(plant: Plant) -> None:
    def second() -> str:
        first, other = open_steps(plant.site, COURSE), open_steps(plant.site, COURSE)
        with one_at_a_time(first):
            try:
                with one_at_a_time(other):
                    return "let in"
            except PlatformFault as fault:
                return fault.seen

    assert "grading this course" in plant.as_course(second)


def test_whoever_handed_in_nothing_is_named_with_those_who_did(plant: Plant) -> None:
    plant.hand_in("wang", {NOTEBOOK: answered(plant)})

    def ask_for_li() -> str:
        steps = open_steps(plant.site, COURSE)
        collect(steps, ASSIGNMENT)
        try:
            trainees_to_grade(steps, ASSIGNMENT, "li")
        except AuthorFault as fault:
            return str(fault)
        return ""

    assert json.dumps(plant.as_course(ask_for_li)).count("wang") == 1
