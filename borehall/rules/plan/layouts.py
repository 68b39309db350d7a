"""Checks of where the points of the works lie: corners, rings, grids, columns, piers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borehall.rules.citation import CEMENT, Citation, Force
from borehall.rules.layout import centroid, contains, take_polygon
from borehall.rules.plan.finding import Finding, Findings, names
from borehall.rules.plan.gaps import centre_distances, check_spacing
from borehall.rules.plan.points import coordinates
from borehall.rules.plan.works import Work, Works
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
    xy, tolerance = coordinates(group), works.site.tolerance
    for name, place in _wanted(work):
        if np.hypot(*(xy - place).T).min() > tolerance:
            found = say("no point within {t:g} m of it", t=tolerance)
            where = say("{work}, {place}", work=work.name, place=name)
            out.add(Finding(clause, Force.SHOULD, found, say("a point"), where, (), None, (_pair(place),)))
    if work.layout in ("silo", "chimney"):
        _check_rings(work, group, tolerance, out)
    elif work.layout == "gallery":
        return _check_gallery(work, group.index, xy, tolerance, out)
    else:
        _check_inside(work, group.index, xy, tolerance, out)
    return None if work.layout == "kiln" else check_spacing(work, group, works, tables, out)


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
    for n, pier in enumerate(work.pier_points if work.layout == "kiln" else (), 1):
        places += [(say("pier {n}, corner {m}", n=n, m=m), at) for m, at in enumerate(pier[:4], 1)]
        places.append((say("pier {n}, centre", n=n), pier[4]))
    return places


def rings_of(work: Work) -> dict[str, Metre]:
    """Radii of the rings of points: of a silo the outline and half of it, of a chimney the outline."""
    radius = (work.diameter or 0) / 2
    if work.layout == "chimney":
        return {say("outline"): radius}
    return {say("outer ring"): radius, say("inner ring"): radius / 2}


def _check_rings(work: Work, group: pd.DataFrame, tolerance: Metre, out: Findings) -> None:
    """Points on each ring; every point on one of them or at the centre."""
    clause, rings = layout_clause(work), rings_of(work)
    distances = centre_distances(work, group)
    for name, wanted in rings.items():
        if not (np.abs(distances - wanted) <= tolerance).any():
            where = say("{work}, {place}", work=work.name, place=name)
            required = say("points at a radius of {r:g} m", r=wanted)
            out.add(Finding(clause, Force.SHOULD, say("no point"), required, where))
    off = np.min([np.abs(distances - r) for r in (0.0, *rings.values())], axis=0) > tolerance
    radii = " / ".join(f"{r:g}" for r in sorted(rings.values()))
    required = say("at the centre, or at a radius of {radii} m", radii=radii)
    _add_astray(work, group.index[off], say("points on no ring: {n}", n=int(off.sum())), required, out)


def _check_gallery(work: Work, index: pd.Index, xy: Points, tolerance: Metre, out: Findings) -> None:
    """Each or every other column has a point: never two neighbours in a row without one."""
    columns = np.array(work.columns)
    gaps = np.hypot(columns[:, None, 0] - xy[None, :, 0], columns[:, None, 1] - xy[None, :, 1])
    bare = gaps.min(axis=1) > tolerance
    for i in np.flatnonzero(bare[:-1] & bare[1:]):
        where = say("{work}, columns {a} and {b}", work=work.name, a=i + 1, b=i + 2)
        required = say("a point at every column or every other one")
        places = (_pair(columns[i]), _pair(columns[i + 1]))
        found = say("two neighbouring columns without a point")
        out.add(Finding(CONVEYOR, Force.SHOULD, found, required, where, (), None, places))
    for end in sorted({0, len(columns) - 1}):
        if bare[end]:
            where = say("{work}, column {n}", work=work.name, n=end + 1)
            found = say("no point at the end of the gallery")
            out.add(Finding(CONVEYOR, Force.SHOULD, found, say("a point"), where, (), None, (_pair(columns[end]),)))
    off = gaps.min(axis=0) > tolerance
    found = say("points at no column: {n}", n=int(off.sum()))
    _add_astray(work, index[off], found, say("a point at every column or every other one"), out)


def _check_inside(work: Work, index: pd.Index, xy: Points, tolerance: Metre, out: Findings) -> None:
    """No point outside of the building, the yard or the piers that it serves; equipment may stand outside."""
    outlines = [take_polygon("footprint", corners, layout_clause(work)) for corners in work.outlines]
    outside = ~np.any([contains(polygon, xy, tolerance) for polygon in outlines], axis=0)
    for place in work.equipment:
        outside &= np.hypot(*(xy - place).T) > tolerance
    found = say("points outside of the works: {n}", n=int(outside.sum()))
    _add_astray(work, index[outside], found, say("points on or within it"), out)


def _add_astray(work: Work, labels: pd.Index, found: str, required: str, out: Findings) -> None:
    """One finding for points that lie where none is wanted."""
    if len(labels):
        where = say("{work}: {names}", work=work.name, names=names(list(labels)))
        out.add(Finding(layout_clause(work), Force.SHOULD, found, required, where, tuple(labels)))


def _pair(place: Points) -> tuple[float, float]:
    return float(place[0]), float(place[1])
