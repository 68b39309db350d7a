"""Geometry that the layouts share: outlines of polygons, rings, lines, grids."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from borehall.rules.citation import Citation
from borehall.rules.refusal import Refused, take_points
from borehall.rules.spacing import intervals_needed
from borehall.rules.units import Degree, Metre, Points
from borehall.words import say


def polygon_outline(corners: Any, spacing: Metre, citation: Citation) -> Points:
    """Corners of a closed polygon and equally spaced points on each side, no further apart than ``spacing``."""
    polygon = take_polygon("corners", corners, citation)
    sides = []
    for start, end in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        length = math.dist(start, end)
        n = intervals_needed("corners", length, spacing, citation)
        sides.append(start + (end - start) * np.arange(n)[:, None] / n)
    return np.vstack(sides)


def take_polygon(argument: str, corners: Any, citation: Citation) -> Points:
    """``corners`` as an array without a repeated last corner; Refused for fewer than 3, doubled ones, or no area."""
    polygon = take_points(argument, corners, citation, fewest=3)
    if np.array_equal(polygon[0], polygon[-1]):
        polygon = polygon[:-1]
    if len(polygon) < 3 or math.isclose(area(polygon), 0, abs_tol=1e-9):
        raise Refused(argument, corners, say("must be at least three corners around an area"), citation)
    doubled = np.all(polygon == np.roll(polygon, -1, axis=0), axis=1)
    if doubled.any():
        raise Refused(argument, corners, say("may not have the same corner twice in a row"), citation)
    return polygon


def area(polygon: Points) -> float:
    """Area of a polygon, m², from its corners, taken about the first one so that large coordinates cost no digits."""
    x, y = (polygon - polygon[0]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def ring(centre: Points, radius: Metre, n: int, start_azimuth: Degree = 0.0) -> Points:
    """``n`` equally spaced points on a circle, anticlockwise from ``start_azimuth``."""
    angles = np.radians(start_azimuth + 360.0 * np.arange(n) / n)
    return np.asarray(centre) + radius * np.column_stack([np.cos(angles), np.sin(angles)])


def grid(xs: Any, ys: Any) -> Points:
    """Nodes of the lines ``xs`` and ``ys``, row by row."""
    x, y = np.meshgrid(xs, ys)
    return np.column_stack([x.ravel(), y.ravel()])


def centroid(polygon: Points) -> Points:
    """Centre of a polygon's area."""
    local = polygon - polygon[0]
    after = np.roll(local, -1, axis=0)
    cross = local[:, 0] * after[:, 1] - after[:, 0] * local[:, 1]
    return polygon[0] + ((local + after) * cross[:, None]).sum(axis=0) / (3 * cross.sum())


def contains(polygon: Points, points: Points, play: Metre = 1e-6) -> np.ndarray:
    """True for each point in the polygon or within ``play`` of its outline."""
    inside = np.zeros(len(points), bool)
    x, y = points.T
    for (x1, y1), (x2, y2) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        crosses = (y1 > y) != (y2 > y)
        inside[crosses] ^= x[crosses] < (x2 - x1) * ((y[crosses] - y1) / (y2 - y1)) + x1
    return inside | (outline_distance(polygon, points) <= play)


def outline_distance(polygon: Points, points: Points) -> np.ndarray:
    """Distance of each point from the polygon's outline."""
    nearest = np.full(len(points), np.inf)
    for start, end in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        side = end - start
        share = np.clip((points - start) @ side / (side @ side), 0, 1)
        gaps = points - start - share[:, None] * side
        nearest = np.minimum(nearest, np.hypot(gaps[:, 0], gaps[:, 1]))
    return nearest


def nearest_distances(points: Points) -> np.ndarray:
    """Distance of each point from its nearest neighbour; infinite for a single point."""
    if len(points) < 2:
        return np.full(len(points), np.inf)
    order = np.argsort(points[:, 0], kind="stable")
    found = np.full(len(points), np.inf)
    ordered = points[order]
    for shift in range(1, len(points)):
        gap_x = ordered[shift:, 0] - ordered[:-shift, 0]
        if not (gap_x < np.maximum(found[order[:-shift]], found[order[shift:]])).any():
            break
        gaps = np.hypot(gap_x, ordered[shift:, 1] - ordered[:-shift, 1])
        found[order[:-shift]] = np.minimum(found[order[:-shift]], gaps)
        found[order[shift:]] = np.minimum(found[order[shift:]], gaps)
    return found


_CELLS, _BARE, _MOST = 20_000, 4_000, 50
"""A yard is looked over at no more places; of no more empty ones the distance is taken; no more are named."""


def emptiest_places(polygon: Points, points: Points, reach: Metre) -> tuple[Points, np.ndarray]:
    """Places in ``polygon`` farther than ``reach`` from every point, the emptiest of each hole, and their distances.

    The polygon is looked over on a raster of ``reach``/8 (coarser in huge yards). Of places within twice the reach of
    each other only the emptiest is named.
    """
    low, high = polygon.min(axis=0), polygon.max(axis=0)
    pitch = max(reach / 8, math.sqrt(float(np.prod(high - low)) / _CELLS))
    counts = np.maximum(np.ceil((high - low) / pitch).astype(int), 1)
    places = grid(*(np.linspace(a, b, n + 1) for a, b, n in zip(low, high, counts, strict=True)))
    places = np.vstack([places[contains(polygon, places)], polygon])
    places = places[np.argsort(places[:, 0])]
    gaps = np.full(len(places), np.inf)
    starts, ends = (np.searchsorted(places[:, 0], points[:, 0] + way) for way in (-reach, reach))
    for point, start, end in zip(points, starts, ends, strict=True):
        way = np.hypot(places[start:end, 0] - point[0], places[start:end, 1] - point[1])
        np.minimum(gaps[start:end], way, out=gaps[start:end])
    bare = places[gaps > reach]
    bare = bare[:: 1 + len(bare) // _BARE]
    return _apart(bare, distances_to(bare, points), 2 * reach)


def _apart(places: Points, gaps: np.ndarray, distance: Metre) -> tuple[Points, np.ndarray]:
    """The emptiest places, each at least ``distance`` from the emptier ones."""
    kept: list[int] = []
    left = np.ones(len(places), bool)
    while left.any() and len(kept) < _MOST:
        kept.append(int(np.argmax(np.where(left, gaps, -np.inf))))
        left &= np.hypot(*(places - places[kept[-1]]).T) > distance
    return places[kept], gaps[kept]


def distances_to(places: Points, points: Points) -> np.ndarray:
    """Distance of each place from the nearest of ``points``."""
    blocks = np.array_split(places, max(1, len(places) * len(points) // 1_000_000))
    squares = [((block[:, None] - points[None]) ** 2).sum(axis=2).min(axis=1) for block in blocks]
    return np.sqrt(np.concatenate(squares))
