"""Construction stage: when it is needed (7.0.2), and advance holes (7.0.5 to 7.0.8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borehall.rules.arrays import like
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import DrilledLength, drilled_length
from borehall.rules.citation import CEMENT, Force, Source, rule
from borehall.rules.refusal import THICKNESS, WIDTH, take_choice
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Metre, Numbers
from borehall.rules.working import step

TRIGGERS = CEMENT("7.0.2")
METHOD = CEMENT("7.0.5")
KARST = CEMENT("7.0.6")
GEOPHYSICS = CEMENT("7.0.7")
GRANITE = CEMENT("7.0.8")
MULTIPLE = 3.0
LEAST_DEPTH: Metre = 5.0
KARST_DEGREES = ("weak", "medium", "strong")


@rule(TRIGGERS)
def construction_stage_items(
    *,
    differs_from_report: bool = False,
    anomaly: bool = False,
    on_rock: bool = False,
    karst: bool = False,
    corestone_granite: bool = False,
    weak_seams: bool = False,
) -> tuple[int, ...]:
    """Items that make an investigation in the construction stage obligatory.

    Cement-plant investigation standard (2015), 7.0.2

    Arguments: ``differs_from_report`` the pit shows other ground than was reported; ``anomaly`` something that must
    be cleared up; ``on_rock`` rock is the bearing layer, and in it ``karst``, ``corestone_granite`` or
    ``weak_seams``.
    Result: numbers of the items that apply; empty when none does.
    Refusals: none.
    """
    found = (differs_from_report or anomaly, on_rock and (karst or corestone_granite or weak_seams))
    return tuple(number for number, applies in enumerate(found, 1) if applies)


@rule(METHOD, Force.MAY)
def advance_holes_fit(*, on_rock: bool, karst: bool, corestone_granite: bool, weak_seams: bool) -> bool:
    """Whether advance holes may be used as a method.

    Cement-plant investigation standard (2015), 7.0.5

    Arguments: ``on_rock`` rock is the bearing layer; in it ``karst``, ``corestone_granite`` or ``weak_seams``.
    Result: True when one of the three occurs in bearing rock.
    Refusals: none.
    """
    return bool(on_rock and (karst or corestone_granite or weak_seams))


@dataclass(frozen=True)
class KarstHoles:
    """Holes at each base or pile, and depth below it; a stand-in is only a floor."""

    holes: int
    depth: Metre
    source: Source


@rule(KARST)
def karst_advance_holes(karst: str, size: Metre, tables: Tables = SHIPPED) -> KarstHoles:
    """Number and depth of advance holes at a base or pile in karst.

    Cement-plant investigation standard (2015), 7.0.6

    The standard's own table is not available; the stand-in is the parent standard's floor (GB 50021-2001, 5.1),
    whatever the karst.

    Arguments: ``karst`` weak, medium or strong; ``size`` a, side of the base or diameter of the pile, m, > 0.
    Result: holes for each base or pile; depth below it, m.
    Refusals: another word; a size that isn't positive and finite; a site's table without a row for it.
    """
    take_choice("karst", karst, KARST_DEGREES, KARST)
    a = WIDTH.one("size", size, KARST)
    table = tables["cement_plant_2015/table_7_0_6"]
    fits = [row for row in table.rows if row["karst"] in ("any", karst) and a <= row.get("size_to", np.inf)]
    row = fits[0] if fits else table.row(karst=karst, size_to=a)
    depth = max(row["multiple"] * a, row["least_depth"])
    step("h", f"max({row['multiple']}*a, {row['least_depth']})", depth, "m", a=a, citation=table.source.citation)
    return KarstHoles(row["holes"], depth, table.source)


@rule(GEOPHYSICS, Force.SHOULD)
def geophysics_wanted(karst: str) -> bool:
    """Whether geophysics should go with the advance holes.

    Cement-plant investigation standard (2015), 7.0.7

    Arguments: ``karst`` weak, medium or strong.
    Result: True where karst is strong.
    Refusals: another word.
    """
    return bool(take_choice("karst", karst, KARST_DEGREES, GEOPHYSICS) == "strong")


@dataclass(frozen=True)
class AdvanceHole:
    """Depth below the designed base: by the size, to clear the obstacle, and the deeper of both.

    ``below_obstacle`` is the stricter reading, which counts the multiple in sound rock under the obstacle.
    """

    by_size: Metre
    to_clear: Metre | None
    governing: Metre
    below_obstacle: Metre | None


@rule(GRANITE)
def advance_hole_depth(size: Numbers) -> Numbers:
    """Least depth of an advance hole below the designed base in corestone granite or rock with weak seams.

    Cement-plant investigation standard (2015), 7.0.8

    Arguments: ``size`` a, side of the base or diameter of the pile, m, > 0, a number or a column.
    Result: 3a and 5 m at least, m below the base.
    Refusals: a size that isn't positive and finite.
    """
    a = WIDTH.take("size", size, GRANITE)
    depth = np.maximum(MULTIPLE * a, LEAST_DEPTH)
    step("h", "max(3*a, 5)", depth, "m", a=a, citation=GRANITE)
    return like(depth, size)


@rule(GRANITE)
def advance_hole_past_obstacle(size: Metre, obstacle_bottom: Metre) -> AdvanceHole:
    """Depth of an advance hole that meets a boulder or a weak seam below the designed base.

    Cement-plant investigation standard (2015), 7.0.8

    The clause counts the multiple from the designed base; whoever wants it in sound rock takes ``below_obstacle``.

    Arguments: ``size`` a, m, > 0; ``obstacle_bottom`` u below the designed base, m, > 0.
    Result: the depths; the hole must go beyond ``to_clear``.
    Refusals: lengths that aren't positive and finite.
    """
    by_size = float(advance_hole_depth(size))
    bottom = THICKNESS.one("obstacle_bottom", obstacle_bottom, GRANITE)
    governing = max(by_size, bottom)
    step("h_gov", "max(h, u)", governing, "m", h=by_size, u=bottom, citation=GRANITE)
    return AdvanceHole(by_size, bottom, governing, bottom + by_size)


@rule(GRANITE)
def advance_hole_length(working_level: Metre, designed_toe: Metre, size: Metre) -> DrilledLength:
    """Length of an advance hole drilled from a working level.

    Cement-plant investigation standard (2015), 7.0.8

    Arguments: ``working_level`` and ``designed_toe`` (or base) elevations, m; ``size`` a, m, > 0.
    Result: depth of the toe below the working level, drilled length, elevation of the bottom; m.
    Refusals: numbers out of bounds.
    """
    return drilled_length(working_level, designed_toe, float(advance_hole_depth(size)))
