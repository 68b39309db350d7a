"""A paper from its release to its marks: real nbgrader, real accounts, whatever trainees hand in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from borehall.bank.library import load
from borehall.bank.trial import sheet_of, wrong_sheet
from borehall.course.course import load_course
from borehall.course.gradebook import ensure_assignments
from borehall.course.handing_out import places_of
from borehall.course.nbgrader_steps import open_steps
from borehall.course.paper_build import build_paper, read_blueprint
from borehall.course.release import generate_release, put_out
from borehall.faults import TraineeFault
from borehall.grading.feedback import make_feedback
from borehall.grading.grade import collect, trainees_to_grade
from borehall.grading.paper_answers import read_answers
from tests.course.plant import COURSE, Plant, new_plant
from tests.grading.batch import open_batch, write_course

MOCK = "mock"
POINTS = {"silo-rings": 6.0, "narrow-depth-code": 5.0, "faulty-plan": 4.0}
PAPER = (
    '[paper]\nminutes = 30\nworking = false\n[[sections]]\nid = "all"\ntitle_zh = "全部"\ntitle_en = "All"\n'
    + "".join(f'[[sections.questions]]\ntask = "{task}"\npoints = {points}\n' for task, points in POINTS.items())
)
LENGTH = """
def hole_length(kind, width, embedment):
    print("a calculation that talks")
    return max({"strip": 3.0, "column": 1.5}[kind] * width, 5.0) + embedment
"""
ENDLESS = """
def hole_length(kind, width, embedment):
    while True:
        pass
"""
CHEAT = """
import os, sys, json
def hole_length(kind, width, embedment):
    import borehall.rules
    return 0
"""
SHOUTING = """
import os
os.write(1, b'[{"value": 7.1}]' * 8)
os._exit(0)
"""


def file_of(sheet: dict[str, Any]) -> str:
    return json.dumps({"schema": "borehall-answers-1", "questions": sheet})


class Papers:
    """The plant with its paper out, and what was made of each submission."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self.site = plant, plant.site
        folder = self.site.course(COURSE)
        (folder / "papers").mkdir(parents=True)
        write_course(self.site, COURSE, MOCK, kind="exam", source="paper")
        (folder / "papers" / "mock.toml").write_text(PAPER, "utf-8")
        build_paper(self.site, load_course(self.site, COURSE), MOCK)
        plant.make()
        plant.as_course(self._release)
        self.outcomes: dict[str, list[str]] = {}

    def _release(self) -> None:
        steps = open_steps(self.site, COURSE)
        with steps.gradebook as gradebook:
            for trainee in CASES:
                gradebook.update_or_create_student(trainee)
            ensure_assignments(gradebook, load_course(self.site, COURSE))
        generate_release(steps, self.site, load_course(self.site, COURSE), MOCK)
        put_out(steps, MOCK)

    def released(self) -> nbformat.NotebookNode:
        return nbformat.read(self.site.exchange / COURSE / "outbound" / MOCK / "mock.ipynb", as_version=4)

    def sheet(self, trainee: str, *, right: bool) -> dict[str, Any]:
        def answers() -> dict[str, Any]:
            made = {}
            for slot, place in places_of(self.site, read_blueprint(self.site, COURSE, MOCK), trainee).items():
                entry = load(place.task)
                make = sheet_of if right else wrong_sheet
                made[slot] = make(entry.fields(place.given), entry.solve(place.given))[0]
            return made

        return self.plant.as_course(answers)

    def hand_in(self, trainee: str, notebook: nbformat.NotebookNode, answers: dict[str, Any] | str | None) -> None:
        files = {"mock.ipynb": nbformat.writes(notebook), "timestamp.txt": "2026-03-02 09:30:00.5 UTC"}
        if answers is not None:
            files["answers.json"] = answers if isinstance(answers, str) else file_of(answers)
        self.plant.hand_in(trainee, files, assignment=MOCK)

    def grade(self) -> dict[str, list[str]]:
        def run() -> dict[str, Any]:
            steps = open_steps(self.site, COURSE)
            assert collect(steps, MOCK) == []
            with open_batch(self.site, COURSE, MOCK, again=True, cell_s=5) as (steps, batch):
                graded = list(batch.run(trainees_to_grade(steps, MOCK, None)))
            return {one.trainee: (one.outcome.value, one.why) for one in graded}

        return self.plant.as_course(run)

    def marks(self, trainee: str) -> dict[str, tuple[float | None, bool]]:
        with Gradebook(f"sqlite:///{self.site.room(COURSE) / 'gradebook.db'}") as gradebook:
            submission = gradebook.find_submission_notebook("mock", MOCK, trainee)
            return {
                one.name.removeprefix("question-"): (one.auto_score, bool(one.needs_manual_grade))
                for one in submission.grades
            }


