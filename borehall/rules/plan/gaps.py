"""Checks of how far the points of the works lie apart: along an outline, round a ring, over a yard."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from borehall.rules.cement_plant_2015 import clause_6_0_9_spacing
from borehall.rules.citation import Force, Source, Status
from borehall.rules.layout import emptiest_places, nearest_distances, outline_distance, take_polygon
from borehall.rules.plan.finding import Finding, Findings, names
from borehall.rules.plan.points import coordinates
from borehall.rules.plan.works import Work, Works
from borehall.rules.ranges import Interval
from borehall.rules.table import Tables
from borehall.rules.units import Metre, Points
from borehall.words import say

CLAUSE = clause_6_0_9_spacing.CLAUSE
Pairs = list[tuple[object, ...]]


def spacing_limit(work: Work, works: Works, tables: Tables) -> Interval:
    """The distance between neighbours: the table's, or a wider one that the works file gives (note to the table)."""
    limits = clause_6_0_9_spacing.point_spacing_limits(works.site.ground_complexity, tables)
    if work.spacing and work.system_class in ("stockpiling", "conveying"):
        wider = limits.high is not None and work.spacing > limits.high
        return Interval(limits.low, work.spacing, Source(CLAUSE, Status.HELD)) if wider else limits
    return limits


def check_spacing(work: Work, group: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    """Neighbours on the outline or on a ring; over a yard the empty places; elsewhere each point's nearest."""
    out.check(CLAUSE)
    limits, play = spacing_limit(work, works, tables), works.site.tolerance
    if work.layout == "stockyard":
        return _check_yard(work, group, limits, play, out)
    if work.layout == "outline":
        gaps, pairs = _outline_gaps(work, group, play)
    elif work.layout in ("silo", "chimney"):
        gaps, pairs = _ring_gaps(work, group, play)
    else:
        gaps = nearest_distances(coordinates(group))
        pairs = [(label,) for label in group.index]
    for i in map(int, np.flatnonzero(limits.above(gaps) & np.isfinite(gaps))):
        where = say("{work}: {names}", work=work.name, names=names(pairs[i]))
        found = say("{gap:.1f} m between neighbours", gap=gaps[i])
        out.add(Finding(CLAUSE, Force.MAY, found, str(limits), where, pairs[i], limits.source))
    return None


def _check_yard(work: Work, group: pd.DataFrame, limits: Interval, play: Metre, out: Findings) -> None:
    """No place in the yard is farther from a point than the middle of a square of the grid."""
    if limits.high is None:
        return
    polygon = take_polygon("footprint", work.footprint, CLAUSE)
    reach = limits.high / math.sqrt(2) + play
    places, far = emptiest_places(polygon, coordinates(group), reach)
    if not len(places):
        return
    lacking = tuple((float(x), float(y)) for x, y in places)
    where = say("{work}, around x = {x:.0f}, y = {y:.0f}", work=work.name, x=lacking[0][0], y=lacking[0][1])
    found = say("no point within {gap:.1f} m", gap=far[0])
    if len(lacking) > 1:
        found = say("{n} empty places, the worst: {what}", n=len(lacking), what=found)
    required = say("a grid of {high:g} m, no place farther than {reach:.1f} m from a point",
                   high=limits.high, reach=limits.high / math.sqrt(2))  # fmt: skip
    out.add(Finding(CLAUSE, Force.MAY, found, required, where, (), limits.source, lacking))


def centre_distances(work: Work, group: pd.DataFrame) -> np.ndarray:
    """Distance of each point from the centre of a silo or chimney."""
    x, y = work.centre or (0.0, 0.0)
    return np.asarray(np.hypot(*(coordinates(group) - (x, y)).T))


def _ring_gaps(work: Work, group: pd.DataFrame, play: Metre) -> tuple[np.ndarray, Pairs]:
    """Straight distances between neighbours on the outline of a silo or chimney."""
    on = group[np.abs(centre_distances(work, group) - (work.diameter or 0) / 2) <= play]
    if len(on) < 2:
        return np.array([]), []
    offsets = coordinates(on) - np.array(work.centre)
    order = np.argsort(np.arctan2(offsets[:, 1], offsets[:, 0]))
    ordered = offsets[order]
    return np.hypot(*(np.roll(ordered, -1, axis=0) - ordered).T), _in_a_ring(on.index[order])


def _in_a_ring(labels: pd.Index) -> Pairs:
    """Each name with the next one, the last with the first."""
    return list(zip(labels, np.roll(labels, -1), strict=True))


def _outline_gaps(work: Work, group: pd.DataFrame, play: Metre) -> tuple[np.ndarray, Pairs]:
    """Distances along the outline between the points that lie on it."""
    polygon = take_polygon("footprint", work.footprint, CLAUSE)
    xy = coordinates(group)
    on = outline_distance(polygon, xy) <= play
    if on.sum() < 2:
        return np.array([]), []
    sides = np.roll(polygon, -1, axis=0) - polygon
    lengths = np.hypot(*sides.T)
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    chainage = np.array([_chainage(point, polygon, sides, lengths, starts) for point in xy[on]])
    order = np.argsort(chainage)
    gaps = np.diff(np.append(chainage[order], chainage[order][0] + starts[-1]))
    return gaps, _in_a_ring(group.index[on][order])


def _chainage(point: Points, polygon: Points, sides: Points, lengths: np.ndarray, starts: np.ndarray) -> Metre:
    """Way along the outline from its first corner to the place next to ``point``."""
    shares = np.clip(((point - polygon) * sides).sum(axis=1) / lengths**2, 0, 1)
    nearest = int(np.argmin(np.hypot(*(point - polygon - shares[:, None] * sides).T)))
    return float((starts[nearest] + shares[nearest] * lengths[nearest]) % starts[-1])
