"""Depth of holes below a narrow base (6.0.12-1): strip or column, and never less than 5 m."""

from borehall.bank.field import Choice, Number
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import narrow_base_depth
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.12-1")

TASK = Task(
    id="narrow-base-depth",
    titles={"zh_CN": "窄基础的勘探孔深度", "en": "Depth of holes below a narrow base"},
    clauses=(CLAUSE,),
    level=1,
    minutes=4,
    bounds={"width": (1, 5), "embedment": (1.5, 3.5), "depth": (5, 15), "length": (6.5, 18.5)},
    steps=(1, 1),
)


def draw(rng):
    """A strip or a column's base under one of the plant's buildings."""
    kind = rng.choice(["strip", "column"])
    return {
        "kind": kind,
        "base": f"{kind} base",
        "building": rng.choice(["packing hall", "crushing building", "raw mill building", "cement mill building"]),
        "width": rng.number(1.0, 5.0, 0.1),
        "embedment": rng.number(1.5, 3.5, 0.1),
    }


def fields(given):
    """The depth below the base, what governs it, and the length from the ground."""
    return [
        Number(name="depth", unit="m", points=2),
        Choice(name="governs", options=("multiple", "minimum")),
        Number(name="length", unit="m", follows=("depth",)),
    ]


def solve(given, known):
    """By the rule; the drilled length adds the embedment."""
    needed = float(narrow_base_depth(given["kind"], given["width"]))
    multiple = 3.0 if given["kind"] == "strip" else 1.5
    return {
        "depth": needed,
        "governs": "multiple" if multiple * given["width"] > 5.0 else "minimum",
        "length": known.get("depth", needed) + given["embedment"],
    }


def mistakes(given):
    """The other kind's multiple; no minimum; the ground in place of the base."""
    right = solve(given, {})
    other = "column" if given["kind"] == "strip" else "strip"
    swapped = float(narrow_base_depth(other, given["width"]))
    bare = (3.0 if given["kind"] == "strip" else 1.5) * given["width"]
    found = []
    if swapped != right["depth"]:
        found.append(Mistake("other-kind", {"depth": swapped}, CLAUSE))
    if bare < 5.0:
        found.append(Mistake("no-minimum", {"depth": bare}, CLAUSE))
    return [*found, Mistake("from-ground", {"length": right["depth"]}, CEMENT("6.0.12"))]
