"""Drawing the points of two silos (6.0.11-4), judged by every rule that applies."""

from math import ceil

from borehall.bank.figures import works_figure
from borehall.bank.plan_field import PlanDrawing
from borehall.bank.plant import OUTPUTS, draw_ground, draw_work, model_plan, rules_ground, works_file
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_9_spacing import point_spacing_limits
from borehall.rules.cement_plant_2015.clause_6_0_11_silos import ring_points_needed, silo_rings
from borehall.rules.cement_plant_2015.clause_6_0_12_deformation import deformation_depth
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import general_hole_depth_range
from borehall.rules.citation import CEMENT
from borehall.rules.gb50007_2011.appendix_k_stress import Base

COMPLEXITY = 1
BEYOND = 0.5
"""How far the model plan's control holes go beyond the deformation depth, m."""

TASK = Task(
    id="silo-plan",
    titles={"zh_CN": "绘制筒仓勘探点平面布置", "en": "Draw the exploration points of two silos"},
    clauses=(CEMENT("6.0.11-4"), CEMENT("6.0.9"), CEMENT("6.0.10-4"), CEMENT("6.0.12-2"), CEMENT("6.0.13-1")),
    level=3,
    minutes=15,
    bounds={
        "diameter": (14, 24),
        "deformation": (15, 27.5),
        "silos.x": (20, 93),
        "silos.y": (20, 40),
        "plan": (14, 18),
    },
    steps=(9, 9),
)


def draw(rng):
    """Two silos of one size side by side; the deformation depth is given, so that the drawing is what is asked."""
    silo = draw_work(rng, "silo", rng.choice([output for output in OUTPUTS if 3200 <= output <= 6000]))
    ground = draw_ground(rng, ["river terrace", "foot slope"])
    diameter = silo["length"]
    x, y = rng.number(20, 60, 5), rng.number(20, 40, 5)
    apart = diameter + rng.number(4, 9, 0.5)
    base = Base("circle", diameter)
    found = deformation_depth(base, silo["pressure"], silo["embedment"], rules_ground(ground))
    return {
        "silo": silo, "ground": ground, "diameter": diameter, "deformation": ceil(10 * found.depth) / 10,
        "silos": [{"name": f"{i + 1}#", "x": x + i * apart, "y": y} for i in range(2)],
    }  # fmt: skip


def _works(given):
    half = given["diameter"] / 2
    silos = [given["silo"] | {"name": one["name"], "x": one["x"] - half, "y": one["y"] - half}
             for one in given["silos"]]  # fmt: skip
    return works_file({"ground_complexity": COMPLEXITY, "tolerance": 1.0}, given["ground"], silos, {})


def fields(given):
    """One plan. A third more points than needed begin to be waste; the rings' least numbers are the statement's."""
    count = len(_plan(given))
    return [PlanDrawing(name="plan", works=_works(given), most_points=ceil(count * 4 / 3), least_points=count)]


def _on_the_outline(given):
    limit = point_spacing_limits(COMPLEXITY).high or 0.0
    return ring_points_needed(given["diameter"] / 2, limit, "chord")


def _places(given, outer=None, inner=True):
    """Rings and centre of each silo; the outer ring by the straight distance of its neighbours."""
    count = outer or _on_the_outline(given)
    rings = {one["name"]: silo_rings(given["diameter"], count, 3, (one["x"], one["y"])) for one in given["silos"]}
    return {name: one.points if inner else [*one.outer, *one.centre] for name, one in rings.items()}


def _plan(given, embedment=None, places=None, control=3):
    down = given["silo"]["embedment"] if embedment is None else embedment
    least = general_hole_depth_range(given["diameter"]).low
    depths = (given["deformation"] + BEYOND + down, least + down)
    return model_plan(places or _places(given), {one["name"]: depths for one in given["silos"]}, control=control)


def solve(given, known):
    """Outer ring, inner ring and centre; every third point a control point, every other one sampled."""
    return {"plan": _plan(given)}


def mistakes(given):
    """Depths from the ground; too few control points; no inner ring; the distances of better ground."""
    found = [
        Mistake("from-ground", {"plan": _plan(given, 0.0)}, CEMENT("6.0.12")),
        Mistake("few-control", {"plan": _plan(given, control=5)}, CEMENT("6.0.10-4")),
        Mistake("no-inner-ring", {"plan": _plan(given, places=_places(given, inner=False))}, CEMENT("6.0.11-4")),
    ]
    wide = (
        []
        if _on_the_outline(given) == 3
        else [Mistake("wide-gaps", {"plan": _plan(given, places=_places(given, 3))}, CEMENT("6.0.9"))]
    )
    return [*found, *wide]


def figure(given):
    """The silos in their coordinates."""
    return works_figure(_works(given))
