"""Detailed investigation: deformation depth by added stress against effective overburden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np

from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.gb50007_2011.appendix_k_stress import Base, centre_stress_factor
from borehall.rules.ground import Ground
from borehall.rules.refusal import DEPTH, PRESSURE, Quantity, Refused
from borehall.rules.units import KPa, Metre, Ratio
from borehall.rules.working import silent, step
from borehall.words import say

DEPTH_BY_STRESS = CEMENT("6.0.12-3")
CONTROL_HOLES = CEMENT("6.0.12-2")
ORDINARY: Ratio = 0.2
SOFT: Ratio = 0.1
_SHARE = Quantity("", 0.001, 1)
_PARTS = 64
_TURNS = 9
"""An interval of at most 1000 m is cut into 64 parts nine times over: finer than a float can tell apart."""

Key = TypeVar("Key")


@dataclass(frozen=True)
class DeformationDepth:
    """Where the added stress has fallen to its share of the effective overburden."""

    depth: Metre
    from_ground: Metre
    added_stress: KPa
    overburden: KPa
    overburden_at_base: KPa
    ratio: Ratio
    layer: int
    """Number of the layer in which it ends, from 1."""


@rule(DEPTH_BY_STRESS, Force.MAY)
def depth_at_ratio(
    base: Base, pressure: KPa, embedment: Metre, ground: Ground, ratio: Ratio = ORDINARY
) -> DeformationDepth:
    """Depth below the centre of a base at which the added stress is a given share of the effective overburden.

    Cement-plant investigation standard (2015), 6.0.12-3

    Arguments: ``base``; ``pressure`` p0 added at the base, kPa, > 0; ``embedment`` d, m, ≥ 0; ``ground`` the profile
    from the ground surface; ``ratio`` 0.2 for medium and low, 0.1 for high compressibility.
    Result: the depth below the base and what holds there; 0 when the added stress is below the share from the start.
    Refusals: the profile ends before the share is reached; numbers out of bounds.
    """
    share = _SHARE.one("ratio", ratio, DEPTH_BY_STRESS)
    p0, d = _taken(pressure, embedment, ground)
    with silent():
        depth = _last_excess(base, p0, d, ground, (0.0, ground.bottom - d), share)
    if depth is None or depth >= ground.bottom - d:
        raise _profile_too_short(ground)
    return _described(base, p0, d, ground, depth, share)


@rule(DEPTH_BY_STRESS, Force.MAY)
def deformation_depth(base: Base, pressure: KPa, embedment: Metre, ground: Ground) -> DeformationDepth:
    """Deformation depth in layered ground: 20 % in medium and low, 10 % in highly compressible layers.

    Cement-plant investigation standard (2015), 6.0.12-3

    Each layer is held to its own share. A soft layer further down in which the added stress still exceeds 10 % counts
    too: the deepest place decides.

    Arguments: ``base``; ``pressure`` p0 added at the base, kPa, > 0; ``embedment`` d, m, ≥ 0; ``ground`` the profile
    from the ground surface, its layers marked when they are highly compressible.
    Result: the depth below the base and what holds there.
    Refusals: the profile ends before the share is reached; numbers out of bounds.
    """
    p0, d = _taken(pressure, embedment, ground)
    found, share = _deepest(base, p0, d, replace(ground, layers=tuple(ground.layers)))
    if found >= ground.bottom - d:
        raise _profile_too_short(ground)
    return _described(base, p0, d, ground, found, share)


@lru_cache(maxsize=128)
def _deepest(base: Base, p0: KPa, d: Metre, ground: Ground) -> tuple[Metre, Ratio]:
    """The deepest place where a layer's share is exceeded, and that share. A plan's check asks once for each plan of
    the same works, and the search is what takes its time."""
    found, share, top = 0.0, ORDINARY, 0.0
    for layer in ground.layers:
        own = SOFT if layer.high_compressibility else ORDINARY
        span = (max(top - d, 0.0), layer.bottom - d)
        top = layer.bottom
        if span[1] <= 0:
            continue
        with silent():
            last = _last_excess(base, p0, d, ground, span, own)
        if last is not None:
            found, share = last, own
    return found, share


def _taken(pressure: KPa, embedment: Metre, ground: Ground) -> tuple[KPa, Metre]:
    p0 = PRESSURE.one("pressure", pressure, DEPTH_BY_STRESS)
    d = DEPTH.one("embedment", embedment, DEPTH_BY_STRESS)
    if d >= ground.bottom:
        raise Refused("embedment", embedment, say("must be < {high:g} m, where the profile ends", high=ground.bottom),
                      DEPTH_BY_STRESS)  # fmt: skip
    return p0, d


def _profile_too_short(ground: Ground) -> Refused:
    bound = say("must reach deeper: the added stress still exceeds its share at the end of the profile")
    return Refused("ground.bottom", ground.bottom, bound, DEPTH_BY_STRESS)


def _last_excess(
    base: Base, p0: KPa, d: Metre, ground: Ground, span: tuple[Metre, Metre], share: Ratio
) -> Metre | None:
    """Deepest place in ``span`` (m below the base) where the added stress is not below its share; None without one."""

    low, high = span
    for turn in range(_TURNS):
        z = np.linspace(low, high, _PARTS + 1)
        added = p0 * np.asarray(centre_stress_factor(base, z))
        exceeds = added >= share * np.asarray(ground.effective_overburden(np.minimum(d + z, ground.bottom)))
        if turn == 0 and not exceeds[0]:
            return 0.0 if low == 0.0 else None
        if turn == 0 and exceeds[-1]:
            return high
        last = int(np.flatnonzero(exceeds)[-1])
        low, high = float(z[last]), float(z[min(last + 1, _PARTS)])
    return high


def _described(base: Base, p0: KPa, d: Metre, ground: Ground, depth: Metre, share: Ratio) -> DeformationDepth:
    factor, overburden = centre_stress_factor(base, depth), ground.effective_overburden(d + depth)
    step("sigma_z", "K*p_0", factor * p0, "kPa", K=factor, p_0=p0, citation=DEPTH_BY_STRESS)
    step("sigma_limit", "r*sigma_c", share * overburden, "kPa", r=share, sigma_c=overburden, citation=DEPTH_BY_STRESS)
    step("z_n", "z", depth, "m", z=depth, citation=DEPTH_BY_STRESS,
         words=say("the depth below the base at which both are equal"))  # fmt: skip
    step("H", "d + z_n", d + depth, "m", d=d, z_n=depth, citation=DEPTH_BY_STRESS)
    at_base = float(ground.effective_overburden(d))
    layer = ground.index_at(d + depth) + 1
    return DeformationDepth(depth, d + depth, float(factor * p0), float(overburden), at_base, share, layer)


@rule(CONTROL_HOLES)
def control_holes_short(depths: Mapping[Key, Metre], required: Metre) -> dict[Key, Metre]:
    """Control holes that don't go beyond the deformation depth, and by how much they fall short.

    Cement-plant investigation standard (2015), 6.0.12-2

    Arguments: ``depths`` of the control holes by name, and ``required`` deformation depth, both from the same level,
    m, ≥ 0.
    Result: name → shortfall, m; a hole that only just reaches it falls short by 0.
    Refusals: depths that are negative or not finite.
    """
    limit = DEPTH.one("required", required, CONTROL_HOLES)
    drilled = {name: DEPTH.one(f"depths[{name}]", depth, CONTROL_HOLES) for name, depth in depths.items()}
    return {name: limit - depth for name, depth in drilled.items() if depth <= limit}
