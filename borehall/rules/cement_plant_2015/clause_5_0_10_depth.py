"""Initial investigation: depth of general and of control holes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from borehall.rules.citation import CEMENT, Citation, Force, Source, rule
from borehall.rules.ranges import DepthLimits, Interval
from borehall.rules.refusal import DEPTH, Refused, take_choice, take_grade
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Grade, Metre
from borehall.words import say

CLAUSE = CEMENT("5.0.10")
BELOW_COVER = CEMENT("5.0.10-4")
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


@rule(BELOW_COVER)
def reaches_below_cover(depth: Metre, cover: Metre) -> bool:
    """Whether a hole that serves to classify the site goes deeper than the cover.

    Cement-plant investigation standard (2015), 5.0.10-4

    Arguments: ``depth`` of the hole, m, ≥ 0; ``cover`` thickness of the cover, m, ≥ 0.
    Result: True when it is deeper; equal is not enough.
    Refusals: depths that are negative or not finite.
    """
    return bool(DEPTH.one("depth", depth, BELOW_COVER) > DEPTH.one("cover", cover, BELOW_COVER))


@dataclass(frozen=True)
class Adjustment:
    """What an item of the clause does to the depth of a hole: deepen, end, enter rock, lessen, keep, or pass."""

    citation: Citation
    action: str
    force: Force


@rule(CLAUSE)
def hole_depth_adjustments(
    control: bool,
    *,
    deep_cut: bool = False,
    rock_within_depth: bool = False,
    thick_even_hard_layer: bool = False,
    soft_layer: bool = False,
    tall_or_heavy_possible: bool = False,
) -> tuple[Adjustment, ...]:
    """How a hole's depth departs from the table; the clause gives no numbers.

    Cement-plant investigation standard (2015), 5.0.10

    Arguments: ``control`` a control hole; ``deep_cut`` much will be dug off here; within the depth of the table:
    ``rock_within_depth``, ``thick_even_hard_layer``, ``soft_layer``; ``tall_or_heavy_possible`` such works may come
    here.
    Result: adjustments in the clause's order: deepen; for rock, end (general) or enter rock (control); for a hard
    layer, lessen (general) or keep the depth (control); for a soft layer deepen, and some control holes pass it or
    keep the depth.
    Refusals: none.
    """
    first, second, third = CEMENT("5.0.10-1"), CEMENT("5.0.10-2"), CEMENT("5.0.10-3")
    found = [
        (deep_cut, first, "deepen", Force.MUST),
        (rock_within_depth and control, first, "enter rock", Force.MUST),
        (rock_within_depth and not control, first, "end", Force.MAY),
        (thick_even_hard_layer and control, second, "keep", Force.MUST),
        (thick_even_hard_layer and not control, second, "lessen", Force.MAY),
        (soft_layer, second, "deepen", Force.MUST),
        (soft_layer and control, second, "pass", Force.MUST),
        (tall_or_heavy_possible, third, "deepen", Force.MUST),
    ]
    return tuple(Adjustment(clause, action, force) for applies, clause, action, force in found if applies)
