"""Drawing the exploration points of a building (6.0.11-1), judged by every rule that applies."""

from math import ceil

from borehall.bank.figures import works_figure
from borehall.bank.plan_field import PlanDrawing
from borehall.bank.plant import OUTPUTS, draw_ground, draw_work, works_file
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_9_spacing import point_spacing_limits
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import rectangle_outline_points
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import narrow_base_depth
from borehall.rules.citation import CEMENT

NAME = "B1"

TASK = Task(
    id="building-plan",
    titles={"zh_CN": "绘制车间勘探点平面布置", "en": "Draw the exploration points of a building"},
    clauses=(CEMENT("6.0.11-1"), CEMENT("6.0.9"), CEMENT("6.0.10-4"), CEMENT("6.0.12-1"), CEMENT("6.0.13-1")),
    level=3,
    minutes=15,
    bounds={"complexity": (1, 2), "plan": (4, 10)},
    steps=(4, 4),
)


def draw(rng):
    """A packing hall or a power station on columns' bases, and the ground below it."""
    building = rng.choice(["packing hall", "waste-heat power station", "crushing building"])
    work = draw_work(rng, building, rng.choice(list(OUTPUTS)))
    ground = draw_ground(rng, ["river terrace", "foot slope"])
    return {"work": work, "ground": ground, "complexity": rng.integer(1, 2)}


def _works(given):
    site = {"ground_complexity": given["complexity"], "tolerance": 1.0}
    return works_file(site, given["ground"], [given["work"] | {"name": NAME}], {})


def fields(given):
    """One plan; a third more points than needed begin to be waste."""
    return [PlanDrawing(name="plan", works=_works(given), most_points=ceil(len(_places(given)) * 4 / 3))]


def _places(given):
    limit = point_spacing_limits(given["complexity"]).high or 0.0
    work = given["work"]
    return rectangle_outline_points(work["length"], work["width"], limit).points


def solve(given, known):
    """Corners and points between them; every other point a control point, all of them sampled."""
    return {"plan": _plan(given, given["work"]["embedment"])}


def _plan(given, embedment, control=2):
    depth = ceil(float(narrow_base_depth("column", given["work"]["base_width"])) + embedment)
    return [
        {
            "id": f"ZK{i + 1}", "x": round(float(x), 2), "y": round(float(y), 2), "kind": "borehole",
            "control": i % control == 0, "sampled": i % 2 == 0, "depth": depth + (3 if i % control == 0 else 0),
            "works": NAME,
        }
        for i, (x, y) in enumerate(_places(given))
    ]  # fmt: skip


def mistakes(given):
    """Depths counted from the ground; a fifth of control points, as in the initial investigation."""
    shallow = [point | {"depth": _plan(given, 0.0)[1]["depth"]} for point in _plan(given, 0.0)]
    few = [point | {"control": i == 0} for i, point in enumerate(_plan(given, given["work"]["embedment"]))]
    return [
        Mistake("from-ground", {"plan": shallow}, CEMENT("6.0.12")),
        Mistake("few-control", {"plan": few}, CEMENT("6.0.10-4")),
    ]


def figure(given):
    """The building's outline in its coordinates."""
    return works_figure(_works(given))
