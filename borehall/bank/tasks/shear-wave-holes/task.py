"""Holes for the shear-wave velocity by production line and by unit (6.0.14)."""

from borehall.bank.field import Integer
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_14_shear_wave import shear_wave_holes_needed, shear_wave_short
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.14")

TASK = Task(
    id="shear-wave-holes",
    titles={"zh_CN": "剪切波速测试孔的数量", "en": "Holes for the shear-wave velocity"},
    clauses=(CLAUSE,),
    level=2,
    minutes=5,
    bounds={
        "lines.holes": (0, 4),
        "units.holes": (0, 6),
        "needed": (6, 12),
        "lines_lacking": (0, 6),
        "units_lacking": (1, 12),
    },
    steps=(1, 1),
)


def draw(rng):
    """Lines and units with the holes that are planned in each."""
    units = [{"name": "ⅠⅡⅢⅣ"[i], "holes": rng.integer(0, 6)} for i in range(rng.integer(2, 4))]
    units[0]["holes"] = rng.integer(0, 2)
    # Each hole on a line lies in a unit, too: the lines can't have more of them than the units.
    left, lines = sum(one["holes"] for one in units), []
    for i in range(rng.integer(1, 3)):
        lines.append({"name": f"{i + 1}", "holes": rng.integer(0, min(4, left))})
        left -= lines[-1]["holes"]
    return {"lines": lines, "units": units}


def fields(given):
    """The least that can do, and what is lacking by line and by unit."""
    return [Integer(name="needed"), Integer(name="lines_lacking"), Integer(name="units_lacking")]


def solve(given, known):
    """A hole counts for its line and for its unit."""
    short = shear_wave_short(
        {one["name"]: one["holes"] for one in given["lines"]}, {one["name"]: one["holes"] for one in given["units"]}
    )
    return {
        "needed": shear_wave_holes_needed(len(given["lines"]), len(given["units"])),
        "lines_lacking": sum(short.lines.values()),
        "units_lacking": sum(short.units.values()),
    }


def mistakes(given):
    """Both added, though a hole counts twice; units together, so that one makes up for another."""
    lines, units = len(given["lines"]), len(given["units"])
    pooled = max(0, 3 * units - sum(one["holes"] for one in given["units"]))
    found = [Mistake("added-up", {"needed": 2 * lines + 3 * units}, CLAUSE)]
    right = solve(given, {})["units_lacking"]
    return [*found, *([Mistake("units-pooled", {"units_lacking": pooled}, CLAUSE)] if pooled != right else [])]
