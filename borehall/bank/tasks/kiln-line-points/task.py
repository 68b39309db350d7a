"""Points of a kiln line: corners and centre of each pier's foundation (6.0.11-5)."""

import numpy as np

from borehall.bank.field import Integer, Number
from borehall.bank.figures import plan_figure
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import kiln_line_points
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.11-5")

TASK = Task(
    id="kiln-line-points",
    titles={"zh_CN": "窑中各墩基础的布点与坐标", "en": "Points and coordinates of a kiln's piers"},
    clauses=(CLAUSE,),
    level=2,
    minutes=8,
    bounds={
        "x": (100, 300),
        "y": (100, 300),
        "azimuth": (10, 40),
        "offsets.offset": (0, 90),
        "length": (8, 12),
        "width": (5, 7.5),
        "total": (10, 20),
        "centre_x": (100, 400),
        "centre_y": (90, 360),
        "corner_x": (90, 320),
        "corner_y": (90, 320),
    },
    steps=(0, 0),
)


def draw(rng):
    """Two to four piers along an axis that is turned."""
    gaps = [rng.number(18, 30, 0.5) for _ in range(rng.integer(1, 3))]
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    return {
        "x": rng.number(100, 300, 5),
        "y": rng.number(100, 300, 5),
        "azimuth": rng.number(10, 40, 1),
        "offsets": [{"pier": f"{i + 1}", "offset": one} for i, one in enumerate(offsets)],
        "last": f"{len(offsets)}",
        "length": rng.number(8, 12, 0.5),
        "width": rng.number(5, 7.5, 0.5),
    }


def fields(given):
    """All points, and the place of the last pier's centre and of one corner of the first."""
    return [
        Integer(name="total"),
        Number(name="centre_x", unit="m", absolute=0.05, relative=0),
        Number(name="centre_y", unit="m", absolute=0.05, relative=0),
        Number(name="corner_x", unit="m", absolute=0.05, relative=0),
        Number(name="corner_y", unit="m", absolute=0.05, relative=0),
    ]


def _points(given, azimuth):
    offsets = [one["offset"] for one in given["offsets"]]
    return kiln_line_points((given["x"], given["y"]), azimuth, offsets, given["length"], given["width"])


def _places(points):
    corner, centre = np.round(points[2], 6), np.round(points[-1], 6)
    return {
        "centre_x": float(centre[0]), "centre_y": float(centre[1]),
        "corner_x": float(corner[0]), "corner_y": float(corner[1]),
    }  # fmt: skip


def solve(given, known):
    """Five points for each pier; the corner is the one ahead and to the left."""
    points = _points(given, given["azimuth"])
    return {"total": len(points), **_places(points)}


def mistakes(given):
    """The angle from north; no centres."""
    turned = _places(_points(given, 90 - given["azimuth"]))
    return [
        Mistake("from-north", turned, CLAUSE),
        Mistake("corners-only", {"total": 4 * len(given["offsets"])}, CLAUSE),
    ]


def figure(given):
    """The points of the solution without their names: where the piers are."""
    centres = _points(given, given["azimuth"])[4::5]
    points = [{"x": float(x), "y": float(y), "id": i + 1} for i, (x, y) in enumerate(centres)]
    return plan_figure([], points)
