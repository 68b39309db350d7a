"""Depth of holes in an initial investigation, and holes that fall short (5.0.10)."""

from borehall.bank.field import Choices, Number
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_5_0_10_depth import hole_depth_limits, reaches_below_cover
from borehall.rules.citation import CEMENT

CLAUSE, COVER = CEMENT("5.0.10"), CEMENT("5.0.10-4")

TASK = Task(
    id="initial-depth",
    titles={"zh_CN": "初步勘察的勘探孔深度", "en": "Depth of holes in an initial investigation"},
    clauses=(CLAUSE, COVER),
    level=2,
    minutes=6,
    bounds={
        "importance": (1, 3),
        "holes.depth": (3.5, 34),
        "cover": (16, 34),
        "waves.depth": (14, 37.5),
        "control": (10, 30),
        "general": (6, 15),
    },
    steps=(0, 0),
)


def draw(rng):
    """Works of one importance; holes around the least depths; some that serve to classify the site."""
    importance = rng.integer(1, 3)
    limits = hole_depth_limits(importance)
    holes = []
    for i in range(7):
        control = i % 3 == 0
        least = (limits.control if control else limits.general).low or 0.0
        holes.append({"key": f"ZK{i + 1}", "control": control, "depth": least + rng.number(-2.5, 4.0, 0.5)})
    # One of each falls short in any case: an answer that names none could not be told from a missing one.
    short = holes[rng.integer(0, 6)]
    least = (limits.control if short["control"] else limits.general).low or 0.0
    short["depth"] = least - rng.number(0.5, 2.5, 0.5)
    cover, shallow = rng.number(16, 34, 0.5), rng.integer(0, 2)
    steps = [[-2.0, -0.5, 0.0] if i == shallow else [-2.0, -0.5, 0.0, 0.5, 2.0, 3.5] for i in range(3)]
    waves = [{"key": f"BK{i + 1}", "depth": cover + rng.choice(own)} for i, own in enumerate(steps)]
    return {"importance": importance, "holes": holes, "cover": cover, "waves": waves}


def fields(given):
    """The least depths, and which holes fall short."""
    return [
        Number(name="control", unit="m", decimals=1),
        Number(name="general", unit="m", decimals=1),
        Choices(name="short", options=tuple(one["key"] for one in given["holes"]), points=2),
        Choices(name="waves_short", options=tuple(one["key"] for one in given["waves"])),
    ]


def solve(given, known):
    """The lower limits of the table in force; a wave hole must go beyond the cover."""
    limits = hole_depth_limits(given["importance"])
    low = {True: limits.control.low or 0.0, False: limits.general.low or 0.0}
    return {
        "control": low[True],
        "general": low[False],
        "short": [one["key"] for one in given["holes"] if one["depth"] < low[one["control"]]],
        "waves_short": [one["key"] for one in given["waves"] if not reaches_below_cover(one["depth"], given["cover"])],
    }


def mistakes(given):
    """All holes held to the general depth; a wave hole that just reaches the cover taken for enough; the other kind."""
    right = solve(given, {})
    lenient = [one["key"] for one in given["holes"] if one["depth"] < right["general"]]
    reached = [one["key"] for one in given["waves"] if one["depth"] < given["cover"]]
    return [
        Mistake("kinds-swapped", {"control": right["general"], "general": right["control"]}, CLAUSE),
        *([Mistake("all-general", {"short": lenient}, CLAUSE)] if lenient != right["short"] else []),
        *([Mistake("just-reached", {"waves_short": reached}, COVER)] if reached != right["waves_short"] else []),
    ]
