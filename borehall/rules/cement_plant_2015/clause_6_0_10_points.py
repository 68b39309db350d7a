"""Detailed investigation: how many points are needed, and how many of them are control points."""

from __future__ import annotations

from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.refusal import take_count
from borehall.rules.working import step

CONTROL = CEMENT("6.0.10-4")
HEAVY = CEMENT("6.0.10-2")
POINTS_OF_HEAVY_OR_TALL = 3


@rule(CONTROL)
def control_points_needed(n_points: int) -> int:
    """Least number of control points in a detailed investigation: a third of all points.

    Cement-plant investigation standard (2015), 6.0.10-4

    Arguments: ``n_points`` n, all points, ≥ 1.
    Result: ⌈n/3⌉.
    Refusals: no whole number ≥ 1.
    """
    n = take_count("n_points", n_points, CONTROL)
    step("k_min", "ceil(n/3)", -(-n // 3), n=n, citation=CONTROL)
    return -(-n // 3)


@rule(HEAVY, Force.SHOULD)
def points_short_at_heavy_or_tall(n_points: int) -> int:
    """How many points are lacking at a heavy dynamic machine's foundation or a tall structure: three are wanted.

    Cement-plant investigation standard (2015), 6.0.10-2

    Arguments: ``n_points`` points of its own, ≥ 0.
    Result: the number lacking, 0 when none is.
    Refusals: no whole number ≥ 0.
    """
    return max(0, POINTS_OF_HEAVY_OR_TALL - take_count("n_points", n_points, HEAVY, fewest=0))
