"""Initial investigation: distances between exploration lines and between points, and the counts that follow."""

from __future__ import annotations

from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.ranges import Interval
from borehall.rules.refusal import take_grade
from borehall.rules.spacing import GapAudit, audit_gaps, points_along
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Grade, Metre, Numbers

CLAUSE = CEMENT("5.0.9")


@rule(CLAUSE, Force.MAY)
def line_spacing_limits(ground_complexity: Grade, tables: Tables = SHIPPED) -> Interval:
    """Distance between exploration lines in the initial investigation of soil ground.

    Cement-plant investigation standard (2015), 5.0.9

    Arguments: ``ground_complexity`` 1 (complex), 2 or 3; ``tables`` the site's, else as shipped.
    Result: the interval, m; its source says when it is a stand-in (GB 50021-2001, table 4.1.5).
    Refusals: another grade.
    """
    table = tables["cement_plant_2015/table_5_0_9"]
    row = table.row(ground_complexity=take_grade("ground_complexity", ground_complexity, CLAUSE))
    return Interval(row["line_low"], row["line_high"], table.source)


@rule(CLAUSE, Force.MAY)
def point_spacing_limits(ground_complexity: Grade, tables: Tables = SHIPPED) -> Interval:
    """Distance between neighbouring points on a line in the initial investigation of soil ground.

    Cement-plant investigation standard (2015), 5.0.9

    Boreholes, trenches, pits and cone tests count; geophysical points don't.

    Arguments: ``ground_complexity`` 1 (complex), 2 or 3; ``tables`` the site's, else as shipped.
    Result: the interval, m; its source says when it is a stand-in (GB 50021-2001, table 4.1.5).
    Refusals: another grade.
    """
    table = tables["cement_plant_2015/table_5_0_9"]
    row = table.row(ground_complexity=take_grade("ground_complexity", ground_complexity, CLAUSE))
    return Interval(row["point_low"], row["point_high"], table.source)


@rule(CLAUSE, Force.MAY)
def lines_needed(width: Metre, spacing: Metre) -> int:
    """Least number of parallel lines over a width, the first and the last on its edges.

    Cement-plant investigation standard (2015), 5.0.9

    Arguments: ``width`` W across the lines, m, > 0; ``spacing`` s, the most allowed between lines, m, > 0.
    Result: ⌈W/s⌉ + 1.
    Refusals: lengths that aren't positive and finite.
    """
    return points_along("width", width, spacing, CLAUSE)


@rule(CLAUSE, Force.MAY)
def points_on_line(length: Metre, spacing: Metre) -> int:
    """Least number of points on a line, the first and the last at its ends.

    Cement-plant investigation standard (2015), 5.0.9

    Arguments: ``length`` L of the line, m, > 0; ``spacing`` s, the most allowed between points, m, > 0.
    Result: ⌈L/s⌉ + 1.
    Refusals: lengths that aren't positive and finite.
    """
    return points_along("length", length, spacing, CLAUSE)


@rule(CLAUSE, Force.MAY)
def gaps_too_wide(offsets: Numbers, most: Metre) -> GapAudit:
    """Which neighbouring lines (or points on a line) lie too far apart, and how many more would close the gaps.

    Cement-plant investigation standard (2015), 5.0.9

    Arguments: ``offsets`` places across the lines, m, in any order; ``most`` the most allowed between neighbours, m,
    > 0.
    Result: the gaps from one end to the other, those too wide, and the number to add.
    Refusals: fewer than two places; a number that isn't finite.
    """
    return audit_gaps(offsets, most, CLAUSE)
