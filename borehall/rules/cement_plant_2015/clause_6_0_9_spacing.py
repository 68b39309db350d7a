"""Detailed investigation: distance between points."""

from __future__ import annotations

from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.ranges import Interval
from borehall.rules.refusal import take_grade
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Grade

CLAUSE = CEMENT("6.0.9")


@rule(CLAUSE, Force.MAY)
def point_spacing_limits(ground_complexity: Grade, tables: Tables = SHIPPED) -> Interval:
    """Distance between neighbouring points in the detailed investigation of soil ground.

    Cement-plant investigation standard (2015), 6.0.9

    Stockyards and conveyors may have wider distances; by how much is left to the engineer.

    Arguments: ``ground_complexity`` 1 (complex), 2 or 3; ``tables`` the site's, else as shipped.
    Result: the interval, m; its source says when it is a stand-in (GB 50021-2001, table 4.1.15).
    Refusals: another grade.
    """
    table = tables["cement_plant_2015/table_6_0_9"]
    row = table.row(ground_complexity=take_grade("ground_complexity", ground_complexity, CLAUSE))
    return Interval(row["point_low"], row["point_high"], table.source)
