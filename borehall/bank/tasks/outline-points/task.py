"""Points on the outline of a rectangular building (6.0.11-1), with the distances of 6.0.9."""

from borehall.bank.field import Integer, Number
from borehall.bank.figures import plan_figure
from borehall.bank.plant import OUTPUTS, draw_work
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_9_spacing import point_spacing_limits
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import rectangle_outline_points
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.11-1")

TASK = Task(
    id="outline-points",
    titles={"zh_CN": "车间周边勘探点的数量与间距", "en": "Points around a building"},
    clauses=(CLAUSE, CEMENT("6.0.9")),
    level=2,
    minutes=6,
    bounds={"complexity": (1, 2), "long": (1, 4), "short": (1, 2), "total": (5, 13), "gap": (8.5, 29.5)},
    steps=(3, 3),
)


def draw(rng):
    """A building of the plant, the complexity of its ground, a point at the equipment's centre."""
    buildings = ["raw mill building", "cement mill building", "packing hall", "crushing building", "preheater tower"]
    work = draw_work(rng, rng.choice(buildings), rng.choice(list(OUTPUTS)))
    return {"work": work, "complexity": rng.integer(1, 2)}


def fields(given):
    """Intervals on either side, all points, the distance on the long side."""
    return [
        Integer(name="long"),
        Integer(name="short"),
        Integer(name="total", follows=("long", "short")),
        Number(name="gap", unit="m", follows=("long",)),
    ]


def _layout(given):
    work = given["work"]
    return rectangle_outline_points(
        work["length"], work["width"], point_spacing_limits(given["complexity"]).high or 0, 1
    )


def solve(given, known):
    """Corners once, and one at the centre."""
    layout = _layout(given)
    long, short = known.get("long", layout.intervals_long), known.get("short", layout.intervals_short)
    gap = given["work"]["length"] / long
    return {"long": layout.intervals_long, "short": layout.intervals_short, "total": 2 * (long + short) + 1, "gap": gap}


def mistakes(given):
    """Corners counted twice; no point at the equipment's centre."""
    right = solve(given, {})
    return [
        Mistake("corners-twice", {"total": right["total"] + 4}, CLAUSE),
        Mistake("no-centre", {"total": right["total"] - 1}, CLAUSE),
        Mistake("limit-kept", {"gap": point_spacing_limits(given["complexity"]).high}, CEMENT("6.0.9")),
    ]


def figure(given):
    """The outline."""
    return plan_figure([given["work"]])
