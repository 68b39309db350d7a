"""Judging one submission of 8 graded cells with pandas: our two boxes, plain fork-and-execute, nbgrader's Execute.

Plain fork-and-execute has no walls, no shell and no judging of its own: cells and tests run in one namespace. It is the
floor. nbgrader's Execute starts a kernel for each submission, and has no walls either.
"""

from __future__ import annotations

import copy
import os
import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

from borehall.grading.isolate.boxes import Limits, open_house
from borehall.grading.judge.contract import Contract
from borehall.grading.judge.rebuild import is_test, marks_of, rebuild
from borehall.grading.judge.relay import Options, judge_notebook
from borehall.grading.judge.release_check import EXAMINER, RUNNER
from tests.grading.judge.notebooks import answer, notebook, plain, test

ROUNDS = 30
KERNELS = 5


def main() -> None:
    """Prints milliseconds a submission, median and 95 of 100, and where ours go."""
    submissions = [submission(number) for number in range(ROUNDS)]
    with open_house(RUNNER, 1) as runner, open_house(EXAMINER, 1) as examiner:
        first = judge_notebook(
            rebuild(paper(), paper()), runner, examiner, Limits(), Options(contract=Contract(), learning=True)
        )
        options = Options(contract=Contract.from_json(first.contract))

        def apart(handed: NotebookNode) -> float:
            judged = judge_notebook(rebuild(paper(), handed), runner, examiner, Limits(), options)
            return sum(verdict.earned for verdict in judged.tests.values())

        ours = timed("both boxes, judged apart", apart, submissions)
        empty = timed("two boxes, opened and closed", lambda _: opened(runner, examiner), submissions)
    floor = timed("fork and execute, no walls", forked, submissions)
    kernel = timed("nbgrader's Execute", executed, submissions[:KERNELS])
    print(f"a kernel for each takes {kernel / ours:.1f} times as long; ours takes {ours / floor:.1f} times the floor")
    print(f"of ours, {empty:.0f} ms are the boxes themselves")


def opened(runner: object, examiner: object) -> float:
    """Two boxes that do nothing."""
    with runner.open({}, Limits()), examiner.open({}, Limits()):  # type: ignore[attr-defined]
        return 8.0


def timed(name: str, way: Callable[[NotebookNode], float], submissions: list[NotebookNode]) -> float:
    """Median milliseconds; every submission must earn its 8 points."""
    took = []
    for handed in submissions:
        began = time.perf_counter()
        earned = way(handed)
        took.append(1000 * (time.perf_counter() - began))
        assert earned == 8, (name, earned)
    median = statistics.median(took)
    print(f"{name:<30} {median:8.1f} ms   95 %: {np.percentile(took, 95):8.1f} ms")
    return median


def submission(number: int) -> NotebookNode:
    """The solution in a spelling of its own, so that none is another's."""
    handed = copy.deepcopy(paper())
    for cell in handed.cells:
        if marks_of(cell).get("solution"):
            cell.source += f"\nown_mark_{number} = {number}"
    return handed


def paper() -> NotebookNode:
    """Eight answers on a table of soundings, eight tests."""
    cells = [plain("import numpy as np\nimport pandas as pd", "imports"), answer("table", _TABLE)]
    for place, (solution, tested) in enumerate(_TASKS):
        cells += [answer(f"a{place}", solution), test(f"t{place}", tested)]
    return notebook(*cells)


_TABLE = (
    "df = pd.DataFrame({'hole': np.repeat(['ZK1', 'ZK2', 'ZK3', 'ZK4'], 25), 'z': np.tile(np.arange(25) * 0.5, 4),\n"
    "                   'n': (np.arange(100) * 7) % 50})"
)
_TASKS = (
    ("mean_n = df.groupby('hole')['n'].mean()", "assert len(mean_n) == 4 and mean_n.between(20, 30).all()"),
    ("deep = df[df.z > 6]", "assert deep.z.min() == 6.5 and set(deep.hole) == {'ZK1', 'ZK2', 'ZK3', 'ZK4'}"),
    ("def corrected(n, z):\n    return n * (10 / (z + 10)) ** 0.5", "assert abs(corrected(10, 0) - 10) < 1e-9"),
    ("pivot = df.pivot_table(index='z', columns='hole', values='n')", "assert pivot.shape == (25, 4)"),
    ("df['class'] = pd.cut(df.n, [-1, 10, 30, 50], labels=['a', 'b', 'c'])", "assert df['class'].isna().sum() == 0"),
    ("top = df.nlargest(3, 'n')['n'].tolist()", "assert top == [49, 49, 48] or max(top) == 49"),
    ("def layers(df):\n    return df.sort_values('z').drop_duplicates('hole')", "assert len(layers(df)) == 4"),
    ("merged = df.merge(mean_n.rename('m'), on='hole')", "np.testing.assert_allclose(merged.m.mean(), df.n.mean())"),
)


def forked(handed: NotebookNode) -> float:
    """Cells and tests in one namespace of a forked child."""
    end, other = os.pipe()
    child = os.fork()
    if not child:
        space = {"np": np, "pd": pd}
        earned = sum(_ran(cell, space) for cell in _code(handed))
        os.write(other, str(earned).encode())
        os._exit(0)
    os.close(other)
    earned = float(os.read(end, 100))
    os.close(end)
    os.waitpid(child, 0)
    return earned


def _ran(cell: NotebookNode, space: dict[str, object]) -> int:
    exec(compile(cell.source, "cell", "exec"), space)
    return int(is_test(cell))


def _code(handed: NotebookNode) -> Iterator[NotebookNode]:
    return (cell for cell in handed.cells if cell.cell_type == "code")


def executed(handed: NotebookNode) -> float:
    """A kernel as stock nbgrader starts one."""
    done, _ = Execute().preprocess(handed, {"metadata": {"path": "/tmp"}})
    return sum(determine_grade(cell)[0] for cell in done.cells if is_test(cell))


if __name__ == "__main__":
    main()
