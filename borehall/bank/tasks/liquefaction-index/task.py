"""Liquefaction of a hole: critical counts, index and grade (GB 50011-2010, 4.3.4, 4.3.5)."""

from borehall.bank.field import Choice, Number
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import GB50011
from borehall.rules.gb50011_2010.clause_4_3_liquefaction import (
    critical_blows,
    group_factor,
    liquefaction_grade,
    liquefaction_index,
    liquefies,
    reference_blows,
)

CRITICAL, INDEX = GB50011("4.3.4"), GB50011("4.3.5")

TASK = Task(
    id="liquefaction-index",
    titles={"zh_CN": "液化判别与液化指数", "en": "Liquefaction and its index"},
    clauses=(CRITICAL, INDEX),
    level=3,
    minutes=15,
    bounds={
        "acceleration": (0.15, 0.3),
        "group": (1, 3),
        "water": (1, 2.5),
        "top": (2, 4),
        "tests.depth": (3, 13),
        "tests.blows": (1, 50),
        "tests.thickness": (2, 2),
        "table.critical": (6, 38),
        "index": (1, 31),
        "tests": (4, 5),
    },
    steps=(5, 6),
)


def draw(rng):
    """Four or five tests in sand, some of which liquefy."""
    acceleration = rng.choice([0.15, 0.20, 0.30])
    water, top = rng.number(1.0, 2.5, 0.1), rng.number(3.0, 5.0, 0.5)
    group, n0 = rng.integer(1, 3), reference_blows(acceleration)
    beta = group_factor(group)
    tests = []
    for i in range(rng.integer(4, 5)):
        depth = top + 2.0 * i
        limit = float(critical_blows(n0, beta, depth, water))
        blows = max(2, round(limit * (rng.number(0.55, 0.8, 0.05) if i == 1 else rng.number(0.55, 1.35, 0.05))))
        tests.append({"test": f"{i + 1}", "depth": depth, "blows": blows, "thickness": 2.0})
    return {"acceleration": acceleration, "group": group, "water": water, "top": top - 1.0, "tests": tests}


def fields(given):
    """Critical count and verdict of each test; the index; the grade."""
    columns = (Number(name="critical", decimals=1, relative=0.01), Choice(name="liquefies", options=("yes", "no")))
    rows = tuple(one["test"] for one in given["tests"])
    return [
        Table(name="table", rows=rows, columns=columns, points=3),
        Number(name="index", decimals=2, relative=0.03, absolute=0.05, points=2),
        Choice(name="grade", options=("slight", "moderate", "severe"), follows=("index",)),
    ]


def _critical(given, beta, water):
    n0 = reference_blows(given["acceleration"])
    return [float(critical_blows(n0, beta, one["depth"], water)) for one in given["tests"]]


def _table(given, critical):
    return [
        {"critical": limit, "liquefies": "yes" if liquefies(one["blows"], limit) else "no"}
        for one, limit in zip(given["tests"], critical, strict=True)
    ]


def _index(given, critical):
    tests = given["tests"]
    return liquefaction_index(
        [one["blows"] for one in tests], critical, [one["thickness"] for one in tests], [one["depth"] for one in tests]
    )


def solve(given, known):
    """Each test stands in the middle of its slice."""
    critical = _critical(given, group_factor(given["group"]), given["water"])
    index = _index(given, critical)
    grade = liquefaction_grade(known.get("index", index))
    return {"table": _table(given, critical), "index": index, "grade": grade}


def margins(given):
    """Each count against its critical one; the index against the limits of the grades."""
    right = solve(given, {})
    counts = [(one["blows"], row["critical"]) for one, row in zip(given["tests"], right["table"], strict=True)]
    return [*counts, (right["index"], 6.0), (right["index"], 18.0)]


def mistakes(given):
    """Without the factor of the seismic group; every slice weighted with 10."""
    plain = _critical(given, 1.0, given["water"])
    right = _critical(given, group_factor(given["group"]), given["water"])
    flat = sum(
        max(0.0, 1 - one["blows"] / limit) * one["thickness"] * 10
        for one, limit in zip(given["tests"], right, strict=True)
    )
    return [
        Mistake("no-group", {"table": _table(given, plain)}, CRITICAL),
        Mistake("weight-ten", {"index": flat}, INDEX),
    ]
