"""Initial investigation: how many of the points are control points."""

from __future__ import annotations

from borehall.rules.citation import CEMENT, Force, Source, Status, rule
from borehall.rules.ranges import Bounds
from borehall.rules.refusal import take_count
from borehall.rules.working import step

SHARE = CEMENT("5.0.8-5")


@rule(SHARE, Force.SHOULD)
def control_point_bounds(n_points: int, landform_units: int = 1) -> Bounds:
    """Fewest and most control points among the points of an initial investigation.

    Cement-plant investigation standard (2015), 5.0.8-5

    The share (a fifth to a third, counts rounded inwards) is a *should*; at least one in each landform unit is a
    *must* and outranks it.

    Arguments: ``n_points`` n, all points, ≥ 1; ``landform_units`` u, ≥ 1.
    Result: the counts; ``within_share`` is False when the units ask for more than a third, or when no whole number
    lies in the share, in which case the fewest are taken.
    Refusals: no whole number ≥ 1.
    """
    n = take_count("n_points", n_points, SHARE)
    u = take_count("landform_units", landform_units, SHARE)
    share = (-(-n // 5), n // 3)
    fewest = max(share[0], u)
    step("k_min", "max(ceil(n/5), u)", fewest, n=n, u=u, citation=SHARE)
    step("k_max", "max(floor(n/3), k_min)", max(share[1], fewest), n=n, k_min=fewest, citation=SHARE)
    return Bounds(fewest, max(share[1], fewest), share, fewest <= share[1], Source(SHARE, Status.HELD))


@rule(CEMENT("5.0.8-1"))
def lines_short(production_lines: int, exploration_lines_along: int) -> int:
    """How many exploration lines are missing along planned production lines: each needs at least one.

    Cement-plant investigation standard (2015), 5.0.8-1

    Arguments: ``production_lines`` planned, ≥ 1; ``exploration_lines_along`` lines that follow one, ≥ 0.
    Result: the number missing, 0 when none is.
    Refusals: no whole numbers in these bounds.
    """
    clause = CEMENT("5.0.8-1")
    planned = take_count("production_lines", production_lines, clause)
    return max(0, planned - take_count("exploration_lines_along", exploration_lines_along, clause, fewest=0))
