"""Detailed investigation: holes with samples or tests, samples in each main layer, thin interlayers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from borehall.rules.citation import CEMENT, rule
from borehall.rules.refusal import DEPTH, take_count
from borehall.rules.units import Metre
from borehall.rules.working import step

HOLES = CEMENT("6.0.13-1")
SAMPLES = CEMENT("6.0.13-2")
INTERLAYERS = CEMENT("6.0.13-3")
SAMPLES_PER_MAIN_LAYER = 6
THIN_INTERLAYER = 0.5

Key = TypeVar("Key")


@rule(HOLES)
def sampling_holes_needed(n_holes: int) -> int:
    """Least number of holes with samples or in-situ tests: half of all.

    Cement-plant investigation standard (2015), 6.0.13-1

    Arguments: ``n_holes`` n, all holes, ≥ 1.
    Result: ⌈n/2⌉.
    Refusals: no whole number ≥ 1.
    """
    n = take_count("n_holes", n_holes, HOLES)
    step("k_min", "ceil(n/2)", -(-n // 2), n=n, citation=HOLES)
    return -(-n // 2)


@rule(HOLES)
def drilled_sampling_holes_needed(n_holes: int) -> int:
    """Least number of drilled holes with samples where drilling is combined with cone tests: a third of all holes.

    Cement-plant investigation standard (2015), 6.0.13-1

    Arguments: ``n_holes`` n, all holes, cone tests included, ≥ 1.
    Result: ⌈n/3⌉.
    Refusals: no whole number ≥ 1.
    """
    n = take_count("n_holes", n_holes, HOLES)
    step("k_min", "ceil(n/3)", -(-n // 3), n=n, citation=HOLES)
    return -(-n // 3)


@rule(SAMPLES)
def samples_short(counts: Mapping[Key, int]) -> dict[Key, int]:
    """Main layers of a system class with fewer than six undisturbed samples or tests, and how many each lacks.

    Cement-plant investigation standard (2015), 6.0.13-2

    Each system class counts by itself: samples under the silos don't serve the burning line.

    Arguments: ``counts`` samples or tests by (system class, layer), or by any other key for the two, each ≥ 0.
    Result: key → number lacking; empty when none is short.
    Refusals: a count that isn't a whole number ≥ 0.
    """
    had = {key: take_count(f"counts[{key}]", count, SAMPLES, fewest=0) for key, count in counts.items()}
    return {key: SAMPLES_PER_MAIN_LAYER - count for key, count in had.items() if count < SAMPLES_PER_MAIN_LAYER}


@rule(INTERLAYERS)
def interlayers_to_sample(thicknesses: Mapping[Key, Metre]) -> list[Key]:
    """Interlayers and lenses in the main bearing zone that must be sampled or tested: those thicker than 0.5 m.

    Cement-plant investigation standard (2015), 6.0.13-3

    Arguments: ``thicknesses`` by name, m, ≥ 0.
    Result: the names in the order given; 0.5 m itself doesn't oblige.
    Refusals: a thickness that is negative or not finite.
    """
    thick = {name: DEPTH.one(f"thicknesses[{name}]", value, INTERLAYERS) for name, value in thicknesses.items()}
    return [name for name, value in thick.items() if value > THIN_INTERLAYER]
