"""The function in a paper's code field: called with a task's arguments, answered in plain JSON."""

from __future__ import annotations

import pytest

from borehall.grading.judge.code_field import run_functions

CASES = {
    "def f(a, b):\n    return a + b": [{"value": 3}],
    "import numpy as np\ndef f(a, b):\n    return np.array([a, b])": [{"value": [1, 2]}],
    "import pandas as pd\ndef f(a, b):\n    return pd.Series([a, b])": [{"value": [1, 2]}],
    "def f(a, b):\n    return {'x': (a, b)}": [{"value": {"x": [1, 2]}}],
    "def f(a, b):\n    raise ValueError('no')": [{"error": "ValueError: no"}],
    "def g():\n    pass": [{"error": "NameError: f"}],
    "f = 3": [{"error": "NameError: f"}],
    "def f(a, b):\n    return object()": [{"error": "TypeError: no plain value"}],
    "def f(": [{"error": "SyntaxError"}],
    "1 / 0": [{"error": "ZeroDivisionError: division by zero"}],
    "def f(a, b):\n    import os\n    os._exit(0)": [{"error": "the process ended without an answer"}],
    "class E(int):\n    __eq__ = lambda *a: True\ndef f(a, b):\n    return E(9)": [
        {"error": "TypeError: no plain value"}
    ],
}


@pytest.mark.parametrize("source", CASES)
def test_a_function_is_called_and_answers(houses, source):
    (result,) = run_functions(houses.runner, source, "f", [[1, 2]])
    (wanted,) = CASES[source]
    assert result.keys() == wanted.keys()
    assert str(next(iter(result.values()))).startswith(str(next(iter(wanted.values()))))


def test_each_call_has_its_answer(houses):
    results = run_functions(houses.runner, "def f(x):\n    return 1 / x", "f", [[1], [0], [2]])
    assert [next(iter(result)) for result in results] == ["value", "error", "value"]


def test_an_end_in_the_middle_leaves_the_answers_before_it(houses):
    source = "import os\ndef f(x):\n    return x if x < 2 else os._exit(0)"
    results = run_functions(houses.runner, source, "f", [[1], [2], [3]])
    assert results[0] == {"value": 1}
    assert [next(iter(result)) for result in results[1:]] == ["error", "error"]
