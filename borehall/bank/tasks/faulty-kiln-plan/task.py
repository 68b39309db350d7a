"""Reviewing the plan of a kiln line with flaws, and naming the clauses that it violates."""

from math import ceil

import pandas as pd

from borehall.bank.field import Choices, FreeText
from borehall.bank.figures import works_figure
from borehall.bank.plant import OUTPUTS, draw_ground, draw_work, rules_ground, works_file
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_10_points import control_points_needed
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import chimney_points, kiln_line_points
from borehall.rules.cement_plant_2015.clause_6_0_12_deformation import deformation_depth
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import general_hole_depth_range, heavy_equipment_depth
from borehall.rules.cement_plant_2015.clause_6_0_13_sampling import sampling_holes_needed
from borehall.rules.cement_plant_2015.clause_6_0_14_shear_wave import PER_UNIT
from borehall.rules.citation import CEMENT
from borehall.rules.gb50007_2011.appendix_k_stress import Base
from borehall.rules.plan import check

OPTIONS = ("6.0.10-4", "6.0.11-5", "6.0.12-2", "6.0.12-6", "6.0.13-1", "6.0.14")
FLAWS = ("control", "place", "chimney", "pier", "sampled", "waves")
"""What violates each of them, in the same order."""

KILN, CHIMNEY, LINE, UNIT = "K1", "C1", "1", "A"
RING = 4

TASK = Task(
    id="faulty-kiln-plan",
    titles={"zh_CN": "审查窑中与烟囱的勘探方案", "en": "Review the plan of a kiln and its chimney"},
    clauses=tuple(map(CEMENT, OPTIONS)),
    level=3,
    minutes=15,
    bounds={
        "diameter": (9.5, 21),
        "deformation": (10.5, 23),
        "pier.base_width": (5.5, 7),
        "pier.base_length": (8, 10),
        "pier.embedment": (2.5, 3.5),
        "gap": (20, 30),
        "points.x": (-5, 45.5),
        "points.y": (-3.5, 36.5),
        "points.depth": (8.5, 29.5),
        "points": (14, 15),
        "flaws": (2, 3),
    },
    steps=(14, 14),
)


def draw(rng):
    """A sound plan of two piers and a chimney, into which two or three flaws are put."""
    work = draw_work(rng, "chimney", rng.choice([one for one in OUTPUTS if one >= 2500]))
    ground = draw_ground(rng, ["river terrace", "foot slope"])
    found = deformation_depth(Base("circle", work["length"]), work["pressure"], work["embedment"], rules_ground(ground))
    given = {
        "chimney": work, "ground": ground, "diameter": work["length"], "deformation": ceil(10 * found.depth) / 10,
        "pier": {"base_width": rng.number(5.5, 7.0, 0.1), "base_length": rng.number(8.0, 10.0, 0.1),
                 "embedment": rng.number(2.5, 3.5, 0.1)},
        "gap": rng.number(20, 30, 0.5), "flaws": sorted(rng.sample(FLAWS, rng.integer(2, 3))),
    }  # fmt: skip
    return given | {"points": _points(rng, given, set(given["flaws"]))}


def _places(given):
    """Works and place of each point of the sound plan."""
    pier = given["pier"]
    kiln = kiln_line_points((0.0, 0.0), 0.0, [0.0, given["gap"]], pier["base_length"], pier["base_width"])
    stack = chimney_points(given["diameter"], RING, _centre(given))
    return [(name, float(x), float(y)) for name, xy in ((KILN, kiln), (CHIMNEY, stack)) for x, y in xy]


def _centre(given):
    """Of the chimney, beside the second pier."""
    return given["gap"] + 5.0, round(given["diameter"] / 2 + 15.0)


