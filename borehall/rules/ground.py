"""A soil profile below a base: layers with unit weights, groundwater, and the effective overburden at any depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from borehall.rules.arrays import like
from borehall.rules.citation import Citation
from borehall.rules.refusal import DEPTH, THICKNESS, UNIT_WEIGHT, Refused
from borehall.rules.units import KNm3, Metre, Numbers
from borehall.words import say

WATER: KNm3 = 10.0


@dataclass(frozen=True)
class Layer:
    """A layer down to ``bottom`` (m below ground), with its unit weight above and below the water table."""

    bottom: Metre
    unit_weight: KNm3
    saturated_unit_weight: KNm3
    high_compressibility: bool = False
    name: str = ""


@dataclass(frozen=True)
class Ground:
    """Layers from the ground downwards and the depth of the water table (None: below all of them)."""

    layers: tuple[Layer, ...]
    water_table: Metre | None = None
    water_unit_weight: KNm3 = WATER
    citation: Citation | None = None

    def __post_init__(self) -> None:
        """Refuse a profile that isn't one."""
        if not self.layers:
            raise Refused("layers", self.layers, say("must be a list of at least one layer"), self.citation)
        above = 0.0
        for i, layer in enumerate(self.layers):
            THICKNESS.one(f"layers[{i}].bottom", layer.bottom, self.citation)
            UNIT_WEIGHT.one(f"layers[{i}].unit_weight", layer.unit_weight, self.citation)
            wet = f"layers[{i}].saturated_unit_weight"
            saturated = UNIT_WEIGHT.one(wet, layer.saturated_unit_weight, self.citation)
            if layer.bottom <= above:
                raise Refused(f"layers[{i}].bottom", layer.bottom, say("must be > {low:g} m", low=above), self.citation)
            if saturated <= self.water_unit_weight:
                bound = say("must be > {low:g} kN/m³, the unit weight of water", low=self.water_unit_weight)
                raise Refused(wet, saturated, bound, self.citation)
            above = layer.bottom
        if self.water_table is not None:
            DEPTH.one("water_table", self.water_table, self.citation)

    @property
    def bottom(self) -> Metre:
        """Where the known profile ends."""
        return self.layers[-1].bottom

    @cached_property
    def _nodes(self) -> tuple[np.ndarray, np.ndarray]:
        """Depths at which the effective unit weight changes, and the overburden there."""
        water = np.inf if self.water_table is None else self.water_table
        depths = sorted({0.0, *(layer.bottom for layer in self.layers), *([water] if 0 < water < self.bottom else [])})
        stresses = [0.0]
        for top, end in zip(depths, depths[1:], strict=False):
            layer = self.layers[self.index_at(end)]
            weight = layer.unit_weight if end <= water else layer.saturated_unit_weight - self.water_unit_weight
            stresses.append(stresses[-1] + weight * (end - top))
        return np.array(depths), np.array(stresses)

    def index_at(self, depth: Metre) -> int:
        """Index of the layer at a depth below ground; a boundary belongs to the layer above it."""
        return int(np.searchsorted([layer.bottom for layer in self.layers], depth - 1e-12, side="left"))

    def effective_overburden(self, depth: Numbers) -> Numbers:
        """Effective overburden at a depth below ground, kPa; Refused below the end of the profile."""
        z = np.asarray(DEPTH.take("depth", depth, self.citation))
        if np.any(z > self.bottom * (1 + 1e-12)):
            bound = say("must be ≤ {high:g} m, where the profile ends", high=self.bottom)
            raise Refused("depth", float(z.max()), bound, self.citation)
        return like(np.interp(z, *self._nodes), depth)


def ground(
    layers: Sequence[Sequence[float]],
    water_table: Metre | None = None,
    high_compressibility: Sequence[int] = (),
    citation: Citation | None = None,
) -> Ground:
    """A `Ground` from rows of bottom, unit weight, saturated unit weight; soft layers by their number from 1."""
    rows = []
    for i, row in enumerate(layers):
        if len(row) != 3:
            bound = say("must be bottom, unit weight, saturated unit weight")
            raise Refused(f"layers[{i}]", list(row), bound, citation)
        rows.append(Layer(row[0], row[1], row[2], i + 1 in high_compressibility))
    return Ground(tuple(rows), water_table, citation=citation)
