"""The working of a calculation: its steps with symbols, numbers, units and clause, recorded by the call itself.

``shown = show(control_points_needed, 23)`` answers with the value and the steps; ``print(shown)`` gives text, a
notebook shows LaTeX. A rule reports a step with `step`; outside of `show` that costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np

from borehall.rules.citation import REGISTER, Citation
from borehall.rules.expression import number_text, to_latex, to_text


@dataclass(frozen=True)
class Step:
    """``symbol = expression = numbers = value unit``. The expression is in Python's notation and can be evaluated."""

    symbol: str
    expression: str
    given: dict[str, Any]
    value: Any
    unit: str
    citation: Citation | None
    words: str = ""

    @property
    def text(self) -> str:
        """The step as one line of plain text."""
        line = self._chain(to_text)
        line += f" {self.unit}" if self.unit else ""
        line += f"  [{self.citation.label}]" if self.citation else ""
        return f"{self.words}: {line}" if self.words else line

    @property
    def latex(self) -> str:
        """The step as LaTeX, for use between dollar signs."""
        unit = self.unit.replace("%", r"\%")
        return self._chain(to_latex) + (rf"\ \mathrm{{{unit}}}" if unit else "")

    def _chain(self, write: Callable[..., str]) -> str:
        """Symbol, expression, numbers and value, what repeats itself left out."""
        links = [write(self.symbol), write(self.expression), write(self.expression, self.given)]
        return " = ".join(dict.fromkeys([*links, number_text(self.value)]))


@dataclass(frozen=True)
class Shown:
    """What a call gave, and how: ``value`` and the ``steps`` that led to it.

    A rule that only compares or looks up has no steps: its ``summary`` and clause then stand beside the value.
    """

    value: Any
    steps: tuple[Step, ...]
    summary: str = ""

    def __str__(self) -> str:
        """All steps as text, one on each line."""
        return "\n".join(step.text for step in self.steps) or f"{self.summary}: {number_text(self.value)}"

    @property
    def latex(self) -> str:
        """All steps as one aligned block."""
        rows = " \\\\\n".join("& " + step.latex for step in self.steps)
        return "\\begin{aligned}\n" + rows + "\n\\end{aligned}"

    def _repr_markdown_(self) -> str:
        """How a notebook shows it: each step as a formula, its words and clause beside it."""
        lines = []
        for step in self.steps:
            note = " · ".join(filter(None, (step.words, step.citation.label if step.citation else "")))
            lines.append(f"- ${step.latex}$" + (f" — {note}" if note else ""))
        return "\n".join(lines) or str(self)


_recorder: ContextVar[list[Step] | None] = ContextVar("recorder", default=None)


def step(
    symbol: str,
    expression: str,
    value: Any,
    unit: str = "",
    *,
    citation: Citation | None = None,
    words: str = "",
    **given: Any,
) -> None:
    """Report that ``symbol`` was found as ``value`` by ``expression`` over ``given``; heard only within `show`."""
    steps = _recorder.get()
    if steps is not None:
        plain = {name: _plain(one) for name, one in given.items()}
        steps.append(Step(symbol, expression, plain, _plain(value), unit, citation, words))


def _plain(value: Any) -> Any:
    """A number in place of numpy's array without dimension."""
    return value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value


@contextmanager
def silent() -> Iterator[None]:
    """Within the block steps are not recorded: the inner turns of an iteration would bury the working."""
    token = _recorder.set(None)
    try:
        yield
    finally:
        _recorder.reset(token)


def show(calculation: Callable[..., Any], *arguments: Any, **named: Any) -> Shown:
    """Call ``calculation`` and keep its steps."""
    steps: list[Step] = []
    token = _recorder.set(steps)
    try:
        value = calculation(*arguments, **named)
    finally:
        _recorder.reset(token)
    entry = REGISTER.get(f"{calculation.__module__}.{calculation.__qualname__}")
    return Shown(value, tuple(steps), f"[{entry.citation.label}]" if entry else calculation.__qualname__)
