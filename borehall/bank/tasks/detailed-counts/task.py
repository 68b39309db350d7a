"""Least numbers of control points, sampled holes and drilled holes in a detailed investigation."""

from borehall.bank.field import Integer
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_10_points import control_points_needed
from borehall.rules.cement_plant_2015.clause_6_0_13_sampling import drilled_sampling_holes_needed, sampling_holes_needed
from borehall.rules.citation import CEMENT

CONTROL, SAMPLED = CEMENT("6.0.10-4"), CEMENT("6.0.13-1")

TASK = Task(
    id="detailed-counts",
    titles={"zh_CN": "详细勘察控制性孔与取样孔的数量", "en": "Control and sampled holes of a detailed investigation"},
    clauses=(CONTROL, SAMPLED),
    level=1,
    minutes=4,
    bounds={
        "boreholes": (30, 130),
        "cones": (10, 60),
        "total": (40, 190),
        "control": (11, 67),
        "sampled": (17, 95),
        "drilled": (11, 67),
    },
    steps=(3, 3),
)


def draw(rng):
    """Boreholes and cone tests of a whole plant."""
    boreholes, cones = rng.integer(30, 130), rng.integer(10, 60)
    return {"boreholes": boreholes, "cones": cones, "total": boreholes + cones}


def fields(given):
    """Three counts."""
    return [Integer(name="control"), Integer(name="sampled"), Integer(name="drilled")]


def solve(given, known):
    """Shares of all points, rounded up."""
    n = given["total"]
    return {
        "control": control_points_needed(n),
        "sampled": sampling_holes_needed(n),
        "drilled": drilled_sampling_holes_needed(n),
    }


def mistakes(given):
    """The initial investigation's share; boreholes alone as the whole; rounded down."""
    n, bored = given["total"], given["boreholes"]
    rounded = [Mistake("rounded-down", {"control": n // 3}, CONTROL)] if n % 3 else []
    return [
        Mistake("initial-share", {"control": -(-n // 5)}, CEMENT("5.0.8-5")),
        Mistake("of-boreholes-only", {"drilled": drilled_sampling_holes_needed(bored)}, SAMPLED),
        *rounded,
    ]
