"""Evaluation of the ground: non-uniform by its units and layers (8.3.7), or by its equivalent moduli (8.3.8)."""

from __future__ import annotations

from dataclasses import dataclass

from borehall.rules.citation import CEMENT, Force, Source, rule
from borehall.rules.gb50007_2011.appendix_k_stress import Base
from borehall.rules.gb50007_2011.clause_5_3_settlement import equivalent_modulus
from borehall.rules.jgj72_2017.clause_8_2_4_uniformity import EvennessByShape, interpolate_limit, judge_shape
from borehall.rules.refusal import MODULUS, Refused, take_column
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Metre, MPa, Numbers, Ratio
from borehall.rules.working import step
from borehall.words import say

ACROSS_UNITS = CEMENT("8.3.7-1")
BY_SHAPE = CEMENT("8.3.7-2")
BY_MODULUS = CEMENT("8.3.8")


@rule(ACROSS_UNITS)
def uneven_across_units(crosses_units: bool, properties_differ: bool) -> bool:
    """Whether the ground is non-uniform because its bearing layer crosses landform or geological units.

    Cement-plant investigation standard (2015), 8.3.7-1

    Arguments: ``crosses_units``; ``properties_differ`` markedly between them.
    Result: True when both hold.
    Refusals: none.
    """
    return bool(crosses_units and properties_differ)


@rule(BY_SHAPE)
def uneven_by_shape(
    level_difference: Metre, distance: Metre, thickness_difference: Metre, width: Metre, tables: Tables = SHIPPED
) -> EvennessByShape:
    """Whether ground of one unit is non-uniform by the slope and the thickness of its layers.

    Cement-plant investigation standard (2015), 8.3.7-2

    The numbers of this item are missing in the available text; JGJ/T 72-2017, 8.2.4 stands in.

    Arguments: ``level_difference`` of the bearing layer's bottom between two places, m, ≥ 0; their ``distance``, m, >
    0; ``thickness_difference`` across the base, m, ≥ 0; ``width`` b of the base, m, > 0.
    Result: slope and limits, and whether either is exceeded.
    Refusals: lengths out of bounds.
    """
    table = tables["cement_plant_2015/limits_8_3_7_2"]
    return judge_shape(table, level_difference, distance, thickness_difference, width, BY_SHAPE)


@rule(BY_MODULUS)
def hole_modulus(base: Base, thicknesses: Numbers, moduli: Numbers) -> MPa:
    """Equivalent modulus of one hole over the deformation depth.

    Cement-plant investigation standard (2015), 8.3.8

    Arguments: ``base``; ``thicknesses`` of the layers from the base down to the deformation depth, m, > 0; ``moduli``
    Es, MPa.
    Result: ΣA / Σ(A/Es), MPa.
    Refusals: as many moduli as thicknesses are needed; numbers out of bounds.
    """
    return equivalent_modulus(base, thicknesses, moduli)


@dataclass(frozen=True)
class EvennessByModulus:
    """Mean of the holes, limit K, ratio of greatest and least, and whether the ratio exceeds K."""

    mean: MPa
    limit: Ratio
    ratio: Ratio
    uneven: bool
    source: Source


@rule(BY_MODULUS, Force.MAY)
def uneven_by_modulus(moduli: Numbers, tables: Tables = SHIPPED) -> EvennessByModulus:
    """Whether the ground is non-uniform by the equivalent moduli of its holes.

    Cement-plant investigation standard (2015), 8.3.8

    The limits K are not available; JGJ/T 72-2017 stands in, straight lines between its nodes.

    Arguments: ``moduli`` equivalent modulus of each hole, MPa, > 0, at least two.
    Result: non-uniform when greatest/least exceeds K of the mean; a ratio equal to K is uniform.
    Refusals: fewer than two holes; a modulus that isn't positive and finite.
    """
    es = take_column("moduli", moduli, MODULUS, BY_MODULUS)
    if len(es) < 2:
        raise Refused("moduli", moduli, say("must be a list of at least two numbers"), BY_MODULUS)
    table = tables["cement_plant_2015/table_8_3_8"]
    mean, ratio = float(es.mean()), float(es.max() / es.min())
    limit = interpolate_limit(table, mean, BY_MODULUS)
    step("E_m", "total(E_s)/n", mean, "MPa", E_s=es, n=len(es), citation=BY_MODULUS)
    step("E_max/E_min", "E_max/E_min", ratio, E_max=float(es.max()), E_min=float(es.min()), citation=BY_MODULUS)
    step("K", "K", limit, K=limit, citation=table.source.citation, words=table.source.label)
    return EvennessByModulus(mean, limit, ratio, bool(ratio > limit * (1 + 1e-12)), table.source)
