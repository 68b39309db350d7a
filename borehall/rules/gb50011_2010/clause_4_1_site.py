"""Site: cover (4.1.4), equivalent shear-wave velocity (4.1.5), site class (4.1.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borehall.rules.citation import GB50011, rule
from borehall.rules.refusal import DEPTH, THICKNESS, VELOCITY, Refused, take_choice, take_column
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Metre, MetrePerSecond, Numbers, Second
from borehall.rules.working import step
from borehall.words import say

COVER = GB50011("4.1.4")
EQUIVALENT = GB50011("4.1.5")
CLASS = GB50011("4.1.6")
ROCK_LIKE = 500.0
STIFF = 400.0
CONTRAST = 2.5
CONTRAST_DEPTH = 5.0
DEEPEST = 20.0


@dataclass(frozen=True)
class ShearLayer:
    """A layer with its shear-wave velocity. The last one may be without end: ``bottom`` None.

    ``kind`` is soil; lens for boulders and lenses, which count as the soil around them; or volcanic for a hard
    volcanic interlayer, which is deducted from the cover.
    """

    top: Metre
    bottom: Metre | None
    velocity: MetrePerSecond
    kind: str = "soil"


@rule(COVER)
def cover_thickness(layers: Sequence[ShearLayer]) -> Metre:
    """Thickness of the cover above what counts as bedrock.

    GB 50011-2010, 4.1.4

    The cover ends at the top of a layer faster than 500 m/s with nothing slower than 500 m/s beneath; or, deeper than
    5 m, at a layer more than 2.5 times faster than every layer above it, it and all beneath at least 400 m/s.

    Arguments: ``layers`` from the ground downwards, each beginning where the last one ended.
    Result: the thickness, m; hard volcanic interlayers are deducted.
    Refusals: gaps or overlaps; a profile in which no layer ends the cover.
    """
    tops, speeds, deducted = _profile(layers)
    for i, top in enumerate(tops):
        rock = speeds[i] > ROCK_LIKE and (speeds[i:] >= ROCK_LIKE).all()
        contrast = top > CONTRAST_DEPTH and speeds[i] > CONTRAST * speeds[:i].max(initial=0.0)
        if rock or (contrast and (speeds[i:] >= STIFF).all()):
            cover = top - deducted[i]
            step("d_cover", "d_top - d_volcanic", cover, "m", d_top=top, d_volcanic=deducted[i], citation=COVER)
            return float(cover)
    raise Refused("layers", f"…, {speeds[-1]:g} m/s", say("must reach a layer that ends the cover"), COVER)


def _profile(layers: Sequence[ShearLayer]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tops, velocities with lenses as the soil around them, and thickness of volcanic rock above each layer."""
    tops, speeds, deducted, volcanic, end = [], [], [], 0.0, 0.0
    for i, layer in enumerate(layers):
        kind = take_choice(f"layers[{i}].kind", layer.kind, ("soil", "lens", "volcanic"), COVER)
        speed = VELOCITY.one(f"layers[{i}].velocity", layer.velocity, COVER)
        if DEPTH.one(f"layers[{i}].top", layer.top, COVER) != end:
            raise Refused(
                f"layers[{i}].top", layer.top, say("must be where the last layer ended: {end:g} m", end=end), COVER
            )
        if layer.bottom is None and i < len(layers) - 1:
            raise Refused(f"layers[{i}].bottom", None, say("only the last layer may be without end"), COVER)
        end = DEPTH.one(f"layers[{i}].bottom", layer.bottom, COVER) if layer.bottom is not None else np.inf
        if end <= layer.top:
            raise Refused(f"layers[{i}].bottom", layer.bottom, say("must be > {low:g} m", low=layer.top), COVER)
        if kind == "volcanic":
            volcanic += end - layer.top
            continue
        tops.append(layer.top)
        speeds.append(_around(layers, i) if kind == "lens" else speed)
        deducted.append(volcanic)
    if not tops:
        raise Refused("layers", layers, say("must be a list of at least one layer of soil"), COVER)
    return np.array(tops), np.array(speeds), np.array(deducted)


def _around(layers: Sequence[ShearLayer], i: int) -> MetrePerSecond:
    """Velocity of the soil next to a lens: above it, else below."""
    for layer in (*reversed(layers[:i]), *layers[i + 1 :]):
        if layer.kind == "soil":
            return layer.velocity
    raise Refused(f"layers[{i}].kind", "lens", say("needs soil above or below"), COVER)


@dataclass(frozen=True)
class EquivalentVelocity:
    """Equivalent velocity over the depth ``depth`` with the travel time ``time``."""

    depth: Metre
    time: Second
    velocity: MetrePerSecond


@rule(EQUIVALENT)
def equivalent_velocity(thicknesses: Numbers, velocities: Numbers, cover: Metre) -> EquivalentVelocity:
    """Equivalent shear-wave velocity of the soil.

    GB 50011-2010, 4.1.5

    Hard volcanic interlayers are rigid: leave them out of the layers, as `cover_thickness` leaves them out of the
    cover.

    Arguments: ``thicknesses`` from the ground downwards, m, > 0; ``velocities`` of each, m/s; ``cover`` thickness, m,
    > 0.
    Result: d0 = min(cover, 20 m), t = Σ d/vs down to it, and d0/t.
    Refusals: as many velocities as thicknesses are needed; layers that end above d0; numbers out of bounds.
    """
    d = take_column("thicknesses", thicknesses, THICKNESS, EQUIVALENT)
    vs = take_column("velocities", velocities, VELOCITY, EQUIVALENT)
    if len(d) != len(vs):
        raise Refused("velocities", velocities, say("must be as many as thicknesses: {n}", n=len(d)), EQUIVALENT)
    d0 = min(float(THICKNESS.one("cover", cover, EQUIVALENT)), DEEPEST)
    ends = np.cumsum(d)
    if ends[-1] < d0 - 1e-9:
        raise Refused("thicknesses", thicknesses, say("must add up to at least {low:g} m", low=d0), EQUIVALENT)
    parts = np.clip(np.minimum(ends, d0) - (ends - d), 0, None)
    t = float((parts / vs).sum())
    step("d_0", "min(d_cover, 20)", d0, "m", d_cover=float(cover), citation=EQUIVALENT)
    step("t", "total(d/v_s)", t, "s", d=parts, v_s=vs, citation=EQUIVALENT)
    step("v_se", "d_0/t", d0 / t, "m/s", d_0=d0, t=t, citation=EQUIVALENT)
    return EquivalentVelocity(d0, t, d0 / t)


@rule(CLASS)
def site_class(velocity: MetrePerSecond, cover: Metre, tables: Tables = SHIPPED) -> str:
    """Site class by equivalent velocity and cover.

    GB 50011-2010, 4.1.6

    Arguments: ``velocity`` vse (of rock: vs), m/s; ``cover`` thickness, m, ≥ 0.
    Result: I0, I1, II, III or IV.
    Refusals: numbers out of bounds.
    """
    v = VELOCITY.one("velocity", velocity, CLASS)
    d = DEPTH.one("cover", cover, CLASS)
    for row in tables["gb50011_2010/table_4_1_6"].rows:
        deep_enough = d > row.get("cover_over", -1.0) and d >= row.get("cover_from", 0.0)
        if v > row["velocity_over"] and deep_enough:
            return str(row["site_class"])
    raise Refused("velocity", velocity, say("is not in the table"), CLASS)
