"""Soil parameters: their statistics (8.2.2), and which value represents them (8.2.3)."""

from __future__ import annotations

from borehall.rules.citation import CEMENT, GB50021, Source, Status, rule
from borehall.rules.gb50021_2001.clause_14_2_statistics import (
    CharacteristicValue,
    Statistics,
    characterize,
    summarize,
)
from borehall.rules.refusal import take_choice
from borehall.rules.units import Numbers, Ratio

SUMMARY = CEMENT("8.2.2-2")
CHARACTERISTIC = CEMENT("8.2.2-5")
REPRESENTATIVE = CEMENT("8.2.3")
FORMULA_SOURCE = Source(GB50021("14.2.4"), Status.STAND_IN, CHARACTERISTIC)
"""The formula's picture is missing in the available text; the parent standard's form stands in."""

MEAN_KINDS = ("physical", "deformation", "dynamic", "permeability")
CHARACTERISTIC_KINDS = ("bearing strength", "slope strength")


@rule(SUMMARY)
def summary(values: Numbers) -> Statistics:
    """Number, largest, smallest, mean, standard deviation and coefficient of variation of a parameter in one unit.

    Cement-plant investigation standard (2015), 8.2.2-2

    Arguments: ``values`` of one unit of the ground, at least two, their mean > 0.
    Result: the six figures; the deviation with n - 1.
    Refusals: fewer than two values, a value that isn't finite, a mean that isn't positive.
    """
    return summarize(values, SUMMARY)


@rule(CHARACTERISTIC)
def characteristic_value(values: Numbers, adverse: str = "low", correlation: Ratio = 0.0) -> CharacteristicValue:
    """Characteristic value of a parameter, by the parent standard's formula (see `FORMULA_SOURCE`).

    Cement-plant investigation standard (2015), 8.2.2-5

    Arguments: ``values`` of one unit, at least two (six are usual); ``adverse`` low or high; ``correlation`` r with
    depth.
    Result: the value and all that led to it.
    Refusals: as for `summary`; so much scatter that the factor would not be positive.
    """
    return characterize(values, adverse, correlation, CHARACTERISTIC)


@rule(REPRESENTATIVE)
def representative_kind(kind: str) -> str:
    """Whether a parameter is represented by its mean or by its characteristic value.

    Cement-plant investigation standard (2015), 8.2.3

    Arguments: ``kind`` physical, deformation, dynamic, permeability, bearing strength or slope strength.
    Result: mean, or characteristic for the two strengths.
    Refusals: another kind.
    """
    take_choice("kind", kind, MEAN_KINDS + CHARACTERISTIC_KINDS, REPRESENTATIVE)
    return "mean" if kind in MEAN_KINDS else "characteristic"
