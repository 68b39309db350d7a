"""Reviewing a plan with flaws, and naming the clauses that it violates."""

import pandas as pd

from borehall.bank.field import Choices, FreeText, Integer
from borehall.bank.figures import plan_figure
from borehall.bank.plant import OUTPUTS, draw_ground, draw_work, works_file
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_9_spacing import point_spacing_limits
from borehall.rules.cement_plant_2015.clause_6_0_10_points import control_points_needed
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import rectangle_outline_points
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import narrow_base_depth
from borehall.rules.cement_plant_2015.clause_6_0_13_sampling import sampling_holes_needed
from borehall.rules.citation import CEMENT
from borehall.rules.plan import check

OPTIONS = ("6.0.9", "6.0.10-4", "6.0.11-1", "6.0.12-1", "6.0.13-1")

TASK = Task(
    id="faulty-plan",
    titles={"zh_CN": "审查勘探方案并指出违反的条款", "en": "Review a plan and name the clauses that it violates"},
    clauses=tuple(map(CEMENT, OPTIONS)),
    level=3,
    minutes=12,
    bounds={
        "complexity": (2, 2),
        "points.x": (0, 42),
        "points.y": (0, 28),
        "points.depth": (5.2, 13.5),
        "limit": (30, 30),
        "needed": (5, 7.2),
        "control_short": (0, 2),
        "sampled_short": (0, 3),
        "shallow": (0, 8),
        "points": (5, 14),
    },
    steps=(8, 8),
)


def draw(rng):
    """A sound plan of a building, into which two or three flaws are put."""
    work = draw_work(rng, rng.choice(["packing hall", "waste-heat power station", "crushing building"]),
                     rng.choice(list(OUTPUTS)))  # fmt: skip
    given = {"work": work, "ground": draw_ground(rng, ["river terrace"]), "complexity": 2}
    limit = point_spacing_limits(2).high
    places = rectangle_outline_points(work["length"], work["width"], rng.number(12, 14, 1)).points
    flaws = rng.sample(["control", "sampled", "depth", "corner"], rng.integer(2, 3))
    needed = round(float(narrow_base_depth("column", work["base_width"])), 2)
    n = len(places)
    controls = max(1, n // 4) if "control" in flaws else -(-n // 3)
    samples = n // 2 - rng.integer(1, 2) if "sampled" in flaws else -(-n // 2)
    deep = round(needed + work["embedment"] + rng.number(0.5, 2.0, 0.5), 1)
    shallow = round(needed + rng.number(0.2, work["embedment"] - 0.5, 0.1), 1)
    chosen, tested = set(rng.sample(range(n), controls)), set(rng.sample(range(n), samples))
    corners = [i for i, (x, y) in enumerate(places) if x in (0, work["length"]) and y in (0, work["width"])]
    left_out = rng.choice(corners)
    high = set(rng.sample([i for i in range(n) if i != left_out], rng.integer(2, n // 2)) if "depth" in flaws else ())
    points = [
        {
            "id": f"ZK{i + 1}", "x": round(float(x), 1), "y": round(float(y), 1), "control": i in chosen,
            "sampled": i in tested, "depth": shallow if i in high else deep,
        }
        for i, (x, y) in enumerate(places)
        if not ("corner" in flaws and i == left_out)
    ]  # fmt: skip
    return given | {"points": points, "limit": limit, "needed": needed}


def fields(given):
    """The clauses; what is lacking in numbers; and in words what should be changed first."""
    rubric = {"names": 0.5, "mends": 0.5}
    return [
        Choices(name="violated", options=OPTIONS, points=3),
        Integer(name="control_short"),
        Integer(name="sampled_short"),
        Integer(name="shallow"),
        FreeText(name="advice", rubric=rubric),
    ]


def solve(given, known):
    """What the rules find; how many control holes are lacking, and how many holes end too high."""
    works = works_file({"ground_complexity": given["complexity"]}, given["ground"], [given["work"]], {})
    name = given["work"]["building"]
    table = pd.DataFrame(given["points"]).assign(kind="borehole", works=name)
    n = len(given["points"])
    found = {finding.citation.clause for finding in check(table, works, "detailed")}
    return {
        "violated": [clause for clause in OPTIONS if clause in found],
        "control_short": _control_short(given, control_points_needed(n)),
        "sampled_short": max(0, sampling_holes_needed(n) - sum(point["sampled"] for point in given["points"])),
        "shallow": _shallow(given, float(narrow_base_depth("column", given["work"]["base_width"]))),
    }


def _control_short(given, needed):
    return max(0, needed - sum(point["control"] for point in given["points"]))


def _shallow(given, needed, embedment=None):
    """Holes that end less than ``needed`` below the base; with an embedment of 0, below the ground."""
    base = given["work"]["embedment"] if embedment is None else embedment
    return sum(point["depth"] - base < needed - 1e-9 for point in given["points"])


def mistakes(given):
    """The initial investigation's share of control points; depths compared from the ground; corners not looked at."""
    right = solve(given, {})["violated"]
    roads = {
        "initial-share": ("6.0.10-4", {"control_short": _control_short(given, -(-len(given["points"]) // 5))}),
        "from-ground": ("6.0.12-1", {"shallow": _shallow(given, given["needed"], 0.0)}),
        "corners-overlooked": ("6.0.11-1", {}),
    }
    return [
        Mistake(name, {"violated": [one for one in right if one != clause], **numbers}, CEMENT(clause))
        for name, (clause, numbers) in roads.items()
        if clause in right and len(right) > 1
    ]


def figure(given):
    """The building and its points; control points are filled."""
    return plan_figure([given["work"]], given["points"], lengths=False)
