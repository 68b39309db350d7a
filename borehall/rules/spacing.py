"""Arithmetic of distances that several clauses share: how many intervals fit, and which gaps are too wide."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from borehall.rules.citation import Citation
from borehall.rules.refusal import COORDINATE, LENGTH, SPACING, Refused, take_column
from borehall.rules.units import Metre, Numbers
from borehall.rules.working import step
from borehall.words import say

_HAIR = 1e-9
"""Play in a division of lengths: 0.6/0.2 is 3 intervals, though its float is a hair less or more."""


def intervals_needed(argument: str, length: Metre, spacing: Metre, citation: Citation) -> int:
    """Least number of equal intervals on ``length`` that are no longer than ``spacing``."""
    whole = LENGTH.one(argument, length, citation)
    most = SPACING.one("spacing", spacing, citation)
    return max(1, math.ceil(whole / most - _HAIR))


def points_along(argument: str, length: Metre, spacing: Metre, citation: Citation) -> int:
    """Least number of points on ``length``, one at either end, no further apart than ``spacing``."""
    n = intervals_needed(argument, length, spacing, citation) + 1
    step("n", "ceil(L/s) + 1", n, L=float(length), s=float(spacing), citation=citation)
    return n


@dataclass(frozen=True)
class GapAudit:
    """Gaps between neighbours in order, those that are too wide, and how many places more would close them."""

    gaps: tuple[Metre, ...]
    too_wide: tuple[Metre, ...]
    to_add: int

    @property
    def ok(self) -> bool:
        """True when no gap is too wide."""
        return not self.too_wide


def audit_gaps(offsets: Numbers, most: Metre, citation: Citation) -> GapAudit:
    """The gaps between ``offsets`` compared with ``most``."""
    places = np.sort(take_column("offsets", offsets, COORDINATE, citation))
    limit = SPACING.one("most", most, citation)
    if len(places) < 2:
        raise Refused("offsets", offsets, say("must be a list of at least two numbers"), citation)
    gaps = np.diff(places)
    wide = gaps[gaps > limit * (1 + _HAIR)]
    missing = sum(math.ceil(gap / limit - _HAIR) - 1 for gap in wide)
    return GapAudit(tuple(float(gap) for gap in gaps), tuple(float(gap) for gap in wide), missing)
