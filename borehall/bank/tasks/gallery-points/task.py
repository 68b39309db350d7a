"""Points of a conveyor gallery and its transfer station (6.0.11-3)."""

import numpy as np

from borehall.bank.field import Integer, Number
from borehall.bank.figures import plan_figure
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import gallery_points, transfer_station_points
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.11-3")

TASK = Task(
    id="gallery-points",
    titles={"zh_CN": "输送天桥与转运站的布点", "en": "Points of a gallery and its transfer station"},
    clauses=(CLAUSE,),
    level=1,
    minutes=5,
    bounds={
        "columns": (6, 17),
        "stations": (2, 4),
        "bay": (9, 18),
        "length": (8, 12),
        "width": (6, 8),
        "gallery": (4, 9),
        "gap": (18, 36),
        "station": (10, 20),
        "total": (14, 29),
    },
    steps=(0, 0),
)


def draw(rng):
    """Columns at equal distances, and a station of four corners at the end."""
    return {
        "columns": rng.integer(6, 17),
        "stations": rng.integer(2, 4),
        "bay": rng.number(9.0, 18.0, 0.5),
        "length": rng.number(8.0, 12.0, 0.5),
        "width": rng.number(6.0, 8.0, 0.5),
    }


def fields(given):
    """Points of the gallery, of the station, of both; the widest gap."""
    return [
        Integer(name="gallery"),
        Number(name="gap", unit="m"),
        Integer(name="station"),
        Integer(name="total", follows=("gallery", "station")),
    ]


def _gallery(given):
    return gallery_points(np.array([(i * given["bay"], 0.0) for i in range(given["columns"])]), alternate=True)


def solve(given, known):
    """Every other column and the last; corners and centre."""
    found = _gallery(given)
    length, width = given["length"], given["width"]
    each = len(transfer_station_points(np.array([(0, 0), (length, 0), (length, width), (0, width)])))
    station = each * given["stations"]
    gallery = len(found.numbers)
    total = known.get("gallery", gallery) + known.get("station", station)
    return {"gallery": gallery, "gap": found.widest_gap, "station": station, "total": total}


def mistakes(given):
    """The last column left without a point; every column; the station's centre left out."""
    right = solve(given, {})
    last = [Mistake("last-left-out", {"gallery": right["gallery"] - 1}, CLAUSE)] if given["columns"] % 2 == 0 else []
    return [
        *last,
        Mistake("one-bay", {"gap": given["bay"]}, CLAUSE),
        Mistake("no-centre", {"station": 4 * given["stations"]}, CLAUSE),
        Mistake("every-column", {"gallery": given["columns"]}, CLAUSE),
    ]


def figure(given):
    """Columns along the gallery, the station at its end."""
    points = [{"x": i * given["bay"], "y": given["width"] / 2, "id": i + 1} for i in range(given["columns"])]
    place = {"x": points[-1]["x"] + given["bay"], "y": 0, "building": "transfer station"}
    return plan_figure([place | {"length": given["length"], "width": given["width"]}], points, lengths=False)
