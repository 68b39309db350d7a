"""Spacing (4.1.5, 4.1.15), depth (4.1.6, 4.1.18) and counts (4.1.20) of the parent standard."""

from __future__ import annotations

import numpy as np

from borehall.rules.arrays import like
from borehall.rules.citation import GB50021, Citation, rule
from borehall.rules.ranges import DepthLimits, Interval
from borehall.rules.refusal import WIDTH, Refused, take_choice, take_count, take_grade
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Grade, Metre, Numbers
from borehall.rules.working import step
from borehall.words import say

INITIAL_SPACING = GB50021("table 4.1.5")
INITIAL_DEPTH = GB50021("table 4.1.6")
DETAILED_SPACING = GB50021("table 4.1.15")
DETAILED_DEPTH = GB50021("4.1.18")
SAMPLING = GB50021("4.1.20")
NARROW_WIDTH: Metre = 5.0
LEAST_DEPTH: Metre = 5.0
NARROW_MULTIPLE = {"strip": 3.0, "column": 1.5}


@rule(INITIAL_SPACING)
def initial_line_spacing(ground_complexity: Grade, tables: Tables = SHIPPED) -> Interval:
    """Distance between exploration lines in the initial investigation.

    GB 50021-2001 (2009), table 4.1.5

    Arguments: ``ground_complexity`` 1, 2 or 3.
    Result: the interval, m.
    Refusals: another grade.
    """
    return _interval("gb50021_2001/table_4_1_5", "line", "ground_complexity", ground_complexity, tables)


@rule(INITIAL_SPACING)
def initial_point_spacing(ground_complexity: Grade, tables: Tables = SHIPPED) -> Interval:
    """Distance between points on a line in the initial investigation; geophysical points don't count.

    GB 50021-2001 (2009), table 4.1.5

    Arguments: ``ground_complexity`` 1, 2 or 3.
    Result: the interval, m.
    Refusals: another grade.
    """
    return _interval("gb50021_2001/table_4_1_5", "point", "ground_complexity", ground_complexity, tables)


@rule(INITIAL_DEPTH)
def initial_hole_depths(importance: Grade, tables: Tables = SHIPPED) -> DepthLimits:
    """Depth of general and of control holes in the initial investigation by the importance of the works.

    GB 50021-2001 (2009), table 4.1.6

    Arguments: ``importance`` 1, 2 or 3.
    Result: two intervals, m.
    Refusals: another grade.
    """
    name = "gb50021_2001/table_4_1_6"
    return DepthLimits(*(_interval(name, kind, "importance", importance, tables) for kind in ("general", "control")))


@rule(DETAILED_SPACING)
def detailed_point_spacing(ground_complexity: Grade, tables: Tables = SHIPPED) -> Interval:
    """Distance between points in the detailed investigation.

    GB 50021-2001 (2009), table 4.1.15

    Arguments: ``ground_complexity`` 1, 2 or 3.
    Result: the interval, m.
    Refusals: another grade.
    """
    return _interval("gb50021_2001/table_4_1_15", "point", "ground_complexity", ground_complexity, tables)


def _interval(table: str, kind: str, key: str, grade: Grade, tables: Tables) -> Interval:
    source = tables[table].source
    row = tables[table].row(**{key: take_grade(key, grade, source.citation)})
    return Interval(row[f"{kind}_low"], row.get(f"{kind}_high"), source)


@rule(DETAILED_DEPTH)
def narrow_base_depth(base: str, width: Numbers) -> Numbers:
    """Least depth of detailed holes below a base no wider than 5 m.

    GB 50021-2001 (2009), 4.1.18

    Arguments: ``base`` strip or column; ``width`` b, m, > 0 and ≤ 5, a number or a column.
    Result: 3b under a strip, 1.5b under a column's base, 5 m at least; m below the base.
    Refusals: another kind of base; a width above 5 m.
    """
    return narrow_depth(base, width, DETAILED_DEPTH)


def narrow_depth(base: str, width: Numbers, citation: Citation) -> Numbers:
    """The depth of `narrow_base_depth`, cited as the caller's; the cement-plant standard has the same numbers."""
    multiple = NARROW_MULTIPLE[take_choice("base", base, tuple(NARROW_MULTIPLE), citation)]
    b = WIDTH.take("width", width, citation)
    if np.any(b > NARROW_WIDTH):
        raise Refused("width", width, say("must be ≤ {high:g} m; wider bases follow other items", high=5), citation)
    depth = np.maximum(multiple * b, LEAST_DEPTH)
    step("d", f"max({multiple}*b, 5)", depth, "m", b=b, citation=citation)
    return like(depth, width)


@rule(SAMPLING)
def sampling_holes_needed(n_holes: int) -> int:
    """Least number of holes with samples or in-situ tests in the detailed investigation: half of all.

    GB 50021-2001 (2009), 4.1.20

    Arguments: ``n_holes`` n, all holes, ≥ 1.
    Result: ⌈n/2⌉.
    Refusals: no whole number ≥ 1.
    """
    return -(-take_count("n_holes", n_holes, SAMPLING) // 2)


@rule(SAMPLING)
def drilled_sampling_holes_needed(n_holes: int) -> int:
    """Least number of drilled holes with samples in the detailed investigation: a third of all.

    GB 50021-2001 (2009), 4.1.20

    Arguments: ``n_holes`` n, all holes, ≥ 1.
    Result: ⌈n/3⌉.
    Refusals: no whole number ≥ 1.
    """
    return -(-take_count("n_holes", n_holes, SAMPLING) // 3)
