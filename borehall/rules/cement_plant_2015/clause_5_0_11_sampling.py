"""Initial investigation: points with samples or in-situ tests, and samples in each layer."""

from __future__ import annotations

from collections.abc import Mapping

from borehall.rules.citation import CEMENT, Force, Source, Status, rule
from borehall.rules.ranges import Bounds
from borehall.rules.refusal import take_count
from borehall.rules.working import step

SHARE = CEMENT("5.0.11-1")
LAYERS = CEMENT("5.0.11-2")
SHEAR_WAVE = CEMENT("5.0.11-3")
SAMPLES_PER_LAYER = 6
SHEAR_WAVE_HOLES_PER_UNIT = 3


@rule(SHARE, Force.MAY)
def sampling_point_bounds(n_points: int) -> Bounds:
    """Fewest and most points with samples or in-situ tests in an initial investigation.

    Cement-plant investigation standard (2015), 5.0.11-1

    Arguments: ``n_points`` n, all points, ≥ 1.
    Result: a quarter to a half, counts rounded inwards; of a single point, that one.
    Refusals: no whole number ≥ 1.
    """
    n = take_count("n_points", n_points, SHARE)
    share = (-(-n // 4), n // 2)
    most = max(share)
    step("k_min", "ceil(n/4)", share[0], n=n, citation=SHARE)
    step("k_max", "max(floor(n/2), k_min)", most, n=n, k_min=share[0], citation=SHARE)
    return Bounds(share[0], most, share, share[0] <= share[1], Source(SHARE, Status.HELD))


@rule(LAYERS)
def layers_short_of_samples(counts: Mapping[str, int]) -> dict[str, int]:
    """Layers with fewer than six samples or in-situ tests, and how many each lacks.

    Cement-plant investigation standard (2015), 5.0.11-2

    Arguments: ``counts`` samples or tests by layer, each ≥ 0.
    Result: layer → number lacking; empty when none is short.
    Refusals: a count that isn't a whole number ≥ 0.
    """
    had = {layer: take_count(f"counts[{layer}]", count, LAYERS, fewest=0) for layer, count in counts.items()}
    return {layer: SAMPLES_PER_LAYER - count for layer, count in had.items() if count < SAMPLES_PER_LAYER}


@rule(SHEAR_WAVE, Force.SHOULD)
def shear_wave_holes_wanted(geological_units: int) -> int:
    """Holes in which the shear-wave velocity should be measured: three in each geological unit.

    Cement-plant investigation standard (2015), 5.0.11-3

    Arguments: ``geological_units`` u, ≥ 1.
    Result: 3u.
    Refusals: no whole number ≥ 1.
    """
    units = take_count("geological_units", geological_units, SHEAR_WAVE)
    wanted = SHEAR_WAVE_HOLES_PER_UNIT * units
    step("n", "3*u", wanted, u=units, citation=SHEAR_WAVE)
    return wanted
