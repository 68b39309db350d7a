"""A bound on the time of one step, from within: what runs too long is interrupted, and the next step goes on.

Whoever disarms it only meets the box's own bound, which ends everything.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_AGAIN_S = 0.5


class TooSlow(KeyboardInterrupt):
    """The step ran longer than it may. Like Ctrl-C, so that ``except Exception`` does not take it."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """TooSlow in what runs longer than ``seconds``, again and again until it gives up."""

    def ring(*_: Any) -> None:
        raise TooSlow(f"超过 {seconds:g} 秒 · longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
