"""Every task of the bank can be shown and answered at the desk, which knows nothing of the bank."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import Any

import pytest
from borehall_desk.form.statement import statement_html
from borehall_desk.form.view import QuestionForm
from borehall_desk.seat import Seat
from borehall_desk.words import LANGUAGES, SPEECH

from borehall.bank.library import load, task_folders
from tests.desk import paper_folder


@pytest.mark.parametrize("task", sorted(task_folders()))
def test_a_task_s_form_takes_its_right_answers_as_the_hall_judges_them(task: str, tmp_path: Path) -> None:
    entry = load(task)
    given = entry.given(b"a secret of this test", paper_folder.TRAINEE)
    (tmp_path / "questions.json").write_text(json.dumps(paper_folder.questions([task])))
    seat = Seat(tmp_path)
    both = seat.both(task)
    form = QuestionForm.of(seat, task, both)
    for language in LANGUAGES:
        SPEECH.language = language
        html = statement_html(both[language], 6.0)
        assert escape(both[language]["title"]) in html
        assert "<script" not in html
        assert [face["name"] for face in form.faces[language]] == [field.name for field in entry.fields(given)]
    SPEECH.language = LANGUAGES[0]

    expected = entry.solve(given)
    for field in entry.fields(given):
        if field.name in expected and field.kind != "code":
            form.put(field.name, form.kinds[field.name].take(field.raw(expected[field.name])))
            assert form.state["said"][field.name]["state"] == "saved"
    answers = json.loads((tmp_path / "answers.json").read_text("utf-8"))["questions"][task]
    verdict = entry.judge(given, answers)
    states: dict[str, Any] = {one.name: one.state for one in verdict.fields if one.name in answers}
    assert set(states.values()) <= {"right", "by hand"}


def test_the_desk_imports_nothing_of_the_hall() -> None:
    script = """
import sys, pkgutil, importlib, borehall_desk
for module in pkgutil.walk_packages(borehall_desk.__path__, "borehall_desk."):
    importlib.import_module(module.name)
print([name for name in sys.modules if name.partition(".")[0] == "borehall"])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_html_in_a_task_is_shown_as_text(tmp_path: Path) -> None:
    question = paper_folder.both("silo-rings")["en"] | {
        "title": "<b>Bold</b>",
        "statement": "<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![x](javascript:alert(1))",
        "figure": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    }  # fmt: skip
    html = statement_html(question, None)
    assert "<script" not in html
    assert "<b>" not in html
    assert re.findall(r'(?:href|src)="javascript', html) == []