def _points(rng, given, flaws):
    places = _places(given)
    if "place" in flaws:
        # A pier's centre, or the chimney's.
        places.pop(rng.choice([4, 9, len(places) - 1]))
    n = len(places)
    own = {name: [i for i, (work, _, _) in enumerate(places) if work == name] for name in (KILN, CHIMNEY)}
    counts = {
        "control": n // 4 if "control" in flaws else control_points_needed(n),
        "sampled": n // 2 - 1 if "sampled" in flaws else sampling_holes_needed(n),
        "shear_wave": PER_UNIT - 1 if "waves" in flaws else PER_UNIT,
    }
    chosen = {}
    for name, count in counts.items():
        first = rng.sample(own[CHIMNEY], 2 if name == "control" else 1)
        chosen[name] = {*first, *rng.sample([i for i in range(n) if i not in first], count - len(first))}
    depths = _depths(rng, given, flaws)
    rows = []
    for i, (work, x, y) in enumerate(places):
        kind = "pier" if work == KILN else "control" if i in chosen["control"] else "general"
        depth = depths["shallow"] if kind == "pier" and i % 3 == 1 else depths[kind]
        rows.append({"id": f"ZK{i + 1}", "works": work, "x": round(x, 2), "y": round(y, 2), "depth": depth,
                     **{name: i in those for name, those in chosen.items()}})  # fmt: skip
    return rows


def _depths(rng, given, flaws):
    """From the ground. A flawed one would be enough if it counted from there, and isn't as it counts from the base."""
    pier, stack = given["pier"], given["chimney"]
    needed, deep = float(heavy_equipment_depth(pier["base_width"])), given["deformation"]
    general = general_hole_depth_range(given["diameter"]).low + stack["embedment"]
    enough = round(needed + pier["embedment"] + rng.number(0.5, 1.5, 0.5), 1)
    beyond = round(deep + stack["embedment"] + rng.number(0.5, 1.5, 0.5), 1)
    return {
        "pier": enough,
        "shallow": round(needed + rng.number(0.3, 1.5, 0.1), 1) if "pier" in flaws else enough,
        "control": round(deep + rng.number(0.3, 1.5, 0.1), 1) if "chimney" in flaws else beyond,
        "general": round(general + rng.number(0.5, 1.5, 0.5), 1),
    }


def _works(given):
    pier, line = given["pier"], {"production_line": LINE}
    site = {"ground_complexity": 2, "tolerance": 1.0, "production_lines": [{"name": LINE}], "geological_units": [UNIT]}
    made = works_file(site, given["ground"], [given["chimney"] | {"name": CHIMNEY}], {})
    kiln = {"name": KILN, "system_class": "burning", "layout": "kiln", "foundation": "raft", "heavy_equipment": True,
            "piers": [[0.0, 0.0], [given["gap"], 0.0]], **pier, **line}  # fmt: skip
    stack = made["works"][0] | line | {"centre": list(_centre(given))}
    return made | {"works": [kiln, stack]}


def fields(given):
    """The clauses; and in words how the plan should be changed."""
    rubric = {"names": 0.5, "mends": 0.5}
    return [Choices(name="violated", options=OPTIONS, points=3), FreeText(name="advice", rubric=rubric)]


def solve(given, known):
    """What the rules find."""
    table = pd.DataFrame(given["points"]).assign(kind="borehole", unit=UNIT)
    found = {finding.citation.clause for finding in check(table, _works(given), "detailed")}
    return {"violated": sorted(found)}


def mistakes(given):
    """The initial share; depths compared from the ground; centres not looked for; the unit's holes not counted."""
    right = solve(given, {})["violated"]
    roads = {
        "initial-share": ("6.0.10-4",), "centre-overlooked": ("6.0.11-5",), "from-ground": ("6.0.12-2", "6.0.12-6"),
        "line-only": ("6.0.14",),
    }  # fmt: skip
    found = []
    for name, clauses in roads.items():
        left = [one for one in right if one not in clauses]
        if left and left != right:
            found.append(Mistake(name, {"violated": left}, CEMENT(clauses[0])))
    return found


def figure(given):
    """Piers, chimney and points; control points are filled."""
    return works_figure(_works(given), given["points"])
