# ruff: noqa: E501 - cells of notebooks, one to a line
"""What a test does with a trainee's functions, classes, files and figures works as in one process."""

from __future__ import annotations

import pytest

CLASS = """
class Layer:
    count = 0

    def __init__(self, name, top, bottom):
        self.name, self.top, self.bottom = name, top, bottom
        Layer.count += 1

    @property
    def thickness(self):
        return self.top - self.bottom

    def split(self, at):
        return Layer(self.name, self.top, at), Layer(self.name, at, self.bottom)

    def __eq__(self, other):
        return isinstance(other, Layer) and self.name == other.name

    def __len__(self):
        return 3

    def __repr__(self):
        return f"Layer({self.name!r})"


class Clay(Layer):
    pass
"""

WORKS = {
    "values and keywords": ("def f(a, *b, k=1):\n    return [a, b, k]", "assert f(1, 2, 3, k='x') == [1, (2, 3), 'x']"),
    "partial credit": ("def f(x):\n    return x", "sum([f(1) == 1, f(2) == 2]) / 2"),
    "a table in and out": (
        "def f(df):\n    return df.assign(c=df.a * 2)",
        "import pandas as pd\nassert f(pd.DataFrame({'a': [1, 2]})).c.tolist() == [2, 4]",
    ),
    "an exception": (
        "def f(x):\n    if x < 0:\n        raise ValueError('negative depth')\n    return x",
        "try:\n    f(-1)\nexcept ValueError as e:\n    assert 'negative' in str(e)\nelse:\n    assert False",
    ),
    "unittest's assertRaises": (
        "def f(x):\n    return 1 / x",
        "import unittest\nunittest.TestCase().assertRaises(ZeroDivisionError, f, 0)",
    ),
    "an exception class of one's own": (
        "class TooDeep(ValueError):\n    pass\ndef f(x):\n    raise TooDeep('x', 5)",
        "assert issubclass(TooDeep, ValueError)\ntry:\n    f(1)\nexcept TooDeep as e:\n    assert e.args == ('x', 5)\nelse:\n"
        "    assert False",
    ),
    "what a call printed": (
        "def f():\n    print('hello', 3)",
        "import io, contextlib\nb = io.StringIO()\nwith contextlib.redirect_stdout(b):\n    f()\n"
        "assert b.getvalue() == 'hello 3\\n'",
    ),
    "capture_output": (
        "def f():\n    print('hi')",
        "from IPython.utils.capture import capture_output\nwith capture_output() as c:\n    f()\nassert c.stdout == 'hi\\n'",
    ),
    "changed in place": ("def f(xs):\n    xs.sort()", "xs = [3, 1]\nassert f(xs) is None and xs == [1, 3]"),
    "a table changed in place": (
        "def f(df):\n    df['b'] = df.a + 1",
        "import pandas as pd\ndf = pd.DataFrame({'a': [1]})\nf(df)\nassert df.b.tolist() == [2]",
    ),
    "a function handed over": (
        "def root(f, a, b):\n    while b - a > 1e-9:\n        m = (a + b) / 2\n"
        "        a, b = (m, b) if f(a) * f(m) > 0 else (a, m)\n    return a",
        "import math\nassert abs(root(lambda x: x * x - 2, 0, 2) - math.sqrt(2)) < 1e-6\nassert abs(root(math.sin, 3, 4) -"
        " math.pi) < 1e-6",
    ),
    "a function given back": ("def adder(n):\n    return lambda x: x + n", "assert adder(3)(4) == 7"),
    "a method of a class": (CLASS, "a = Layer('clay', 10, 4)\nassert a.thickness == 6 and a.name == 'clay'"),
    "objects in a container": (CLASS, "x, y = Layer('c', 9, 1).split(5)\nassert x.bottom == 5 and y.top == 5"),
    "operators between objects": (
        CLASS,
        "assert Layer('c', 1, 0) == Layer('c', 5, 3)\nassert len(Layer('c', 1, 0)) == 3",
    ),
    "an object's text": (CLASS, "assert repr(Layer('c', 1, 0)) == \"Layer('c')\""),
    "isinstance and issubclass": (CLASS, "assert isinstance(Clay('c', 1, 0), Layer) and issubclass(Clay, Layer)"),
    "type and its name": (CLASS, "a = Clay('c', 1, 0)\nassert type(a) is Clay and type(a).__name__ == 'Clay'"),
    "attributes set": (CLASS, "a = Layer('c', 1, 0)\na.top = 9\nassert a.thickness == 9 and not hasattr(a, 'width')"),
    "class attributes": (CLASS, "n = Layer.count\nLayer('c', 1, 0)\nassert Layer.count == n + 1"),
    "a seed set by the test": (
        "import numpy as np, random\ndef f(n):\n    return np.random.rand(n)\ndef g():\n    return random.random()",
        "import numpy as np, random\nnp.random.seed(3)\nwanted = np.random.rand(2)\nnp.random.seed(3)\n"
        "assert (f(2) == wanted).all()\nnp.random.seed(3)\nassert (f(2) == wanted).all()\n"
        "random.seed(1)\nx = random.random()\nrandom.seed(1)\nassert g() == x",
    ),
    "a generator handed over": (
        "def f(rng):\n    return rng.integers(0, 100, 3).tolist()",
        "import numpy as np\nassert f(np.random.default_rng(1)) == np.random.default_rng(1).integers(0, 100, 3).tolist()",
    ),
    "a file that the notebook wrote": (
        "import pandas as pd\npd.DataFrame({'a': [1, 2]}).to_csv('out.csv', index=False)",
        "import pandas as pd, os\nassert os.path.exists('out.csv') and pd.read_csv('out.csv').a.sum() == 3",
    ),
    "a file that a call writes": (
        "def f(name):\n    with open(name, 'w') as file:\n        file.write('done')",
        "f('sub.txt')\nassert open('sub.txt').read() == 'done'",
    ),
    "a file that the test writes": (
        "def f(name):\n    return len(open(name).readlines())",
        "with open('three.txt', 'w') as file:\n    file.write('a\\nb\\nc\\n')\nassert f('three.txt') == 3",
    ),
    "a figure's axes": (
        "import matplotlib.pyplot as plt\ndef f():\n    fig, ax = plt.subplots()\n    ax.plot([1, 2], [3, 4])\n"
        "    ax.set_title('depth')\n    return ax",
        "ax = f()\nassert ax.get_title() == 'depth' and ax.lines[0].get_ydata().tolist() == [3, 4]",
    ),
    "the current figure": (
        "import matplotlib.pyplot as plt\ndef f():\n    plt.figure()\n    plt.bar(['a', 'b'], [1, 2])\n    plt.xlabel('x')",
        "import matplotlib.pyplot as plt\nf()\nassert plt.gca().get_xlabel() == 'x' and len(plt.gca().patches) == 2",
    ),
    "input answered by the test": (
        "def f():\n    return int(input('depth? ')) * 2",
        "from unittest.mock import patch\nwith patch('builtins.input', return_value='4'):\n    assert f() == 8",
    ),
    "a name taken away": (
        "def g():\n    return 1\ndef f():\n    return g()",
        "kept = g\ndel g\ntry:\n    f()\nexcept NameError:\n    pass\nelse:\n    assert False\nfinally:\n    g = kept\n"
        "assert f() == 1",
    ),
    "names looked up": ("x = 1", "assert 'x' in globals() and 'nope' not in globals() and 'x' in dir()"),
    "signature and text": (
        'def f(depth, width=2):\n    "Area."\n    return 1',
        "import inspect\nassert list(inspect.signature(f).parameters) == ['depth', 'width'] and f.__doc__ == 'Area.' and "
        "f.__name__ == 'f'",
    ),
    "is it a function": (
        "def f():\n    pass",
        "import types\nassert callable(f) and isinstance(f, types.FunctionType)",
    ),
    "warnings cost nothing": ("import warnings\ndef f():\n    warnings.warn('old')\n    return 1", "assert f() == 1"),
    "magic in a test": ("x = 1", "%time assert x == 1"),
    "a quiet last line": ("x = 0", "x;"),
    "an awaited answer": ("import asyncio\nasync def g():\n    return 1\nx = await g()", "assert x == 1"),
}


