"""Advance holes under piles in karst (7.0.6, stand-in GB 50021 5.1), and one that meets a boulder (7.0.8)."""

from borehall.bank.field import Integer, Number
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_7_0_advance_holes import advance_hole_past_obstacle, karst_advance_holes
from borehall.rules.citation import CEMENT

KARST, GRANITE = CEMENT("7.0.6"), CEMENT("7.0.8")

TASK = Task(
    id="karst-advance-holes",
    titles={"zh_CN": "岩溶地段桩基的超前钻", "en": "Advance holes under piles in karst"},
    clauses=(KARST, GRANITE),
    level=2,
    minutes=7,
    bounds={
        "piles": (8, 40),
        "diameter": (0.8, 2.5),
        "toe": (9, 22),
        "obstacle": (5.5, 11),
        "holes": (8, 40),
        "depth": (5, 7.5),
        "length": (14, 29.5),
        "metres": (110, 1180),
        "boulder": (5.5, 11),
    },
    steps=(3, 3),
)


def draw(rng):
    """Piles of one diameter; their toes below the working level; elsewhere a boulder below a toe."""
    return {
        "piles": rng.integer(8, 40),
        "diameter": rng.number(0.8, 2.5, 0.1),
        "toe": rng.number(9, 22, 0.5),
        "karst": rng.choice(["weak", "medium"]),
        "obstacle": rng.number(5.5, 11, 0.1),
    }


def fields(given):
    """Holes, depth below the toe, length of one, metres in all; the hole at the boulder."""
    return [
        Integer(name="holes"),
        Number(name="depth", unit="m"),
        Number(name="length", unit="m", follows=("depth",)),
        Number(name="metres", unit="m", decimals=1, follows=("holes", "length")),
        Number(name="boulder", unit="m"),
    ]


def solve(given, known):
    """One hole for each pile at least."""
    each = karst_advance_holes(given["karst"], given["diameter"])
    holes = each.holes * given["piles"]
    length = given["toe"] + known.get("depth", each.depth)
    past = advance_hole_past_obstacle(given["diameter"], given["obstacle"])
    return {
        "holes": holes,
        "depth": each.depth,
        "length": length,
        "metres": known.get("holes", holes) * known.get("length", length),
        "boulder": past.governing,
    }


def mistakes(given):
    """The multiple alone; the toe forgotten; the boulder's bottom ignored."""
    bare = 3 * given["diameter"]
    right = solve(given, {})
    short = (
        [Mistake("no-minimum", {"depth": bare}, KARST)] if bare < 5 else [Mistake("least-only", {"depth": 5.0}, KARST)]
    )
    by_size = advance_hole_past_obstacle(given["diameter"], given["obstacle"]).by_size
    found = [*short, Mistake("toe-forgotten", {"length": right["depth"]}, KARST)]
    return [
        *found,
        *([Mistake("stopped-in-boulder", {"boulder": by_size}, GRANITE)] if by_size < given["obstacle"] else []),
    ]
