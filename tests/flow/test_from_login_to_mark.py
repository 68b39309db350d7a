"""The main job, over HTTP through a real hub: log in, fetch, work, hand in, grade, mark by hand, feedback, read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from borehall.course.course import load_course
from borehall.system_accounts import SystemAccounts, become
from tests.hall import COURSE, Hall, Person

pytestmark = pytest.mark.hub

ASSIGNMENT = "spacing"


@pytest.fixture(scope="module")
def trainee(hall: Hall) -> Person:
    person = hall.person("trainee01")
    person.start_server()
    return person


def assignments(person: Person) -> list[dict]:
    answer = person.at_desk("GET", f"assignments?course_id={COURSE}").json()
    assert answer["success"], answer
    return answer["value"]


def act(person: Person, action: str, assignment: str = ASSIGNMENT) -> None:
    body = {"course_id": COURSE, "assignment_id": assignment}
    answer = person.at_desk("POST", f"assignments/{action}", json=body).json()
    assert answer["success"], answer


def reference_notebook(hall: Hall) -> nbformat.NotebookNode:
    """The instructor's notebook: its solutions are right answers."""
    return nbformat.read(hall.site.step("source", COURSE) / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)


def work(person: Person, hall: Hall, wrong: str) -> None:
    """Answers every question as the reference does, but the one whose cell is called ``wrong``."""
    path = f"api/contents/{COURSE}/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    model = person.at_desk("GET", path).json()
    answers = {cell.metadata.nbgrader.grade_id: cell.source for cell in _answer_cells(reference_notebook(hall))}
    for cell in _answer_cells(nbformat.from_dict(model["content"])):
        name = cell.metadata.nbgrader.grade_id
        at = next(c for c in model["content"]["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)
        at["source"] = "pass  # 没有作答" if name == wrong else answers[name]
    person.at_desk("PUT", path, json={"type": "notebook", "format": "json", "content": model["content"]})


def _answer_cells(notebook: nbformat.NotebookNode) -> list:
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]


def first_code_answer(hall: Hall) -> str:
    cells = [cell for cell in _answer_cells(reference_notebook(hall)) if cell.cell_type == "code"]
    return cells[0].metadata.nbgrader.grade_id


def test_a_trainee_fetches_works_and_hands_in(hall: Hall, trainee: Person) -> None:
    released = {item["assignment_id"]: item["status"] for item in assignments(trainee)}
    named = [item.name for item in load_course(hall.site, COURSE).assignments]
    assert released == dict.fromkeys(named, "released")

    act(trainee, "fetch")
    work(trainee, hall, wrong=first_code_answer(hall))
    act(trainee, "submit")

    submitted = [item for item in assignments(trainee) if item["status"] == "submitted"]
    assert [item["assignment_id"] for item in submitted] == [ASSIGNMENT]


def test_the_work_is_graded_and_a_person_marks_the_rest(hall: Hall, trainee: Person) -> None:
    said = hall.borehall("grade", COURSE, ASSIGNMENT)
    assert "1 graded" in said

    teacher = hall.person("teacher")
    rows = teacher.get(f"/services/{COURSE}/formgrader/api/submissions/{ASSIGNMENT}").json()
    row = next(row for row in rows if row["student"] == "trainee01")
    assert row["needs_manual_grade"]
    assert 0 < row["score"] < row["max_score"]
    _mark_by_hand(teacher, row["student"])

    again = teacher.get(f"/services/{COURSE}/formgrader/api/submission/{ASSIGNMENT}/trainee01").json()
    assert not again["needs_manual_grade"]
    assert again["score"] > row["score"]


def _mark_by_hand(teacher: Person, student: str) -> None:
    """Gives full points and a comment to every cell that waits, as the formgrader's page does."""
    base = f"/services/{COURSE}/formgrader"
    notebook = teacher.get(f"{base}/api/submitted_notebooks/{ASSIGNMENT}/{ASSIGNMENT}").json()[0]["id"]
    for grade in teacher.get(f"{base}/api/grades?submission_id={notebook}").json():
        if grade["needs_manual_grade"]:
            full = {"manual_score": grade["max_score"], "extra_credit": None}
            teacher.request("PUT", f"{base}/api/grade/{grade['id']}", json=full)
    comment = teacher.get(f"{base}/api/comments?submission_id={notebook}").json()[-1]
    teacher.request("PUT", f"{base}/api/comment/{comment['id']}", json={"manual_comment": "论述清楚。"})


def test_feedback_reaches_the_trainee_and_shows_no_hidden_test(hall: Hall, trainee: Person) -> None:
    assert "1 trainees can fetch feedback" in hall.borehall("feedback", COURSE, ASSIGNMENT)

    act(trainee, "fetch_feedback")
    submitted = next(item for item in assignments(trainee) if item["status"] == "submitted")
    folder = submitted["submissions"][0]["local_feedback_path"]
    page = trainee.at_desk("GET", f"files/{folder}/{ASSIGNMENT}.html").content.decode()
    assert "论述清楚。" in page
    assert "HIDDEN TESTS" not in page
    assert "borehall.rules" not in page


def test_graded_work_is_left_until_it_changes(hall: Hall, trainee: Person) -> None:
    assert "0 graded, 1 were up to date" in hall.borehall("grade", COURSE, ASSIGNMENT)
    act(trainee, "submit")
    assert "1 graded, 0 were up to date" in hall.borehall("grade", COURSE, ASSIGNMENT)


def test_a_trainee_may_not_open_the_grading_desk(trainee: Person) -> None:
    trainee.get(f"/services/{COURSE}/formgrader", expect=403)


def test_a_trainee_may_not_open_anothers_server(hall: Hall, trainee: Person) -> None:
    hall.person("trainee02").get("/user/trainee01/api/contents", expect=403)


@pytest.mark.skipif(os.geteuid() != 0, reason="accounts of their own need root")
@pytest.mark.parametrize("place", ["source", "var", "courses", "hub_config", "home", "inbound", "hall"])
def test_a_trainees_account_cannot_look_at(hall: Hall, trainee: Person, place: str) -> None:
    folder = {
        "home": hall.site.home("trainee01"),
        "inbound": hall.site.exchange / COURSE / "inbound",
        "hall": Path(sys.prefix) / "lib",
    }.get(place, hall.site.root / place)
    accounts = SystemAccounts(hall.site.system_accounts_file)
    uid = accounts.ensure("trainee", "trainee02")
    seen = subprocess.run(
        ["/bin/ls", str(folder)],
        preexec_fn=become(uid, [uid, accounts.ensure("members", COURSE)]),
        check=False,
        capture_output=True,
        text=True,
    )
    assert seen.returncode != 0
    assert "Permission denied" in seen.stderr


def test_the_gradebook_belongs_to_the_course_alone(hall: Hall) -> None:
    gradebook = hall.site.room(COURSE) / "gradebook.db"
    assert gradebook.stat().st_mode & 0o077 == 0


def test_outcomes_as_json_for_other_programs(hall: Hall, trainee: Person) -> None:
    said = hall.borehall("grade", COURSE, ASSIGNMENT, "--json")
    assert json.loads(said) == [{"trainee": "trainee01", "outcome": "up to date", "why": "", "unsafe": False}]
