"""Detailed investigation: where the points of each system class lie, as coordinates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from borehall.rules.cement_plant_2015.clause_6_0_11_silos import audit_silo_rings, ring_points_needed, silo_rings
from borehall.rules.citation import CEMENT, Force, rule
from borehall.rules.layout import centroid, grid, polygon_outline, ring, take_polygon
from borehall.rules.refusal import (
    AZIMUTH,
    COORDINATE,
    LENGTH,
    SPACING,
    WIDTH,
    take_choice,
    take_column,
    take_count,
    take_points,
)
from borehall.rules.spacing import intervals_needed
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Degree, Metre, Points
from borehall.rules.working import step

__all__ = [
    "audit_silo_rings",
    "building_points",
    "chimney_points",
    "circular_store_grid",
    "gallery_points",
    "kiln_line_points",
    "layout_of",
    "rectangle_outline_points",
    "ring_points_needed",
    "silo_rings",
    "stockyard_grid",
    "transfer_station_points",
    "units_without_point",
]

BUILDINGS = CEMENT("6.0.11-1")
STOCKYARD = CEMENT("6.0.11-2")
CONVEYOR = CEMENT("6.0.11-3")
BURNING = CEMENT("6.0.11-5")
GROUPS = CEMENT("6.0.11-6")


@rule(CEMENT("6.0.11"), Force.SHOULD)
def layout_of(building: str, tables: Tables = SHIPPED) -> str | None:
    """How the points of a building are laid out.

    Cement-plant investigation standard (2015), 6.0.11

    Arguments: ``building`` as in table A, such as preheater tower.
    Result: outline (sides, corners, equipment centres), stockyard (grid), gallery (each or every other column),
    transfer station (corners, centre), silo (two rings, centre) or chimney (outline, centre); None for supporting,
    auxiliary and transport works, which follow standards of their own (3.0.11).
    Refusals: a building that isn't in the table, with those that are.
    """
    layout = tables["cement_plant_2015/table_a"].row(building=building).get("layout")
    return str(layout) if layout else None


@dataclass(frozen=True)
class OutlineLayout:
    """Points on a rectangle's outline, corners included, and at its centre if wanted."""

    intervals_long: int
    intervals_short: int
    spacing_long: Metre
    spacing_short: Metre
    outline: Points
    centre: Points

    @property
    def points(self) -> Points:
        """All points: the outline anticlockwise from the lower left corner, then the centre."""
        return np.vstack([self.outline, self.centre])

    @property
    def total(self) -> int:
        """Number of points."""
        return len(self.outline) + len(self.centre)


@rule(BUILDINGS, Force.SHOULD)
def rectangle_outline_points(length: Metre, width: Metre, spacing: Metre, centre_points: int = 0) -> OutlineLayout:
    """Points of a rectangular building: on its outline with the corners, and at the centre of its equipment.

    Cement-plant investigation standard (2015), 6.0.11-1

    Arguments: ``length`` along x and ``width`` along y, m, > 0; ``spacing`` the most allowed, m, > 0;
    ``centre_points`` 0, or 1 for a point at the centre.
    Result: intervals, actual distances and coordinates, m, the origin in the lower left corner; *long* and *short*
    name the longer and the shorter side.
    Refusals: lengths that aren't positive and finite; another number of centre points.
    """
    lx, ly = LENGTH.one("length", length, BUILDINGS), LENGTH.one("width", width, BUILDINGS)
    at_centre = take_choice("centre_points", centre_points, (0, 1), BUILDINGS)
    long, short = max(lx, ly), min(lx, ly)
    n_long = intervals_needed("length", long, spacing, BUILDINGS)
    n_short = intervals_needed("width", short, spacing, BUILDINGS)
    outline = polygon_outline([(0, 0), (lx, 0), (lx, ly), (0, ly)], spacing, BUILDINGS)
    centre = np.array([[lx / 2, ly / 2]])[:at_centre]
    step("n_long", "ceil(L/s)", n_long, L=long, s=float(spacing), citation=BUILDINGS)
    step("n_short", "ceil(B/s)", n_short, B=short, s=float(spacing), citation=BUILDINGS)
    step("n", "2*(n_long + n_short) + c", len(outline) + at_centre, n_long=n_long, n_short=n_short, c=at_centre,
         citation=BUILDINGS)  # fmt: skip
    return OutlineLayout(n_long, n_short, long / n_long, short / n_short, outline, centre)


