"""The desk's face in code: question, card, check, leave_to_judge, in a kernel's working folder."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from borehall_desk import desk, seat
from borehall_desk.form.question import NoSuchField, Question
from borehall_desk.form.view import QuestionForm
from borehall_desk.seat import NoSuchQuestion, Seat, seat_here
from borehall_desk.words import SPEECH
from IPython.core.interactiveshell import InteractiveShell

from tests.desk import paper_folder
from tests.desk.hall_by_post import Hall, hall_by_post
from tests.desk.paper_folder import ASSIGNMENT, COURSE, TASKS, TRAINEE

PAPER = f"GET /paper/{COURSE}/{ASSIGNMENT}"
HINT = f"POST /hint/{COURSE}/{ASSIGNMENT}/silo-rings"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A kernel's working folder; the kernel speaks English and has no post."""
    for name in ("BOREHALL_POST", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    # Another test may have made a shell in this process, and what is displayed would go there instead of to stdout.
    monkeypatch.setattr(InteractiveShell, "_instance", None)
    monkeypatch.chdir(tmp_path)
    SPEECH.language = "en"
    yield tmp_path
    SPEECH.language = "zh_CN"
    seat._SEATS.clear()


@pytest.fixture
def paper(folder: Path) -> Path:
    """The same with a paper and questions in it."""
    paper_folder.write_folder(folder)
    return folder


@pytest.fixture
def hall(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """A hall that can be asked."""
    with hall_by_post(folder / "post") as hall:
        monkeypatch.setenv("BOREHALL_POST", str(folder / "post"))
        yield hall


def kept(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "answers.json").read_text("utf-8"))["questions"]


def form_of(question: Question) -> QuestionForm:
    form = vars(question)["_form"]
    assert isinstance(form, QuestionForm)
    return form


def typed(form: QuestionForm, field: str, value: Any, cell: list[Any] | None = None, serial: int = 1) -> None:
    """As the page sends it."""
    message = {"type": "answer", "field": field, "value": value, "cell": cell, "echo": ["view", serial]}
    form._hear(form, message, [])


def test_code_and_form_are_two_views_of_one_sheet(paper: Path) -> None:
    q = desk.question("silo-rings")
    q.outer = 8
    q["radius"] = (450, "cm")
    assert kept(paper)["silo-rings"] == {"outer": 8, "radius": {"value": 450, "unit": "cm"}}
    assert q.outer == 8
    assert q.radius == 450
    assert q.radius.unit == "cm"
    assert q["inner"] is None
    assert form_of(q).state["answers"] == q.answers == kept(paper)["silo-rings"]
    typed(form_of(q), "inner", "４")
    assert q.inner == 4
    q.inner = None
    assert "inner" not in q.answers
    assert list(q) == ["radius", "outer", "inner", "total"]
    assert {"radius", "outer", "inner", "total"} <= set(dir(q))
    assert "outer = 8" in repr(q)


def test_a_plan_is_a_dataframe_both_ways(paper: Path) -> None:
    q = desk.question("building-plan")
    frame = pd.DataFrame({"x": [0, 40], "y": [0, 0], "depth": [20.0, 15], "control": [True, False]})
    q.plan = frame
    assert [point["depth"] for point in kept(paper)["building-plan"]["plan"]] == [20.0, 15.0]
    editor = form_of(q).plans["plan"]
    assert len(editor.value) == 2
    editor.value = [
        *editor.value,
        {"x": 1.0, "y": 2.0, "kind": "borehole", "control": False, "sampled": True, "depth": 9},
    ]
    assert len(q.plan) == 3
    assert kept(paper)["building-plan"]["plan"][2]["sampled"] is True
    q.plan = q.plan.query("depth > 10")
    assert len(editor.value) == 2


def test_misspelt_names_are_refused_with_the_nearest(paper: Path) -> None:
    q = desk.question("silo-rings")
    with pytest.raises(NoSuchField, match="Did you mean outer?"):
        q.outre = 8
    with pytest.raises(NoSuchField, match="Did you mean outer?"):
        _ = q["outr"]
    with pytest.raises(AttributeError, match="Did you mean total?"):
        _ = q.totl
    with pytest.raises(NoSuchQuestion, match="Did you mean silo-rings?"):
        desk.question("silo-ring")
    assert not (paper / "answers.json").exists()


def test_a_wrong_value_in_code_is_an_error_that_says_what_is_kept(paper: Path) -> None:
    q = desk.question("silo-rings")
    q.outer = 8
    with pytest.raises(ValueError, match=r"outer: A whole number is expected here, not “8.5”.* Kept as before: 8"):
        q.outer = 8.5
    assert kept(paper)["silo-rings"] == {"outer": 8}


def test_what_is_typed_wrong_is_told_beside_the_field_and_the_good_value_stays(paper: Path) -> None:
    q = desk.question("parameter-kinds")
    form = form_of(q)
    typed(form, "table", {"text": "3", "unit": ""}, [0, "value"])
    typed(form, "table", {"text": "three", "unit": ""}, [0, "value"], serial=2)
    assert "three" in form.state["refused"]["table/0/value"]["en"]
    assert "Kept as before: 3" in form.state["refused"]["table/0/value"]["en"]
    assert kept(paper)["parameter-kinds"]["table"][0] == {"value": 3}
    q.table = [{"value": 5}, {}, {}, {}, {}]
    assert form.state["refused"] == {}
    assert form.state["echo"] == {}


def test_the_page_keeps_what_was_typed_until_something_else_is_kept(paper: Path) -> None:
    form = form_of(desk.question("silo-rings"))
    typed(form, "outer", "1,000")
    assert form.state["echo"] == {"outer": ["view", 1]}
    other = Seat(paper).sheet
    other.put("silo-rings", "outer", 7)
    seat_here().sheet.refresh()
    assert form.state["echo"] == {}
    assert form.state["answers"]["outer"] == 7


def test_hand_edited_answers_are_shown_and_said_never_a_crash(paper: Path) -> None:
    junk = {"radius": "x", "outer": [1], "inner": {"a": 1}, "total": True}
    tables = {"table": "x"}
    sheet = {
        "silo-rings": junk, "parameter-kinds": tables, "building-plan": {"plan": "x"},
        "samples-by-layer": {"interlayers": 5},
        "faulty-plan": {"advice": 3}, "narrow-depth-code": {"hole_length": 7},
    }  # fmt: skip
    (paper / "answers.json").write_text(json.dumps({"schema": "borehall-answers-1", "questions": sheet}))
    for slot, answers in sheet.items():
        form = form_of(desk.question(slot))
        for name in answers:
            assert form.state["said"][name]["state"] == "unfinished", (slot, name)
    typed(form_of(desk.question("parameter-kinds")), "table", {"text": "3", "unit": ""}, [0, "value"])
    assert kept(paper)["parameter-kinds"]["table"][0] == {"value": 3}
    desk.card()


@pytest.mark.parametrize("with_paper", [False, True], ids=["an empty folder", "an instructor's source"])
def test_where_nothing_is_handed_out_everything_works_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str], with_paper: bool
) -> None:
    if with_paper:
        paper_folder.write_folder(folder, handed_out=False)
    before = sorted(folder.iterdir())
    desk.card()
    q = desk.question("silo-rings")
    q.outer = 8
    q["no such field"] = 1
    assert q.outer is None
    desk.check("silo-rings")
    desk.leave_to_judge("silo-rings")
    said = capsys.readouterr().out
    assert said.count("not handed out here") >= 4
    assert sorted(folder.iterdir()) == before
    SPEECH.language = "zh_CN"
    desk.check("silo-rings")
    assert "此处没有发放本题" in capsys.readouterr().out


