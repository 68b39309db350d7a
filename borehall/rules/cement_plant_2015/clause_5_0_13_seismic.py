"""Initial investigation: what the seismic intensity obliges to."""

from __future__ import annotations

from dataclasses import dataclass

from borehall.rules.citation import CEMENT, rule
from borehall.rules.refusal import take_count

CLAUSE = CEMENT("5.0.13")
EVALUATION_FROM = 6
LIQUEFACTION_FROM = 7


@dataclass(frozen=True)
class SeismicWork:
    """What is obligatory: the evaluation of the site's seismic effect, and of liquefaction."""

    evaluation: bool
    liquefaction: bool


@rule(CLAUSE)
def seismic_work(intensity: int) -> SeismicWork:
    """What must be evaluated at a fortification intensity.

    Cement-plant investigation standard (2015), 5.0.13

    Arguments: ``intensity`` whole degrees, ≥ 1.
    Result: the seismic effect of the site from 6 degrees on, liquefaction of saturated sand and silt from 7 on.
    Refusals: no whole number ≥ 1.
    """
    degrees = take_count("intensity", intensity, CLAUSE)
    return SeismicWork(degrees >= EVALUATION_FROM, degrees >= LIQUEFACTION_FROM)
