"""Evaluation of the site: stability (8.3.3) and suitability (8.3.4)."""

from __future__ import annotations

from dataclasses import dataclass

from borehall.rules.citation import CEMENT, Force, Source, rule
from borehall.rules.cjj57_2012.classes_site import judge_suitability, worst_class
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Percent

STABILITY = CEMENT("8.3.3")
SUITABILITY = CEMENT("8.3.4")


@dataclass(frozen=True)
class SiteClass:
    """A class with its provenance."""

    value: str
    source: Source


@rule(STABILITY, Force.MAY)
def site_stability(fault: str, seismic: str, hazard: str, tables: Tables = SHIPPED) -> SiteClass:
    """Class of a site's stability, the worst that one of three criteria reaches.

    Cement-plant investigation standard (2015), 8.3.3

    The standard has four classes and these three criteria; their wording is not available, CJJ 57-2012 stands in.

    Arguments: ``fault`` strong Holocene active, weak or medium Holocene active, inactive, none; ``seismic``
    dangerous, unfavourable, general, favourable; ``hazard`` strong, medium, weak, none.
    Result: 不稳定, 稳定性差, 基本稳定 or 稳定, with the source.
    Refusals: another word.
    """
    table = tables["cement_plant_2015/table_8_3_3"]
    return SiteClass(worst_class(table, STABILITY, fault=fault, seismic=seismic, hazard=hazard), table.source)


@rule(SUITABILITY, Force.MAY)
def site_suitability(stability: str, slope: Percent, soils: str, water: str, tables: Tables = SHIPPED) -> SiteClass:
    """Class of a site's suitability for construction, the worst that one of four criteria reaches.

    Cement-plant investigation standard (2015), 8.3.4

    The standard's own table is not available; CJJ 57-2012 stands in.

    Arguments: ``stability`` class of `site_stability`; ``slope`` of the terrain, %, ≥ 0; ``soils`` very poor, poor,
    fair, good; ``water`` serious threat, strong, slight, none.
    Result: 不适宜, 适宜性差, 较适宜 or 适宜, with the source.
    Refusals: another word; a slope out of bounds.
    """
    table = tables["cement_plant_2015/table_8_3_4"]
    return SiteClass(judge_suitability(table, stability, slope, soils, water, SUITABILITY), table.source)