def test_blanks_are_an_error_where_nobody_is_at_the_keyboard(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    q = desk.question("silo-rings")
    q.outer = 8
    with pytest.raises(AssertionError, match="Radius of the inner ring: blank; Least number of points on the inner"):
        desk.check("silo-rings")
    q.radius, q.inner, q.total = 4.5, 4, 13
    desk.check("silo-rings")
    assert "Question silo-rings is answered and saved." in capsys.readouterr().out


def test_marks_of_questions_come_from_the_hall_alone(paper: Path) -> None:
    with pytest.raises(AssertionError, match="marked by the hall"):
        desk.leave_to_judge("silo-rings")


def test_questions_are_fetched_once_and_kept(folder: Path, hall: Hall) -> None:
    paper_folder.write_folder(folder, handed_out=False)
    hall.answers[PAPER] = (200, paper_folder.questions())
    q = desk.question("silo-rings")
    q.outer = 8
    desk.question("governing-depth")
    assert [asked for asked, _ in hall.asked] == [PAPER]
    assert json.loads((folder / "questions.json").read_text("utf-8"))["trainee"] == TRAINEE


@pytest.mark.parametrize("status", [403, 404, 503])
def test_the_hall_s_own_sentence_is_shown_and_asked_again_next_time(
    folder: Path, hall: Hall, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    paper_folder.write_folder(folder, handed_out=False)
    hall.answers[PAPER] = (status, {"error": {"en": "Come back at nine.", "zh_CN": "请九点再来。"}})
    desk.question("silo-rings")
    assert "Come back at nine." in capsys.readouterr().out
    hall.answers[PAPER] = (200, paper_folder.questions())
    desk.question("silo-rings").outer = 8
    assert kept(folder)["silo-rings"] == {"outer": 8}


def test_damaged_questions_are_kept_aside_and_fetched_again(folder: Path, hall: Hall) -> None:
    paper_folder.write_folder(folder)
    (folder / "questions.json").write_text('{"schema": "borehall-questions-1"')
    hall.answers[PAPER] = (200, paper_folder.questions())
    desk.question("silo-rings").outer = 8
    assert len(list(folder.glob("questions-damaged-*.json"))) == 1


def broken(change: Callable[[Any], Any]) -> Any:
    content = paper_folder.questions(["silo-rings"])
    change(content)
    return content


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda all_: all_["questions"]["silo-rings"].pop("en"), "questions.silo-rings.en stands nothing"),
        (
            lambda all_: all_["questions"]["silo-rings"]["en"].update(statement=3),
            "questions.silo-rings.en.statement stands 3",
        ),
        (
            lambda all_: all_["questions"]["silo-rings"]["en"]["fields"][0].pop("units"),
            "fields[0].units stands nothing",
        ),
        (lambda all_: all_["questions"]["silo-rings"]["en"]["fields"].pop(), "questions.silo-rings.fields"),
        (lambda all_: all_.update(schema="borehall-questions-2"), "does not say schema borehall-questions-1"),
        (lambda all_: all_.pop("trainee"), "trainee stands nothing"),
    ],
)
def test_questions_of_another_shape_are_refused_with_their_place(
    folder: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Any], Any], said: str
) -> None:
    paper_folder.write_folder(folder, handed_out=False)
    (folder / "questions.json").write_text(json.dumps(broken(change)))
    desk.question("silo-rings")
    assert said in capsys.readouterr().out