@rule(BUILDINGS, Force.SHOULD)
def building_points(footprint: Points, spacing: Metre, equipment: Points | None = None) -> Points:
    """Points of a building with any footprint: corners, points on its sides, and its equipment's centres.

    Cement-plant investigation standard (2015), 6.0.11-1

    Arguments: ``footprint`` corners in order, m; ``spacing`` the most allowed between neighbours, m, > 0;
    ``equipment`` centres of equipment foundations, m.
    Result: coordinates, m: the outline from the first corner on, then the equipment.
    Refusals: fewer than three corners, no area, the same corner twice in a row.
    """
    outline = polygon_outline(footprint, spacing, BUILDINGS)
    if equipment is None:
        return outline
    return np.vstack([outline, take_points("equipment", equipment, BUILDINGS)])


@dataclass(frozen=True)
class Grid:
    """Nodes of a grid over a yard."""

    columns: int
    rows: int
    dx: Metre
    dy: Metre
    points: Points

    @property
    def total(self) -> int:
        """Number of points."""
        return len(self.points)


@rule(STOCKYARD, Force.SHOULD)
def stockyard_grid(length: Metre, width: Metre, spacing: Metre) -> Grid:
    """Grid over a rectangular stockyard, its outer nodes on the outline.

    Cement-plant investigation standard (2015), 6.0.11-2

    Arguments: ``length`` along x and ``width`` along y, m, > 0; ``spacing`` the most allowed, m, > 0: for stockyards
    it may be wider than elsewhere (6.0.9).
    Result: columns, rows, actual distances and coordinates, m, the origin in the lower left corner.
    Refusals: lengths that aren't positive and finite.
    """
    lx, ly = LENGTH.one("length", length, STOCKYARD), LENGTH.one("width", width, STOCKYARD)
    nx, ny = (intervals_needed(name, side, spacing, STOCKYARD) for name, side in (("length", lx), ("width", ly)))
    points = grid(np.linspace(0, lx, nx + 1), np.linspace(0, ly, ny + 1))
    step("n_x", "ceil(L/s) + 1", nx + 1, L=lx, s=float(spacing), citation=STOCKYARD)
    step("n_y", "ceil(B/s) + 1", ny + 1, B=ly, s=float(spacing), citation=STOCKYARD)
    step("n", "n_x*n_y", len(points), n_x=nx + 1, n_y=ny + 1, citation=STOCKYARD)
    return Grid(nx + 1, ny + 1, lx / nx, ly / ny, points)


@rule(STOCKYARD, Force.SHOULD)
def circular_store_grid(diameter: Metre, spacing: Metre, centre: tuple[Metre, Metre] = (0.0, 0.0)) -> Points:
    """Square grid in a circular store, one node on its axis.

    Cement-plant investigation standard (2015), 6.0.11-2

    Arguments: ``diameter`` D, m, > 0; ``spacing`` of the grid, m, > 0; ``centre`` x, y, m.
    Result: the coordinates of the nodes in or on the circle, m.
    Refusals: lengths that aren't positive and finite.
    """
    r, s = WIDTH.one("diameter", diameter, STOCKYARD) / 2, SPACING.one("spacing", spacing, STOCKYARD)
    reach = np.arange(-int(r / s + 1e-9), int(r / s + 1e-9) + 1) * s
    nodes = grid(reach, reach)
    inside = np.hypot(nodes[:, 0], nodes[:, 1]) <= r * (1 + 1e-9)
    return nodes[inside] + take_points("centre", [centre], STOCKYARD)


@dataclass(frozen=True)
class GalleryPoints:
    """Columns of a gallery at which there is a point, numbered from 1, and the widest gap between neighbours."""

    numbers: tuple[int, ...]
    points: Points
    widest_gap: Metre


