"""A trainee's own numbers: from the exam's secret to a stream of draws that is the same everywhere.

Of Python's `random`, only ``random()`` under an integer seed is promised to stay as it is in all versions. Hence
`Draw` builds every draw on it by plain arithmetic, and never touches logarithms or sines, whose last digit depends on
the machine.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def seed_for(secret: bytes, trainee: str, task: str) -> int:
    """The seed of ``trainee`` in ``task``: nobody can predict it without ``secret``."""
    # The length goes first, so that no other pair of names makes the same message.
    who, what = trainee.encode(), task.encode()
    message = len(who).to_bytes(8, "big") + who + what
    return int.from_bytes(hmac.new(secret, message, hashlib.sha256).digest(), "big")


class Draw:
    """A stream of draws from ``seed``. Numbers lie on a grid, so that a statement shows them as they are used."""

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)  # noqa: S311 - the secret is in the seed

    def share(self) -> float:
        """A number from 0 up to 1."""
        return self._source.random()

    def chance(self, probability: float) -> bool:
        """True in ``probability`` of all cases."""
        return self.share() < probability

    def integer(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + math.floor(self.share() * (high - low + 1))

    def number(self, low: float, high: float, step: float) -> float:
        """A number on the grid from ``low`` by ``step`` up to ``high``, both included."""
        return on_grid(low + step * self.integer(0, round((high - low) / step)), step)

    def near(self, middle: float, spread: float, step: float) -> float:
        """A number on the grid of ``step``, bell-shaped around ``middle``, within three times ``spread``."""
        bell = sum(self.share() for _ in range(12)) - 6
        return on_grid(middle + spread * max(-3.0, min(3.0, bell)), step)

    def choice(self, items: Sequence[Item]) -> Item:
        """One of ``items``."""
        return items[self.integer(0, len(items) - 1)]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """``items`` in an order of chance."""
        rest = list(items)
        return [rest.pop(self.integer(0, len(rest) - 1)) for _ in range(len(rest))]

    def sample(self, items: Sequence[Item], count: int) -> list[Item]:
        """``count`` different ones of ``items``, in an order of chance."""
        return self.shuffled(items)[:count]


def on_grid(value: float, step: float) -> float:
    """The multiple of ``step`` nearest to ``value``, free of the hair that a float's multiplication leaves."""
    return round(round(value / step) * step, 6)
