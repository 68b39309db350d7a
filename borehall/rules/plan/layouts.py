"""Checks of where the points of the works lie: corners, rings, grids, columns, and distances between neighbours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borehall.rules.cement_plant_2015 import clause_6_0_9_spacing
from borehall.rules.citation import CEMENT, Citation, Force
from borehall.rules.layout import centroid, contains, nearest_distances, outline_distance, take_polygon
from borehall.rules.plan.finding import Finding, Findings, names
from borehall.rules.plan.works import Work, Works
from borehall.rules.ranges import Interval
from borehall.rules.table import Tables
from borehall.rules.units import Metre, Points
from borehall.words import say

BUILDINGS = CEMENT("6.0.11-1")
STOCKYARD = CEMENT("6.0.11-2")
CONVEYOR = CEMENT("6.0.11-3")
SILOS = CEMENT("6.0.11-4")
BURNING = CEMENT("6.0.11-5")
GENERAL = CEMENT("6.0.10-1")


def layout_clause(work: Work) -> Citation:
    """The clause that says where the points of ``work`` lie."""
    if work.layout == "outline":
        known = {"burning": BURNING, "crushing": BUILDINGS, "grinding": BUILDINGS, "packing": BUILDINGS}
        return known.get(work.system_class, BUILDINGS if work.system_class == "waste-heat power" else GENERAL)
    named = {"stockyard": STOCKYARD, "gallery": CONVEYOR, "transfer station": CONVEYOR, "silo": SILOS}
    return named.get(work.layout, BURNING)


def check_layout(work: Work, group: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    """Places and distances of the points of one of the works."""
    clause = layout_clause(work)
    out.check(clause)
    xy, tolerance = group[["x", "y"]].to_numpy(), works.site.tolerance
    for name, place in _wanted(work):
        if np.hypot(*(xy - place).T).min() > tolerance:
            found = say("no point within {t:g} m of it", t=tolerance)
            where = say("{work}, {place}", work=work.name, place=name)
            out.add(Finding(clause, Force.SHOULD, found, say("a point"), where))
    if work.layout == "silo":
        _check_rings(work, group, tolerance, out)
    elif work.layout == "gallery":
        return _check_gallery(work, xy, tolerance, out)
    elif work.layout == "stockyard":
        _check_inside(work, group, tolerance, out)
    return _check_spacing(work, group, works, tables, out)


def _wanted(work: Work) -> list[tuple[str, Points]]:
    """Places that should have a point, with their names."""
    places = [(say("equipment centre {n}", n=n), np.array(at)) for n, at in enumerate(work.equipment, 1)]
    if work.layout in ("outline", "transfer station"):
        corners = take_polygon("footprint", work.footprint, layout_clause(work))
        places += [(say("corner {n}", n=n), at) for n, at in enumerate(corners, 1)]
        if work.layout == "transfer station":
            places.append((say("centre"), centroid(corners)))
    if work.layout in ("silo", "chimney"):
        places.append((say("centre"), np.array(work.centre)))
    return places


def _check_rings(work: Work, group: pd.DataFrame, tolerance: Metre, out: Findings) -> None:
    """Outer ring on the outline, inner ring at half the radius; every point on one of them or at the centre."""
    radius = (work.diameter or 0) / 2
    distances = np.hypot(group["x"] - work.centre[0], group["y"] - work.centre[1])  # type: ignore[index]
    rings = {say("outer ring"): radius, say("inner ring"): radius / 2}
    for name, wanted in rings.items():
        if not (np.abs(distances - wanted) <= tolerance).any():
            where = say("{work}, {place}", work=work.name, place=name)
            required = say("points at a radius of {r:g} m", r=wanted)
            out.add(Finding(SILOS, Force.SHOULD, say("no point"), required, where))
    off = np.min([np.abs(distances - r) for r in (0.0, radius / 2, radius)], axis=0) > tolerance
    if off.any():
        labels = tuple(group.index[off])
        found = say("points on no ring: {n}", n=len(labels))
        where = say("{work}: {names}", work=work.name, names=names(labels))
        required = say("at the centre, or at a radius of {a:g} m or {b:g} m", a=radius / 2, b=radius)
        out.add(Finding(SILOS, Force.SHOULD, found, required, where, labels))


def _check_gallery(work: Work, xy: Points, tolerance: Metre, out: Findings) -> None:
    """Each or every other column has a point: never two neighbours in a row without one."""
    columns = np.array(work.columns)
    gaps = np.hypot(columns[:, None, 0] - xy[None, :, 0], columns[:, None, 1] - xy[None, :, 1])
    bare = gaps.min(axis=1) > tolerance
    for i in np.flatnonzero(bare[:-1] & bare[1:]):
        where = say("{work}, columns {a} and {b}", work=work.name, a=i + 1, b=i + 2)
        required = say("a point at every column or every other one")
        out.add(Finding(CONVEYOR, Force.SHOULD, say("two neighbouring columns without a point"), required, where))
    for end in sorted({0, len(columns) - 1}):
        if bare[end]:
            where = say("{work}, column {n}", work=work.name, n=end + 1)
            out.add(Finding(CONVEYOR, Force.SHOULD, say("no point at the end of the gallery"), say("a point"), where))


def _check_inside(work: Work, group: pd.DataFrame, tolerance: Metre, out: Findings) -> None:
    polygon = take_polygon("footprint", work.footprint, STOCKYARD)
    outside = ~contains(polygon, group[["x", "y"]].to_numpy(), tolerance)
    if outside.any():
        labels = tuple(group.index[outside])
        where = say("{work}: {names}", work=work.name, names=names(labels))
        found = say("points outside of the yard: {n}", n=len(labels))
        out.add(Finding(STOCKYARD, Force.SHOULD, found, say("points within the yard"), where, labels))


def spacing_limit(work: Work, works: Works, tables: Tables) -> Interval:
    """The distance between neighbours: the table's, or a wider one given for stockyards and conveyors."""
    limits = clause_6_0_9_spacing.point_spacing_limits(works.site.ground_complexity, tables)
    if work.spacing and work.system_class in ("stockpiling", "conveying"):
        return Interval(limits.low, max(work.spacing, limits.high or 0), limits.source)
    return limits


