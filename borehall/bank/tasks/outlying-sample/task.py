"""A laboratory table with disturbed samples and an outlier: what is kept, its characteristic value, what is lacking."""

from statistics import mean, stdev

from borehall.bank.field import Choice, Choices, Integer, Number
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_13_sampling import SAMPLES_PER_MAIN_LAYER, samples_short
from borehall.rules.cement_plant_2015.clause_8_2_parameters import characteristic_value
from borehall.rules.citation import CEMENT

KEEP, SUMMARY, VALUE, ENOUGH = CEMENT("8.2.1"), CEMENT("8.2.2-2"), CEMENT("8.2.2-5"), CEMENT("6.0.13-2")
GRUBBS = {6: 1.822, 7: 1.938, 8: 2.032, 9: 2.110}
"""Critical values of Grubbs' test, one-sided, 5 %: a table of statistics, of no investigation standard. The statement
prints them as the project's criterion."""

TASK = Task(
    id="outlying-sample",
    titles={"zh_CN": "异常数据的取舍与标准值", "en": "An outlying sample and the characteristic value"},
    clauses=(KEEP, SUMMARY, VALUE, ENOUGH),
    level=3,
    minutes=15,
    bounds={
        "samples.c": (7.5, 89),
        "samples": (7, 11),
        "left_out": (2, 3),
        "count": (5, 8),
        "mean": (20, 52.5),
        "variation": (0.03, 0.14),
        "value": (17.5, 50),
    },
    steps=(5, 5),
)


def draw(rng):
    """Six to nine good samples, one of them far off by Grubbs' test and no other near it; one or two disturbed."""
    middle = rng.number(22, 48, 1)
    while True:
        good = [rng.near(middle, 0.07 * middle, 0.5) for _ in range(rng.integer(6, 9))]
        far = rng.choice([1.75, 1.85, 0.35, 0.45])
        good[rng.integer(0, len(good) - 1)] = round(2 * middle * far) / 2
        if _is_plain(good):
            break
    disturbed = [rng.number(round(0.4 * middle), round(0.6 * middle), 0.5) for _ in range(rng.integer(1, 2))]
    both = rng.shuffled([*((value, False) for value in good), *((value, True) for value in disturbed)])
    samples = [
        {"sample": f"T{i + 1}", "c": value, "disturbed": is_disturbed} for i, (value, is_disturbed) in enumerate(both)
    ]
    return {"soil": rng.choice(["clay", "silty clay", "residual soil"]), "samples": samples}


def _is_plain(values):
    """One value beyond the criterion by a margin; none of the rest near it."""
    rest = _without_outlier(values)
    n = len(values)
    limit = GRUBBS.get(len(rest), 1.67)
    return (
        len(rest) == n - 1
        and _distance(values) > 1.04 * GRUBBS[n]
        and stdev(rest) / mean(rest) > 0.03
        and _distance(rest) < 0.96 * limit
    )


def _distance(values):
    """Of the farthest value from the mean, in standard deviations."""
    return max(abs(one - mean(values)) for one in values) / stdev(values)


def _without_outlier(values):
    """The rest when the farthest value lies beyond the criterion."""
    if _distance(values) <= GRUBBS[len(values)]:
        return list(values)
    farthest = max(values, key=lambda one: abs(one - mean(values)))
    return [one for one in values if one != farthest]


def fields(given):
    """What is left out; how many stay; their mean, variation and characteristic value; whether they are enough."""
    return [
        Choices(name="left_out", options=tuple(one["sample"] for one in given["samples"]), points=2),
        Integer(name="count", points=0.5, follows=("left_out",)),
        Number(name="mean", unit="kPa", decimals=2, relative=0.005, follows=("left_out",)),
        Number(name="variation", decimals=3, relative=0.02, follows=("left_out",)),
        Number(name="value", unit="kPa", decimals=2, relative=0.01, points=2, follows=("left_out",)),
        Choice(name="next", options=("use", "supplement", "restore", "borrow"), follows=("count",)),
    ]


def _kept(given):
    return _without_outlier([one["c"] for one in given["samples"] if not one["disturbed"]])


def _figures(values):
    found = characteristic_value(values)
    return {"mean": found.statistics.mean, "variation": found.statistics.variation, "value": found.value}


def solve(given, known):
    """Disturbed samples go first, then what lies beyond the criterion; six must stay."""
    left_out = [one["sample"] for one in given["samples"] if one["disturbed"] or one["c"] not in _kept(given)]
    out = set(known.get("left_out", left_out))
    kept = [one["c"] for one in given["samples"] if one["sample"] not in out]
    count = known.get("count", len(kept))
    short = samples_short({"": int(count)})
    return {"left_out": left_out, "count": len(kept), **_figures(kept), "next": "supplement" if short else "use"}


def mistakes(given):
    """The outlier kept; disturbed samples kept; five taken for enough; the deviation with n."""
    right = solve(given, {})
    disturbed = [one["sample"] for one in given["samples"] if one["disturbed"]]
    outlier = [name for name in right["left_out"] if name not in disturbed]
    n = right["count"]
    biased = right["variation"] * ((n - 1) / n) ** 0.5
    found = [
        Mistake("outlier-kept", {"left_out": disturbed}, SUMMARY),
        Mistake("disturbed-kept", {"left_out": outlier}, KEEP),
        Mistake("divided-by-n", {"variation": biased}, SUMMARY),
    ]
    if n < SAMPLES_PER_MAIN_LAYER:
        return [*found, Mistake("taken-as-enough", {"next": "use"}, ENOUGH)]
    return [*found, Mistake("asked-for-more", {"next": "supplement"}, ENOUGH)]
