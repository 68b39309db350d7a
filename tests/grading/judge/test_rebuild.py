"""Whatever was done to a notebook, the paper is whole again and the answers are in it."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from borehall.faults import TraineeFault
from borehall.grading.judge.rebuild import is_test, marks_of, rebuild
from borehall.grading.judge.submitted import MOST_SOURCE
from tests.grading.judge import notebooks as nb

MASTER = nb.notebook(
    nb.given("tools", "import math"),
    nb.answer("a", "x = 1"),
    nb.test("t", "assert x == 1\n### BEGIN HIDDEN TESTS\nassert x\n### END HIDDEN TESTS", 2),
    nb.manual("m", "why", 5),
    nb.answer("b", "y = 2"),
    nb.test("u", "assert y == 2", 3),
)
PAPER = ["tools", "a", "t", "m", "b", "u"]


def cells(notebook: NotebookNode) -> list[tuple[str, str]]:
    return [(marks_of(cell).get("grade_id", ""), cell.source) for cell in notebook.cells]


def handed(*names: str, **sources: str) -> NotebookNode:
    """The release with the cells ``names``, in that order; a name that is none of the paper's is a loose cell."""
    by_name = {cell.id: cell for cell in MASTER.cells}
    made = []
    for name in names:
        cell = nbformat.from_dict(json.loads(json.dumps(by_name[name]))) if name in by_name else nb.plain(name)
        cell.source = sources.get(name, cell.source)
        made.append(cell)
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


def test_deleted_cells_come_back_in_their_place():
    made = rebuild(MASTER, handed("a", a="x = 7")).notebook
    assert [name for name, _ in cells(made)] == PAPER
    assert dict(cells(made))["a"] == "x = 7"
    assert dict(cells(made))["b"] == ""
    assert "HIDDEN" in dict(cells(made))["t"]


def test_cells_in_another_order_stand_in_the_masters():
    made = rebuild(MASTER, handed("u", "b", "m", "t", "a", "tools", b="y = 9")).notebook
    assert [name for name, _ in cells(made)] == PAPER
    assert dict(cells(made))["b"] == "y = 9"


def test_what_the_trainee_added_stays_beside_the_cell_it_came_after():
    made = rebuild(MASTER, handed("before = 1", "tools", "a", "helper = 2", "t", "m", "b", "u", "after = 3")).notebook
    assert [source for name, source in cells(made) if not name] == ["before = 1", "helper = 2", "after = 3"]
    assert cells(made)[0][1] == "before = 1"
    assert cells(made)[3] == ("", "helper = 2")


def test_both_halves_of_a_split_answer_are_kept_in_order():
    work = handed("tools", "a", "a", "t", "m", "b", "u")
    work.cells[1].source, work.cells[2].source = "p = 1", "x = p"
    assert cells(rebuild(MASTER, work).notebook)[1:3] == [("", "p = 1"), ("a", "x = p")]


def test_a_changed_or_copied_test_counts_once_and_as_the_author_wrote_it():
    made = rebuild(MASTER, handed("tools", "a", "t", "t", "m", "b", "u", t="pass")).notebook
    assert [source for name, source in cells(made) if name == "t"] == [MASTER.cells[2].source]


def test_points_kind_and_flags_are_the_masters():
    work = handed(*PAPER)
    for cell in work.cells:
        cell.cell_type = "raw"
        cell.metadata = {"nbgrader": {**cell.metadata.nbgrader, "points": 99, "solution": True, "grade": True}}
    made = rebuild(MASTER, work).notebook
    assert {marks_of(cell)["grade_id"]: marks_of(cell).get("points") for cell in made.cells if is_test(cell)} == {
        "t": 2,
        "u": 3,
    }
    assert [cell.cell_type for cell in made.cells] == ["code", "code", "code", "markdown", "code", "code"]


def test_a_deleted_written_answer_earns_nothing_without_a_person():
    from nbgrader.utils import determine_grade

    made = rebuild(MASTER, handed("a")).notebook
    written = next(cell for cell in made.cells if marks_of(cell).get("grade_id") == "m")
    assert determine_grade(written) == (0, 5)


def test_pictures_in_a_written_answer_are_kept_and_nothing_else_attached():
    work = handed(*PAPER, m="![](p.png)")
    work.cells[3]["attachments"] = {"p.png": {"image/png": "iVBOR"}, "e.html": {"text/html": "<script>"}}
    written = rebuild(MASTER, work).notebook.cells[3]
    assert written.attachments == {"p.png": {"image/png": "iVBOR"}}


def test_the_same_submission_is_rebuilt_the_same():
    work = handed("tools", "a", "a", "x", "x", "t")
    assert rebuild(MASTER, work).notebook == rebuild(MASTER, work).notebook


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b"\xff\xfe\x00", b'{"cells": 3}', b"[" * 100_000, b'{"cells":' + b"[" * 5_000]
)
def test_what_is_no_notebook_is_the_trainees_to_hand_in_again(raw):
    with pytest.raises(TraineeFault) as told:
        rebuild(MASTER, raw)
    assert "submitted again" in str(told.value)


def test_a_huge_cell_is_left_out_and_the_rest_is_judged():
    made = rebuild(MASTER, handed(*PAPER, a="x" * (MOST_SOURCE + 1), b="y = 2")).notebook
    assert dict(cells(made))["a"] == ""
    assert dict(cells(made))["b"] == "y = 2"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from([*PAPER, "", "T", "t\u0000", "unknown"]) | st.text(max_size=5) | JSON
MARKS = JSON | st.fixed_dictionaries(
    {"grade_id": NAMES},
    optional={name: JSON for name in ("grade", "solution", "locked", "points", "checksum", "schema_version", "task")},
)
METADATA = JSON | st.fixed_dictionaries({"nbgrader": MARKS}, optional={"tags": JSON, "collapsed": JSON})
SOURCES = st.text(max_size=30) | st.lists(st.text(max_size=10) | JSON, max_size=3) | JSON
CELLS = JSON | st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw"]) | JSON, "source": SOURCES, "metadata": METADATA},
    optional={"id": st.text(max_size=10) | JSON, "outputs": JSON, "attachments": JSON, "execution_count": JSON},
)
NOTEBOOKS = st.fixed_dictionaries(
    {"cells": st.lists(CELLS, max_size=12)}, optional={"metadata": JSON, "nbformat": JSON}
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(NOTEBOOKS)
def test_no_json_breaks_the_paper_or_changes_its_maximum(content: Any) -> None:
    made = rebuild(MASTER, json.dumps(content).encode()).notebook
    nbformat.validate(made)
    assert [name for name, _ in cells(made) if name] == PAPER
    worth = {marks_of(cell)["grade_id"]: marks_of(cell)["points"] for cell in made.cells if "points" in marks_of(cell)}
    assert worth == {"t": 2, "m": 5, "u": 3}
    assert len({cell.id for cell in made.cells}) == len(made.cells)
    json.dumps(made).encode()
    nbformat.writes(made).encode()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=200), st.integers(0, 2000), st.integers(0, 200))
def test_no_bytes_break_it_either(noise: bytes, place: int, cut: int) -> None:
    good = json.dumps(handed(*PAPER)).encode()
    place %= len(good)
    try:
        made = rebuild(MASTER, good[:place] + noise + good[place + cut :]).notebook
    except TraineeFault:
        return
    assert [name for name, _ in cells(made) if name] == PAPER
