"""Initial investigation: engineering-geological mapping (5.0.5) and geophysics (5.0.6, 5.0.7)."""

from __future__ import annotations

import math

from borehall.rules.arrays import like
from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.refusal import DEPTH, LENGTH, SCALE, take_choice, take_count
from borehall.rules.units import Metre, Numbers, SquareMetre
from borehall.rules.working import step

EXTENT = CEMENT("5.0.5-1")
SMALLEST = CEMENT("5.0.5-3")
SECTIONS = CEMENT("5.0.5-4")
GEOPHYSICS = CEMENT("5.0.6")
METHODS = CEMENT("5.0.7")
MARGIN_NEEDED: Metre = 100.0
MARGIN_PREFERRED: Metre = 200.0
SMALLEST_ON_PAPER_MM = 2.0
CROSSING_SECTIONS = 3


@rule(EXTENT)
def mapping_area(length: Metre, width: Metre, margin: Metre = MARGIN_NEEDED, corners: str = "square") -> SquareMetre:
    """Area to be mapped: a rectangular site and a margin around it.

    Cement-plant investigation standard (2015), 5.0.5-1

    Arguments: ``length`` and ``width`` of the site, m, > 0; ``margin`` m, ≥ 0: 100 m needed, 200 m better;
    ``corners`` of the margin: square or round.
    Result: the area, m².
    Refusals: lengths that aren't positive and finite; other corners.
    """
    l, b = LENGTH.one("length", length, EXTENT), LENGTH.one("width", width, EXTENT)  # noqa: E741
    m = DEPTH.one("margin", margin, EXTENT)
    if take_choice("corners", corners, ("square", "round"), EXTENT) == "round":
        area = l * b + 2 * (l + b) * m + math.pi * m**2
        step("A", "L*B + 2*(L + B)*m + pi*m**2", area, "m²", L=l, B=b, m=m, citation=EXTENT)
    else:
        area = (l + 2 * m) * (b + 2 * m)
        step("A", "(L + 2*m)*(B + 2*m)", area, "m²", L=l, B=b, m=m, citation=EXTENT)
    return float(area)


@rule(SMALLEST)
def smallest_mapped_unit(scale: Numbers) -> Numbers:
    """Size on the ground of the smallest geological unit that is drawn: 2 mm on the map.

    Cement-plant investigation standard (2015), 5.0.5-3

    Smaller units that matter to a structure are drawn enlarged.

    Arguments: ``scale`` the number after 1:, ≥ 1, a number or a column.
    Result: the size, m.
    Refusals: a scale below 1.
    """
    number = SCALE.take("scale", scale, SMALLEST)
    size = SMALLEST_ON_PAPER_MM * number / 1000
    step("a", "2*M/1000", size, "m", M=number, citation=SMALLEST)
    return like(size, scale)


@rule(SECTIONS)
def sections_short(crossing: int, through_main_plant: int) -> tuple[int, int]:
    """How many measured sections are lacking: three that cross each other, one of them through the main plant.

    Cement-plant investigation standard (2015), 5.0.5-4

    Arguments: ``crossing`` sections measured, ≥ 0; ``through_main_plant`` of them, ≥ 0.
    Result: sections lacking, and sections through the main plant lacking.
    Refusals: no whole numbers ≥ 0.
    """
    there = take_count("crossing", crossing, SECTIONS, fewest=0)
    through = take_count("through_main_plant", through_main_plant, SECTIONS, fewest=0)
    return max(0, CROSSING_SECTIONS - there), max(0, 1 - through)


@rule(GEOPHYSICS, Force.SHOULD)
def geophysics_wanted(wide_cover: bool, karst_well_developed: bool) -> bool:
    """Whether geophysics should be used in the initial investigation; clear anomalies are then to be drilled or dug.

    Cement-plant investigation standard (2015), 5.0.6

    Arguments: ``wide_cover`` much of the site is covered; ``karst_well_developed``.
    Result: True when both hold.
    Refusals: none.
    """
    return bool(wide_cover and karst_well_developed)


@rule(METHODS, Force.SHOULD)
def geophysics_short(methods: int, directions: int) -> tuple[int, int]:
    """How many geophysical methods and line directions are lacking: two of either.

    Cement-plant investigation standard (2015), 5.0.7

    Arguments: ``methods`` used, ≥ 0; ``directions`` of the lines, ≥ 0.
    Result: methods lacking, directions lacking.
    Refusals: no whole numbers ≥ 0.
    """
    used = take_count("methods", methods, METHODS, fewest=0)
    return max(0, 2 - used), max(0, 2 - take_count("directions", directions, METHODS, fewest=0))
