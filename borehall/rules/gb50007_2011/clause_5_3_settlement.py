"""Settlement by layers: 5.3.5 sum, 5.3.6 equivalent modulus, 5.3.7 last slice, 5.3.8 simplified depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from borehall.rules.arrays import like
from borehall.rules.citation import GB50007, Citation, rule
from borehall.rules.gb50007_2011.appendix_k_stress import Base, centre_stress_area
from borehall.rules.refusal import DEPTH, MODULUS, PRESSURE, THICKNESS, WIDTH, Quantity, Refused, take_column
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import KPa, Metre, Millimetre, MPa, Numbers, Ratio
from borehall.rules.working import silent, step
from borehall.words import say

SUM = GB50007("5.3.5")
EQUIVALENT = GB50007("5.3.6")
LAST_SLICE = GB50007("5.3.7")
SIMPLIFIED = GB50007("5.3.8")
LAST_SLICE_SHARE = 0.025
Areas: TypeAlias = tuple[np.ndarray, np.ndarray]
_SIMPLIFIED_WIDTH = Quantity("m", 1, 30)
_FACTOR = Quantity("", 0, 2, low_open=True)


@dataclass(frozen=True)
class Settlement:
    """The settlement of each layer and the total, after the factor ``psi``; mm."""

    layers: tuple[Millimetre, ...]
    total: Millimetre
    psi: Ratio


@rule(SUM)
def settlement(
    base: Base, pressure: KPa, thicknesses: Numbers, moduli: Numbers, psi: Ratio = 1.0, start: Metre = 0.0
) -> Settlement:
    """Final settlement under the centre of a base, layer by layer.

    GB 50007-2011, 5.3.5

    Arguments: ``base``; ``pressure`` p0 added at the base, kPa, > 0; ``thicknesses`` of the layers downwards, m, > 0;
    ``moduli`` Es of each, MPa, > 0; ``psi`` empirical factor, > 0 (see `settlement_factor`); ``start`` depth below
    the base at which the first layer begins, m, ≥ 0.
    Result: s = psi Σ p0/Es (z_i a_i - z_(i-1) a_(i-1)), mm.
    Refusals: as many moduli as thicknesses are needed; numbers out of bounds.
    """
    p0, factor = PRESSURE.one("pressure", pressure, SUM), _FACTOR.one("psi", psi, SUM)
    es, areas = _areas(base, thicknesses, moduli, start, SUM)
    shares = factor * p0 / es * areas
    step("s", "psi*total(p_0/E_s*A)", float(shares.sum()), "mm", psi=factor, p_0=p0, E_s=es, A=areas, citation=SUM)
    return Settlement(tuple(float(share) for share in shares), float(shares.sum()), factor)


def _areas(base: Base, thicknesses: Numbers, moduli: Numbers, start: Metre, clause: Citation) -> Areas:
    """Moduli, and the area of the stress factor over each layer."""
    h = take_column("thicknesses", thicknesses, THICKNESS, clause)
    es = take_column("moduli", moduli, MODULUS, clause)
    if len(h) != len(es):
        raise Refused("moduli", moduli, say("must be as many as thicknesses: {n}", n=len(h)), clause)
    z = DEPTH.one("start", start, clause) + np.concatenate([[0.0], np.cumsum(h)])
    return es, np.diff(centre_stress_area(base, z))


@rule(EQUIVALENT)
def equivalent_modulus(base: Base, thicknesses: Numbers, moduli: Numbers) -> MPa:
    """Equivalent modulus of compression of all layers in the deformation depth.

    GB 50007-2011, 5.3.6

    Arguments: ``base``; ``thicknesses`` of the layers from the base downwards, m, > 0; ``moduli`` Es of each, MPa, >
    0.
    Result: ΣA / Σ(A/Es), A the area of the added-stress factor over a layer; MPa, between the least and the greatest
    Es.
    Refusals: as many moduli as thicknesses are needed; numbers out of bounds.
    """
    es, areas = _areas(base, thicknesses, moduli, 0.0, EQUIVALENT)
    found = float(areas.sum() / (areas / es).sum())
    step("E_s_eq", "total(A)/total(A/E_s)", found, "MPa", A=areas, E_s=es, citation=EQUIVALENT)
    return found


@rule(SUM)
def settlement_factor(modulus: MPa, pressure: KPa, bearing: KPa, tables: Tables = SHIPPED) -> Ratio:
    """Empirical factor of the settlement.

    GB 50007-2011, 5.3.5

    Straight lines between the table's nodes, and between its two rows; beyond the first and the last modulus their
    values.

    Arguments: ``modulus`` equivalent Es, MPa, > 0; ``pressure`` p0, kPa, > 0; ``bearing`` fak, kPa, > 0.
    Result: psi.
    Refusals: numbers out of bounds.
    """
    es, p0 = MODULUS.one("modulus", modulus, SUM), PRESSURE.one("pressure", pressure, SUM)
    ratio = p0 / PRESSURE.one("bearing", bearing, SUM)
    table = tables["gb50007_2011/table_5_3_5"]
    nodes = table.column("modulus")
    high, low = (float(np.interp(es, nodes, table.column(name))) for name in ("full", "three_quarters"))
    psi = float(np.interp(ratio, (0.75, 1.0), (low, high)))
    blend = "psi_low + (psi_high - psi_low)*min(max((r - 0.75)/0.25, 0), 1)"
    step("psi", blend, psi, psi_low=low, psi_high=high, r=ratio, citation=SUM)
    return psi


@rule(LAST_SLICE)
def slice_thickness(width: Metre, tables: Tables = SHIPPED) -> Metre:
    """Thickness of the slice at the bottom by which the deformation depth is judged.

    GB 50007-2011, 5.3.7

    Arguments: ``width`` b of the base, m, > 0.
    Result: 0.3 m to 1.0 m by the width, limits included in the smaller.
    Refusals: a width that isn't positive and finite.
    """
    b = WIDTH.one("width", width, LAST_SLICE)
    rows = tables["gb50007_2011/table_5_3_7"].rows
    return float(next(row["slice"] for row in rows if b <= row.get("width_to", np.inf)))


@rule(LAST_SLICE)
def depth_by_last_slice(base: Base, pressure: KPa, thicknesses: Numbers, moduli: Numbers) -> Metre:
    """Deformation depth at which the last slice adds no more than 2.5 % of the settlement.

    GB 50007-2011, 5.3.7

    Softer layers further down must be calculated too: the depth returned is the least one from which the condition
    holds in every slice down to the end of the profile.

    Arguments: ``base``; ``pressure`` p0, kPa, > 0; ``thicknesses`` of the layers from the base downwards, m, > 0;
    ``moduli`` Es of each, MPa, > 0.
    Result: the depth below the base in whole slices, m.
    Refusals: the profile ends before the condition holds; numbers out of bounds.
    """
    h = take_column("thicknesses", thicknesses, THICKNESS, LAST_SLICE)
    bottoms, dz = np.cumsum(h), slice_thickness(base.shorter_side)
    es = take_column("moduli", moduli, MODULUS, LAST_SLICE)
    depths = np.arange(1, int(bottoms[-1] / dz + 1e-9) + 1) * dz
    with silent():
        parts = [_between(base, pressure, h, es, (z - dz, z)) for z in depths]
    holds = np.array(parts) <= LAST_SLICE_SHARE * np.cumsum(parts)
    if not len(holds) or not holds[-1]:
        bound = say("must reach deeper than {depth:g} m: the last slice still adds more than 2.5 %", depth=bottoms[-1])
        raise Refused("thicknesses", thicknesses, bound, LAST_SLICE)
    first = int(np.flatnonzero(~holds)[-1]) + 1 if not holds.all() else 0
    step("z_n", "k*dz", float(depths[first]), "m", k=first + 1, dz=dz, citation=LAST_SLICE)
    return float(depths[first])


def _between(base: Base, pressure: KPa, h: np.ndarray, es: np.ndarray, span: tuple[Metre, Metre]) -> Millimetre:
    """Settlement of what lies between two depths, which may cut through layers."""
    edges = np.concatenate([[0.0], np.cumsum(h)])
    tops, ends = np.clip(edges[:-1], *span), np.clip(edges[1:], *span)
    areas = np.asarray(centre_stress_area(base, ends)) - np.asarray(centre_stress_area(base, tops))
    return float((pressure / es * areas).sum())


@rule(SIMPLIFIED)
def simplified_depth(width: Numbers) -> Numbers:
    """Deformation depth below the middle of a base without loads beside it.

    GB 50007-2011, 5.3.8

    Arguments: ``width`` b of the base, 1 m to 30 m, a number or a column.
    Result: b(2.5 - 0.4 ln b), m below the base.
    Refusals: a width outside of 1 m to 30 m.
    """
    b = _SIMPLIFIED_WIDTH.take("width", width, SIMPLIFIED)
    depth = b * (2.5 - 0.4 * np.log(b))
    step("z_n", "b*(2.5 - 0.4*ln(b))", depth, "m", b=b, citation=SIMPLIFIED)
    return like(depth, width)
