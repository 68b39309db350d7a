"""Detailed investigation: depth of holes below the base, one function for each item of the clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from borehall.rules.arrays import like
from borehall.rules.citation import CEMENT, Force, Source, Status, rule
from borehall.rules.gb50021_2001.clause_4_1_layout import NARROW_WIDTH, narrow_depth
from borehall.rules.ranges import Interval
from borehall.rules.refusal import DEPTH, ELEVATION, WIDTH, Refused
from borehall.rules.units import Metre, Numbers
from borehall.rules.working import step
from borehall.words import say

OPENING = CEMENT("6.0.12")
NARROW = CEMENT("6.0.12-1")
Key = TypeVar("Key")

TALL = CEMENT("6.0.12-2")
STABILITY = CEMENT("6.0.12-4")
COVER = CEMENT("6.0.12-5")
HEAVY = CEMENT("6.0.12-6")
DEEPEN = CEMENT("6.0.12-7")
LESSEN = CEMENT("6.0.12-8")


@rule(NARROW)
def narrow_rule_applies(width: Metre) -> bool:
    """Whether item 1 speaks of a base of this width: no wider than 5 m.

    Cement-plant investigation standard (2015), 6.0.12-1

    Arguments: ``width`` b, m, > 0.
    Result: True up to 5 m, the limit included.
    Refusals: a width that isn't positive and finite.
    """
    return bool(WIDTH.one("width", width, NARROW) <= NARROW_WIDTH)


@rule(NARROW)
def narrow_base_depth(base: str, width: Numbers) -> Numbers:
    """Least hole depth below a base no wider than 5 m.

    Cement-plant investigation standard (2015), 6.0.12-1

    Arguments: ``base`` strip or column; ``width`` b, m, > 0 and ≤ 5, a number or a column.
    Result: 3b under a strip, 1.5b under a column's base, and 5 m at least; m below the base.
    Refusals: another kind of base; a width above 5 m, of which this item says nothing.
    """
    return narrow_depth(base, width, NARROW)


@rule(HEAVY, Force.SHOULD)
def heavy_equipment_depth(width: Numbers) -> Numbers:
    """Least hole depth below the foundation of heavy equipment or of a heavy dynamic machine.

    Cement-plant investigation standard (2015), 6.0.12-6

    Arguments: ``width`` b of the base, m, > 0, a number or a column.
    Result: 2b, m below the base.
    Refusals: a width that isn't positive and finite.
    """
    b = WIDTH.take("width", width, HEAVY)
    step("d", "2*b", 2 * b, "m", b=b, citation=HEAVY)
    return like(2 * b, width)


@rule(TALL)
def general_hole_depth_range(width: Metre) -> Interval:
    """Depth of general holes under a tall, heavy or deformation-checked structure.

    Cement-plant investigation standard (2015), 6.0.12-2

    The holes must also enter a layer that is distributed steadily.

    Arguments: ``width`` b of the base, m, > 0.
    Result: 0.5b to 1.0b, m below the base.
    Refusals: a width that isn't positive and finite.
    """
    b = WIDTH.one("width", width, TALL)
    step("d_min", "0.5*b", 0.5 * b, "m", b=b, citation=TALL)
    step("d_max", "1.0*b", b, "m", b=b, citation=TALL)
    return Interval(0.5 * b, b, Source(TALL, Status.HELD))


@rule(STABILITY)
def stability_holes_short(depths: Mapping[Key, Metre], required: Metre) -> dict[Key, Metre]:
    """Control holes that don't reach the depth that a stability analysis needs, and by how much they fall short.

    Cement-plant investigation standard (2015), 6.0.12-4

    Arguments: ``depths`` of the control holes by name, and ``required``, both below the base, m, ≥ 0.
    Result: name → shortfall, m; a hole that just reaches it is deep enough.
    Refusals: depths that are negative or not finite.
    """
    limit = DEPTH.one("required", required, STABILITY)
    drilled = {name: DEPTH.one(f"depths[{name}]", depth, STABILITY) for name, depth in depths.items()}
    return {name: limit - depth for name, depth in drilled.items() if depth < limit}


@rule(COVER)
def wave_hole_depth(cover: Metre, embedment: Metre) -> Metre:
    """Least depth of a wave-velocity hole where the site's class is needed and the cover isn't known from nearby.

    Cement-plant investigation standard (2015), 6.0.12-5

    Arguments: ``cover`` expected thickness, m below ground, ≥ 0; ``embedment`` d of the base, m, ≥ 0.
    Result: cover less embedment, m below the base; 0 when the base lies below the cover.
    Refusals: depths that are negative or not finite.
    """
    d_cover, d = DEPTH.one("cover", cover, COVER), DEPTH.one("embedment", embedment, COVER)
    step("d_wave", "max(d_cover - d, 0)", max(d_cover - d, 0.0), "m", d_cover=d_cover, d=d, citation=COVER)
    return max(d_cover - d, 0.0)


@rule(DEEPEN)
def control_holes_to_deepen(*, stockyard: bool, wide_fill: bool, soft_underlayer: bool) -> bool:
    """Whether control holes must be deepened suitably; the clause gives no number.

    Cement-plant investigation standard (2015), 6.0.12-7

    Arguments: ``stockyard``, ``wide_fill`` over a large area, ``soft_underlayer``.
    Result: True when one of them holds.
    Refusals: none.
    """
    return bool(stockyard or wide_fill or soft_underlayer)


@rule(LESSEN, Force.MAY)
def holes_may_be_shorter(*, hard_layer_within_depth: bool, thick: bool, even: bool) -> bool:
    """Whether holes may be suitably shorter because of rock or a hard layer; the clause gives no number.

    Cement-plant investigation standard (2015), 6.0.12-8

    Arguments: ``hard_layer_within_depth`` rock or a hard layer is met within the depth; it is ``thick`` and ``even``.
    Result: True when all three hold.
    Refusals: none.
    """
    return bool(hard_layer_within_depth and thick and even)


@dataclass(frozen=True)
class DrilledLength:
    """A depth below the base turned into what is drilled from the collar."""

    base_depth: Metre
    length: Metre
    bottom_elevation: Metre


@rule(OPENING)
def drilled_length(collar_elevation: Metre, base_elevation: Metre, depth_below_base: Metre) -> DrilledLength:
    """Length to drill from the collar for a depth that counts from the base.

    Cement-plant investigation standard (2015), 6.0.12

    Arguments: ``collar_elevation`` H_c, m; ``base_elevation`` H_b, m; ``depth_below_base`` d, m, ≥ 0.
    Result: depth of the base under the collar (negative when the base lies above it, as on fill), length, elevation
    of the bottom; m.
    Refusals: numbers that aren't finite; a base so far above the collar that nothing is left to drill.
    """
    collar = ELEVATION.one("collar_elevation", collar_elevation, OPENING)
    base = ELEVATION.one("base_elevation", base_elevation, OPENING)
    depth = DEPTH.one("depth_below_base", depth_below_base, OPENING)
    length = collar - base + depth
    if length <= 0:
        bound = say("must lie less than {depth:g} m above the collar at {collar:g} m", depth=depth, collar=collar)
        raise Refused("base_elevation", base_elevation, bound, OPENING)
    step("L", "H_c - H_b + d", length, "m", H_c=collar, H_b=base, d=depth, citation=OPENING)
    return DrilledLength(collar - base, length, collar - length)
