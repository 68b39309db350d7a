"""Detailed investigation: how many points are needed, and how many of them are control points."""

from __future__ import annotations

import numpy as np

from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.layout import grid, ring
from borehall.rules.refusal import COORDINATE, WIDTH, take_column, take_count, take_points
from borehall.rules.units import Metre, Numbers, Points
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


@rule(CEMENT("6.0.10-1"), Force.SHOULD)
def column_grid_points(x_axes: Numbers, y_axes: Numbers) -> Points:
    """Points at the columns of a building, one at each crossing of its axes.

    Cement-plant investigation standard (2015), 6.0.10-1

    Arguments: ``x_axes`` and ``y_axes`` places of the column lines, m.
    Result: coordinates, m, row by row.
    Refusals: numbers that aren't finite.
    """
    clause = CEMENT("6.0.10-1")
    return grid(take_column("x_axes", x_axes, COORDINATE, clause), take_column("y_axes", y_axes, COORDINATE, clause))


@rule(CEMENT("6.0.10-1"), Force.SHOULD)
def ring_foundation_points(diameter: Metre, n_outline: int, centre: tuple[Metre, Metre] = (0.0, 0.0)) -> Points:
    """Points of a ring foundation: on its outline and at its centre.

    Cement-plant investigation standard (2015), 6.0.10-1

    Arguments: ``diameter`` m, > 0; ``n_outline`` points on the outline, ≥ 1; ``centre`` x, y, m.
    Result: coordinates, m: the outline anticlockwise from +x, then the centre.
    Refusals: a diameter that isn't positive and finite, a count below 1.
    """
    clause = CEMENT("6.0.10-1")
    radius = WIDTH.one("diameter", diameter, clause) / 2
    middle = take_points("centre", [centre], clause)
    return np.vstack([ring(middle[0], radius, take_count("n_outline", n_outline, clause)), middle])
