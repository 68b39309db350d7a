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
