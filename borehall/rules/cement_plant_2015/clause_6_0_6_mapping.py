"""Detailed investigation: supplementary mapping (6.0.6) and geophysics in karst (6.0.7)."""

from __future__ import annotations

from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.refusal import take_choice

MAPPING = CEMENT("6.0.6")
KARST = CEMENT("6.0.7")
KARST_DEGREES = ("none", "weak", "medium", "strong")


@rule(MAPPING, Force.MAY)
def mapping_scales(complex_part: bool) -> tuple[int, int]:
    """Scales of supplementary mapping, as the numbers after 1:, the larger scale first.

    Cement-plant investigation standard (2015), 6.0.6

    Arguments: ``complex_part`` a part with complicated geology.
    Result: 1:500 to 1:1000; for complicated parts 1:100 to 1:500.
    Refusals: none.
    """
    return (100, 500) if complex_part else (500, 1000)


@rule(KARST, Force.SHOULD)
def geophysics_wanted(karst: str) -> bool:
    """Whether karst should be explored further by geophysics; its anomalies must then be drilled.

    Cement-plant investigation standard (2015), 6.0.7

    Arguments: ``karst`` none, weak, medium or strong.
    Result: True from medium on.
    Refusals: another word.
    """
    return KARST_DEGREES.index(take_choice("karst", karst, KARST_DEGREES, KARST)) >= 2
