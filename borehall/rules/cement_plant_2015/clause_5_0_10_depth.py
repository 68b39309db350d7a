"""Initial investigation: depth of general and of control holes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borehall.rules.citation import CEMENT, Source, rule
from borehall.rules.ranges import DepthLimits, Interval
from borehall.rules.refusal import DEPTH, Refused, take_choice, take_grade
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Grade, Metre
from borehall.words import say

CLAUSE = CEMENT("5.0.10")
SCALES = ("large", "medium", "small")


@rule(CLAUSE)
def hole_depth_limits(
    importance: Grade | None = None, plant_scale: str | None = None, tables: Tables = SHIPPED
) -> DepthLimits:
    """Depth of general and of control holes in the initial investigation.

    Cement-plant investigation standard (2015), 5.0.10

    The standard goes by the plant's scale, but its values are not available; the stand-in (GB 50021-2001, table
    4.1.6) goes by importance. A site's own table may go by either, and then asks for that argument.

    Arguments: ``importance`` 1, 2 or 3; ``plant_scale`` large, medium or small; ``tables`` the site's, else as
    shipped.
    Result: two intervals, m, each with its source.
    Refusals: another grade or scale; the argument that the table in force goes by is missing.
    """
    table = tables["cement_plant_2015/table_5_0_10"]
    if table.keys == ("plant_scale",):
        row = table.row(plant_scale=_given("plant_scale", plant_scale))
    else:
        row = table.row(importance=take_grade("importance", _given("importance", importance), CLAUSE))
    return DepthLimits(_interval(row, "general", table.source), _interval(row, "control", table.source))


def _given(argument: str, value: Any) -> Any:
    if value is None:
        raise Refused(argument, value, say("is needed: the table in force goes by it"), CLAUSE)
    return take_choice(argument, value, SCALES, CLAUSE) if argument == "plant_scale" else value


def _interval(row: Mapping[str, Any], kind: str, source: Source) -> Interval:
    return Interval(row[f"{kind}_low"], row.get(f"{kind}_high"), source)


@rule(CEMENT("5.0.10-4"))
def reaches_below_cover(depth: Metre, cover: Metre) -> bool:
    """Whether a hole that serves to classify the site goes deeper than the cover.

    Cement-plant investigation standard (2015), 5.0.10-4

    Arguments: ``depth`` of the hole, m, ≥ 0; ``cover`` thickness of the cover, m, ≥ 0.
    Result: True when it is deeper; equal is not enough.
    Refusals: depths that are negative or not finite.
    """
    clause = CEMENT("5.0.10-4")
    return bool(DEPTH.one("depth", depth, clause) > DEPTH.one("cover", cover, clause))
