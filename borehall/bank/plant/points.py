"""The points of a model plan, as rows that a trainee's sheet would hold."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from borehall.rules.units import Metre, Points


def model_plan(
    places: Mapping[str, Points],
    depths: Mapping[str, tuple[Metre, Metre]],
    *,
    control: int = 3,
    sampled: int = 2,
) -> list[dict[str, Any]]:
    """Boreholes at ``places`` by works; ``depths`` of control and of general holes by works, in whole metres upwards.

    Each ``control``-th hole is a control hole and each ``sampled``-th one is sampled, the first of all among them.
    """
    rows: list[dict[str, Any]] = []
    for work, xy in places.items():
        for x, y in xy:
            number = len(rows)
            is_control = number % control == 0
            depth = float(ceil(depths[work][0 if is_control else 1] - 1e-9))
            rows.append({
                "id": f"ZK{number + 1}", "x": round(float(x), 2), "y": round(float(y), 2), "kind": "borehole",
                "control": is_control, "sampled": number % sampled == 0, "depth": depth, "works": work,
            })  # fmt: skip
    return rows
