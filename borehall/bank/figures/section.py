"""A section through several holes: the layers between them, the groundwater, a base if there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borehall.bank.figures.svg import SOIL_FILLS, drawing, line, polygon, text
from borehall.words import say

WIDTH, HEIGHT, MARGIN = 620.0, 330.0, 60.0


def section_figure(ground: Mapping[str, Any], holes: Sequence[Mapping[str, Any]], depth: float) -> str:
    """Layers between ``holes`` down to ``depth`` below the highest collar; elevations on the left."""
    highest = max(hole["collar"] for hole in holes)
    first, last = holes[0]["chainage"], holes[-1]["chainage"]

    def place(chainage: float, elevation: float) -> tuple[float, float]:
        share = (chainage - first) / (last - first)
        down = min(max(highest - elevation, 0.0), depth)
        return MARGIN + 20 + share * (WIDTH - 2 * MARGIN - 20), MARGIN + down / depth * (HEIGHT - MARGIN - 30)

    marks = _layers(ground, holes, place, highest - depth)
    for hole in holes:
        x, y = place(hole["chainage"], hole["collar"])
        _, foot = place(hole["chainage"], highest - depth)
        marks += [line(x, y - 6, x, foot, 2), text(x, y - 24, hole["id"], "middle")]
        marks.append(text(x, y - 10, f"{hole['collar']:.2f}", "middle", 10))
    marks += _scale(highest, depth, place, first)
    title = say("Geological section (elevations in m)")
    return drawing(WIDTH, HEIGHT, title, [text(MARGIN, 18, title, size=13), *marks])


def _layers(ground: Mapping[str, Any], holes: Sequence[Mapping[str, Any]], place: Any, foot: float) -> list[str]:
    marks, tops = [], [hole["collar"] for hole in holes]
    for i, layer in enumerate(ground["layers"]):
        ends = [max(foot, hole["collar"] - hole["bottoms"][i]) for hole in holes]
        if max(tops) <= foot:
            break
        upper = [place(hole["chainage"], top) for hole, top in zip(holes, tops, strict=True)]
        lower = [place(hole["chainage"], end) for hole, end in zip(holes, ends, strict=True)]
        marks.append(polygon([*upper, *reversed(lower)], SOIL_FILLS.get(layer["soil"], "#eee"), "#777"))
        x = (upper[0][0] + upper[1][0]) / 2
        y = (upper[0][1] + upper[1][1] + lower[0][1] + lower[1][1]) / 4 + 4
        marks.append(text(x, y, f"{layer['number']} {say(layer['soil'])}", "middle", 10))
        tops = ends
    return marks


def _scale(highest: float, depth: float, place: Any, first: float) -> list[str]:
    marks = []
    for elevation in range(int(highest - depth) + 1, int(highest) + 1, 5):
        _, y = place(first, elevation)
        marks += [line(MARGIN, y, MARGIN + 6, y), text(MARGIN - 4, y + 4, str(elevation), "end", 10)]
    return [line(MARGIN, MARGIN, MARGIN, HEIGHT - 30), *marks]
