"""What a rule allows: a range of counts, an interval of lengths; each with its provenance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from borehall.rules.citation import Source
from borehall.rules.units import Metre, Numbers
from borehall.words import say

_HAIR = 1e-9
"""Relative play of a comparison: 0.1 + 0.2 must not break a limit of 0.3."""


@dataclass(frozen=True)
class Bounds:
    """Fewest and most of something counted.

    ``within_share`` is False when a stronger rule lifted the fewest above the most that the share allows;
    ``by_share`` then still shows the share's own two counts.
    """

    fewest: int
    most: int
    by_share: tuple[int, int]
    within_share: bool
    source: Source

    def contains(self, count: int) -> bool:
        """True when ``count`` is allowed."""
        return self.fewest <= count <= self.most

    def __iter__(self) -> Iterator[int]:
        """Fewest and most, so that two names can be set at once."""
        yield from (self.fewest, self.most)

    def __str__(self) -> str:
        """The counts in words."""
        return say("{fewest} to {most}", fewest=self.fewest, most=self.most)


@dataclass(frozen=True)
class Interval:
    """From ``low`` to ``high`` in metres, both inclusive; None is an open end."""

    low: Metre | None
    high: Metre | None
    source: Source

    def contains(self, value: Numbers) -> bool | np.ndarray:
        """True where ``value`` lies inside, limits included."""
        number = np.asarray(value, dtype=float)
        inside = ~(self.below(number) | self.above(number) | np.isnan(number))
        return bool(inside) if inside.ndim == 0 else inside

    def below(self, value: Numbers) -> np.ndarray:
        """True where ``value`` is under the lower limit."""
        number = np.asarray(value, dtype=float)
        return np.zeros(number.shape, bool) if self.low is None else number < self.low * (1 - _HAIR)

    def above(self, value: Numbers) -> np.ndarray:
        """True where ``value`` is over the upper limit."""
        number = np.asarray(value, dtype=float)
        return np.zeros(number.shape, bool) if self.high is None else number > self.high * (1 + _HAIR)

    def __str__(self) -> str:
        """The limits in words."""
        if self.high is None:
            return say("at least {low:g} m", low=self.low)
        if self.low is None:
            return say("at most {high:g} m", high=self.high)
        return say("{low:g} to {high:g} m", low=self.low, high=self.high)

    @property
    def label(self) -> str:
        """Limits and provenance in one line; a stand-in says that it is one."""
        return f"{self} [{self.source.label}]"


@dataclass(frozen=True)
class DepthLimits:
    """Depths asked of general and of control holes."""

    general: Interval
    control: Interval
