"""The trusted go-between of two boxes that never meet: one with the trainee's notebook, one with the author's tests.

It runs neither. It hands requests of a test to the trainee's box and plain data back, counts and times them, and writes
the verdicts as outputs of the test cells, from which nbgrader takes the marks.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from borehall.faults import PlatformFault
from borehall.grading.isolate.boxes import BadMessage, Box, BoxEnded, Ending, House, Limits
from borehall.grading.judge.contract import Contract
from borehall.grading.judge.judged import Judged, verdict_of
from borehall.grading.judge.rebuild import Rebuilt, is_test, marks_of
from borehall.grading.judge.shown_outputs import safe_outputs
from borehall.grading.judge.trusted_names import definitions
from borehall.words import say

_MOST_FILES = 4_000_000
Files = Mapping[str, bytes] | Path


@dataclass(frozen=True)
class Options:
    """``files`` lie beside the trainee's notebook, ``author_files`` beside the tests."""

    files: Files = field(default_factory=dict)
    author_files: Files = field(default_factory=dict)
    contract: Contract = field(default_factory=Contract)
    learning: bool = False
    """Whether this is the reference solution, from which the contract is read."""

    cell_s: float = 30
    call_s: float = 10
    most_requests: int = 50_000


def judge_notebook(
    rebuilt: Rebuilt,
    runner: House,
    examiner: House,
    limits: Limits,
    options: Options = Options(),
) -> Judged:
    """Runs the notebook, judges its tests where they stand, and returns both. PlatformFault when a box can't be had."""
    notebook = rebuilt.notebook
    with _Runner(runner, limits, options) as trainee, _Examiner(examiner, limits, options, rebuilt) as tests:
        judged = Judged(notebook)
        for cell in notebook.cells:
            if is_test(cell):
                name, points = marks_of(cell)["grade_id"], float(marks_of(cell).get("points", 0))
                verdict = verdict_of(tests.judge(name, cell.source, trainee), points, trainee.ended)
                judged.tests[name], cell.outputs = verdict, verdict.outputs
                if verdict.kind == "box" or (verdict.kind == "run" and verdict.message):
                    judged.look[name] = verdict.message
            elif cell.cell_type == "code":
                trainee.run(cell)
        judged.contract = tests.contract() if options.learning else {}
    judged.endings = [ending for ending in (trainee.ending, *tests.endings) if ending is not None]
    return judged


class _Runner:
    """The trainee's box. Once it is gone, every request is answered with the reason."""

    def __init__(self, house: House, limits: Limits, options: Options) -> None:
        self._box, self._options = house.open(options.files, limits), options
        self._left = options.most_requests
        self.ended = ""
        self.ending: Ending | None = None
        self.files: dict[str, Any] = {}
        """Written by cells since the last test."""

    def __enter__(self) -> _Runner:
        return self

    def __exit__(self, *_: object) -> None:
        if self.ending is None:
            self.ending = self._box.close()

    def run(self, cell: NotebookNode) -> None:
        """Runs one cell; its outputs are shown, and nothing else is made of them."""
        cell.outputs = []
        reply = self.ask({"op": "run", "cells": [cell.source], "seconds": self._options.cell_s}, self._options.cell_s)
        done, files = reply.get("cells"), reply.get("files")
        self.files.update(files if type(files) is dict else {})
        if sum(len(text) for text in self.files.values() if type(text) is str) > _MOST_FILES:
            self.files = {}
        if type(done) is list and done and type(done[0]) is dict:
            cell.outputs = safe_outputs(done[0].get("outputs"))
            count = done[0].get("count")
            cell.execution_count = count if type(count) is int and 0 <= count < 10**6 else None

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The box's reply, as it came; ``ended`` when there is none any more."""
        self._left -= 1
        if self._left < 0:
            self._end("wall")
        if self.ended:
            return {"ended": self.ended}
        try:
            self._box.send(request)
            return self._box.receive(seconds + 2)
        except BoxEnded as fault:
            self.ended, self.ending = fault.ending.kind, fault.ending
        except BadMessage:
            self._end("protocol")
        except TimeoutError:
            self._end("wall")
        return {"ended": self.ended}

    def _end(self, why: str) -> None:
        if not self.ended:
            self.ended, self.ending = why, self._box.close()


class _Examiner:
    """The author's box; a fresh one when a test took it down with what the trainee's code returned."""

    def __init__(self, house: House, limits: Limits, options: Options, rebuilt: Rebuilt) -> None:
        self._house, self._options, self._trusted = house, options, rebuilt.trusted.as_json()
        # It waits while the trainee's code runs, so its own time is longer.
        self._limits = replace(limits, wall_s=2 * limits.wall_s + 10)
        self._earlier: list[str] = []
        self.endings: list[Ending] = []
        self._box = self._open()

    def __enter__(self) -> _Examiner:
        return self

    def __exit__(self, *_: object) -> None:
        self.endings.append(self._box.close())

    def judge(self, name: str, source: str, trainee: _Runner) -> dict[str, Any]:
        """The examiner's verdict on a test, with the trainee's box at its disposal."""
        options = self._options
        until = time.monotonic() + 2 * options.cell_s + 5
        try:
            files, trainee.files = trainee.files, {}
            self._box.send({"name": name, "source": source, "seconds": options.cell_s, "files": files})
            while True:
                message = self._box.receive(max(0.1, until - time.monotonic()))
                if "verdict" in message:
                    self._earlier.append(source)
                    return dict(message["verdict"])
                self._box.send({"reply": trainee.ask(message["ask"], options.call_s)})
        except (BoxEnded, TimeoutError, BadMessage) as fault:
            return self._replace(fault)

    def contract(self) -> dict[str, Any]:
        """What the reference solution gave where."""
        self._box.send({"op": "contract"})
        return dict(self._box.receive(10)["contract"])

    def _replace(self, fault: Exception) -> dict[str, Any]:
        """A verdict for a test that brought its own box down, and a new box for the next."""
        ending = fault.ending if isinstance(fault, BoxEnded) else self._box.close()
        self.endings.append(ending)
        self._box = self._open()
        return {"earned": "none", "kind": "slow" if ending.kind in ("ended", "wall", "cpu") else "box"}

    def _open(self) -> Box:
        box = self._house.open(self._options.author_files, self._limits)
        options = self._options
        try:
            box.send({
                "trusted": self._trusted, "contract": options.contract.as_json(), "learning": options.learning,
                "call_seconds": options.call_s,
            })  # fmt: skip
            box.receive(30)
            if self._earlier:
                box.send({"op": "definitions", "source": "\n".join(map(definitions, self._earlier))})
                box.receive(30)
        except (BoxEnded, TimeoutError, BadMessage) as fault:
            raise PlatformFault(
                say("The box for tests did not start."),
                next_step=say(
                    "Grade again; if it stays so, look at the hall's health: {command}", command="borehall doctor"
                ),
            ) from fault
        return box
