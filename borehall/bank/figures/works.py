"""A plan of works as the check of plans knows them: any outline, circles, columns, piers; with a frame of coordinates.

What a trainee draws on must be readable to the metre, so that the frame has ticks and faint lines.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from borehall.bank.figures.svg import INK, circle, drawing, line, polygon, text
from borehall.rules.plan.works import Work, as_works
from borehall.words import say

WIDTH, LEFT, MARGIN = 640.0, 46.0, 40.0
TALLEST, AIR = 400.0, 0.05
FILL, FAINT = "#eef2f7", "#e3e6ea"

Place = Callable[[float, float], tuple[float, float]]


def works_figure(works: Mapping[str, Any], points: Sequence[Mapping[str, Any]] = ()) -> str:
    """Outlines and names of all works in ``works`` (a works file), and points: ``x``, ``y``, ``id``, ``control``."""
    shown = as_works(dict(works)).works
    corners = np.vstack([*(work.corners for work in shown), *([[one["x"], one["y"]]] for one in points)])
    low, high = corners.min(axis=0), corners.max(axis=0)
    air = AIR * float((high - low).max()) + 1.0
    low, high = low - air, high + air
    scale = min((WIDTH - LEFT - MARGIN) / (high[0] - low[0]), TALLEST / (high[1] - low[1]))
    height = (high[1] - low[1]) * scale + 2 * MARGIN

    def place(x: float, y: float) -> tuple[float, float]:
        return LEFT + (x - low[0]) * scale, height - MARGIN - (y - low[1]) * scale

    marks = [*_frame(low, high, place)]
    marks += [mark for work in shown for mark in _work(work, place, scale)]
    marks += [mark for point in points for mark in _point(point, place)]
    title = say("Plan (coordinates in m)")
    return drawing(WIDTH, height, title, [text(LEFT, 20, title, size=13), *marks])


def _frame(low: np.ndarray, high: np.ndarray, place: Place) -> Iterator[str]:
    """Coordinates at the left and below, on lines some 60 pixels apart."""
    (left, foot), (right, head) = place(*low), place(*high)
    apart = 60 * (high[0] - low[0]) / (right - left)
    pace = next(one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500, math.inf) if one >= apart or one == math.inf)
    for x in np.arange(math.ceil(low[0] / pace), math.floor(high[0] / pace) + 1) * pace:
        at, _ = place(x, 0.0)
        yield line(at, foot, at, head, colour=FAINT)
        yield text(at, foot + 15, f"{x:g}", "middle", 10)
    for y in np.arange(math.ceil(low[1] / pace), math.floor(high[1] / pace) + 1) * pace:
        _, at = place(0.0, y)
        yield line(left, at, right, at, colour=FAINT)
        yield text(left - 5, at + 4, f"{y:g}", "end", 10)
    yield polygon([(left, foot), (right, foot), (right, head), (left, head)], stroke="#999")
    yield text(right, foot + 30, "x (m)", "end", 11)
    yield text(left - 5, head - 6, "y (m)", "end", 11)


def _work(work: Work, place: Place, scale: float) -> Iterator[str]:
    """Outlines, circle or columns, the places of equipment, and the name."""
    for corners in work.outlines:
        yield polygon([place(x, y) for x, y in corners], FILL)
    if work.centre and work.diameter:
        x, y = place(*work.centre)
        yield circle(x, y, work.diameter / 2 * scale, FILL)
        yield text(x, y + work.diameter / 4 * scale, f"D = {work.diameter:g} m", "middle", 11)
    for start, end in zip(_axis(work), _axis(work)[1:], strict=False):
        yield line(*place(*start), *place(*end), dash="9 3 2 3", colour="#777")
    for number, column in enumerate(work.columns, 1):
        x, y = place(*column)
        yield polygon([(x - 4, y - 4), (x + 4, y - 4), (x + 4, y + 4), (x - 4, y + 4)], "#fff")
        yield text(x, y - 9, str(number), "middle", 10)
    for centre in work.equipment:
        x, y = place(*centre)
        yield line(x - 5, y, x + 5, y) + line(x, y - 5, x, y + 5)
    yield _name(work, place, scale)


def _axis(work: Work) -> Sequence[tuple[float, float]]:
    """The axis of a gallery or of a kiln."""
    return work.columns or work.piers or ()


def _name(work: Work, place: Place, scale: float) -> str:
    """Inside of an outline or a circle, off its centre where a point may lie; below the beginning of an axis."""
    axis = _axis(work)
    if axis:
        x, y = place(*((np.array(axis[0]) + axis[1]) / 2))
        return text(x, y + 24, work.name, "middle", 12)
    (x1, y1), (x2, y2) = work.corners.min(axis=0), work.corners.max(axis=0)
    x, y = place((x1 + x2) / 2, (y1 + y2) / 2)
    above = work.diameter / 6 * scale if work.diameter else 12 if work.equipment else -4
    return text(x, y - above, work.name, "middle", 12)


def _point(point: Mapping[str, Any], place: Place) -> Iterator[str]:
    """Control points are filled, general ones hollow, as on the trade's drawings."""
    x, y = place(point["x"], point["y"])
    yield circle(x, y, 4, INK if point.get("control") else "#fff")
    yield text(x + 6, y - 5, str(point.get("id", "")), size=10)
