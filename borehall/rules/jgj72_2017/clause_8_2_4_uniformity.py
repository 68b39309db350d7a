"""Non-uniform ground: slopes and thicknesses, and the limit of the coefficient of non-uniformity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borehall.rules.citation import JGJ72, Citation, Source, rule
from borehall.rules.refusal import DEPTH, LENGTH, MODULUS, WIDTH
from borehall.rules.table import SHIPPED, Table, Tables
from borehall.rules.units import Metre, MPa, Ratio
from borehall.rules.working import step

CLAUSE = JGJ72("8.2.4")


@rule(CLAUSE)
def uniformity_limit(mean_modulus: MPa, tables: Tables = SHIPPED) -> Ratio:
    """Limit K of the ratio between the greatest and the least equivalent modulus.

    JGJ/T 72-2017, 8.2.4

    Arguments: ``mean_modulus`` of the holes' equivalent moduli, MPa, > 0.
    Result: K, along straight lines between the nodes; above the last node (more than 20 MPa) its value.
    Refusals: a modulus that isn't positive and finite.
    """
    return interpolate_limit(tables["jgj72_2017/table_8_2_4"], mean_modulus, CLAUSE)


def interpolate_limit(table: Table, mean_modulus: MPa, citation: Citation) -> Ratio:
    """K from the nodes of ``table``."""
    mean = MODULUS.one("mean_modulus", mean_modulus, citation)
    return float(np.interp(mean, table.column("mean_modulus"), table.column("limit")))


@dataclass(frozen=True)
class EvennessByShape:
    """What the shape of the layers says: slope and change of thickness against their limits."""

    slope: Ratio
    slope_limit: Ratio
    thickness_limit: Metre
    uneven: bool
    source: Source


@rule(CLAUSE)
def uneven_by_shape(
    level_difference: Metre, distance: Metre, thickness_difference: Metre, width: Metre, tables: Tables = SHIPPED
) -> EvennessByShape:
    """Whether ground of medium to high compressibility is non-uniform by the shape of its layers.

    JGJ/T 72-2017, 8.2.4

    Arguments: ``level_difference`` of the bearing layer's bottom, or of neighbouring bases, m, ≥ 0; ``distance``
    between the two places, m, > 0; ``thickness_difference`` of the bearing layer and the one beneath across the base,
    m, ≥ 0; ``width`` b, m, > 0.
    Result: non-uniform when the slope exceeds 10 % or the thickness changes by more than 0.05b; either is enough.
    Refusals: lengths out of bounds.
    """
    return judge_shape(
        tables["jgj72_2017/limits_8_2_4"], level_difference, distance, thickness_difference, width, CLAUSE
    )


def judge_shape(
    table: Table,
    level_difference: Metre,
    distance: Metre,
    thickness_difference: Metre,
    width: Metre,
    citation: Citation,
) -> EvennessByShape:
    """The comparison with the two limits of ``table``."""
    limits = table.rows[0]
    rise = DEPTH.one("level_difference", level_difference, citation)
    run = LENGTH.one("distance", distance, citation)
    change = DEPTH.one("thickness_difference", thickness_difference, citation)
    b = WIDTH.one("width", width, citation)
    slope, most = rise / run, limits["thickness_share"] * b
    step("i", "dh/L", slope, dh=rise, L=run, citation=citation)
    step("dt_max", f"{limits['thickness_share']}*b", most, "m", b=b, citation=citation)
    uneven = bool(slope > limits["slope"] * (1 + 1e-9) or change > most * (1 + 1e-9))
    return EvennessByShape(slope, limits["slope"], most, uneven, table.source)