def _check_spacing(work: Work, group: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    """Neighbours on the outline; elsewhere, each point's nearest neighbour."""
    clause = clause_6_0_9_spacing.CLAUSE
    out.check(clause)
    limits = spacing_limit(work, works, tables)
    if work.layout == "outline":
        gaps, pairs = _outline_gaps(work, group, works.site.tolerance)
    else:
        gaps = nearest_distances(group[["x", "y"]].to_numpy())
        pairs = [(label,) for label in group.index]
    for i in map(int, np.flatnonzero(limits.above(gaps) & np.isfinite(gaps))):
        where = say("{work}: {names}", work=work.name, names=names(pairs[i]))
        found = say("{gap:.1f} m between neighbours", gap=gaps[i])
        out.add(Finding(clause, Force.MAY, found, str(limits), where, pairs[i], limits.source))


def _outline_gaps(work: Work, group: pd.DataFrame, tolerance: Metre) -> tuple[np.ndarray, list[tuple[object, ...]]]:
    """Distances along the outline between the points that lie on it."""
    polygon = take_polygon("footprint", work.footprint, BUILDINGS)
    xy = group[["x", "y"]].to_numpy()
    on = outline_distance(polygon, xy) <= tolerance
    if on.sum() < 2:
        return np.array([]), []
    sides = np.roll(polygon, -1, axis=0) - polygon
    lengths = np.hypot(*sides.T)
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    chainage = np.array([_chainage(point, polygon, sides, lengths, starts) for point in xy[on]])
    order = np.argsort(chainage)
    labels = group.index[on][order]
    gaps = np.diff(np.append(chainage[order], chainage[order][0] + starts[-1]))
    return gaps, [(a, b) for a, b in zip(labels, np.roll(labels, -1), strict=True)]


def _chainage(point: Points, polygon: Points, sides: Points, lengths: np.ndarray, starts: np.ndarray) -> Metre:
    """Way along the outline from its first corner to the place next to ``point``."""
    shares = np.clip(((point - polygon) * sides).sum(axis=1) / lengths**2, 0, 1)
    nearest = int(np.argmin(np.hypot(*(point - polygon - shares[:, None] * sides).T)))
    return float((starts[nearest] + shares[nearest] * lengths[nearest]) % starts[-1])
