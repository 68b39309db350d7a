"""First look at liquefaction: age, clay, cover and water (GB 50011-2010, 4.3.3)."""

from borehall.bank.field import Choice, Number
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import GB50011
from borehall.rules.gb50011_2010.clause_4_3_liquefaction import characteristic_depth, screen_by_depth

CLAUSE = GB50011("4.3.3")

TASK = Task(
    id="liquefaction-screening",
    titles={"zh_CN": "液化的初步判别", "en": "Screening for liquefaction"},
    clauses=(CLAUSE,),
    level=2,
    minutes=6,
    bounds={
        "intensity": (7, 8),
        "cover": (2, 9.5),
        "water": (1, 8),
        "base": (1, 4.5),
        "cover_limit": (6, 10.5),
        "water_limit": (5, 9.5),
        "sum_limit": (8.5, 16.5),
    },
    steps=(3, 3),
)


def draw(rng):
    """Young saturated soil below a cover that can't liquefy."""
    return {
        "soil": rng.choice(["sand", "silt"]),
        "intensity": rng.choice([7, 8]),
        "cover": rng.number(2.0, 9.5, 0.1),
        "water": rng.number(1.0, 8.0, 0.1),
        "base": rng.number(1.0, 4.5, 0.1),
    }


def fields(given):
    """The limits of the three tests, and whether a further look is needed."""
    return [
        Number(name="cover_limit", unit="m"),
        Number(name="water_limit", unit="m"),
        Number(name="sum_limit", unit="m"),
        Choice(name="further", options=("no", "yes"), points=2),
    ]


def _limits(d0, base):
    return {"cover_limit": d0 + base - 2, "water_limit": d0 + base - 3, "sum_limit": 1.5 * d0 + 2 * base - 4.5}


def solve(given, known):
    """A base shallower than 2 m counts as 2 m."""
    d0 = characteristic_depth(given["soil"], given["intensity"])
    found = screen_by_depth(d0, given["cover"], given["water"], given["base"])
    return _limits(d0, max(given["base"], 2.0)) | {"further": "no" if found.ignored else "yes"}


def margins(given):
    """The three conditions."""
    right = solve(given, {})
    cover, water = given["cover"], given["water"]
    return [(cover, right["cover_limit"]), (water, right["water_limit"]), (cover + water, right["sum_limit"])]


def mistakes(given):
    """The other soil's depth; a shallow base taken as it is."""
    other = characteristic_depth("silt" if given["soil"] == "sand" else "sand", given["intensity"])
    found = [Mistake("other-soil", _limits(other, max(given["base"], 2.0)), CLAUSE)]
    if given["base"] < 2.0:
        d0 = characteristic_depth(given["soil"], given["intensity"])
        found.append(Mistake("shallow-base", _limits(d0, given["base"]), CLAUSE))
    return found
