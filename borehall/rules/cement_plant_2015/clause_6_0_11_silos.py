"""Detailed investigation: the rings of points at a silo, and the check of rings already drilled."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.layout import ring
from borehall.rules.refusal import AZIMUTH, DEPTH, LENGTH, SPACING, WIDTH, Refused, take_choice, take_count, take_points
from borehall.rules.units import Degree, Metre, Points
from borehall.rules.working import step
from borehall.words import say

SILOS = CEMENT("6.0.11-4")


@dataclass(frozen=True)
class SiloRings:
    """Points of a silo: outer ring on the outline, inner ring at half the radius, centre."""

    outer_radius: Metre
    inner_radius: Metre
    outer: Points
    inner: Points
    centre: Points

    @property
    def points(self) -> Points:
        """All points: outer ring, inner ring, centre."""
        return np.vstack([self.outer, self.inner, self.centre])

    @property
    def total(self) -> int:
        """Number of points."""
        return len(self.points)

    @property
    def outer_chord(self) -> Metre:
        """Straight distance between neighbours on the outer ring."""
        return 2 * self.outer_radius * math.sin(math.pi / len(self.outer))

    @property
    def inner_chord(self) -> Metre:
        """Straight distance between neighbours on the inner ring."""
        return 2 * self.inner_radius * math.sin(math.pi / len(self.inner))

    @property
    def least_distance(self) -> Metre:
        """The smallest distance between any two of the points."""
        points = self.points
        gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
        return float(gaps[np.triu_indices(len(points), 1)].min())


@rule(SILOS, Force.SHOULD)
def silo_rings(
    diameter: Metre,
    n_outer: int,
    n_inner: int,
    centre: tuple[Metre, Metre] = (0.0, 0.0),
    start_azimuth: Degree = 0.0,
) -> SiloRings:
    """Points of a silo: on its outline, on a ring of half its radius, and at its centre.

    Cement-plant investigation standard (2015), 6.0.11-4

    How many points a ring has is a matter of the standard's appendix C, which is not available: take the numbers from
    `ring_points_needed`, or from a table of the site's own.

    Arguments: ``diameter`` D, m, > 0; ``n_outer`` and ``n_inner`` points on the rings, ≥ 1; ``centre`` x, y, m;
    ``start_azimuth`` of the first point of each ring, °, anticlockwise from +x.
    Result: radii, coordinates and distances, m.
    Refusals: a diameter that isn't positive and finite, counts below 1, a centre that isn't a pair.
    """
    d = WIDTH.one("diameter", diameter, SILOS)
    counts = take_count("n_outer", n_outer, SILOS), take_count("n_inner", n_inner, SILOS)
    middle = take_points("centre", [centre], SILOS)
    start = AZIMUTH.one("start_azimuth", start_azimuth, SILOS)
    outer, inner = (ring(middle[0], d / part, n, start) for part, n in zip((2, 4), counts, strict=True))
    step("R_outer", "D/2", d / 2, "m", D=d, citation=SILOS)
    step("R_inner", "R_outer/2", d / 4, "m", R_outer=d / 2, citation=SILOS)
    step("n", "n_outer + n_inner + 1", sum(counts) + 1, n_outer=counts[0], n_inner=counts[1], citation=SILOS)
    return SiloRings(d / 2, d / 4, outer, inner, middle)


@rule(SILOS, Force.SHOULD)
def ring_points_needed(radius: Metre, spacing: Metre, measure: str, fewest: int = 3) -> int:
    """Least number of equally spaced points on a ring.

    Cement-plant investigation standard (2015), 6.0.11-4

    The standard doesn't say whether a distance is taken along the arc or straight; hence it must be said here.

    Arguments: ``radius`` R, m, > 0; ``spacing`` s, the most allowed between neighbours, m, > 0; ``measure`` arc or
    chord; ``fewest`` points in any case, ≥ 1.
    Result: ⌈2πR/s⌉ for the arc, ⌈π/asin(s/2R)⌉ for the chord (2 when s = 2R), and no fewer than ``fewest``.
    Refusals: lengths that aren't positive and finite, another measure.
    """
    r = WIDTH.one("radius", radius, SILOS)
    s = SPACING.one("spacing", spacing, SILOS)
    if take_choice("measure", measure, ("arc", "chord"), SILOS) == "arc":
        n = math.ceil(2 * math.pi * r / s - 1e-9)
        step("n", "ceil(2*pi*R/s)", n, R=r, s=s, citation=SILOS)
    else:
        n = math.ceil(math.pi / math.asin(min(1.0, s / (2 * r))) - 1e-9)
        step("n", "ceil(pi/asin(min(1, s/(2*R))))", n, R=r, s=s, citation=SILOS)
    return max(n, take_count("fewest", fewest, SILOS))


@dataclass(frozen=True)
class RingAudit:
    """Whether the drilled points of a silo lie where they should."""

    outer_ok: bool
    inner_ok: bool
    centre_ok: bool
    inner_expected: Metre


@rule(SILOS, Force.SHOULD)
def audit_silo_rings(
    diameter: Metre, outer_radii: list[Metre], inner_radii: list[Metre], centre_offset: Metre, tolerance: Metre
) -> RingAudit:
    """Whether measured points of a silo lie on its outline, at half its radius and at its centre.

    Cement-plant investigation standard (2015), 6.0.11-4

    Arguments: ``diameter`` D, m, > 0; ``outer_radii`` and ``inner_radii`` measured from the silo's centre, m;
    ``centre_offset`` of the central point, m, ≥ 0; ``tolerance`` allowed, m, ≥ 0: the standard gives none.
    Result: a truth value for each of the three, and the radius of the inner ring.
    Refusals: an empty ring; numbers that aren't finite or are negative.
    """
    r = WIDTH.one("diameter", diameter, SILOS) / 2
    play = DEPTH.one("tolerance", tolerance, SILOS) * (1 + 1e-9)
    rings = []
    for name, radii, wanted in (("outer_radii", outer_radii, r), ("inner_radii", inner_radii, r / 2)):
        if not len(radii):
            raise Refused(name, radii, say("must be a list of at least one number"), SILOS)
        rings.append(bool(np.all(np.abs(LENGTH.take(name, radii, SILOS) - wanted) <= play)))
    offset = DEPTH.one("centre_offset", centre_offset, SILOS)
    return RingAudit(rings[0], rings[1], bool(offset <= play), r / 2)
