"""Grading what was collected: each submission by itself, once, and whatever is wrong with one told in a sentence."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import nbformat
import pytest

from borehall.course.nbgrader_steps import open_steps
from borehall.faults import AuthorFault, PlatformFault
from borehall.grading.grade import collect, one_at_a_time, trainees_to_grade, waiting_for_a_person
from borehall.grading.houses import grading_houses
from tests.course.plant import ASSIGNMENT, COURSE, Plant, new_plant
from tests.grading.batch import open_batch, write_course
from tests.nbgrader_course import source_notebook

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
RIGHT = "def spacing(grade):\n    return {1: 15, 2: 30, 3: 50}[grade]"
TRAINEES = ("li", "wang", "zhao")


@pytest.fixture(scope="module")
def plant() -> Iterator[Plant]:
    with new_plant() as plant:
        write_course(plant.site, COURSE, ASSIGNMENT)
        plant.make()
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
        with open_batch(plant.site, COURSE, ASSIGNMENT, again=again) as (steps, batch):
            for item in batch.run(sorted(steps.get_submitted_students(ASSIGNMENT))):
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


def test_a_changed_test_has_everybody_graded_anew(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: answered(plant)})
    assert graded(plant)["li"]["outcome"] == "graded"
    source = plant.site.step("source", COURSE) / ASSIGNMENT / NOTEBOOK
    before = source.read_text()
    try:
        source.write_text(before.replace("secret_spacing = 30 + 12 - 12", "secret_spacing = 30 + 11 - 11"))
        plant.as_course(lambda: open_steps(plant.site, COURSE).generate_assignment(ASSIGNMENT, force=True)["success"])
        assert graded(plant)["li"]["outcome"] == "graded"
        assert graded(plant)["li"]["outcome"] == "up to date"
    finally:
        source.write_text(before)
        plant.as_course(lambda: open_steps(plant.site, COURSE).generate_assignment(ASSIGNMENT, force=True)["success"])


def test_a_grader_killed_fifty_times_leaves_every_mark_right_and_none_twice(plant: Plant) -> None:
    """Killed with -9 at moments spread over its whole run; the last run goes on from there."""
    scores = {"li": (RIGHT, 5.0), "wang": ("def spacing(grade):\n    return 0", 1.0), "zhao": ("1 / 0", 0.0)}
    for trainee, (answer, _) in scores.items():
        plant.hand_in(trainee, {NOTEBOOK: answered(plant, answer)})

    def killed() -> dict[str, Any]:
        collect(open_steps(plant.site, COURSE), ASSIGNMENT)
        moments = random.Random(7)
        with grading_houses(2) as houses:
            for _ in range(50):
                child = os.fork()
                if not child:
                    with open_batch(plant.site, COURSE, ASSIGNMENT, again=True, houses=houses) as (_, batch):
                        list(batch.run(list(scores)))
                    os._exit(0)
                time.sleep(moments.uniform(0.05, 0.8))
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            with open_batch(plant.site, COURSE, ASSIGNMENT, houses=houses) as (steps, batch):
                outcomes = {one.trainee: one.outcome.value for one in batch.run(list(scores))}
                with steps.gradebook as gradebook:
                    found = gradebook.assignment_submissions(ASSIGNMENT)
                    return {"outcomes": outcomes, "scores": sorted((one.student_id, one.score) for one in found)}

    told = plant.as_course(killed)
    assert set(told["outcomes"].values()) <= {"graded", "up to date"}
    assert dict(told["scores"]) == {trainee: score for trainee, (_, score) in scores.items()}
    assert len(told["scores"]) == len(scores), "none twice"
    for trainee in scores:
        whole = nbformat.read(graded_folder(plant) / trainee / ASSIGNMENT / NOTEBOOK, as_version=4)
        nbformat.validate(whole)
    assert not [file for file in graded_folder(plant).rglob(".*draft*") if file.is_dir() and any(file.iterdir())]


def test_ctrl_c_ends_it_at_once_though_a_submission_never_ends(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: answered(plant, "while True:\n    pass")})

    def interrupted() -> str:
        # A shell without a terminal starts what runs in the background, perhaps these tests, deaf to Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        steps = open_steps(plant.site, COURSE)
        collect(steps, ASSIGNMENT)
        try:
            with open_batch(plant.site, COURSE, ASSIGNMENT, cell_s=300) as (_, batch):
                Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
                list(batch.run(["li"]))
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
