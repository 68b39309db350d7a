"""Every task of the bank over a hundred draws: right, wrong, missing, hostile and named answers; words; figures."""

from __future__ import annotations

import re

import pytest

from borehall.bank.library import SHIPPED, load, task_folders
from borehall.bank.preview import lines, page
from borehall.bank.trial import check_task, wrong_sheet
from borehall.words import LANGUAGES

TASKS = list(task_folders())
HAN = re.compile("[一-鿿]")


@pytest.mark.parametrize("task", TASKS)
def test_a_task_holds_for_a_hundred_draws(task: str) -> None:
    # How far all trainees' versions differ is tests/bank/test_difficulty.py's to find.
    check_task(load(task), trainees=100)


@pytest.mark.parametrize("task", TASKS)
def test_two_trainees_have_different_numbers_and_the_same_trainee_the_same(task: str) -> None:
    entry = load(task)
    ann, bo = (entry.given(b"secret", name) for name in ("ann", "bo"))
    assert ann != bo
    assert entry.given(b"secret", "ann") == ann
    assert entry.given(b"another secret", "ann") != ann


@pytest.mark.parametrize("task", TASKS)
def test_statement_and_solution_are_in_the_language_asked_for(task: str) -> None:
    entry = load(task)
    given = entry.draw(4)
    chinese, english = (lines(entry, given, language, solution=True) for language in LANGUAGES)
    assert len(HAN.findall(chinese)) > 60
    assert HAN.findall(english) == []
    assert "{{" not in chinese + english


@pytest.mark.parametrize("task", TASKS)
def test_the_question_gives_nothing_of_the_answer_away(task: str) -> None:
    entry = load(task)
    given = entry.draw(5)
    known = {"name", "kind", "prompt", "points", "unit", "units", "decimals", "options", "rows", "columns", "signature",
             "works", "stage"}  # fmt: skip
    forms = entry.ask(given, "en").as_json()["fields"]
    assert set().union(*forms) <= known


@pytest.mark.parametrize("task", TASKS)
def test_a_verdict_is_plain_and_speaks_both_languages(task: str) -> None:
    import json

    entry = load(task)
    given = entry.draw(6)
    verdict = entry.judge(given, *wrong_sheet(entry.fields(given), entry.solve(given))).as_json()
    assert json.loads(json.dumps(verdict)) == verdict
    for field in verdict["fields"]:
        assert HAN.search(field["message"]["zh_CN"])
        assert field["message"]["en"] and not HAN.search(field["message"]["en"])


@pytest.mark.parametrize("task", TASKS)
def test_the_page_with_the_solution_opens_as_a_page(task: str) -> None:
    entry = load(task)
    html = page(entry, entry.draw(7), "zh_CN", solution=True)
    assert html.startswith("<!doctype html>")
    assert "解答" in html
    assert ("<svg" in html) == (entry.draws_figure is not None)


def test_no_folder_of_the_bank_is_left_without_its_task() -> None:
    assert {folder.name for folder in SHIPPED.iterdir() if folder.is_dir() and folder.name != "__pycache__"} == set(
        TASKS
    )
