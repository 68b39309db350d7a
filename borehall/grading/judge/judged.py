"""What judging a notebook came to."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from borehall.grading.isolate.boxes import Ending
from borehall.words import LANGUAGES, say, speaking


@dataclass(frozen=True)
class TestVerdict:
    """One test cell: what it earned, and what is said of it. ``outputs`` are what nbgrader's SaveAutoGrades reads."""

    earned: float
    points: float
    kind: str
    message: str
    outputs: list[NotebookNode]
    unjudged: tuple[tuple[str, str, str], ...] = ()
    """What the test asked for that can't pass: where, what ("argument" or "value"), of which kind or bound."""

    __test__ = False


@dataclass
class Judged:
    """``notebook`` has every output in it; ``look`` names tests that a person should look at, with the reason."""

    notebook: NotebookNode
    tests: dict[str, TestVerdict] = field(default_factory=dict)
    endings: list[Ending] = field(default_factory=list)
    look: dict[str, str] = field(default_factory=dict)
    contract: dict[str, Any] = field(default_factory=dict)

    @property
    def unsafe(self) -> bool:
        """Whether any of it ran outside a sandbox."""
        return any(ending.unsafe for ending in self.endings)


def verdict_of(sent: dict[str, Any], points: float, ended: str = "") -> TestVerdict:
    """The verdict that an examiner sent on a test worth ``points``; ``ended`` is why a box is gone, if one is."""
    kind, earned = str(sent.get("kind", "error")), _earned(sent, points)
    message = "" if earned is not None else _message(kind, sent, ended)
    outputs = [new_output("stream", name="stdout", text=sent["printed"])] if sent.get("printed") else []
    if earned is None:
        outputs.append(_error(kind, sent, message))
    elif earned < points:
        outputs.append(new_output("execute_result", data={"text/plain": repr(earned)}))
    return TestVerdict(earned or 0.0, points, kind, message, outputs, tuple(map(tuple, sent.get("unjudged", ()))))


def _earned(sent: dict[str, Any], points: float) -> float | None:
    """The points, never more than the cell's own; None when there is no number to give."""
    if sent.get("earned") == "all":
        return points
    if sent.get("earned") != "number":
        return None
    number = float(sent["number"])
    return max(0.0, min(points, number)) if math.isfinite(number) else None


def _message(kind: str, sent: dict[str, Any], ended: str) -> str:
    """What the trainee reads, in each of our languages. Never a value: the arguments of a hidden test are hidden."""
    lines = []
    for language in LANGUAGES:
        with speaking(language):
            lines.append(_sentence(kind, str(sent.get("error", "")), ended))
    return " · ".join(lines)


def _sentence(kind: str, error: str, ended: str) -> str:
    if kind == "run":
        return say("The test's result is no number of points; a person has to look.")
    if kind == "trainee":
        return say("The code handed in raised {error} when the test called it.", error=error)
    if kind == "slow":
        return say("The test was not through in time: the code handed in is too slow, or never ends.")
    if kind == "gone":
        reasons = {
            "wall": say("it ran too long"), "cpu": say("it ran too long"), "memory": say("it took too much memory"),
            "output": say("it put out too much"), "processes": say("it started too many processes"),
            "scratch": say("it wrote too much"), "protocol": say("it sent what is no answer"),
        }  # fmt: skip
        return say("The code handed in ended before the test: {why}.", why=reasons.get(ended, say("it stopped itself")))
    if kind == "box":
        return say("The test ended with what the code handed in gave it; a person has to look.")
    if kind == "not judged":
        return say("An answer is of a kind that can't be judged; plain numbers, text, lists and tables can.")
    return error


def _error(kind: str, sent: dict[str, Any], message: str) -> NotebookNode:
    name, text = str(sent.get("error", "") or "Error"), str(sent.get("text", "")) if kind == "error" else message
    last = f"{name}: {text}" if text else name
    return new_output("error", ename=name, evalue=text, traceback=[*map(str, sent.get("traceback", ())), last])
