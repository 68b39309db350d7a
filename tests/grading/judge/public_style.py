# ruff: noqa: E501 - cells of notebooks, one to a line
"""Five notebooks in the style of public courses, each with what three trainees hand in.

Classes with inheritance, plots, files read and written, random seeds, magics; hidden and visible tests, partial credit.
"""

from __future__ import annotations

from collections.abc import Mapping

from nbformat import NotebookNode

from tests.grading.judge.notebooks import answer, notebook, plain, test

FILES = {"soundings.csv": b"hole,depth,n\nZK1,1.0,4\nZK1,2.0,9\nZK2,1.0,15\nZK2,2.0,30\nZK2,3.0,50\n"}


def _solved(text: str) -> str:
    return f"### BEGIN SOLUTION\n{text}\n### END SOLUTION"


def _hidden(text: str) -> str:
    return f"### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS"


_CLASSES = """class Stratum:
    def __init__(self, name, thickness):
        if thickness <= 0:
            raise ValueError("thickness must be positive")
        self.name = name
        self.thickness = thickness

    def __repr__(self):
        return f"{self.name} ({self.thickness} m)"

class Profile:
    def __init__(self):
        self.strata = []

    def add(self, stratum):
        self.strata.append(stratum)
        return self

    def __len__(self):
        return len(self.strata)

    @property
    def depth(self):
        return sum(s.thickness for s in self.strata)

    def at(self, z):
        top = 0
        for s in self.strata:
            top += s.thickness
            if z <= top:
                return s
        return None"""

NOTEBOOKS: dict[str, NotebookNode] = {
    "classes": notebook(
        answer("strata", _solved(_CLASSES)),
        test("t-init", "s = Stratum('clay', 2.5)\nassert s.name == 'clay'\nassert s.thickness == 2.5", 2),
        test("t-repr", "assert str(Stratum('clay', 2.5)) == 'clay (2.5 m)'\nassert isinstance(s, Stratum)"),
        test("t-invalid", "try:\n    Stratum('x', -1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('no error')"),
        test("t-profile", "p = Profile()\np.add(Stratum('fill', 1)).add(Stratum('clay', 3))\n" + _hidden(
            "assert len(p) == 2 and p.depth == 4\nassert p.at(0.5).name == 'fill' and p.at(2).name == 'clay'\n"
            "assert p.at(9) is None\nassert [x.name for x in p.strata] == ['fill', 'clay']"), 3),
    ),
    "plots": notebook(
        plain("%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np"),
        answer("curve", _solved("z = np.linspace(0, 10, 11)\nsigma = 18 * z")),
        test("t-curve", "np.testing.assert_allclose(sigma, 18 * np.linspace(0, 10, 11))\nassert z.shape == (11,)"),
        answer("draw", _solved("def draw(x, y):\n    fig, ax = plt.subplots()\n    ax.plot(x, y, 'r--', label='stress')\n"
                               "    ax.set_xlabel('kPa')\n    ax.invert_yaxis()\n    ax.legend()\n    return ax")),
        plain("draw(sigma, z)", "draw-it"),
        test("t-draw", "ax = draw([1, 2], [3, 4])\nline = ax.get_lines()[0]\n"
             "np.testing.assert_array_equal(line.get_xdata(), [1, 2])\nassert ax.get_xlabel() == 'kPa'\n" + _hidden(
                 "assert line.get_linestyle() == '--'\nassert ax.yaxis_inverted()\n"
                 "assert ax.get_legend().get_texts()[0].get_text() == 'stress'"), 2),
    ),
    "files": notebook(
        plain("import pandas as pd\nimport os"),
        answer("load", _solved("df = pd.read_csv('soundings.csv')\nmean_n = df.groupby('hole')['n'].mean()\n"
                               "mean_n.to_csv('means.csv')")),
        test("t-load", "assert list(df.columns) == ['hole', 'depth', 'n']\nassert len(df) == 5"),
        test("t-means", "pd.testing.assert_series_equal(mean_n, pd.read_csv('soundings.csv').groupby('hole')['n'].mean())", 2),
        test("t-written", "assert os.path.exists('means.csv')\n" + _hidden(
            "assert pd.read_csv('means.csv', index_col='hole').loc['ZK1', 'n'] == 6.5"), 2),
        answer("count", _solved("def count_lines(name):\n    with open(name) as file:\n        return sum(1 for _ in file)")),
        test("t-count", "with open('tmp.txt', 'w') as file:\n    file.write('a\\nb\\n')\nassert count_lines('tmp.txt') == 2\n"
             "os.remove('tmp.txt')"),
    ),
    "seeds": notebook(
        plain("import random\nimport numpy as np"),
        answer("sample", _solved("np.random.seed(42)\nsample = np.random.normal(10, 2, 100)\nmean = sample.mean()")),
        test("t-sample", "np.random.seed(42)\nnp.testing.assert_allclose(sample, np.random.normal(10, 2, 100))\n"
             "assert abs(mean - 9.79) < 0.01", 2),
        answer("walk", _solved("def walk(n):\n    place = 0\n    for _ in range(n):\n        place += random.choice([-1, 1])\n"
                               "    return place")),
        test("t-walk", "random.seed(7)\nexpected = sum(random.choice([-1, 1]) for _ in range(50))\nrandom.seed(7)\n"
             "assert walk(50) == expected\n" + _hidden("random.seed(8)\na = [walk(5) for _ in range(3)]\nrandom.seed(8)\n"
                                                      "assert a == [walk(5) for _ in range(3)]"), 2),
        answer("boot", _solved("def bootstrap(data, n, rng):\n    return [float(rng.choice(data, len(data)).mean()) "
                               "for _ in range(n)]")),
        test("t-boot", "got = bootstrap(np.arange(5), 3, np.random.default_rng(0))\nrng = np.random.default_rng(0)\n"
             "assert got == [rng.choice(np.arange(5), 5).mean() for _ in range(3)]"),
    ),
    "magics": notebook(
        plain("%load_ext autoreload\n%autoreload 2\n%config InlineBackend.figure_format = 'png'"),
        answer("fizz", _solved("def fizz(n):\n    for i in range(1, n + 1):\n        print('fizz' if i % 3 == 0 else i)")),
        plain("%%time\nfizz(2)", "time-it"),
        test("t-printed", "import io\nfrom contextlib import redirect_stdout\nout = io.StringIO()\nwith redirect_stdout(out):\n"
             "    fizz(3)\nassert out.getvalue().split() == ['1', '2', 'fizz']", 2),
        answer("words", _solved("from collections import Counter\ndef words(text):\n    return Counter(text.lower().split())")),
        test("t-words", "points = 0\npoints += words('a A b')['a'] == 2\npoints += words('')== {}\n"
             "points += words('x y').most_common() == [('x', 1), ('y', 1)]\npoints", 3),
        answer("gen", _solved("def primes():\n    n = 2\n    while True:\n        if all(n % d for d in range(2, n)):\n"
                              "            yield n\n        n += 1")),
        test("t-gen", "g = primes()\nassert [next(g) for _ in range(4)] == [2, 3, 5, 7]\nassert next(g) == 11"),
        test("t-global", "assert 'words' in globals()\nassert callable(words) and words.__name__ == 'words'"),
    ),
}  # fmt: skip

