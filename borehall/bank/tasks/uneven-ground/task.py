"""Uniformity of the ground by equivalent moduli of its holes (8.3.8)."""

from borehall.bank.field import Choice, Number
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_8_3_uniformity import hole_modulus, uneven_by_modulus
from borehall.rules.citation import CEMENT
from borehall.rules.gb50007_2011.appendix_k_stress import Base

CLAUSE = CEMENT("8.3.8")

TASK = Task(
    id="uneven-ground",
    titles={"zh_CN": "当量模量与地基均匀性评价", "en": "Equivalent moduli and uniformity of the ground"},
    clauses=(CLAUSE,),
    level=2,
    minutes=10,
    bounds={
        "width": (14, 24),
        "length": (24, 32),
        "layers.thickness": (3, 6),
        "layers.modulus": (4.5, 17.1),
        "others.modulus": (3, 28),
        "first": (5.1, 12.6),
        "mean": (4, 24),
        "ratio": (1.02, 2.7),
        "limit": (1.3, 2.6),
    },
    steps=(10, 10),
)


def draw(rng):
    """A raft; the first hole's layers; the other holes' equivalent moduli."""
    soft, spread = rng.number(4.5, 9.0, 0.1), rng.number(1.1, 2.4, 0.1)
    layers = [
        {"thickness": rng.number(3.0, 5.0, 0.5), "modulus": soft},
        {"thickness": rng.number(4.0, 6.0, 0.5), "modulus": round(soft * 1.3, 1)},
        {"thickness": rng.number(3.0, 6.0, 0.5), "modulus": round(soft * 1.9, 1)},
    ]
    others = [{"hole": f"ZK{i}", "modulus": round(soft * (1.1 + (spread - 0.5) * rng.share()), 2)} for i in range(2, 6)]
    return {"width": rng.number(14, 24, 1), "length": rng.number(24, 32, 1), "layers": layers, "others": others}


def fields(given):
    """The first hole, the mean, the ratio, the limit, the judgement."""
    return [
        Number(name="first", unit="MPa", points=2),
        Number(name="mean", unit="MPa", follows=("first",)),
        Number(name="ratio", decimals=3, follows=("first",)),
        Number(name="limit", decimals=2, absolute=0.02, follows=("mean",)),
        Choice(name="verdict", options=("even", "uneven"), follows=("ratio", "limit")),
    ]


def _first(given):
    base = Base("rectangle", given["width"], given["length"])
    layers = given["layers"]
    return hole_modulus(base, [one["thickness"] for one in layers], [one["modulus"] for one in layers])


def solve(given, known):
    """The ratio of the greatest and the least against the limit of the mean."""
    first = _first(given)
    found = uneven_by_modulus([known.get("first", first), *(one["modulus"] for one in given["others"])])
    mean = known.get("mean", found.mean)
    # A pair of equal moduli has that mean: the limit goes by the mean alone.
    limit = known.get("limit", uneven_by_modulus([mean, mean]).limit)
    ratio = known.get("ratio", found.ratio)
    return {
        "first": first, "mean": found.mean, "ratio": found.ratio,
        "limit": uneven_by_modulus([mean, mean]).limit, "verdict": "uneven" if ratio > limit else "even",
    }  # fmt: skip


def margins(given):
    """The ratio against its limit."""
    right = solve(given, {})
    return [(right["ratio"], right["limit"])]


def mistakes(given):
    """Weighted by thickness; the greatest against the mean."""
    layers = given["layers"]
    weighted = sum(one["thickness"] * one["modulus"] for one in layers) / sum(one["thickness"] for one in layers)
    moduli = [_first(given), *(one["modulus"] for one in given["others"])]
    return [
        Mistake("weighted-by-thickness", {"first": weighted}, CLAUSE),
        Mistake("against-mean", {"ratio": max(moduli) / (sum(moduli) / len(moduli))}, CLAUSE),
    ]