@rule(CONVEYOR, Force.SHOULD)
def gallery_points(columns: Points, alternate: bool) -> GalleryPoints:
    """Points of a conveyor gallery: at each column, or at every other one and always at the last.

    Cement-plant investigation standard (2015), 6.0.11-3

    That the last column always has its point is our convention: the standard only says each or every other column.

    Arguments: ``columns`` their centres along the gallery, m; ``alternate`` every other column only.
    Result: numbers, coordinates and the widest gap, m.
    Refusals: fewer than two columns.
    """
    places = take_points("columns", columns, CONVEYOR, fewest=2)
    last = len(places) - 1
    chosen = [i for i in range(len(places)) if not alternate or i % 2 == 0 or i == last]
    gaps = np.hypot(*np.diff(places[chosen], axis=0).T)
    return GalleryPoints(tuple(i + 1 for i in chosen), places[chosen], float(gaps.max()))


@rule(CONVEYOR, Force.SHOULD)
def transfer_station_points(footprint: Points) -> Points:
    """Points of a transfer station: its corners and its centre.

    Cement-plant investigation standard (2015), 6.0.11-3

    Arguments: ``footprint`` corners in order, m.
    Result: the corners as given, then the centre of the area; m.
    Refusals: fewer than three corners, no area, the same corner twice in a row.
    """
    corners = take_polygon("footprint", footprint, CONVEYOR)
    return np.vstack([corners, centroid(corners)])


@rule(BURNING, Force.SHOULD)
def chimney_points(diameter: Metre, n_outline: int, centre: tuple[Metre, Metre] = (0.0, 0.0)) -> Points:
    """Points of a chimney, or of another ring foundation: on its outline and at its centre.

    Cement-plant investigation standard (2015), 6.0.11-5

    Arguments: ``diameter`` of the foundation, m, > 0; ``n_outline`` points on it, ≥ 1 (see `ring_points_needed`);
    ``centre`` x, y, m.
    Result: coordinates, m: the outline anticlockwise from +x, then the centre.
    Refusals: a diameter that isn't positive and finite, a count below 1.
    """
    r = WIDTH.one("diameter", diameter, BURNING) / 2
    middle = take_points("centre", [centre], BURNING)
    return np.vstack([ring(middle[0], r, take_count("n_outline", n_outline, BURNING)), middle])


@rule(BURNING, Force.SHOULD)
def kiln_line_points(
    start: tuple[Metre, Metre], azimuth: Degree, pier_offsets: list[Metre], length: Metre, width: Metre
) -> Points:
    """Points of a kiln line: corners and centre of each pier's foundation.

    Cement-plant investigation standard (2015), 6.0.11-5

    Arguments: ``start`` of the kiln's axis, x, y, m; ``azimuth`` of the axis, °, anticlockwise from +x;
    ``pier_offsets`` of the piers' centres along it, m; ``length`` of a foundation along and ``width`` across the
    axis, m, > 0.
    Result: five points for each pier, m.
    Refusals: lengths that aren't positive and finite; no pier.
    """
    l, b = LENGTH.one("length", length, BURNING), LENGTH.one("width", width, BURNING)  # noqa: E741
    origin = take_points("start", [start], BURNING)
    turn = np.radians(AZIMUTH.one("azimuth", azimuth, BURNING))
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    shape = np.array([(-l / 2, -b / 2), (l / 2, -b / 2), (l / 2, b / 2), (-l / 2, b / 2), (0, 0)])
    offsets = take_column("pier_offsets", pier_offsets, COORDINATE, BURNING)
    local = np.vstack([shape + (offset, 0) for offset in offsets])
    return origin + local[:, :1] * along + local[:, 1:] * across


@rule(GROUPS)
def units_without_point(points_in_unit: list[int]) -> list[int]:
    """Buildings or silos of a dense group that have no point: each must keep one.

    Cement-plant investigation standard (2015), 6.0.11-6

    Arguments: ``points_in_unit`` number of points of each unit, ≥ 0.
    Result: the numbers of the units without one, counted from 1.
    Refusals: a count that isn't a whole number ≥ 0.
    """
    counts = [take_count(f"points_in_unit[{i}]", n, GROUPS, fewest=0) for i, n in enumerate(points_in_unit)]
    return [i for i, n in enumerate(counts, 1) if n == 0]
