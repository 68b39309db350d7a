"""Stability and suitability of a site: the worst class that any criterion reaches."""

from __future__ import annotations

from borehall.rules.citation import CJJ57, Citation, rule
from borehall.rules.refusal import Quantity, take_choice
from borehall.rules.table import SHIPPED, Table, Tables
from borehall.rules.units import Percent

STABILITY = CJJ57("site stability classes")
SUITABILITY = CJJ57("suitability classes")
_SLOPE = Quantity("%", 0, 1000)


@rule(STABILITY)
def site_stability(fault: str, seismic: str, hazard: str, tables: Tables = SHIPPED) -> str:
    """Class of a site's stability by faults, seismic section, and adverse geology with its hazard.

    CJJ 57-2012, site stability classes

    Arguments: ``fault`` strong Holocene active, weak or medium Holocene active, inactive, none; ``seismic``
    dangerous, unfavourable, general, favourable; ``hazard`` strong, medium, weak, none.
    Result: 不稳定, 稳定性差, 基本稳定 or 稳定: the worst that one of the three reaches.
    Refusals: another word.
    """
    return worst_class(tables["cjj57_2012/classes_stability"], STABILITY, fault=fault, seismic=seismic, hazard=hazard)


def worst_class(table: Table, citation: Citation, **found: str) -> str:
    """The first class, worst first, of which ``found`` has at least one word."""
    for criterion, word in found.items():
        take_choice(criterion, word, table.columns[criterion].choices, citation)
    return next(str(row["class"]) for row in table.rows if any(row[name] == word for name, word in found.items()))


@rule(SUITABILITY)
def site_suitability(stability: str, slope: Percent, soils: str, water: str, tables: Tables = SHIPPED) -> str:
    """Class of a site's suitability for construction.

    CJJ 57-2012, suitability classes

    Arguments: ``stability`` class of `site_stability`; ``slope`` of the terrain, %, ≥ 0; ``soils`` very poor, poor,
    fair, good; ``water`` serious threat, strong, slight, none.
    Result: 不适宜, 适宜性差, 较适宜 or 适宜: the worst that one of the four reaches; a slope on a limit
    belongs to the better.
    Refusals: another word; a slope out of bounds.
    """
    return judge_suitability(tables["cjj57_2012/classes_suitability"], stability, slope, soils, water, SUITABILITY)


def judge_suitability(table: Table, stability: str, slope: Percent, soils: str, water: str, citation: Citation) -> str:
    """The comparison with ``table``."""
    steep = _SLOPE.one("slope", slope, citation)
    by_words = worst_class(table, citation, stability=stability, soils=soils, water=water)
    by_slope = next(str(row["class"]) for row in table.rows if steep > row.get("slope_over", -1.0))
    order = [row["class"] for row in table.rows]
    return min(by_words, by_slope, key=order.index)
