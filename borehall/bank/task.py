"""What a task says of itself, and the wrong roads that it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from borehall.rules.citation import Citation

LEVELS = (1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Task:
    """The card of a task.

    ``id`` is its folder's name; ``level`` 1 applies one rule, 2 joins two or three, 3 asks for judgement. So that no
    trainee has a harder task: ``bounds`` say between which limits drawn numbers and answers lie in every draw, by
    address (``width``, ``layers.thickness``, ``table.value``), and ``steps`` how many the working takes. ``versions``:
    of that many pairs of trainees, no more than one has the same numbers.
    """

    id: str
    titles: Mapping[str, str]
    clauses: tuple[Citation, ...]
    level: int
    minutes: int
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    steps: tuple[int, int] | None = None
    versions: int = 1000

    def title(self, language: str) -> str:
        """In ``language``."""
        return self.titles[language]


@dataclass(frozen=True)
class Mistake:
    """A wrong road by name: the answers that it leads to, and the clause that was missed.

    Its sentence stands in the text files under ``## mistake: name``.
    """

    name: str
    answers: Mapping[str, Any]
    clause: Citation
