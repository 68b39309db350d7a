# ruff: noqa: E501 - forged values and pages, one beside the other
"""Between the boxes: what one of them does to itself costs its own test, and nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from borehall_desk.runner import wire_arrays, wire_plain, wire_tables  # noqa: F401 - they register their types
from borehall_desk.runner.wire import BadValue, NotPlain, Reader, Writer

from borehall.grading.judge.judged import verdict_of
from borehall.grading.judge.shown_outputs import is_plain_html, safe_outputs
from tests.grading.judge import notebooks as nb

HELPER = "import math\n\n\ndef close(a, b):\n    return math.isclose(a, b)\n\n\n"


def test_a_test_that_its_answer_takes_down_is_listed_and_the_next_one_is_judged(bench):
    master = nb.notebook(
        nb.answer("a", "n, y = 3, 2.0"),
        nb.test("t", HELPER + "assert len(str(2 ** n)) == 1"),
        nb.test("u", "assert close(y, 2)"),
    )
    judged = bench.judge(master, nb.notebook(nb.answer("a", "n, y = 10 ** 10, 2.0")), cell_s=1, call_s=1)
    assert (judged.tests["t"].earned, judged.tests["u"].earned) == (0, 1)
    assert judged.tests["t"].message


def test_a_trainees_end_is_told_with_its_reason(bench):
    verdict = bench.one("def f():\n    return 1", "assert f() == 1", "import os\ndef f():\n    os._exit(3)")
    assert verdict.kind == "gone"
    assert "stopped itself" in verdict.message
    assert "自行终止" in verdict.message


def test_an_end_within_an_expected_exception_is_no_exception(bench):
    tested = "try:\n    f(-1)\nexcept BaseException:\n    pass\nelse:\n    assert False"
    work = "import os\ndef f(x):\n    os._exit(0)"
    assert bench.one("def f(x):\n    raise ValueError", tested, work).earned == 0


def test_requests_without_end_are_ended(bench):
    tested = "n = 0\nfor _ in g():\n    n += 1\nassert n == 3"
    work = "def g():\n    while True:\n        yield 1"
    verdict = bench.one("def g():\n    yield from (1, 2, 3)", tested, work, most_requests=200)
    assert verdict.earned == 0


def test_a_slow_function_costs_its_test_and_no_other(bench):
    master = nb.notebook(
        nb.answer("a", "def f():\n    return 1\ny = 2"), nb.test("t", "assert f() == 1"), nb.test("u", "assert y == 2")
    )
    work = nb.notebook(nb.answer("a", "import time\ndef f():\n    time.sleep(60)\ny = 2"))
    judged = bench.judge(master, work, cell_s=3, call_s=0.5)
    assert (judged.tests["t"].earned, judged.tests["u"].earned) == (0, 1)


def test_values_are_read_where_the_test_stands(bench):
    master = nb.notebook(
        nb.answer("a", "x = 1"), nb.test("t", "assert x == 1"), nb.answer("b", "x = 2"), nb.test("u", "assert x == 2")
    )
    assert [test.earned for test in bench.judge(master, master).tests.values()] == [1, 1]


def test_every_ending_is_reported(bench):
    master = nb.notebook(nb.answer("a", "x = 1"), nb.test("t", "assert x == 1"))
    judged = bench.judge(master, master)
    assert [ending.kind for ending in judged.endings] == ["ended", "ended"]
    assert not judged.unsafe


@pytest.mark.parametrize(("number", "earned"), [("2.5", 2.5), ("9", 4), ("-3", 0), ("nan", None), ("-inf", None)])
def test_a_number_of_points_is_kept_within_the_cells(number, earned):
    verdict = verdict_of({"earned": "number", "number": number, "kind": "run", "printed": ""}, 4)
    assert verdict.earned == (earned or 0)
    assert bool(verdict.message) == (earned is None)


FORGED = [
    {"t": "array", "v": ["<f8", [2], "AAAA"]}, {"t": "array", "v": ["<f8", [-1], ""]}, {"t": "array", "v": ["|O", [10**9], []]},
    {"t": "array", "v": ["<U99999999", [1], ["a"]]}, {"t": "array", "v": ["<U999999", [9], ["a"] * 9]}, {"t": "array", "v": ["|V8", [1], "AAAAAAAAAAA="]},
    {"t": "array", "v": ["<f8", [1] * 99, "AAAAAAAAAAA="]}, {"t": "dict", "v": [[1, 2], [1, 3]]}, {"t": "dict", "v": [[[], 1]]},
    {"t": "int", "v": "x"}, {"t": "float", "v": "1"}, {"t": "module", "v": "os"}, {"t": "function", "v": ["builtins", "eval"]},
    {"t": "function", "v": ["operator", "attrgetter"]}, {"t": "type", "v": "Popen"}, {"t": "ufunc", "v": "load"},
    {"t": "range", "v": [0, "x", 1]}, {"t": "Index", "v": [["numpy", {"t": "array", "v": ["<f8", [], "AAAAAAAAAAA="]}], None, None]},
    {"t": "RangeIndex", "v": [0, 10**15, 1, None]}, {"t": "Series", "v": []}, {"t": "DataFrame", "v": [[], 1, 2]},
    {"t": "Timestamp", "v": [10**40, "ns", None]}, {"t": "object", "v": {"h": 1}}, {"t": "nothing"}, {}, {"t": ["list"]},
    {"t": "Generator", "v": {"t": "dict", "v": []}}, {"t": "zone", "v": "../../etc/passwd"}, {"t": "Fraction", "v": "1/0"},
]  # fmt: skip


@pytest.mark.parametrize("sent", FORGED, ids=str)
def test_a_forged_value_is_no_value(sent):
    with pytest.raises(BadValue):
        Reader().read(sent)


def test_a_value_nested_without_end_is_no_value():
    sent: list = []
    for _ in range(200):
        sent = [sent]
    with pytest.raises(BadValue):
        Reader().read(sent)


def test_what_is_written_is_read_back_the_same():
    table = pd.DataFrame(
        {"a": [1, 2], "b": ["x", None], "c": pd.Categorical(["u", "v"]), "d": pd.to_datetime(["2026-01-01", None])},
        index=pd.MultiIndex.from_tuples([(1, "p"), (2, "q")], names=["k", "l"]),
    )
    pd.testing.assert_frame_equal(Reader().read(Writer().write(table)), table)


def test_a_sub_class_is_not_copied_as_what_it_is_not():
    class Sly(float):
        pass

    class SlyArray(np.ndarray):
        pass

    for value in (Sly(1), np.zeros(1).view(SlyArray), type("T", (dict,), {})()):
        with pytest.raises(NotPlain):
            Writer().write(value)


HTML = {
    "<table border='1'><tr><td>1</td></tr></table>": False,
    '<table border="1" class="dataframe"><tr><td>1 &lt; 2</td></tr></table>': True,
    "<b>ok</b>": True, "<script>alert(1)</script>": False, "<img src=x onerror=alert(1)>": False, "<b onclick=\"x\">": False,
    "<a href=\"javascript:x\">": False, "<!-- --><b>": False, "<svg/onload=x>": False, "<b <script>": False, "a < b": False,
    "<math><mi>": False, "<details ontoggle=\"x\" open=\"\">": False,
}  # fmt: skip


@pytest.mark.parametrize("html", HTML)
def test_only_plain_tables_and_text_are_shown_as_html(html):
    assert is_plain_html(html) is HTML[html]


@pytest.mark.parametrize("sent", [None, 3, [None], [{"output_type": "stream"}], [{"output_type": "display_data", "data": 3}],
                                  [{"output_type": "display_data", "data": {"image/png": "AAAA", "text/javascript": "x"}}],
                                  [{"output_type": "update_display_data", "data": {"text/plain": "x"}}]])  # fmt: skip
def test_outputs_of_no_kind_are_left_out(sent):
    assert safe_outputs(sent) == []
