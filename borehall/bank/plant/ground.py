"""The ground of a generated site: layers whose properties fit each other, groundwater, holes along a section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borehall.bank.plant.soils import LANDFORMS, SOILS, Range
from borehall.bank.seeds import Draw, on_grid
from borehall.rules.gb50011_2010.clause_4_1_site import ShearLayer
from borehall.rules.ground import Ground, Layer

NUMBERS = "①②③④⑤⑥⑦⑧⑨"
JITTER = 0.15
"""How far one property of a layer may stray from the others, as a share of its range."""


def draw_ground(rng: Draw, landforms: Sequence[str] = tuple(LANDFORMS), water: Range = (1.5, 6.0)) -> dict[str, Any]:
    """Layers down to 40 m at least, from the ground; depths in m. ``water`` is the range of the water table's depth."""
    landform = rng.choice(landforms)
    layers, top = [], 0.0
    for number, (soil, thin, thick) in zip(NUMBERS, LANDFORMS[landform], strict=False):
        layer = {"number": number, "soil": soil, **_properties(rng, soil)}
        thickness = rng.number(thin, thick, 0.1)
        bottom = on_grid(top + thickness, 0.1)
        layers.append(layer | {"thickness": thickness, "top": top, "bottom": bottom})
        top = bottom
    return {"landform": landform, "layers": layers, "water": rng.number(*water, 0.1)}


def _properties(rng: Draw, soil: str) -> dict[str, Any]:
    """One quality moves all properties of a layer; each strays a little, within its range."""
    kind, quality = SOILS[soil], rng.share()

    def within(bounds: Range, step: float) -> float:
        place = min(1.0, max(0.0, quality + JITTER * (2 * rng.share() - 1)))
        return on_grid(bounds[0] + place * (bounds[1] - bounds[0]), step)

    weight = within(kind.unit_weight, 0.1)
    return {
        "unit_weight": weight,
        "saturated_unit_weight": on_grid(weight + kind.saturated_by, 0.1),
        "modulus": within(kind.modulus, 0.1),
        "blows": int(within(kind.blows, 1)),
        "velocity": within(kind.velocity, 5),
        "bearing": within(kind.bearing, 10),
        "soft": kind.highly_compressible,
        "sandy": kind.sandy,
    }


def rules_ground(ground: Mapping[str, Any]) -> Ground:
    """The profile as the rules take it."""
    layers = tuple(
        Layer(one["bottom"], one["unit_weight"], one["saturated_unit_weight"], one["soft"], one["number"])
        for one in ground["layers"]
    )
    return Ground(layers, ground["water"])


def shear_layers(ground: Mapping[str, Any]) -> list[ShearLayer]:
    """The profile of shear-wave velocities, its last layer without end."""
    *upper, last = ground["layers"]
    return [*(ShearLayer(one["top"], one["bottom"], one["velocity"]) for one in upper),
            ShearLayer(last["top"], None, last["velocity"])]  # fmt: skip


def draw_holes(
    rng: Draw, ground: Mapping[str, Any], count: int, spacing: float, *, waviness: float = 0.12, level: float = 100.0
) -> list[dict[str, Any]]:
    """Holes along a section: chainage, collar, and the bottoms of the layers around those of ``ground``.

    Each thickness wavers by up to ``waviness`` of itself: the holes show the same ground, and none the same log.
    """
    holes = []
    for i in range(count):
        bottoms, top = [], 0.0
        for layer in ground["layers"]:
            factor = 1 + waviness * (2 * rng.share() - 1)
            top = on_grid(top + max(0.3, layer["thickness"] * factor), 0.1)
            bottoms.append(top)
        collar = on_grid(level + 0.6 * (2 * rng.share() - 1), 0.01)
        holes.append({"id": f"ZK{i + 1}", "chainage": i * spacing, "collar": collar, "bottoms": bottoms})
    return holes
