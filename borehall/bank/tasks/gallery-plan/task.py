"""Drawing the points of a conveyor gallery along its axis, with the transfer stations at its ends (6.0.11-3)."""

from math import ceil

import numpy as np

from borehall.bank.figures import works_figure
from borehall.bank.plan_field import PlanDrawing
from borehall.bank.plant import draw_ground, model_plan, works_file
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import gallery_points, transfer_station_points
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import narrow_base_depth
from borehall.rules.citation import CEMENT

AXES = ((12, 5), (15, 8), (4, 3), (24, 7), (21, 20))
"""Directions of the axis, across and up."""

TASK = Task(
    id="gallery-plan",
    titles={"zh_CN": "绘制输送天桥与转运站的勘探点", "en": "Draw the points of a gallery and its transfer stations"},
    clauses=(
        CEMENT("6.0.11-3"), CEMENT("6.0.11-6"), CEMENT("6.0.10-4"), CEMENT("6.0.12-1"), CEMENT("6.0.13-1"),
    ),
    level=3,
    minutes=15,
    bounds={
        "columns.x": (20, 166),
        "columns.y": (20, 123),
        "stations.corners.x": (2, 183),
        "stations.corners.y": (5, 138),
        "count": (6, 9),
        "bay": (10, 15),
        "length": (8, 11),
        "width": (6, 8),
        "gallery.base_width": (2, 3.2),
        "gallery.embedment": (1.8, 2.6),
        "station.base_width": (3.5, 4.8),
        "station.embedment": (2.6, 3.6),
        "plan": (14, 15),
    },
    steps=(3, 3),
)  # fmt: skip


def draw(rng):
    """Columns along an axis that is turned; a station beyond the first column and one beyond the last."""
    right, up = rng.choice(AXES)
    along = np.array([right, up]) / float(np.hypot(right, up))
    start = np.array([rng.number(20, 50, 5), rng.number(20, 40, 5)])
    count, bay = rng.integer(6, 9), rng.number(10, 15, 0.5)
    columns = [start + i * bay * along for i in range(count)]
    size = rng.number(8, 11, 0.5), rng.number(6, 8, 0.5)
    gap = size[0] / 2 + rng.number(3, 5, 0.5)
    centres = {"T1": columns[0] - gap * along, "T2": columns[-1] + gap * along}
    return {
        "columns": [{"column": f"{i + 1}", **_at(place)} for i, place in enumerate(columns)],
        "stations": [{"name": name, "corners": _corners(centre, along, size)} for name, centre in centres.items()],
        "count": count, "bay": bay, "length": size[0], "width": size[1],
        "gallery": {"base_width": rng.number(2.0, 3.2, 0.1), "embedment": rng.number(1.8, 2.6, 0.1)},
        "station": {"base_width": rng.number(3.5, 4.8, 0.1), "embedment": rng.number(2.6, 3.6, 0.1)},
        "ground": draw_ground(rng, ["river terrace", "foot slope"]),
    }  # fmt: skip


def _at(place):
    return {"x": round(float(place[0]), 2), "y": round(float(place[1]), 2)}


def _corners(centre, along, size):
    across = np.array([-along[1], along[0]])
    shape = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return [_at(centre + a * size[0] / 2 * along + b * size[1] / 2 * across) for a, b in shape]


def _works(given):
    """The gallery and its stations, all on columns' bases."""
    own = {"system_class": "conveying", "foundation": "column"}
    pairs = [[one["x"], one["y"]] for one in given["columns"]]
    works = [{"name": "G1", "layout": "gallery", "columns": pairs, **given["gallery"], **own}]
    for one in given["stations"]:
        corners = [[corner["x"], corner["y"]] for corner in one["corners"]]
        works.append({"name": one["name"], "layout": "transfer station", "footprint": corners, **given["station"],
                      **own})  # fmt: skip
    return works_file({"ground_complexity": 2, "tolerance": 1.0}, given["ground"], [], {}) | {"works": works}


def fields(given):
    """One plan; a third more points than with every other column begin to be waste, unless each column has its own."""
    every = len(given["columns"]) + 10
    return [PlanDrawing(name="plan", works=_works(given), most_points=max(every, ceil(len(_plan(given)) * 4 / 3)))]


def _places(given, stations=True):
    columns = np.array([(one["x"], one["y"]) for one in given["columns"]])
    places = {"G1": gallery_points(columns, alternate=True).points}
    for one in given["stations"] if stations else ():
        corners = np.array([(corner["x"], corner["y"]) for corner in one["corners"]])
        places[one["name"]] = transfer_station_points(corners)
    return places


def _plan(given, places=None, from_ground=False, **shares):
    depths = {}
    for name, base in (("G1", "gallery"), ("T1", "station"), ("T2", "station")):
        down = 0.0 if from_ground else given[base]["embedment"]
        needed = float(narrow_base_depth("column", given[base]["base_width"])) + down
        depths[name] = (needed, needed)
    return model_plan(places or _places(given), depths, **shares)


def solve(given, known):
    """Every other column and the last one; corners and centre of each station."""
    return {"plan": _plan(given)}


def _without_centres(given):
    return {name: one if name == "G1" else one[:4] for name, one in _places(given).items()}


def mistakes(given):
    """Depths from the ground; stations forgotten; their centres left out; too few control points."""
    return [
        Mistake("from-ground", {"plan": _plan(given, from_ground=True)}, CEMENT("6.0.12")),
        Mistake("stations-forgotten", {"plan": _plan(given, _places(given, stations=False))}, CEMENT("6.0.11-6")),
        Mistake("no-centres", {"plan": _plan(given, _without_centres(given))}, CEMENT("6.0.11-3")),
        Mistake("few-control", {"plan": _plan(given, control=5)}, CEMENT("6.0.10-4")),
    ]


def figure(given):
    """Columns, axis and stations in their coordinates."""
    return works_figure(_works(given))