@pytest.mark.parametrize("kind", WORKS)
def test_a_test_may_do_this(bench, kind):
    verdict = bench.one(*WORKS[kind])
    assert (verdict.earned, verdict.unjudged) == (1, ()), verdict.outputs


def test_a_class_with_another_bug_fails_where_it_is_wrong(bench):
    wrong = CLASS.replace("self.top - self.bottom", "self.top")
    assert bench.one(CLASS, "assert Layer('c', 10, 4).thickness == 6", wrong).earned == 0


def test_what_a_trainee_prints_in_a_call_is_not_shown(bench):
    verdict = bench.one("def f(x):\n    return x", "assert f(31337) == 31337", "def f(x):\n    print(x)\n    return x")
    assert verdict.earned == 1
    assert "31337" not in str(verdict.outputs)


def test_an_exception_in_the_trainees_code_is_told_without_its_words(bench):
    verdict = bench.one("def f(x):\n    return x", "assert f(31337) == 31337", "def f(x):\n    raise ValueError(x)")
    error = verdict.outputs[-1]
    assert error.ename == "ValueError"
    assert "31337" not in error.evalue
    assert "ValueError" in error.evalue


@pytest.mark.parametrize(("last", "earned"), [("1.5", 1.5), ("7", 2), ("-1", 0), ("float('nan')", 0), ("float('inf')", 0),
                                              ("'ok'", 2), ("True", 2), ("None", 2)])  # fmt: skip
def test_the_last_value_is_partial_credit_within_the_cells_points(bench, last, earned):
    verdict = bench.one("x = 1", f"assert x == 1\n{last}", points=2)
    assert verdict.earned == earned


def test_what_a_test_prints_is_told(bench):
    verdict = bench.one("x = 1", "print('look at clause 5.0.9')\nassert x == 1", "x = 2")
    assert verdict.outputs[0].text == "look at clause 5.0.9\n"


def test_a_file_of_the_authors_is_not_the_trainees_to_replace(bench):
    tested = "import pandas as pd\nassert x == pd.read_csv('expected.csv').x[0]"
    work = "open('expected.csv', 'w').write('x\\n5\\n')\nx = 5"
    assert bench.one("x = 7", tested, work, files={"expected.csv": b"x\n7\n"}).earned == 0


def test_a_module_of_the_authors_is_the_authors(bench):
    tested = "import helper\nassert helper.right(x)"
    work = "open('helper.py', 'w').write('def right(x):\\n    return True')\nx = 5"
    files = {"helper.py": b"def right(x):\n    return x == 7"}
    assert bench.one("x = 7", tested, files=files).earned == 1
    assert bench.one("x = 7", tested, work, files=files).earned == 0
