"""Points of a silo (6.0.11-4): outer ring, inner ring at half the radius, centre."""

from math import pi, sin

from borehall.bank.field import Integer, Number
from borehall.bank.figures import plan_figure
from borehall.bank.plant import OUTPUTS, draw_work
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_11_silos import ring_points_needed
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.11-4")

TASK = Task(
    id="silo-rings",
    titles={"zh_CN": "筒仓勘探点的布置", "en": "Exploration points of a silo"},
    clauses=(CLAUSE,),
    level=2,
    minutes=6,
    bounds={
        "diameter": (11.5, 26.5),
        "spacing": (6, 12),
        "radius": (2.6, 6.9),
        "outer": (3, 14),
        "inner": (3, 7),
        "total": (7, 22),
    },
    steps=(2, 2),
)


def draw(rng):
    """A silo of the plant's size, and the most allowed between neighbours."""
    silo = draw_work(rng, "silo", rng.choice(list(OUTPUTS)))
    return {"silo": silo, "diameter": silo["length"], "spacing": rng.number(6.0, 12.0, 0.1)}


def fields(given):
    """Radius of the inner ring, points of either ring, and all of them."""
    return [
        Number(name="radius", unit="m"),
        Integer(name="outer"),
        Integer(name="inner", follows=("radius",)),
        Integer(name="total", follows=("outer", "inner")),
    ]


def solve(given, known):
    """Straight distances, as the statement says."""
    radius = known.get("radius", given["diameter"] / 4)
    outer = ring_points_needed(given["diameter"] / 2, given["spacing"], "chord")
    inner = ring_points_needed(radius, given["spacing"], "chord")
    total = known.get("outer", outer) + known.get("inner", inner) + 1
    return {"radius": given["diameter"] / 4, "outer": outer, "inner": inner, "total": total}


def margins(given):
    """Chords with the points found and with one fewer: none just fits or just misses."""
    radius, right = given["diameter"] / 2, solve(given, {})
    return [
        (2 * r * sin(pi / n), given["spacing"])
        for r, count in ((radius, right["outer"]), (radius / 2, right["inner"]))
        for n in (count, count - 1)
    ]


def mistakes(given):
    """The outline's radius for the inner ring; the diameter for a radius; no point at the centre; along the arc."""
    right = solve(given, {})
    arc = ring_points_needed(given["diameter"] / 2, given["spacing"], "arc")
    found = [
        Mistake("half-diameter", {"radius": given["diameter"] / 2}, CLAUSE),
        Mistake("no-centre", {"total": right["total"] - 1}, CLAUSE),
        Mistake(
            "diameter-as-radius", {"outer": ring_points_needed(given["diameter"], given["spacing"], "chord")}, CLAUSE
        ),
    ]
    return [*found, *([Mistake("along-arc", {"outer": arc}, CLAUSE)] if arc != right["outer"] else [])]


def figure(given):
    """The silo from above."""
    return plan_figure([given["silo"]])
