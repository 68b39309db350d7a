"""What is drawn of the works: outlines, circles, axes and marks in metres, without anything that judges a plan."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Shape = dict[str, Any]


def shapes_of(works: Mapping[str, Any]) -> list[Shape]:
    """One shape for each of the works that the question gives."""
    return [_shape(work) for work in works.get("works", ())]


def _shape(work: Mapping[str, Any]) -> Shape:
    """Polygons, circles, lines and marks of one of the works; all of them are places that the question tells."""
    shape: Shape = {"name": str(work.get("name", "")), "polygons": [], "circles": [], "lines": [], "marks": []}
    if work.get("footprint"):
        shape["polygons"].append(_places(work["footprint"]))
    if work.get("centre") and work.get("diameter"):
        (x, y), r = _places([work["centre"]])[0], float(work["diameter"]) / 2
        shape["circles"].append({"x": x, "y": y, "r": r})
        shape["marks"].append({"kind": "centre", "x": x, "y": y})
    if work.get("piers"):
        shape["polygons"] += _pier_bases(work)
    for key, kind in (("piers", "centre"), ("columns", "column"), ("equipment", "equipment")):
        places = _places(work.get(key) or ())
        shape["marks"] += [{"kind": kind, "x": x, "y": y} for x, y in places]
        if key != "equipment" and len(places) > 1:
            shape["lines"].append(places)
    return shape


def _places(pairs: Any) -> list[list[float]]:
    return [[float(x), float(y)] for x, y in pairs]


def _pier_bases(work: Mapping[str, Any]) -> list[list[list[float]]]:
    """The foundation of each pier: a rectangle along the axis through the first and the last pier."""
    if not (work.get("base_length") and work.get("base_width")):
        return []
    piers = _places(work["piers"])
    turn = math.atan2(piers[-1][1] - piers[0][1], piers[-1][0] - piers[0][0])
    along, across = work["base_length"] / 2, work["base_width"] / 2
    corners = [(-along, -across), (along, -across), (along, across), (-along, across)]
    return [[_turned(pier, corner, turn) for corner in corners] for pier in piers]


def _turned(origin: list[float], corner: tuple[float, float], turn: float) -> list[float]:
    (x, y), (u, v) = origin, corner
    return [
        round(x + u * math.cos(turn) - v * math.sin(turn), 4),
        round(y + u * math.sin(turn) + v * math.cos(turn), 4),
    ]
