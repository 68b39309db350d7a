# ruff: noqa: E501 - cells of notebooks, one to a line
"""Each kind of answer passes from the trainee's process to the test, by value, as exactly what it is."""

from __future__ import annotations

import pytest

GOOD = {
    "whole numbers and truth values differ": ("x, y = 1, True", "assert x == 1 and type(x) is int and y is True"),
    "large numbers": ("x = 7 ** 200", "assert x == 7 ** 200"),
    "infinite and no number": ("import math\nx, y = math.inf, math.nan", "assert x == float('inf') and y != y"),
    "complex": ("x = 1 + 2j", "assert x == 1 + 2j"),
    "decimal": ("from decimal import Decimal\nx = Decimal('1.10')", "assert str(x) == '1.10'"),
    "nothing": ("x = None", "assert x is None"),
    "text": ("x = '粉质黏土'", "assert x == '粉质黏土'"),
    "bytes": ("x = b'ab'", "assert x == b'ab'"),
    "tuple is no list": ("x = (1, 2)", "assert x == (1, 2) and x != [1, 2]"),
    "set": ("x = {3, 1}", "assert x == {1, 3} and isinstance(x, set)"),
    "nested": ("x = {'a': [1, (2, {3})]}", "assert x['a'][1][1] == {3}"),
    "dictionary in order": ("x = {'b': 1, 'a': 2}", "assert list(x) == ['b', 'a']"),
    "counter": ("from collections import Counter\nx = Counter('aab')", "assert x.most_common(1) == [('a', 2)]"),
    "dates": ("import datetime\nx = datetime.date(2026, 1, 2)", "assert x.day == 2"),
    "path": ("from pathlib import Path\nx = Path('a') / 'b'", "assert x.name == 'b'"),
    "range": ("x = range(3)", "assert list(x) == [0, 1, 2]"),
    "generator": ("def f():\n    yield from (1, 2)", "assert list(f()) == [1, 2]"),
    "endless generator": (
        "def f():\n    n = 0\n    while True:\n        yield n\n        n += 1",
        "import itertools\nassert list(itertools.islice(f(), 3)) == [0, 1, 2]",
    ),
    "map and zip": ("x = map(abs, [-1])\ny = zip('a', 'b')", "assert list(x) == [1] and list(y) == [('a', 'b')]"),
    "numpy scalar": ("import numpy as np\nx = np.float64(1.5)", "assert x == 1.5 and isinstance(x, np.floating)"),
    "array": (
        "import numpy as np\nx = np.arange(6, dtype=np.int32).reshape(2, 3)",
        "assert x.shape == (2, 3) and x.dtype == np.int32\nnp.testing.assert_allclose(x.sum(axis=0), [3, 5, 7])",
    ),
    "array of text": ("import numpy as np\nx = np.array(['黏', 'b'])", "assert list(x) == ['黏', 'b']"),
    "series": (
        "import pandas as pd\ns = pd.Series([1.0, None], index=['a', 'b'], name='q')",
        "import pandas as pd\npd.testing.assert_series_equal(s, pd.Series([1.0, None], index=['a', 'b'], name='q'))",
    ),
    "table": (
        "import pandas as pd\ndf = pd.DataFrame({'孔号': ['ZK1', 'ZK2'], 'd': [1, 2]}).set_index('孔号')",
        "assert df.loc['ZK2', 'd'] == 2 and df.index.name == '孔号' and df['d'].dtype == 'int64'",
    ),
    "dates in a table": (
        "import pandas as pd\ndf = pd.DataFrame({'t': pd.to_datetime(['2026-01-01', None])})",
        "assert df['t'].dt.year.iloc[0] == 2026 and df['t'].isna().sum() == 1",
    ),
    "categories": (
        "import pandas as pd\ns = pd.cut(pd.Series([1, 5]), [0, 2, 6], labels=['软', '硬'])",
        "assert list(s.cat.categories) == ['软', '硬'] and s.iloc[1] == '硬'",
    ),
    "intervals": ("import pandas as pd\ns = pd.cut(pd.Series([1, 5]), [0, 2, 6])", "assert 1 in s.iloc[0]"),
    "grouped table": (
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 1], 'b': [2, 3], 'c': 'x'})\ng = df.groupby(['a', 'c']).sum()",
        "assert g.loc[(1, 'x'), 'b'] == 5",
    ),
    "a type": ("x = {'depth': float}", "assert x['depth'] is float"),
    "a library's function": ("from math import sin\nf = sin", "assert f(0) == 0"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_right_answer_of_this_kind_passes(bench, kind):
    verdict = bench.one(*GOOD[kind])
    assert (verdict.earned, verdict.unjudged) == (1, ()), verdict.outputs


WRONG = {
    "a number that claims to be equal": ("x = 1", "class E(int):\n    __eq__ = lambda a, b: True\nx = E(5)"),
    "text for a number": ("x = 1", "x = '1'"),
    "a function not called": ("x = 1", "def x():\n    return 1"),
    "nothing at all": ("x = 1", "pass"),
    "a broken cell": ("x = 1", "x = (1"),
    "an array for a number of other value": ("x = 1", "import numpy as np\nx = np.array([2])"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_answer_of_this_kind_earns_nothing(bench, kind):
    solution, work = WRONG[kind]
    assert bench.one(solution, "assert x == 1", work).earned == 0


def test_what_is_too_large_is_refused_and_the_next_test_is_judged(bench):
    from tests.grading.judge.notebooks import answer, notebook, test

    master = notebook(answer("a", "x, y = 1, 2"), test("t", "assert x == 1"), test("u", "assert y == 2"))
    handed = notebook(answer("a", "x, y = list(range(10**6)), 2"))
    tests = bench.judge(master, handed).tests
    assert (tests["t"].earned, tests["u"].earned) == (0, 1)
