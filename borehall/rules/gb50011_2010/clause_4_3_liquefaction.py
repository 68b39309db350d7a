"""Liquefaction: screening (4.3.3), critical blow count (4.3.4), index and grade (4.3.5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borehall.rules.arrays import like
from borehall.rules.citation import GB50011, rule
from borehall.rules.refusal import DEPTH, Quantity, Refused, check_alike, take_choice, take_column
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Gravity, Metre, Numbers, Percent, Ratio
from borehall.rules.working import step
from borehall.words import say

SCREENING = GB50011("4.3.3")
CRITICAL = GB50011("4.3.4")
INDEX = GB50011("4.3.5")
CLAY_LIMITS = {7: 10.0, 8: 13.0, 9: 16.0}
GROUP_FACTORS = {1: 0.80, 2: 0.95, 3: 1.05}
LEAST_BASE_DEPTH = 2.0
DEEPEST = 20.0
_CLAY = Quantity("%", 0, 100)
_BLOWS = Quantity("", 0, 500)
_REFERENCE = Quantity("", 1, 100)
_CRITICAL_BLOWS = Quantity("", 0, 500, low_open=True)
_BETA = Quantity("", 0.5, 1.5)
_TEST_DEPTH = Quantity("m", 0, DEEPEST, low_open=True)


@rule(SCREENING)
def not_liquefiable_by_nature(
    soil: str, intensity: int, clay: Percent = 0.0, late_pleistocene_or_older: bool = False
) -> bool:
    """Whether saturated sand or silt needs no further look because of its age or its clay.

    GB 50011-2010, 4.3.3

    Arguments: ``soil`` sand or silt; ``intensity`` 7, 8 or 9; ``clay`` content of particles under 0.005 mm, %;
    ``late_pleistocene_or_older`` Quaternary age Q3 or older.
    Result: True for old soil at 7 and 8 degrees, and for silt with at least 10, 13 or 16 % clay at 7, 8 or 9 degrees.
    Refusals: another soil or intensity; a content outside of 0 to 100 %.
    """
    take_choice("soil", soil, ("sand", "silt"), SCREENING)
    take_choice("intensity", intensity, tuple(CLAY_LIMITS), SCREENING)
    content = _CLAY.one("clay", clay, SCREENING)
    if late_pleistocene_or_older and intensity < 9:
        return True
    return soil == "silt" and bool(content >= CLAY_LIMITS[intensity])


@rule(SCREENING)
def characteristic_depth(soil: str, intensity: int, tables: Tables = SHIPPED) -> Metre:
    """Depth d0 characteristic of liquefiable soil.

    GB 50011-2010, 4.3.3

    Arguments: ``soil`` sand or silt; ``intensity`` 7, 8 or 9.
    Result: d0, m.
    Refusals: another soil or intensity.
    """
    take_choice("soil", soil, ("sand", "silt"), SCREENING)
    take_choice("intensity", intensity, tuple(CLAY_LIMITS), SCREENING)
    return float(tables["gb50011_2010/table_4_3_3"].row(soil=soil, intensity=intensity)["depth"])


@dataclass(frozen=True)
class Screening:
    """The three tests by cover, water and both; liquefaction may be ignored when one of them holds."""

    by_cover: bool
    by_water: bool
    by_both: bool

    @property
    def ignored(self) -> bool:
        """True when liquefaction may be ignored."""
        return self.by_cover or self.by_water or self.by_both


@rule(SCREENING)
def screen_by_depth(d0: Metre, cover: Metre, water: Metre, base: Metre) -> Screening:
    """Whether the cover that can't liquefy, or the depth of the water, lets liquefaction be ignored.

    GB 50011-2010, 4.3.3

    Arguments: ``d0`` characteristic depth, m; ``cover`` du of soil that can't liquefy, m, ≥ 0; ``water`` dw depth of
    the water, m, ≥ 0; ``base`` db depth of the base, m, ≥ 0, counted as 2 m at least.
    Result: du > d0+db-2; dw > d0+db-3; du+dw > 1.5d0+2db-4.5.
    Refusals: depths that are negative or not finite.
    """
    d0, du = DEPTH.one("d0", d0, SCREENING), DEPTH.one("cover", cover, SCREENING)
    dw, db = DEPTH.one("water", water, SCREENING), max(DEPTH.one("base", base, SCREENING), LEAST_BASE_DEPTH)
    step("d_u_limit", "d_0 + d_b - 2", d0 + db - 2, "m", d_0=d0, d_b=db, citation=SCREENING)
    step("d_w_limit", "d_0 + d_b - 3", d0 + db - 3, "m", d_0=d0, d_b=db, citation=SCREENING)
    step("d_sum_limit", "1.5*d_0 + 2*d_b - 4.5", 1.5 * d0 + 2 * db - 4.5, "m", d_0=d0, d_b=db, citation=SCREENING)
    return Screening(du > d0 + db - 2, dw > d0 + db - 3, du + dw > 1.5 * d0 + 2 * db - 4.5)


@rule(CRITICAL)
def reference_blows(acceleration: Gravity, tables: Tables = SHIPPED) -> Ratio:
    """Reference blow count N0.

    GB 50011-2010, 4.3.4

    Arguments: ``acceleration`` design value, g: 0.10, 0.15, 0.20, 0.30 or 0.40.
    Result: N0.
    Refusals: another acceleration.
    """
    return float(tables["gb50011_2010/table_4_3_4"].row(acceleration=acceleration)["blows"])


@rule(CRITICAL)
def group_factor(group: int) -> Ratio:
    """Factor beta of the design seismic group.

    GB 50011-2010, 4.3.4

    Arguments: ``group`` 1, 2 or 3.
    Result: 0.80, 0.95 or 1.05.
    Refusals: another group.
    """
    return GROUP_FACTORS[take_choice("group", group, tuple(GROUP_FACTORS), CRITICAL)]


@rule(CRITICAL)
def critical_blows(n0: Ratio, beta: Ratio, depth: Numbers, water: Metre, clay: Numbers = 3.0) -> Numbers:
    """Critical blow count of the standard penetration test.

    GB 50011-2010, 4.3.4

    Arguments: ``n0`` reference count; ``beta`` factor of the group; ``depth`` ds of the test, m, > 0 and ≤ 20, a
    number or a column; ``water`` dw depth of the water, m, ≥ 0; ``clay`` content, %, counted as 3 at least and for
    sand.
    Result: Ncr = N0 beta (ln(0.6 ds + 1.5) - 0.1 dw) sqrt(3/rho_c).
    Refusals: a depth above 20 m; water so deep that the count would not be positive; numbers out of bounds.
    """
    n, b = _REFERENCE.one("n0", n0, CRITICAL), _BETA.one("beta", beta, CRITICAL)
    ds, dw = _TEST_DEPTH.take("depth", depth, CRITICAL), DEPTH.one("water", water, CRITICAL)
    rho = np.maximum(_CLAY.take("clay", clay, CRITICAL), 3.0)
    check_alike(CRITICAL, depth=ds, clay=rho)
    bracket = np.log(0.6 * ds + 1.5) - 0.1 * dw
    if np.any(bracket <= 0):
        raise Refused("water", water, say("is so deep that the critical count is not positive"), CRITICAL)
    ncr = n * b * bracket * np.sqrt(3 / rho)
    step("N_cr", "N_0*beta*(ln(0.6*d_s + 1.5) - 0.1*d_w)*sqrt(3/rho_c)", ncr, N_0=n, beta=b, d_s=ds, d_w=dw, rho_c=rho,
         citation=CRITICAL)  # fmt: skip
    return like(ncr, depth, clay)


@rule(CRITICAL)
def liquefies(blows: Numbers, critical: Numbers) -> Numbers:
    """Whether soil is judged to liquefy: its blow count doesn't exceed the critical one.

    GB 50011-2010, 4.3.4

    Arguments: ``blows`` N, not corrected for the rod; ``critical`` Ncr; numbers or columns.
    Result: a truth value, or one for each row.
    Refusals: numbers out of bounds.
    """
    n, ncr = _BLOWS.take("blows", blows, CRITICAL), _BLOWS.take("critical", critical, CRITICAL)
    check_alike(CRITICAL, blows=n, critical=ncr)
    return like(n <= ncr, blows, critical)


@rule(INDEX)
def depth_weight(depth: Numbers) -> Numbers:
    """Weight of a slice in the index by the depth of its middle.

    GB 50011-2010, 4.3.5

    Arguments: ``depth`` of the middle, m, ≥ 0, a number or a column.
    Result: 10 down to 5 m, then along a straight line to 0 at 20 m, 0 below.
    Refusals: a depth that is negative or not finite.
    """
    z = DEPTH.take("depth", depth, INDEX)
    return like(np.clip(10 * (DEEPEST - np.asarray(z)) / 15, 0, 10), depth)


@rule(INDEX)
def liquefaction_index(blows: Numbers, critical: Numbers, thicknesses: Numbers, middles: Numbers) -> Ratio:
    """Liquefaction index of a hole.

    GB 50011-2010, 4.3.5

    Arguments: for each slice: ``blows`` N, ``critical`` Ncr, ``thicknesses`` d, m, > 0, ``middles`` depth of the
    middle, m.
    Result: Σ(1 - N/Ncr) d W over the slices that liquefy.
    Refusals: columns of different length; numbers out of bounds.
    """
    n, ncr = take_column("blows", blows, _BLOWS, INDEX), take_column("critical", critical, _CRITICAL_BLOWS, INDEX)
    d, z = take_column("thicknesses", thicknesses, DEPTH, INDEX), take_column("middles", middles, DEPTH, INDEX)
    if len({len(n), len(ncr), len(d), len(z)}) != 1:
        raise Refused("blows", blows, say("must be as many as thicknesses: {n}", n=len(d)), INDEX)
    w = np.asarray(depth_weight(z))
    total = float((np.clip(1 - n / ncr, 0, None) * d * w).sum())
    step("I_lE", "total(max(1 - N/N_cr, 0)*d*W)", total, N=n, N_cr=ncr, d=d, W=w, citation=INDEX)
    return total


@rule(INDEX)
def liquefaction_grade(index: Ratio) -> str:
    """Grade of liquefaction by its index.

    GB 50011-2010, 4.3.5

    Arguments: ``index`` ≥ 0.
    Result: none at 0, slight up to 6, moderate up to 18, severe above.
    Refusals: an index that is negative or not finite.
    """
    value = DEPTH.one("index", index, INDEX)
    if value == 0:
        return "none"
    return "slight" if value <= 6 else "moderate" if value <= 18 else "severe"
