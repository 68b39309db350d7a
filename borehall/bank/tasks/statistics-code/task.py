"""A function for the statistics of a parameter: mean, coefficient of variation, characteristic value (8.2.2)."""

from borehall.bank.code_field import Code
from borehall.bank.field import Number
from borehall.bank.list_field import NumberList
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_8_2_parameters import characteristic_value
from borehall.rules.citation import CEMENT, GB50021
from borehall.rules.working import silent

SUMMARY, VALUE = CEMENT("8.2.2-2"), CEMENT("8.2.2-5")
TABLES = 6

TASK = Task(
    id="statistics-code",
    titles={"zh_CN": "编写岩土参数统计函数", "en": "A function for the statistics of a parameter"},
    clauses=(SUMMARY, VALUE, GB50021("14.2.4")),
    level=2,
    minutes=12,
    bounds={
        "tables": (6, 6),
        "tables.values": (6.7, 79.8),
        "sample": (6.7, 79.8),
        "example": (6, 62),
    },
    steps=(5, 5),
)


def draw(rng):
    """Tables of six to twelve values, for which the small or the large value is adverse; one to try it on."""

    def values(count):
        middle = rng.number(10, 60, 1)
        return [rng.near(middle, 0.11 * middle, 0.1) for _ in range(count)]

    sides = rng.shuffled(["low", "low", "low", "low", "high", "high"])
    tables = [{"values": values(rng.integer(6, 12)), "adverse": side} for side in sides]
    return {"tables": tables, "sample": values(6)}


def fields(given):
    """The example's characteristic value, and the function with three results."""
    calls = tuple((one["values"], one["adverse"]) for one in given["tables"])
    parts = (
        Number(name="mean", decimals=3, relative=1e-3),
        Number(name="variation", decimals=4, relative=1e-3),
        Number(name="value", decimals=3, relative=1e-3),
    )
    result = NumberList(name="results", parts=parts)
    return [
        Number(name="example", unit="kPa", decimals=2, relative=0.002),
        Code(name="characterize", arguments=("values", "adverse"), calls=calls, result=result, points=4),
    ]


def _figures(values, adverse="low"):
    found = characteristic_value(values, adverse)
    return [found.statistics.mean, found.statistics.variation, found.value]


def solve(given, known):
    """By the rule; the working shows the example alone."""
    with silent():
        called = [_figures(one["values"], one["adverse"]) for one in given["tables"]]
    return {"example": _figures(given["sample"])[2], "characterize": called}


def _biased(values, adverse):
    """With the deviation divided by n."""
    mean, variation, value = _figures(values, adverse)
    shrink = ((len(values) - 1) / len(values)) ** 0.5
    return [mean, variation * shrink, mean + (value - mean) * shrink]


def mistakes(given):
    """The deviation with n in place of n - 1; always on the low side; the sign turned round."""
    one_sided = [_figures(one["values"]) for one in given["tables"]]
    biased = [_biased(one["values"], one["adverse"]) for one in given["tables"]]
    return [
        Mistake("divided-by-n", {"characterize": biased, "example": _biased(given["sample"], "low")[2]}, SUMMARY),
        Mistake("one-sided", {"characterize": one_sided}, VALUE),
        Mistake("added", {"example": _figures(given["sample"], "high")[2]}, VALUE),
    ]
