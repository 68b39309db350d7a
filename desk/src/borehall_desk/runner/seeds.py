"""Random numbers on both sides of the wire: a seed that a test sets holds for the trainee's functions as well.

Only the judge's side tells its state. What a trainee's process says of its own never reaches a test.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np


def start_seeds() -> None:
    """The same numbers in each run: the same work gets the same mark."""
    random.seed(20150509)
    np.random.seed(20150509)


class Seeds:
    """The judge's side: notices that a test seeded or drew, and says so once."""

    def __init__(self) -> None:
        self._told = self._now()
        self._seeded = False
        random.seed = self._noticing(random.seed)
        random.setstate = self._noticing(random.setstate)
        np.random.seed = self._noticing(np.random.seed)
        np.random.set_state = self._noticing(np.random.set_state)

    def news(self) -> list[Any] | None:
        """Both states when they changed since they were last told."""
        now = self._now()
        if not self._seeded and now == self._told:
            return None
        self._seeded, self._told = False, now
        (version, words, gauss), (kind, table, place, has, cached) = random.getstate(), np.random.get_state()
        return [[version, list(words), gauss], [kind, table.tolist(), int(place), int(has), float(cached)]]

    def _now(self) -> tuple[Any, ...]:
        state = np.random.get_state()
        return random.getstate(), state[1].tobytes(), state[2], state[3]  # type: ignore[union-attr,index]

    def _noticing(self, function: Any) -> Any:
        def noticed(*arguments: Any, **named: Any) -> Any:
            self._seeded = True
            return function(*arguments, **named)

        return noticed


def take_seeds(news: Any) -> None:
    """The trainee's side: goes on from the judge's states."""
    (version, words, gauss), (kind, table, place, has, cached) = news
    random.setstate((version, tuple(words), gauss))
    np.random.set_state((kind, np.array(table, dtype=np.uint32), place, has, cached))
