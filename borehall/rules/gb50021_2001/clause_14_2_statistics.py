"""Statistics of soil parameters (14.2.2, 14.2.3) and their characteristic value (14.2.4)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from borehall.rules.citation import GB50021, Citation, rule
from borehall.rules.refusal import FINITE, Quantity, Refused, take_choice, take_column, take_count
from borehall.rules.units import Numbers, Ratio
from borehall.rules.working import step
from borehall.words import say

SUMMARY = GB50021("14.2.2")
RESIDUAL = GB50021("14.2.3")
CHARACTERISTIC = GB50021("14.2.4")
USUAL_FLOOR = 6
SIGNS = {"low": -1, "high": 1}
_CORRELATION = Quantity("", -1, 1)


@dataclass(frozen=True)
class Statistics:
    """What must be reported of a parameter in one unit of the ground."""

    n: int
    largest: float
    smallest: float
    mean: float
    deviation: float
    variation: Ratio


@rule(SUMMARY)
def summary(values: Numbers) -> Statistics:
    """Number, largest, smallest, mean, standard deviation and coefficient of variation of a parameter.

    GB 50021-2001 (2009), 14.2.2

    Arguments: ``values`` of one unit of the ground, at least two, their mean > 0.
    Result: the six figures; the deviation with n - 1.
    Refusals: fewer than two values, a value that isn't finite, a mean that isn't positive.
    """
    return summarize(values, SUMMARY)


def summarize(values: Numbers, citation: Citation) -> Statistics:
    """The figures of `summary`, cited as the caller's."""
    x = take_column("values", values, FINITE, citation)
    if len(x) < 2:
        raise Refused("values", values, say("must be a list of at least two numbers"), citation)
    mean, deviation = float(x.mean()), float(x.std(ddof=1))
    if mean <= 0:
        raise Refused("values", values, say("must have a positive mean"), citation)
    step("f_m", "total(f)/n", mean, f=x, n=len(x), citation=citation)
    step("sigma_f", "sqrt(total((f - f_m)**2)/(n - 1))", deviation, f=x, f_m=mean, n=len(x), citation=citation)
    step("delta", "sigma_f/f_m", deviation / mean, sigma_f=deviation, f_m=mean, citation=citation)
    return Statistics(len(x), float(x.max()), float(x.min()), mean, deviation, deviation / mean)


@dataclass(frozen=True)
class CharacteristicValue:
    """The characteristic value and what led to it. ``enough`` is False below the usual six values."""

    statistics: Statistics
    deviation: float
    variation: Ratio
    coefficient: Ratio
    factor: Ratio
    value: float
    enough: bool


@rule(CHARACTERISTIC)
def correction_coefficient(n: int) -> Ratio:
    """What the coefficient of variation is multiplied by in the statistical correction.

    GB 50021-2001 (2009), 14.2.4

    Arguments: ``n`` number of values, ≥ 2.
    Result: 1.704/√n + 4.678/n².
    Refusals: no whole number ≥ 2.
    """
    count = take_count("n", n, CHARACTERISTIC, fewest=2)
    return 1.704 / math.sqrt(count) + 4.678 / count**2


@rule(CHARACTERISTIC)
def characteristic_value(values: Numbers, adverse: str = "low", correlation: Ratio = 0.0) -> CharacteristicValue:
    """Characteristic value of a parameter.

    GB 50021-2001 (2009), 14.2.4

    Arguments: ``values`` as for `summary`; ``adverse`` low when a small value is the adverse one (strength), high
    when a large one is; ``correlation`` r with depth, -1 to 1, which lessens the deviation to that of the residuals.
    Result: f_m times 1 -/+ (1.704/√n + 4.678/n²) δ.
    Refusals: as for `summary`; so much scatter that the factor would not be positive.
    """
    return characterize(values, adverse, correlation, CHARACTERISTIC)


def characterize(values: Numbers, adverse: str, correlation: Ratio, citation: Citation) -> CharacteristicValue:
    """The figures of `characteristic_value`, cited as the caller's."""
    sign = SIGNS[take_choice("adverse", adverse, tuple(SIGNS), citation)]
    r = _CORRELATION.one("correlation", correlation, citation)
    s = summarize(values, citation)
    deviation = s.deviation * math.sqrt(1 - r**2)
    if r:
        step("sigma_r", "sigma_f*sqrt(1 - r**2)", deviation, sigma_f=s.deviation, r=r, citation=RESIDUAL)
    variation, coefficient = deviation / s.mean, correction_coefficient(s.n)
    factor = 1 + sign * coefficient * variation
    if factor <= 0:
        raise Refused("values", values, say("scatter so much that the correction factor is not positive"), citation)
    text = "1 - (1.704/sqrt(n) + 4.678/n**2)*delta" if sign < 0 else "1 + (1.704/sqrt(n) + 4.678/n**2)*delta"
    step("gamma_s", text, factor, n=s.n, delta=variation, citation=citation)
    step("f_k", "gamma_s*f_m", factor * s.mean, gamma_s=factor, f_m=s.mean, citation=citation)
    return CharacteristicValue(s, deviation, variation, coefficient, factor, factor * s.mean, s.n >= USUAL_FLOOR)


@rule(SUMMARY)
def summary_by_unit(values: pd.Series, units: pd.Series) -> pd.DataFrame:
    """The figures of `summary` for each unit of the ground, for a table of test results.

    GB 50021-2001 (2009), 14.2.2

    Arguments: ``values`` and ``units``, two columns of the same length; rows without a value are left out.
    Result: one row for each unit with n, largest, smallest, mean, deviation, variation.
    Refusals: columns of different length; a unit with fewer than two values.
    """
    if len(values) != len(units):
        raise Refused("units", units, say("must be as many as values: {n}", n=len(values)), SUMMARY)
    pairs = pd.DataFrame({"value": np.asarray(values), "unit": np.asarray(units)}).dropna()
    rows = {unit: vars(summarize(group["value"], SUMMARY)) for unit, group in pairs.groupby("unit", sort=False)}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("unit")
