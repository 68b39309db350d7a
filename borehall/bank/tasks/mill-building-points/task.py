"""Points and depths of a mill building: its outline, and the foundations of its heavy equipment."""

from borehall.bank.field import Integer, Number
from borehall.bank.figures import plan_figure
from borehall.bank.plant import OUTPUTS, draw_work
from borehall.bank.seeds import on_grid
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_9_spacing import point_spacing_limits
from borehall.rules.cement_plant_2015.clause_6_0_10_points import (
    control_points_needed,
    points_short_at_heavy_or_tall,
)
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import rectangle_outline_points
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import heavy_equipment_depth, narrow_base_depth
from borehall.rules.citation import CEMENT

HEAVY, PLACES, DEPTH = CEMENT("6.0.10-2"), CEMENT("6.0.11-1"), CEMENT("6.0.12-6")

TASK = Task(
    id="mill-building-points",
    titles={"zh_CN": "粉磨车间及磨机基础的布点与孔深", "en": "Points and depths of a mill building and its mill"},
    clauses=(PLACES, HEAVY, CEMENT("6.0.9"), CEMENT("6.0.10-4"), CEMENT("6.0.12-1"), DEPTH),
    level=2,
    minutes=8,
    bounds={
        "complexity": (1, 2),
        "mill.width": (6, 9),
        "mill.length": (8, 15),
        "mill.embedment": (3, 5),
        "present": (1, 2),
        "outline": (4, 12),
        "lacking": (1, 2),
        "total": (7, 15),
        "control": (3, 5),
        "columns": (7.5, 10.7),
        "mill": (15, 23),
    },
    steps=(6, 6),
)


def draw(rng):
    """A mill building on columns' bases, and the mill's own foundation within it, wider than those."""
    building = rng.choice(["raw mill building", "cement mill building"])
    work = draw_work(rng, building, rng.choice([one for one in OUTPUTS if one >= 2500]))
    width = rng.number(6.0, 9.0, 0.5)
    return {
        "work": work, "complexity": rng.integer(1, 2),
        "mill": {"width": width, "length": width + rng.number(2.0, 6.0, 0.5),
                 "embedment": on_grid(work["embedment"] + rng.number(0.5, 1.5, 0.1), 0.1)},
        "present": rng.integer(1, 2),
    }  # fmt: skip


def fields(given):
    """Points of the outline, those lacking at the mill, all of them, control points; two depths from the ground."""
    return [
        Integer(name="outline"),
        Integer(name="lacking"),
        Integer(name="total", follows=("outline",)),
        Integer(name="control", follows=("total",)),
        Number(name="columns", unit="m"),
        Number(name="mill", unit="m", points=2),
    ]


def solve(given, known):
    """The mill's three points count for themselves; its holes go twice its width below its own base."""
    work, mill = given["work"], given["mill"]
    limit = point_spacing_limits(given["complexity"]).high or 0.0
    outline = rectangle_outline_points(work["length"], work["width"], limit).total
    lacking = points_short_at_heavy_or_tall(given["present"])
    total = known.get("outline", outline) + given["present"] + lacking
    return {
        "outline": outline,
        "lacking": lacking,
        "total": total,
        "control": control_points_needed(known.get("total", total)),
        "columns": float(narrow_base_depth("column", work["base_width"])) + work["embedment"],
        "mill": float(heavy_equipment_depth(mill["width"])) + mill["embedment"],
    }


def mistakes(given):
    """Corners twice; the mill's points forgotten; the longer side; the multiple of a column's base; from the base."""
    work, mill, right = given["work"], given["mill"], solve(given, {})
    return [
        Mistake("corners-twice", {"outline": right["outline"] + 4}, PLACES),
        Mistake("mill-left-out", {"total": right["outline"]}, HEAVY),
        Mistake("draft-kept", {"total": right["outline"] + given["present"]}, HEAVY),
        Mistake("longer-side", {"mill": 2 * mill["length"] + mill["embedment"]}, DEPTH),
        Mistake("column-multiple", {"mill": 1.5 * mill["width"] + mill["embedment"]}, DEPTH),
        Mistake("from-base", {"columns": right["columns"] - work["embedment"],
                              "mill": right["mill"] - mill["embedment"]}, CEMENT("6.0.12")),
    ]  # fmt: skip


def figure(given):
    """The building with the mill's foundation in it."""
    work, mill = given["work"], given["mill"]
    x, y = (work["length"] - mill["length"]) / 2, (work["width"] - mill["width"]) / 2
    inner = {"x": x, "y": y, "length": mill["length"], "width": mill["width"], "building": "mill foundation"}
    return plan_figure([work, inner])