def test_a_broken_paper_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = paper_folder.paper()
    content["sections"][0]["questions"][1]["points"] = "six"
    (folder / "paper.json").write_text(json.dumps(content))
    desk.card()
    assert 'sections[0].questions[1].points stands "six"' in capsys.readouterr().out


def test_somebody_else_s_questions_are_said(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "li")
    notice = form_of(desk.question("silo-rings")).state["notice"]
    assert notice
    assert TRAINEE in notice["en"]
    assert "li" in notice["zh_CN"]


def test_the_card_counts(paper: Path) -> None:
    desk.card()
    card = seat_here().card
    q = desk.question("silo-rings")
    q.outer = 8

    def states() -> list[str]:
        return [one["state"] for section in card.paper["sections"] for one in section["questions"]]

    assert states() == ["partly", *["blank"] * (len(TASKS) - 1)]
    q.radius, q.inner, q.total = 4.5, 4, 13
    assert states()[0] == "answered"
    assert sum(one["points"] for section in card.paper["sections"] for one in section["questions"]) == 6.0 * len(TASKS)


ANSWER = {
    "schema": "borehall-hint-1", "left": 2, "remarks": {"zh_CN": ["注意"], "en": ["Note"]},
    "fields": [
        {"name": "outer", "state": "right", "message": {"zh_CN": "", "en": ""}, "clause": {}},
        {"name": "inner", "state": "wrong", "message": {"zh_CN": "再想想", "en": "Think again"},
         "clause": {"zh_CN": "6.0.11", "en": "6.0.11"}},
    ],
}  # fmt: skip


def ask(form: QuestionForm) -> dict[str, Any]:
    """Presses the button; waits for what the hall said."""
    said = threading.Event()
    form.observe(lambda change: said.set() if not change["new"]["asking"] else None, "hint")
    form._hear(form, {"type": "hint"}, [])
    assert said.wait(30)
    return form.hint


def test_a_hint_is_asked_for_by_post_and_ages_with_the_answer(paper: Path, hall: Hall) -> None:
    hall.answers[HINT] = (200, ANSWER)
    q = desk.question("silo-rings")
    assert form_of(q).hint["times"] == 3
    q.outer, q.inner = 8, 4
    hint = ask(form_of(q))
    assert hall.asked == [(HINT, {"answers": {"outer": 8, "inner": 4}})]
    assert hint["left"] == 2
    assert hint["fields"]["inner"]["message"]["en"] == "Think again"
    assert hint["fields"]["inner"]["word"]["zh_CN"] == "不正确"
    assert not hint["fields"]["inner"]["old"]
    q.inner = 5
    assert form_of(q).hint["fields"]["inner"]["old"]
    assert not form_of(q).hint["fields"]["outer"]["old"]


@pytest.mark.parametrize(("status", "left"), [(503, 3), (429, 0), (409, 3)])
def test_a_hall_that_gives_no_hint_is_told_in_its_own_words(paper: Path, hall: Hall, status: int, left: int) -> None:
    hall.answers[HINT] = (status, {"error": {"en": "Not now.", "zh_CN": "现在不行。"}})
    hint = ask(form_of(desk.question("silo-rings")))
    assert hint["failure"]["en"] == "Not now."
    assert hint["left"] == left


def test_a_hall_that_is_away_is_said(paper: Path) -> None:
    hint = ask(form_of(desk.question("silo-rings")))
    assert hint["failure"]["zh_CN"]
    assert hint["left"] == 3


def test_an_exam_has_no_hints(folder: Path) -> None:
    paper_folder.write_folder(folder, hints=0)
    assert form_of(desk.question("silo-rings")).hint["times"] == 0
