"""What is typed or set in code, and what becomes of it: every kind of field, right and wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from borehall_desk.answer import KINDS, kind_of
from borehall_desk.answer.kind import MOST_TEXT, WrongValue
from borehall_desk.answer.numbers import read_number

from borehall.bank.code_field import Code
from borehall.bank.field import Choice, Choices, FieldText, FreeText, Integer, Number
from borehall.bank.library import load
from borehall.bank.table_field import Table

ITEMS = FieldText("?", {"a": "条形基础", "b": "独立基础", "n": "击数", "pick": "取"})
FIELDS = {
    "number": Number(name="depth", unit="m"),
    "ratio": Number(name="ratio", unit=""),
    "integer": Integer(name="count"),
    "choice": Choice(name="kind", options=("a", "b")),
    "choices": Choices(name="kinds", options=("a", "b")),
    "text": FreeText(name="why", rubric={"a": 1.0}),
    "code": Code(name="f", arguments=("x", "y"), calls=((1, 2),), result=Number(name="r")),
    "table": Table(
        name="t", rows=("r1", "r2"), columns=(Number(name="n", unit="m"), Choice(name="pick", options=("a", "b")))
    ),
    "plan": load("building-plan").fields(load("building-plan").draw(1))[0],
}
POINT = {"id": "1", "x": 0.0, "y": 1.5, "kind": "borehole", "control": True, "sampled": False, "depth": 20.0}


def kind(name: str) -> Any:
    return kind_of(FIELDS[name].form(ITEMS))


def test_no_kind_of_the_bank_is_forgotten() -> None:
    assert {field.kind for field in FIELDS.values()} == set(KINDS)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.5", 12.5), (" 12.5 ", 12.5), ("１２．５", 12.5), ("12。5", 12.5),
        ("-3", -3), ("－３", -3), ("−3", -3), ("+3", 3),
        (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("1,250", 1250), ("1，250.5", 1250.5), ("12 500", 12500), ("0", 0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, number: float) -> None:
    assert read_number(text) == number
    assert type(read_number(text)) is type(number)


@pytest.mark.parametrize("text", ["12,5", "12，5", "1,25", "1234,567", "0,5"])
def test_a_comma_that_could_mean_two_numbers_is_refused_with_the_dot(text: str) -> None:
    with pytest.raises(WrongValue) as refused:
        read_number(text)
    assert text.replace("，", ",").replace(",", ".") in refused.value.sentence["zh_CN"]


@pytest.mark.parametrize(
    "text", ["abc", "八", "12.5.3", "1/3", "--3", "1e", "nan", "inf", "1e400", "5 m 3", "1,,000", "９" * 20]
)
def test_what_is_no_number_is_refused_in_both_languages(text: str) -> None:
    with pytest.raises(WrongValue) as refused:
        read_number(text)
    assert set(refused.value.sentence) == {"zh_CN", "en"}


TAKEN = [
    ("number", 12.5, {"value": 12.5, "unit": "m"}),
    ("number", np.float64(2.5), {"value": 2.5, "unit": "m"}),
    ("number", np.int64(3), {"value": 3, "unit": "m"}),
    ("number", (450, "cm"), {"value": 450, "unit": "cm"}),
    ("number", {"value": 1, "unit": "km"}, {"value": 1, "unit": "km"}),
    ("number", {"text": "１２", "unit": "cm"}, {"value": 12, "unit": "cm"}),
    ("number", "4.5 m", {"value": 4.5, "unit": "m"}),
    ("number", "450cm", {"value": 450, "unit": "cm"}),
    ("number", "", None),
    ("number", {"text": " ", "unit": "m"}, None),
    ("number", float("nan"), None),
    ("ratio", 0.3, 0.3),
    ("ratio", "30%", {"value": 30, "unit": "%"}),
    ("ratio", "30％", {"value": 30, "unit": "%"}),
    ("integer", 8.0, 8),
    ("integer", "８", 8),
    ("integer", np.int64(8), 8),
    ("integer", "", None),
    ("choice", "a", "a"),
    ("choice", "独立基础", "b"),
    ("choice", None, None),
    ("choices", ["b", "a"], ["a", "b"]),
    ("choices", {"b"}, ["b"]),
    ("choices", (), []),
    ("choices", None, None),
    ("text", "因为间距过大", "因为间距过大"),
    ("text", " \n", None),
    ("text", "a\ud800b", "a?b"),
    ("code", "def f(x, y):\n    return x\n\n", "def f(x, y):\n    return x\n"),
    ("code", "def f(x, y):\n    ", None),
    ("table", [{"n": 1, "pick": "a"}, {}], [{"n": {"value": 1, "unit": "m"}, "pick": "a"}, {}]),
    (
        "table",
        pd.DataFrame({"n": [1.0, np.nan], "取": [None, "b"]}),
        [{"n": {"value": 1.0, "unit": "m"}}, {"pick": "b"}],
    ),
    ("table", [{}, {}], None),
    ("plan", [POINT], [POINT]),
    ("plan", pd.DataFrame([POINT]), [POINT]),
    ("plan", [{**POINT, "depth": np.nan}], [{name: POINT[name] for name in POINT if name != "depth"}]),
    ("plan", [], None),
]


@pytest.mark.parametrize(("name", "value", "kept"), TAKEN, ids=[f"{name} {value!r}"[:50] for name, value, _ in TAKEN])
def test_what_is_right_is_kept_as_the_hall_reads_it(name: str, value: Any, kept: Any) -> None:
    assert kind(name).take(value) == kept
    if kept is None:
        return
    assert kind(name).take(kept) == kept
    if not kind(name).remark(kept):
        # The hall's own field can read it.
        FIELDS[name].take(kept)
    assert set(kind(name).told(kept)) == {"zh_CN", "en"}


REFUSED = [
    ("number", "abc"), ("number", True), ("number", [1]), ("number", (1, "kg")),
    ("number", {"value": 1, "colour": "red"}),
    ("number", float("inf")), ("number", 1e16), ("number", "4 kPa"), ("number", pd.DataFrame([POINT])),
    ("ratio", (3, "m")), ("integer", 2.5), ("integer", "2.5"), ("integer", False), ("integer", "8个"), ("choice", "c"),
    ("choice", 1), ("choice", ["a"]), ("choices", "a"), ("choices", ["c"]), ("choices", 3), ("text", 5),
    ("text", ["a"]),
    ("text", "长" * (MOST_TEXT + 1)), ("code", 5), ("code", len), ("table", [{}]), ("table", "x"),
    ("table", [{"m": 1}, {}]),
    ("table", [{"n": "abc"}, {}]), ("table", [1, 2]), ("plan", "x"), ("plan", [1]),
    ("plan", [{**POINT, "colour": "red"}]),
    ("plan", [{**POINT, "x": "far"}]), ("plan", [POINT] * 301), ("plan", [{**POINT, "depth": float("inf")}]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), REFUSED, ids=[f"{name} {value!r}"[:50] for name, value in REFUSED])
def test_what_is_wrong_is_refused_with_a_sentence_in_both_languages(name: str, value: Any) -> None:
    with pytest.raises(WrongValue) as refused:
        kind(name).take(value)
    assert all(refused.value.sentence[language].strip() for language in ("zh_CN", "en"))
    assert refused.value.sentence["zh_CN"] != refused.value.sentence["en"]


def test_a_misspelt_column_is_refused_with_the_nearest() -> None:
    with pytest.raises(WrongValue, match="pick"):
        kind("table").take([{"pik": "a"}, {}])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def f(x, y):\n    return (x\n", "Line 2"),
        ("def f(x, y):\nreturn x\n", "Line 2"),
        ("x = 1\n", "The function f is missing"),
        ("def f(x):\n    return x\n", "It has to take all arguments"),
        ("def f(\0x, y): pass", "Line 1"),
    ],
)
def test_unfinished_code_is_kept_and_its_line_is_said(source: str, said: str) -> None:
    kept = kind("code").take(source)
    assert kept.strip() == source.strip()
    assert said in kind("code").remark(kept)["en"]


def test_finished_code_has_no_remark_and_a_function_is_taken_by_its_source() -> None:
    def f(x, y):
        return x + y

    kept = kind("code").take(f)
    assert kept == "def f(x, y):\n    return x + y\n"
    assert kind("code").remark(kept) is None
    assert kind("code").remark("import math\ndef f(*all_of_them):\n    return math.pi\n") is None


def test_a_table_is_changed_cell_by_cell() -> None:
    table = kind("table")
    one = table.take_cell(None, 1, "n", {"text": "2.5", "unit": "m"})
    assert one == [{}, {"n": {"value": 2.5, "unit": "m"}}]
    two = table.take_cell(one, 0, "pick", "b")
    assert two == [{"pick": "b"}, {"n": {"value": 2.5, "unit": "m"}}]
    assert one == [{}, {"n": {"value": 2.5, "unit": "m"}}], "the kept table itself is not touched"
    assert table.remark(two)["en"] == "2 cells are blank."
    assert table.take_cell(table.take_cell(two, 0, "pick", None), 1, "n", "") is None
    assert table.take_cell("edited by hand", 0, "pick", "a") == [{"pick": "a"}, {}]


def test_values_come_back_to_calculate_with() -> None:
    depth = kind("number").given_back({"value": 450, "unit": "cm"})
    assert depth / 100 == 4.5
    assert repr(depth) == "450 cm"
    assert kind("number").take(depth) == {"value": 450.0, "unit": "cm"}
    frame = kind("plan").given_back([POINT])
    assert list(frame.depth) == [20.0]
    table = kind("table").given_back([{"n": {"value": 1, "unit": "m"}}, {"pick": "a"}])
    assert list(table.index) == ["r1", "r2"]
    assert kind("table").take(table) == [{"n": {"value": 1.0, "unit": "m"}}, {"pick": "a"}]


def test_a_plan_without_a_depth_is_kept_and_said_to_be_unfinished() -> None:
    raw = kind("plan").take([{"x": 1, "y": 2}])
    assert raw == [{"id": "1", "x": 1, "y": 2, "kind": "borehole", "control": False, "sampled": False}]
    assert kind("plan").remark(raw)["en"] == "Point 1 lacks depth."


def test_a_kind_that_this_desk_does_not_know_is_refused() -> None:
    with pytest.raises(WrongValue, match="hologram"):
        kind_of({"name": "x", "kind": "hologram", "prompt": "?"})