FUNCTIONS = {"right": LENGTH, "endless": ENDLESS, "cheat": CHEAT, "shouting": SHOUTING, "vandal": LENGTH}
CASES = (*FUNCTIONS, "wrong", "blank", "damaged", "forger")


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    with new_plant() as plant:
        made = Papers(plant)
        released = made.released()
        for trainee, function in FUNCTIONS.items():
            sheet = made.sheet(trainee, right=True)
            sheet["narrow-depth-code"]["hole_length"] = function
            made.hand_in(trainee, vandalised(released) if trainee == "vandal" else released, sheet)
        made.hand_in("wrong", released, made.sheet("wrong", right=False))
        made.hand_in("forger", forged(released), {"silo-rings": {"centre": {"a": [1]}}, "nothing": 3})
        made.hand_in("blank", released, None)
        made.hand_in("damaged", released, '{"schema": "borehall-answers-1", "quest')
        made.outcomes = made.grade()
        yield made


def vandalised(released: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Every counted cell gone but one, which is there three times, in the wrong order."""
    notebook = nbformat.from_dict(json.loads(json.dumps(released)))
    counted = [cell for cell in notebook.cells if cell.metadata.nbgrader.grade]
    others = [cell for cell in notebook.cells if not cell.metadata.nbgrader.grade]
    notebook.cells = [counted[1], *reversed(others), counted[1], counted[1]]
    return notebook


def forged(released: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Outputs and metadata that claim full marks, and a counted cell that would give them."""
    notebook = nbformat.from_dict(json.loads(json.dumps(released)))
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade:
            cell.source = "100"
            cell.metadata.nbgrader.points = 100
            cell.metadata["borehall_judged"] = {"titles": {}}
            cell.outputs = [
                nbformat.v4.new_output("execute_result", {"text/plain": "6.0", "text/html": "<script>forged</script>"})
            ]
    return notebook


def test_right_answers_earn_everything_and_what_a_person_reads_waits(papers: Papers) -> None:
    marks = papers.marks("right")
    assert papers.outcomes["right"] == ["graded", ""]
    assert marks["silo-rings"] == (6.0, False)
    assert marks["narrow-depth-code"] == (5.0, False)
    earned, waits = marks["faulty-plan"]
    assert waits
    assert 0 < earned < 4.0


@pytest.mark.parametrize("trainee", ["wrong", "blank", "forger"])
def test_wrong_blank_and_forged_answers_earn_nothing(papers: Papers, trainee: str) -> None:
    assert papers.outcomes[trainee] == ["graded", ""]
    assert [earned for earned, _ in papers.marks(trainee).values()] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("trainee", ["endless", "cheat", "shouting"])
def test_a_function_that_hangs_or_breaks_out_costs_its_own_marks_alone(papers: Papers, trainee: str) -> None:
    marks = papers.marks(trainee)
    assert marks["silo-rings"] == (6.0, False)
    assert marks["narrow-depth-code"] == (1.0, False)


def test_deleted_copied_and_moved_cells_change_no_mark(papers: Papers) -> None:
    assert papers.marks("vandal")["silo-rings"] == (6.0, False)
    assert papers.marks("vandal")["narrow-depth-code"] == (5.0, False)


def test_a_damaged_sheet_is_no_zero_but_waits_for_a_person(papers: Papers) -> None:
    outcome, why = papers.outcomes["damaged"]
    assert outcome == "failed"
    assert "answer sheet can't be read" in why
    assert not (papers.site.step("autograded", COURSE) / "damaged" / MOCK / "verdicts.json").exists()


def test_a_graded_notebook_shows_question_answer_and_verdict_and_runs_nothing_typed(papers: Papers) -> None:
    folder = papers.site.step("autograded", COURSE) / "forger" / MOCK
    text = (folder / "mock.ipynb").read_text()
    assert "forged" not in text
    assert "data:image/svg+xml" in text
    verdicts = json.loads((folder / "verdicts.json").read_text())
    assert {slot: one["task"] for slot, one in verdicts.items()} == {slot: slot for slot in POINTS}


def test_the_release_holds_neither_the_blueprint_nor_the_hidden_line(papers: Papers) -> None:
    folder = papers.site.exchange / COURSE / "outbound" / MOCK
    assert sorted(file.name for file in folder.iterdir()) == ["mock.ipynb", "paper.json"]
    assert "leave_to_judge" not in (folder / "mock.ipynb").read_text()


def test_feedback_tells_what_was_found_and_no_expected_value(papers: Papers) -> None:
    papers.plant.as_course(lambda: make_feedback(open_steps(papers.site, COURSE), MOCK, "wrong"))
    page = (papers.site.step("feedback", COURSE) / "wrong" / MOCK / "mock.html").read_text()
    task = load("silo-rings")
    assert task.card.title("zh_CN") in page
    assert "不正确。" in page
    assert "Not right." in page
    assert "desk.question" not in page
    assert "计算过程" not in page, "the paper does not show the working"


def test_a_sheet_that_is_a_link_is_not_followed(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text(file_of({"silo-rings": {}}))
    (tmp_path / "answers.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(OSError, match="symbolic"):
        read_answers(tmp_path)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"schema": "borehall-answers-2", "questions": {}}', "[" * 100_000, "\x00", '{"a": NaN}'],
)
def test_a_sheet_in_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "answers.json").write_text(content)
    with pytest.raises(TraineeFault, match="can't be read"):
        read_answers(tmp_path)


def test_a_sheet_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(" " * 3_000_000)
    with pytest.raises(TraineeFault, match="2 MB"):
        read_answers(tmp_path)
