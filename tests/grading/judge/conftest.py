"""Both warm parents, once for all tests of judging."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from nbformat import NotebookNode

from borehall.grading.isolate.boxes import Limits, open_house
from borehall.grading.judge.contract import Contract
from borehall.grading.judge.judged import Judged
from borehall.grading.judge.rebuild import rebuild
from borehall.grading.judge.relay import Options, judge_notebook
from borehall.grading.judge.release_check import EXAMINER, RUNNER, Houses
from tests.grading.judge.notebooks import answer, notebook, test


@pytest.fixture(scope="session")
def houses() -> Iterator[Houses]:
    """The runner's and the examiner's."""
    with open_house(RUNNER, 1) as runner, open_house(EXAMINER, 1) as examiner:
        yield Houses(runner, examiner, Limits(wall_s=20))


class Bench:
    """Judges notebooks in the stand-in boxes."""

    def __init__(self, houses: Houses) -> None:
        self.houses = houses

    def judge(self, master: NotebookNode, submitted: NotebookNode | bytes, **options: Any) -> Judged:
        """A submission, against the contract of the master's own solution."""
        files = options.setdefault("files", {})
        options.setdefault("author_files", files)
        if "contract" not in options:
            options["contract"] = self.learn(master, files=options["author_files"])
        return self._judge(master, submitted, **options)

    def learn(self, master: NotebookNode, **options: Any) -> Contract:
        """The contract of the master's solution."""
        return Contract.from_json(self._judge(master, master, learning=True, **options).contract)

    def _judge(self, master: NotebookNode, submitted: NotebookNode | bytes, **options: Any) -> Judged:
        chosen = Options(**{"cell_s": 3, "call_s": 2, **options})
        return judge_notebook(
            rebuild(master, submitted), self.houses.runner, self.houses.examiner, self.houses.limits, chosen
        )

    def one(self, solution: str, tested: str, work: str | None = None, points: float = 1, **options: Any) -> Any:
        """The verdict on one test: ``work`` in place of ``solution``, which is handed in itself when there is none."""
        master = notebook(answer("a", solution), test("t", tested, points))
        handed = notebook(answer("a", solution if work is None else work), test("t", "pass", points))
        return self.judge(master, handed, **options).tests["t"]


@pytest.fixture
def bench(houses: Houses) -> Bench:
    """What judges."""
    return Bench(houses)