WORK: dict[str, Mapping[str, str]] = {
    "right": {},
    "partly": {
        "strata": _CLASSES.replace("raise ValueError", "print").replace("z <= top", "z < top - 100"),
        "draw": "def draw(x, y):\n    fig, ax = plt.subplots()\n    ax.plot(x, y)\n    ax.set_xlabel('kPa')\n    return ax",
        "load": "df = pd.read_csv('soundings.csv')\nmean_n = df.groupby('hole')['n'].median()",
        "walk": "def walk(n):\n    return 0",
        "words": "def words(text):\n    found = {}\n    for w in text.split():\n        found[w] = found.get(w, 0) + 1\n"
        "    return found",
    },
    "poorly": {
        "strata": "class Stratum:\n    def __init__(self, name, thickness):\n        self.name = name\n        "
        "self.thickness = str(thickness)\n\nclass Profile:\n    pass",
        "curve": "z = np.linspace(0, 10)\nsigma = z * 18",
        "draw": "def draw(x, y):\n    plt.plot(y, x)",
        "load": "df = pd.read_csv('sounding.csv')",
        "count": "def count_lines(name):\n    return len(open(name).read())",
        "sample": "sample = np.random.normal(10, 2, 100)",
        "boot": "def bootstrap(data, n, rng):\n    return list(data)[:n]",
        "fizz": "def fizz(n):\n    return ['fizz']",
        "words": "def words(text):\n    return text.undefined",
        "gen": "def primes():\n    return [2, 3, 5, 7, 11]",
    },
}  # fmt: skip
"""Trainee → answer cell → contents; cells that are not named hold the right solution."""
