"""Failed log-ins: how many, for whom, and how long until the next may be tried."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

_MOST_KEYS = 50_000
"""Names come from strangers: past this many the expired ones are dropped."""


class Lockout:
    """After ``limit`` attempts on a key nothing is tried for ``seconds``. A limit of 0 switches it off.

    Attempts are counted before they are judged: guesses sent side by side must not slip through while the first
    is being hashed. Refused attempts count nothing, so a lock always ends.
    """

    def __init__(self, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit, self.seconds, self._clock = limit, seconds, clock
        self._counts: dict[Hashable, tuple[int, float]] = {}

    def wait(self, key: Hashable) -> float:
        """Seconds until ``key`` may be tried again; 0 when it may be tried now."""
        count, last = self._fresh(key)
        return max(0.0, last + self.seconds - self._clock()) if self.limit and count >= self.limit else 0.0

    def count(self, key: Hashable) -> None:
        """One more attempt on ``key``."""
        if len(self._counts) >= _MOST_KEYS:
            self._drop_expired()
        self._counts[key] = (self._fresh(key)[0] + 1, self._clock())

    def forget(self, key: Hashable) -> None:
        """The attempts on ``key`` no longer matter: one succeeded."""
        self._counts.pop(key, None)

    def _fresh(self, key: Hashable) -> tuple[int, float]:
        count, last = self._counts.get(key, (0, 0.0))
        return (count, last) if self._clock() - last < self.seconds else (0, 0.0)

    def _drop_expired(self) -> None:
        now = self._clock()
        self._counts = {key: seen for key, seen in self._counts.items() if now - seen[1] < self.seconds}
