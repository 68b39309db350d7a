"""A function for the critical blow count (GB 50011-2010, 4.3.4)."""

from borehall.bank.code_field import Code
from borehall.bank.field import Number
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import GB50011
from borehall.rules.gb50011_2010.clause_4_3_liquefaction import critical_blows, group_factor, reference_blows

CLAUSE = GB50011("4.3.4")

TASK = Task(
    id="critical-blows-code",
    titles={"zh_CN": "编写液化判别标准贯入锤击数临界值函数", "en": "A function for the critical blow count"},
    clauses=(CLAUSE,),
    level=3,
    minutes=12,
    bounds={
        "n0": (7, 16),
        "beta": (0.8, 1.05),
        "water": (1, 4),
        "tests.depth": (3, 19.5),
        "tests.clay": (1, 9),
        "example.depth": (4, 10),
        "example.clay": (4, 9),
        "example": (2, 28),
        "tests": (8, 8),
    },
    steps=(9, 9),
)


def draw(rng):
    """Eight calls, with sand and clayey silt among them, and an example to try the function on."""
    n0 = reference_blows(rng.choice([0.10, 0.15, 0.20, 0.30]))
    beta = group_factor(rng.integer(1, 3))
    water = rng.number(1.0, 4.0, 0.1)
    clays = rng.shuffled([1.0, 1.5, rng.number(3.0, 5.0, 0.5), *(rng.number(4.0, 9.0, 0.5) for _ in range(5))])
    tests = [{"depth": rng.number(3.0, 19.5, 0.5), "clay": clay} for clay in clays]
    example = {"depth": rng.number(4.0, 10.0, 0.5), "clay": rng.number(4.0, 9.0, 0.5)}
    return {"n0": n0, "beta": beta, "water": water, "tests": tests, "example": example}


def fields(given):
    """The function; its result as a count with one decimal."""
    calls = tuple((given["n0"], given["beta"], one["depth"], given["water"], one["clay"]) for one in given["tests"])
    arguments = ("n0", "beta", "depth", "water", "clay")
    return [
        Number(name="example", decimals=2, points=1),
        Code(name="critical_blows", arguments=arguments, calls=calls, result=Number(name="ncr", decimals=2), points=4),
    ]


def solve(given, known):
    """By the rule."""
    example = given["example"]
    return {
        "example": float(critical_blows(given["n0"], given["beta"], example["depth"], given["water"], example["clay"])),
        "critical_blows": [
            float(critical_blows(given["n0"], given["beta"], one["depth"], given["water"], one["clay"]))
            for one in given["tests"]
        ],
    }


def mistakes(given):
    """Clay below 3 % taken as it is; the clay left out."""
    right = solve(given, {})
    low = [
        value * (3 / one["clay"]) ** 0.5 if one["clay"] < 3 else value
        for value, one in zip(right["critical_blows"], given["tests"], strict=True)
    ]
    no_clay = [
        float(critical_blows(given["n0"], given["beta"], one["depth"], given["water"], 3.0)) for one in given["tests"]
    ]
    example = given["example"]
    bare = float(critical_blows(given["n0"], given["beta"], example["depth"], given["water"], 3.0))
    return [
        Mistake("no-floor", {"critical_blows": low}, CLAUSE),
        Mistake("clay-left-out", {"critical_blows": no_clay, "example": bare}, CLAUSE),
    ]
