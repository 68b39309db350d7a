"""Which value represents a parameter (8.2.3), and the value itself."""

from borehall.bank.field import Choice, Number
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_8_2_parameters import characteristic_value, representative_kind
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("8.2.3")
ROWS = {
    "moisture": ("physical", 18, 32, 0.06),
    "modulus": ("deformation", 5, 12, 0.12),
    "velocity": ("dynamic", 150, 280, 0.08),
    "bearing": ("bearing strength", 160, 320, 0.12),
    "slope": ("slope strength", 18, 40, 0.14),
}

TASK = Task(
    id="parameter-kinds",
    titles={"zh_CN": "岩土参数的代表值", "en": "The value that represents a parameter"},
    clauses=(CLAUSE, CEMENT("8.2.2-5")),
    level=2,
    minutes=8,
    bounds={
        "n": (6, 9),
        "parameters.moisture.mean": (18, 32),
        "parameters.moisture.variation": (0.04, 0.08),
        "parameters.modulus.mean": (5, 12),
        "parameters.modulus.variation": (0.08, 0.16),
        "parameters.velocity.mean": (150, 280),
        "parameters.velocity.variation": (0.053, 0.107),
        "parameters.bearing.mean": (160, 330),
        "parameters.bearing.variation": (0.08, 0.16),
        "parameters.slope.mean": (18, 40),
        "parameters.slope.variation": (0.093, 0.187),
        "table.value": (5, 320),
        "parameters": (5, 5),
    },
    steps=(10, 10),
)


def draw(rng):
    """Means and coefficients of variation of five parameters, from one number of values."""
    parameters = [
        {"key": key, "mean": rng.number(low, high, 0.1), "variation": round(share * (0.7 + 0.6 * rng.share()), 3)}
        for key, (_, low, high, share) in ROWS.items()
    ]
    return {"n": rng.integer(6, 9), "parameters": {one["key"]: one for one in parameters}}


def fields(given):
    """Kind and value of each."""
    columns = (
        Choice(name="kind", options=("mean", "characteristic")),
        Number(name="value", decimals=1, relative=0.005, rounding_costs=0.1),
    )
    return [Table(name="table", rows=tuple(ROWS), columns=columns)]


def _factor(given, key):
    """The rule takes values, not their statistics: a column with this mean and this variation stands for them."""
    n, delta = given["n"], given["parameters"][key]["variation"]
    # Half of them below, half above (and one in the middle): a mean of 1 and this deviation.
    half = n // 2
    spread = delta * ((n - 1) / (2 * half)) ** 0.5
    return characteristic_value([1 - spread] * half + [1.0] * (n % 2) + [1 + spread] * half).factor


def _row(given, key, kind):
    mean = given["parameters"][key]["mean"]
    return {"kind": kind, "value": mean * (_factor(given, key) if kind == "characteristic" else 1.0)}


def solve(given, known):
    """The mean, or the characteristic value for the two strengths."""
    return {"table": [_row(given, key, representative_kind(row[0])) for key, row in ROWS.items()]}


def mistakes(given):
    """Characteristic values throughout; means throughout."""
    return [
        Mistake("all-characteristic", {"table": [_row(given, key, "characteristic") for key in ROWS]}, CLAUSE),
        Mistake("all-mean", {"table": [_row(given, key, "mean") for key in ROWS]}, CLAUSE),
    ]
