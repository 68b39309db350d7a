"""A borehole log: layers with their names, depths and what was measured in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borehall.bank.figures.svg import SOIL_FILLS, drawing, line, rectangle, text
from borehall.words import say

TOP, LEFT, COLUMN, HEIGHT = 44.0, 56.0, 54.0, 340.0
LEAST = 20.0
"""Pixels that a thin layer gets all the same, for its name."""


def log_figure(ground: Mapping[str, Any], columns: Sequence[tuple[str, str]] = (), depth: float | None = None) -> str:
    """The layers of ``ground`` down to ``depth``; ``columns`` are a layer's keys with their headings."""
    shown = [one for one in ground["layers"] if depth is None or one["top"] < depth]
    ends = [min(one["bottom"], depth or one["bottom"]) for one in shown]
    heights = _heights([end - one["top"] for one, end in zip(shown, ends, strict=True)])
    right = LEFT + COLUMN + 190
    marks = [text(LEFT - 8, TOP - 8, say("depth (m)"), "end", 11), text(LEFT, TOP, "")]
    marks += [text(right + 70 * i + 30, TOP - 8, head, "middle", 11) for i, (_, head) in enumerate(columns)]
    y, scale = TOP, []
    for layer, end, height in zip(shown, ends, heights, strict=True):
        marks += _layer(layer, y, height, end, columns, right)
        scale.append((layer["top"], end, y, height))
        y += height
    marks += _water(ground.get("water"), scale)
    title = say("Borehole log")
    return drawing(right + 70 * len(columns) + 12, y + 18, title, [text(LEFT, 16, title, size=13), *marks])


def _heights(thicknesses: Sequence[float]) -> list[float]:
    each = HEIGHT / sum(thicknesses)
    return [max(LEAST, thickness * each) for thickness in thicknesses]


def _layer(layer: Mapping[str, Any], y: float, height: float, end: float, columns: Any, right: float) -> list[str]:
    middle = y + height / 2 + 4
    name = f"{layer['number']} {say(layer['soil'])}"
    cells = [
        text(right + 70 * i + 30, middle, f"{layer[key]:g}", "middle", 11)
        for i, (key, _) in enumerate(columns)
        if layer.get(key) is not None
    ]
    return [
        rectangle(LEFT, y, COLUMN, height, SOIL_FILLS.get(layer["soil"], "#eee")),
        text(LEFT - 8, y + height + 4, f"{end:.1f}", "end", 11),
        line(LEFT - 5, y + height, LEFT, y + height),
        text(LEFT + COLUMN + 8, middle, name),
        *cells,
    ]


def _water(depth: float | None, scale: Sequence[tuple[float, float, float, float]]) -> list[str]:
    for top, end, y, height in scale:
        if depth is not None and top <= depth <= end:
            level = y + height * (depth - top) / (end - top)
            label = say("water {depth:.1f} m", depth=depth)
            return [
                line(LEFT, level, LEFT + COLUMN + 6, level, 2, "5 3", "#1565c0"),
                text(LEFT + COLUMN + 100, level - 3, f"▽ {label}", size=11),
            ]
    return []
