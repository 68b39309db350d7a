"""Statistics of a laboratory table and the characteristic values (8.2.2)."""

from borehall.bank.field import Integer, Number
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_8_2_parameters import characteristic_value
from borehall.rules.citation import CEMENT, GB50021

CLAUSE = CEMENT("8.2.2-5")
PARAMETERS = {"c": "cohesion", "phi": "friction"}

TASK = Task(
    id="shear-strength-statistics",
    titles={"zh_CN": "抗剪强度指标的统计与标准值", "en": "Statistics and characteristic values of shear strength"},
    clauses=(CEMENT("8.2.2-2"), CLAUSE, GB50021("14.2.4")),
    level=2,
    minutes=12,
    bounds={
        "samples.c": (8, 62),
        "samples.phi": (9.5, 28),
        "count": (6, 9),
        "table.mean": (9, 50),
        "table.deviation": (0.1, 10.6),
        "table.variation": (0.01, 0.31),
        "table.value": (8, 46),
        "samples": (6, 9),
    },
    steps=(10, 10),
)


def draw(rng):
    """Six to nine direct shear tests of one layer."""
    soil = rng.choice(["clay", "silty clay", "residual soil"])
    c, phi = rng.number(18, 42, 1), rng.number(12, 22, 0.5)
    samples = [
        {"sample": f"{i + 1}", "c": rng.near(c, 0.14 * c, 0.5), "phi": rng.near(phi, 0.07 * phi, 0.1)}
        for i in range(rng.integer(6, 9))
    ]
    return {"soil": soil, "samples": samples}


def fields(given):
    """The number of tests, and four figures for either parameter."""
    columns = (
        Number(name="mean", decimals=2, relative=0.005, rounding_costs=0.1),
        Number(name="deviation", decimals=2, relative=0.01, rounding_costs=0.1),
        Number(name="variation", decimals=3, relative=0.01, rounding_costs=0.1),
        Number(name="value", decimals=2, relative=0.01, rounding_costs=0.1, points=2),
    )
    return [Integer(name="count", points=0.5), Table(name="table", rows=tuple(PARAMETERS), columns=columns, points=4)]


def solve(given, known):
    """Both columns of the laboratory's table."""
    return {"count": len(given["samples"]), "table": [_row(given, name) for name in PARAMETERS]}


def _row(given, name, adverse="low"):
    found = characteristic_value([one[name] for one in given["samples"]], adverse)
    s = found.statistics
    return {"mean": s.mean, "deviation": s.deviation, "variation": s.variation, "value": found.value}


def mistakes(given):
    """The deviation with n in place of n - 1; the sign of the adverse side; the mean given as characteristic value."""
    rows = solve(given, {})["table"]
    n = len(given["samples"])
    shrink = ((n - 1) / n) ** 0.5
    biased = [
        row | {"deviation": row["deviation"] * shrink, "variation": row["variation"] * shrink,
               "value": row["mean"] - (row["mean"] - row["value"]) * shrink}
        for row in rows
    ]  # fmt: skip
    raised = [row | {"value": _row(given, name, "high")["value"]} for row, name in zip(rows, PARAMETERS, strict=True)]
    return [
        Mistake("divided-by-n", {"table": biased}, CEMENT("8.2.2-2")),
        Mistake("added", {"table": raised}, CLAUSE),
        Mistake("mean-kept", {"table": [row | {"value": row["mean"]} for row in rows]}, CEMENT("8.2.3")),
    ]
