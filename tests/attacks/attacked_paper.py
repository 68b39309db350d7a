"""The paper that every hostile notebook under ``notebook/`` answers, and the cases themselves.

A function, a value and a function tested by numpy; visible and hidden tests, a helper and a data file of the author's.
"""

from __future__ import annotations

import copy
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from tests.grading.judge.notebooks import KERNEL, answer, given, notebook, plain, test

CASES = Path(__file__).parent / "notebook"
FILES = {"limits.csv": b"name,value\ntolerance,1e-9\n"}
POINTS = {"t1": 2, "t2": 3, "t3": 1}

_HELPER = """import numpy as np

def close(a, b):
    return abs(a - b) < 1e-9
"""
_T1 = """assert squares(1) == [1]
assert squares(2) == [1, 4]
### BEGIN HIDDEN TESTS
# MARKER-1
assert squares(7) == [1, 4, 9, 16, 25, 36, 49]
assert len(squares(3)) == 3
### END HIDDEN TESTS"""
_T2 = """assert answer is not None
### BEGIN HIDDEN TESTS
# MARKER-2
assert answer == 42
assert answer - 42 == 0 and float(answer) == 42.0
### END HIDDEN TESTS"""
_T3 = """assert callable(mean)
### BEGIN HIDDEN TESTS
# MARKER-3
import pandas as pd
xs = [1.0, 2.0, 3.0]
np.testing.assert_allclose(mean(xs), sum(xs) / max(len(xs), 1))
tolerance = pd.read_csv("limits.csv").value[0]
assert close(mean([4.0, 8.0]), 6.0) and abs(mean([1.0, 4.0]) - 2.5) <= tolerance
### END HIDDEN TESTS"""


def master() -> NotebookNode:
    """The author's notebook, with solutions and hidden tests."""
    return notebook(
        given("tools", _HELPER),
        answer("squares", "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]"),
        test("t1", _T1, 2),
        answer("answer", "answer = 42"),
        test("t2", _T2, 3),
        answer("mean", "def mean(xs):\n    return sum(xs) / len(xs)"),
        test("t3", _T3, 1),
    )


@dataclass(frozen=True)
class Attack:
    """``notebook/<who_does_what>/``: see the README there."""

    who: str
    answers: dict[str, str] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    says_not: list[str] = field(default_factory=list)
    first: str = ""
    files: dict[str, str] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)
    metadata: dict[str, dict[str, Any]] = field(default_factory=dict)
    retype: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    delete: list[str] = field(default_factory=list)
    copy: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    kernel: str = ""

    @classmethod
    def read(cls, folder: Path) -> Attack:
        """Reads both files; an unknown key is a mistake."""
        said = tomllib.loads((folder / "answers.toml").read_text("utf-8"))
        return cls(folder.name, **said, **tomllib.loads((folder / "expected.toml").read_text("utf-8")))

    def submission(self) -> dict[str, Any]:
        """The notebook as it is handed in: the release with all this done to it."""
        cells = {cell.id: cell for cell in master().cells}
        for name, cell in cells.items():
            if cell.metadata.nbgrader.solution:
                cell.source = self.answers.get(name, "# your answer here")
            cell.source = cell.source.split("### BEGIN HIDDEN")[0]
            cell.metadata["tags"] = self.tags.get(name, [])
            cell.metadata.nbgrader.update(self.metadata.get(name, {}))
            if name in self.outputs:
                data = {"text/plain": self.outputs[name]}
                cell.outputs = [nbformat.v4.new_output("execute_result", data=data)]
            cell.cell_type = self.retype.get(name, cell.cell_type)
        names = [*self.order, *(name for name in cells if name not in self.order)]
        made = [cells[name] for name in names if name not in self.delete for _ in range(1 + (name in self.copy))]
        first = [plain(self.first, "first")] if self.first else []
        # Not through nbformat, which would mend or refuse what was done to it.
        handed = {"nbformat": 4, "nbformat_minor": 5, "metadata": copy.deepcopy(KERNEL), "cells": [*first, *made]}
        handed["metadata"]["kernelspec"]["name"] = self.kernel or "python3"
        return handed


def raw(handed: dict[str, Any]) -> bytes:
    """The notebook as a file, whether or not it is a valid one."""
    return json.dumps(handed).encode()


def all_attacks() -> list[Attack]:
    """Every case on disk."""
    return [Attack.read(file.parent) for file in sorted(CASES.glob("*/answers.toml"))]
