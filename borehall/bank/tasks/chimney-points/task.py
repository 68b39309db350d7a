"""Points of a chimney (6.0.11-5) and the depth of its holes (6.0.12-2)."""

from math import ceil, pi, sin

from borehall.bank.field import Integer, Number
from borehall.bank.figures import plan_figure
from borehall.bank.plant import OUTPUTS, draw_ground, draw_work, rules_ground
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_10_points import control_points_needed
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import chimney_points, ring_points_needed
from borehall.rules.cement_plant_2015.clause_6_0_12_deformation import deformation_depth
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import general_hole_depth_range
from borehall.rules.citation import CEMENT
from borehall.rules.gb50007_2011.appendix_k_stress import Base

PLACES, DEPTH, SHARE = CEMENT("6.0.11-5"), CEMENT("6.0.12-2"), CEMENT("6.0.10-4")

TASK = Task(
    id="chimney-points",
    titles={"zh_CN": "烟囱的布点与勘探孔深度", "en": "Points of a chimney and the depth of its holes"},
    clauses=(PLACES, CEMENT("6.0.10-2"), SHARE, DEPTH, CEMENT("6.0.12")),
    level=2,
    minutes=8,
    bounds={
        "diameter": (9.5, 21),
        "spacing": (6.5, 12),
        "deformation": (10.5, 23),
        "outline": (3, 10),
        "total": (4, 11),
        "control": (2, 4),
        "general": (8.25, 15.5),
        "control_length": (14.5, 28),
    },
    steps=(4, 4),
)


def draw(rng):
    """A chimney's ring foundation; the spacing agreed upon; the deformation depth as calculated."""
    work = draw_work(rng, "chimney", rng.choice([one for one in OUTPUTS if one >= 2500]))
    ground = draw_ground(rng, ["river terrace", "foot slope"])
    base = Base("circle", work["length"])
    found = deformation_depth(base, work["pressure"], work["embedment"], rules_ground(ground))
    return {
        "work": work, "ground": ground, "diameter": work["length"],
        "spacing": rng.number(6.5, 12.0, 0.5), "deformation": ceil(10 * found.depth) / 10,
    }  # fmt: skip


def fields(given):
    """Points on the outline and in all, control points among them; both depths from the ground."""
    return [
        Integer(name="outline"),
        Integer(name="total", follows=("outline",)),
        Integer(name="control", follows=("total",)),
        Number(name="general", unit="m"),
        Number(name="control_length", unit="m"),
    ]


def solve(given, known):
    """No inner ring; general holes 0.5b below the base, control holes beyond the deformation depth."""
    outline = ring_points_needed(given["diameter"] / 2, given["spacing"], "chord")
    total = len(chimney_points(given["diameter"], known.get("outline", outline)))
    embedment = given["work"]["embedment"]
    return {
        "outline": outline,
        "total": total,
        "control": control_points_needed(known.get("total", total)),
        "general": general_hole_depth_range(given["diameter"]).low + embedment,
        "control_length": given["deformation"] + embedment,
    }


def margins(given):
    """The chord with the points found, and with one fewer: none just fits or just misses."""
    outline = solve(given, {})["outline"]
    return [(given["diameter"] * sin(pi / n), given["spacing"]) for n in (outline, outline - 1)]


def mistakes(given):
    """Rings as at a silo; no centre; the initial share; depths from the base; the radius for the width."""
    right = solve(given, {})
    radius, embedment = given["diameter"] / 2, given["work"]["embedment"]
    inner = ring_points_needed(radius / 2, given["spacing"], "chord")
    fifth = -(-right["total"] // 5)
    return [
        Mistake("as-a-silo", {"total": right["total"] + inner}, PLACES),
        Mistake("no-centre", {"total": right["outline"]}, PLACES),
        *([Mistake("initial-share", {"control": fifth}, SHARE)] if fifth != right["control"] else []),
        Mistake("from-base", {"general": right["general"] - embedment, "control_length": given["deformation"]},
                CEMENT("6.0.12")),
        Mistake("radius-as-width", {"general": radius / 2 + embedment}, DEPTH),
    ]  # fmt: skip


def figure(given):
    """The foundation from above."""
    return plan_figure([given["work"]])
