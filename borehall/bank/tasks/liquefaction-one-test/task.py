"""One standard penetration test against its critical blow count (GB 50011-2010, 4.3.4)."""

from math import log10

from borehall.bank.field import Choice, Number
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import GB50011
from borehall.rules.gb50011_2010.clause_4_3_liquefaction import (
    critical_blows,
    group_factor,
    liquefies,
    reference_blows,
)

CLAUSE = GB50011("4.3.4")

TASK = Task(
    id="liquefaction-one-test",
    titles={"zh_CN": "单个标准贯入点的液化判别", "en": "Judging liquefaction by one test"},
    clauses=(CLAUSE,),
    level=1,
    minutes=5,
    bounds={
        "acceleration": (0.1, 0.3),
        "group": (1, 3),
        "depth": (4, 15),
        "water": (0.8, 3),
        "clay": (3, 9),
        "blows": (3, 54),
        "critical": (4, 38.5),
    },
    steps=(1, 1),
)


def draw(rng):
    """A test in silt with more than 3 % of clay, or in sand, whose clay doesn't count; a count around the critical."""
    acceleration, group = rng.choice([0.10, 0.15, 0.20, 0.30]), rng.integer(1, 3)
    soil, depth, water = rng.choice(["silt", "fine sand"]), rng.number(4.0, 15.0, 0.5), rng.number(0.8, 3.0, 0.1)
    given = {
        "acceleration": acceleration, "group": group, "soil": soil, "depth": depth, "water": water,
        "clay": rng.number(4.5, 9.0, 0.1),
    }  # fmt: skip
    share = rng.choice([0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.4])
    return given | {"blows": max(3, round(share * _critical(given)))}


def _critical(given, clay=None, beta=None):
    counted = given["clay"] if given["soil"] == "silt" else 3.0
    n0, factor = reference_blows(given["acceleration"]), group_factor(given["group"])
    return float(critical_blows(n0, beta or factor, given["depth"], given["water"], clay or counted))


def fields(given):
    """What is read, what is calculated, what follows."""
    return [
        Number(name="clay", unit="%", decimals=1, relative=0),
        Number(name="critical", decimals=1, relative=0.01, points=3, follows=("clay",)),
        Choice(name="verdict", options=("yes", "no"), follows=("critical",)),
    ]


def solve(given, known):
    """Sand counts as having 3 % of clay."""
    counted = given["clay"] if given["soil"] == "silt" else 3.0
    critical = _critical(given, max(known.get("clay", counted), 3.0))
    verdict = "yes" if liquefies(given["blows"], known.get("critical", critical)) else "no"
    return {"clay": counted, "critical": critical, "verdict": verdict}


def margins(given):
    """The count against the critical one."""
    return [(given["blows"], _critical(given))]


def mistakes(given):
    """The clay of sand counted, that of silt left out; no factor of the group; the decimal logarithm."""
    bracket = log10(0.6 * given["depth"] + 1.5) - 0.1 * given["water"]
    n0, factor = reference_blows(given["acceleration"]), group_factor(given["group"])
    right = solve(given, {})
    silt = given["soil"] == "silt"
    turned = {"yes": "no", "no": "yes"}[right["verdict"]]
    common = [
        Mistake("clay-left-out", {"clay": 3.0}, CLAUSE)
        if silt
        else Mistake("clay-of-sand", {"clay": given["clay"]}, CLAUSE),
        Mistake("no-group", {"critical": _critical(given, beta=1.0)}, CLAUSE),
        Mistake("turned-round", {"verdict": turned}, CLAUSE),
    ]
    decimal = n0 * factor * bracket * (3 / right["clay"]) ** 0.5
    return [*common, *([Mistake("decimal-logarithm", {"critical": decimal}, CLAUSE)] if bracket > 0 else [])]
