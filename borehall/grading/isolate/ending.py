"""How a box ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["ended", "wall", "cpu", "memory", "output", "processes", "scratch", "killed", "protocol"]
"""ended: by itself or closed by us; killed: by a signal of its own making; protocol: it sent
what is no message; all others: the limit that it met."""

KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class Ending:
    """``said`` is the beginning of what the box wrote to its standard output and error: the words of whoever was in it,
    not to be believed. ``unsafe``: there was no sandbox."""

    kind: Kind
    seconds: float
    peak_mb: float
    said: str
    unsafe: bool = False


class BoxEnded(Exception):
    """There is nobody to speak with any more."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending = ending
