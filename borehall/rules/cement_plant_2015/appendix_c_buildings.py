"""Appendix C: points and depths of each building, from a site's own table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borehall.rules.citation import CEMENT, rule
from borehall.rules.refusal import Refused, take_grade
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Grade
from borehall.words import say

APPENDIX = CEMENT("C")


@rule(APPENDIX)
def building_points_and_depths(building: str, ground_complexity: Grade, tables: Tables = SHIPPED) -> Mapping[str, Any]:
    """What appendix C gives for a building: number of points, depths, layout.

    Cement-plant investigation standard (2015), C

    Its cells are not available, and nothing stands in for them; a site that owns the standard supplies them. Where
    the number of points differs from what the spacing of 6.0.9 gives, the spacing governs (note 1 of the appendix).

    Arguments: ``building`` as in the table; ``ground_complexity`` 1, 2 or 3; ``tables`` the site's.
    Result: the row: points, and where given control_depth, general_depth (m) and layout.
    Refusals: no table of the site's own; a building that isn't in it.
    """
    grade = take_grade("ground_complexity", ground_complexity, APPENDIX)
    table = tables["cement_plant_2015/table_c"]
    if not table.rows:
        bound = say("has no values: a site can supply rules/cement_plant_2015/table_c.toml from the printed standard")
        raise Refused("tables", table.name, bound, APPENDIX)
    for row in table.rows:
        if row["building"] == building and row.get("ground_complexity", grade) == grade:
            return row
    return table.row(building=building, ground_complexity=grade)
