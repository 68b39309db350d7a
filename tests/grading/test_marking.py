import sys
import warnings

import numpy as np
import pandas as pd
import pytest

from borehall.grading.marking import Marking

AGAIN = {"zh": "边线上也有勘探线。", "en": "the edges carry lines too."}


def marks(answers, **question):
    marking = Marking(answers, clause="5.0.9")
    kind = question.pop("kind", "number")
    getattr(marking, kind)(**({"name": "n", "points": 6} | question | AGAIN))
    return marking.total


@pytest.mark.parametrize("value", [4, 4.0, np.int64(4), np.float32(4), np.float64(4.0)])
def test_any_kind_of_number_is_a_number(value):
    assert marks({"n": value}, expected=4) == 6


@pytest.mark.parametrize(
    "value",
    ["4", "４", True, None, [4], np.array([4]), pd.Series([4]), 4 + 0j, float("nan"), float("inf"), 10**400, 4.01],
)
def test_anything_else_earns_nothing_and_breaks_nothing(value):
    assert marks({"n": value}, expected=4) == 0


@pytest.mark.parametrize("answers", [{}, {"n": ...}])
def test_an_empty_answer_is_called_empty_in_both_languages(answers, capsys):
    assert marks(answers, expected=4) == 0
    said = capsys.readouterr().out
    assert "n 还没有填写。" in said
    assert "n has not been filled in." in said


def test_a_tolerance_is_inclusive():
    assert marks({"n": 0.1 + 0.2}, expected=0.25, within=0.05) == 6
    assert marks({"n": 0.31}, expected=0.25, within=0.05) == 0


def test_what_to_look_at_is_said_and_the_expected_value_is_not(capsys):
    marks({"n": 3}, expected=8642.5)
    marks({"n": "3"}, expected=8642.5)
    marks({"n": [1, 2]}, kind="numbers", expected=[8642.5, 1])
    marks({"n": lambda b: 3}, kind="function", calls=[((1.5,), 8642.5)])
    marks({"n": ["ZK1"]}, kind="selection", expected=["ZK8642.5"])
    said = capsys.readouterr().out
    assert "请再看第 5.0.9 条：边线上也有勘探线。" in said
    assert "Look again at clause 5.0.9: the edges carry lines too." in said
    assert "8642.5" not in said


def test_a_right_answer_gets_no_remark(capsys):
    marks({"n": 4}, expected=4)
    assert capsys.readouterr().out == "✓ n  6 / 6\n"


@pytest.mark.parametrize("value", [[1, 2, 3], (1, 2, 3), np.array([1, 2, 3]), pd.Series([1.0, 2.0, 3.0]), range(1, 4)])
def test_a_list_or_a_column_is_marked_by_place(value):
    assert marks({"n": value}, kind="numbers", expected=[1, 2, 4]) == 4


@pytest.mark.parametrize(
    "value", ["123", 3, {1: 1, 2: 2, 3: 4}, [1, 2], pd.DataFrame({"a": [1, 2, 4]}), [None, "2", []]]
)
def test_what_is_no_such_list_earns_nothing(value):
    assert marks({"n": value}, kind="numbers", expected=[1, 2, 4]) == 0


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        (["b", "a"], 6), (["a", "a ", "b"], 6), (["a"], 3), (["a", "x"], 0), (["a", "b", "x"], 3), (["x", "y", "z"], 0),
        ([], 0), ("ab", 0), (pd.Series(["a", "b"]), 6),
    ],
)  # fmt: skip
def test_a_wrong_choice_takes_back_what_a_right_one_earned(chosen, points):
    assert marks({"n": chosen}, kind="selection", expected=["a", "b"]) == points


@pytest.mark.filterwarnings("ignore:a deprecation")
def test_a_function_earns_by_call_whatever_it_does(capsys):
    def half(b):
        print("working", file=sys.stderr)
        warnings.warn("a deprecation", stacklevel=1)
        return {1.0: 3.0, 2.0: None}[b]

    calls = [((1.0,), 3.0), ((2.0,), None), ((5.0,), 1.0)]
    assert marks({"n": half}, kind="function", calls=calls) == 4
    said = capsys.readouterr()
    assert "尚未算对的调用：n(5.0)" in said.out
    assert said.err == ""


def test_a_function_may_return_a_list():
    assert marks({"n": lambda b: np.array([b, 2 * b])}, kind="function", calls=[((1.5,), [1.5, 3.0])]) == 6
    assert marks({"n": lambda b: [b]}, kind="function", calls=[((1.5,), [1.5, 3.0])]) == 0
    assert marks({"n": lambda b: 7}, kind="function", calls=[((1.5,), [])]) == 0


@pytest.mark.parametrize("body", [lambda b: None, lambda b: exec("raise NotImplementedError")])
def test_a_function_left_as_released_earns_nothing_even_where_none_is_right(body, capsys):
    assert marks({"n": body}, kind="function", calls=[((1.5,), 4.5), ((6.0,), None)]) == 0
    assert "n 还没有填写。" in capsys.readouterr().out


def test_a_number_is_no_function():
    assert marks({"n": 4}, kind="function", calls=[((1.5,), 4)]) == 0


def test_shares_never_add_up_to_more_than_the_points():
    marking = Marking({"n": [1] * 7, "m": [1] * 7}, clause="6.0.13")
    for name in "nm":
        marking.numbers(name, [1] * 7, points=0.7, **AGAIN)
    assert marking.total == 1.4
