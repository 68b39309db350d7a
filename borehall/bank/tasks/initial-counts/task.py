"""Bounds of control and of sampled points in an initial investigation (5.0.8-5, 5.0.11)."""

from borehall.bank.field import Integer
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_5_0_8_points import control_point_bounds
from borehall.rules.cement_plant_2015.clause_5_0_11_sampling import sampling_point_bounds, shear_wave_holes_wanted
from borehall.rules.citation import CEMENT

CONTROL, SAMPLED = CEMENT("5.0.8-5"), CEMENT("5.0.11-1")

TASK = Task(
    id="initial-counts",
    titles={"zh_CN": "初步勘察控制性点与取样点的数量", "en": "Control and sampled points of an initial investigation"},
    clauses=(CONTROL, SAMPLED, CEMENT("5.0.11-3")),
    level=1,
    minutes=5,
    bounds={
        "lines": (4, 11),
        "points": (23, 139),
        "landforms": (1, 3),
        "units": (1, 6),
        "control_least": (5, 28),
        "control_most": (7, 46),
        "sampled": (6, 35),
        "waves": (3, 18),
    },
    steps=(5, 5),
)


def draw(rng):
    """Lines with some points each, over landforms, and over geological units, which are often more."""
    lines, each, landforms = rng.integer(4, 11), rng.integer(5, 12), rng.integer(1, 3)
    points = lines * each + rng.integer(3, 7)
    return {"lines": lines, "points": points, "landforms": landforms, "units": landforms + rng.integer(0, 3)}


def fields(given):
    """Fewest and most control points, fewest sampled ones, shear-wave holes."""
    return [Integer(name="control_least"), Integer(name="control_most"), Integer(name="sampled"), Integer(name="waves")]


def solve(given, known):
    """Shares of the points, rounded inwards."""
    control = control_point_bounds(given["points"], given["landforms"])
    return {
        "control_least": control.fewest,
        "control_most": control.most,
        "sampled": sampling_point_bounds(given["points"]).fewest,
        "waves": shear_wave_holes_wanted(given["units"]),
    }


def mistakes(given):
    """The detailed investigation's shares; rounding the wrong way; landforms taken for geological units."""
    n, units, landforms = given["points"], given["units"], given["landforms"]
    by_landform = {"waves": shear_wave_holes_wanted(landforms)}
    return [
        Mistake("detailed-control", {"control_least": -(-n // 3)}, CONTROL),
        Mistake("detailed-sampled", {"sampled": -(-n // 2)}, SAMPLED),
        *([Mistake("rounded-out", {"control_most": -(-n // 3)}, CONTROL)] if n % 3 else []),
        *([Mistake("landforms-counted", by_landform, CEMENT("5.0.11-3"))] if landforms < units else []),
    ]
