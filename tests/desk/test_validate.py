"""nbgrader's Validate on a paper: blanks are told, a finished question passes, an instructor's source as well."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.validator import Validator

from tests.desk import paper_folder

SLOTS = ["silo-rings", "narrow-base-depth"]


def validate(folder: Path, monkeypatch: pytest.MonkeyPatch, language: str = "zh_CN") -> dict[str, Any]:
    for name in [name for name in os.environ if name.startswith(("BOREHALL", "JUPYTER"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BOREHALL_LANGUAGE", language)
    return Validator().validate(str(folder / f"{paper_folder.ASSIGNMENT}.ipynb"))


def test_blank_questions_are_reported_by_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper_folder.write_folder(tmp_path, SLOTS)
    failed = validate(tmp_path, monkeypatch)["failed"]
    assert [cell["source"] for cell in failed] == [f'desk.check("{slot}")' for slot in SLOTS]
    assert "题目 silo-rings 尚未答完：内环半径：未作答；外环最少勘探点数：未作答" in failed[0]["error"]
    english = validate(tmp_path, monkeypatch, "en")["failed"]
    assert "Question silo-rings is not finished: Radius of the inner ring: blank" in english[0]["error"]


def test_a_finished_question_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    file = paper_folder.write_folder(tmp_path, SLOTS)
    notebook = nbformat.read(file, as_version=4)
    answer = "q = desk.question('silo-rings')\nq.radius, q.outer, q.inner, q.total = 4.4, 7, 4, 12"
    notebook.cells.insert(3, nbformat.v4.new_code_cell(answer))
    nbformat.write(notebook, file)
    failed = validate(tmp_path, monkeypatch)["failed"]
    assert [cell["source"] for cell in failed] == ['desk.check("narrow-base-depth")']


def test_an_instructor_s_source_passes_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper_folder.write_folder(tmp_path, SLOTS, handed_out=False)
    before = sorted(file.name for file in tmp_path.iterdir())
    assert "failed" not in validate(tmp_path, monkeypatch)
    assert sorted(file.name for file in tmp_path.iterdir()) == before
