"""Karst: what the parent standard asks at least of advance holes under large socketed piles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borehall.rules.arrays import like
from borehall.rules.citation import GB50021, rule
from borehall.rules.refusal import WIDTH
from borehall.rules.units import Metre, Numbers
from borehall.rules.working import step

CHAPTER = GB50021("5.1")


@dataclass(frozen=True)
class KarstFloor:
    """Holes at each pile, and depth below its toe."""

    holes_per_pile: int
    depth: Numbers


@rule(CHAPTER)
def karst_hole_floor(diameter: Numbers) -> KarstFloor:
    """Least number and depth of advance holes at a pile in karst: the parent standard's floor.

    GB 50021-2001 (2009), 5.1

    Arguments: ``diameter`` d of the pile, m, > 0, a number or a column.
    Result: one hole for each pile, 3d and 5 m at least below its toe.
    Refusals: a diameter that isn't positive and finite.
    """
    d: Metre = WIDTH.take("diameter", diameter, CHAPTER)
    depth = np.maximum(3 * d, 5.0)
    step("h", "max(3*d, 5)", depth, "m", d=d, citation=CHAPTER)
    return KarstFloor(1, like(depth, diameter))
