"""A plan: outlines of the works with their names and lengths, and exploration points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borehall.bank.figures.svg import INK, circle, drawing, line, polygon, text
from borehall.words import say

WIDTH, MARGIN = 620.0, 54.0
TALLEST = 420.0


def plan_figure(
    works: Sequence[Mapping[str, Any]], points: Sequence[Mapping[str, Any]] = (), *, lengths: bool = True
) -> str:
    """Outlines of ``works`` (as `borehall.bank.plant` draws them), and points: ``x``, ``y``, ``id``, ``control``."""
    xs = [value for one in works for value in (one["x"], one["x"] + one["length"])] + [one["x"] for one in points]
    ys = [value for one in works for value in (one["y"], one["y"] + one["width"])] + [one["y"] for one in points]
    span_x, span_y = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
    scale = min((WIDTH - 2 * MARGIN) / span_x, TALLEST / span_y)
    height = span_y * scale + 2 * MARGIN

    def place(x: float, y: float) -> tuple[float, float]:
        return MARGIN + (x - min(xs)) * scale, height - MARGIN - (y - min(ys)) * scale

    marks = [mark for work in works for mark in _work(work, place, scale, lengths)]
    marks += [mark for point in points for mark in _point(point, place)]
    title = say("Plan (lengths in m)")
    return drawing(WIDTH, height, title, [text(MARGIN, 18, title, size=13), *marks, *_bar(height, scale)])


def _work(work: Mapping[str, Any], place: Any, scale: float, lengths: bool) -> list[str]:
    x, y, length, width = (work[key] for key in ("x", "y", "length", "width"))
    (left, low), (right, high) = place(x, y), place(x + length, y + width)
    middle = (left + right) / 2
    name = [text(middle, low + 16, say(work["building"]), "middle", 11)] if work.get("building") else []
    if work.get("layout") in ("silo", "chimney"):
        shown = [circle(middle, (low + high) / 2, length / 2 * scale, "#eef2f7")]
        return [*shown, *name, *([text(middle, high - 6, f"D = {length:g}", "middle", 11)] if lengths else [])]
    corners = [(left, low), (right, low), (right, high), (left, high)]
    sides = [
        text(middle, high - 6, f"{length:g}", "middle", 11),
        text(right + 5, (low + high) / 2 + 4, f"{width:g}", size=11),
    ]
    return [polygon(corners, "#eef2f7"), *name, *(sides if lengths else [])]


def _point(point: Mapping[str, Any], place: Any) -> list[str]:
    """Control points are filled, general ones hollow, as on the trade's drawings."""
    x, y = place(point["x"], point["y"])
    label = str(point.get("id", ""))
    return [circle(x, y, 4, INK if point.get("control") else "#fff"), text(x + 6, y - 5, label, size=10)]


def _bar(height: float, scale: float) -> list[str]:
    metres = next(m for m in (100, 50, 20, 10, 5, 2, 1, 0.5) if m * scale <= 160 or m == 0.5)
    y, right = height - 14, WIDTH - MARGIN
    return [
        line(right - metres * scale, y, right, y, 3),
        text(right - metres * scale - 6, y + 4, f"{metres:g} m", "end", 11),
    ]
