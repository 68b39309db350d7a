"""Samples of each main layer under each system class (6.0.13-2), and interlayers (6.0.13-3)."""

from borehall.bank.field import Choices, Integer
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_13_sampling import interlayers_to_sample, samples_short
from borehall.rules.citation import CEMENT

CLAUSE, INTERLAYERS = CEMENT("6.0.13-2"), CEMENT("6.0.13-3")
SYSTEMS = ("burning", "silos", "grinding")

TASK = Task(
    id="samples-by-layer",
    titles={"zh_CN": "各系统主要土层的取样数量", "en": "Samples of the main layers by system class"},
    clauses=(CLAUSE, INTERLAYERS),
    level=2,
    minutes=6,
    bounds={
        "layers.burning": (1, 9),
        "layers.silos": (1, 9),
        "layers.grinding": (1, 9),
        "lenses.thickness": (0.2, 0.9),
        "pairs": (1, 9),
        "lacking": (2, 28),
        "layers": (2, 3),
    },
    steps=(0, 0),
)


def draw(rng):
    """Counts by layer and class, some too few; thin interlayers."""
    soils = rng.sample(["clay", "silty clay", "silt", "fine sand", "residual soil"], rng.integer(2, 3))
    layers = [
        {"number": "②③④"[i], "soil": soil, **{system: rng.integer(2, 9) for system in SYSTEMS}}
        for i, soil in enumerate(soils)
    ]
    layers[0][rng.choice(SYSTEMS)] = rng.integer(1, 4)
    lenses = [{"key": key, "thickness": rng.number(0.2, 0.9, 0.1)} for key in ("L1", "L2", "L3", "L4")]
    # One must be sampled in any case: an answer that names none could not be told from a missing one.
    rng.choice(lenses)["thickness"] = rng.number(0.6, 0.9, 0.1)
    return {"layers": layers, "lenses": lenses}


def fields(given):
    """Pairs of class and layer that are short, samples lacking, interlayers to sample."""
    options = tuple(one["key"] for one in given["lenses"])
    return [Integer(name="pairs"), Integer(name="lacking"), Choices(name="interlayers", options=options)]


def solve(given, known):
    """Each class counts by itself."""
    short = samples_short({(system, one["number"]): one[system] for one in given["layers"] for system in SYSTEMS})
    thick = interlayers_to_sample({one["key"]: one["thickness"] for one in given["lenses"]})
    return {"pairs": len(short), "lacking": sum(short.values()), "interlayers": thick}


def mistakes(given):
    """All classes together; the limit of half a metre counted in."""
    pooled = samples_short({one["number"]: sum(one[system] for system in SYSTEMS) for one in given["layers"]})
    wide = [one["key"] for one in given["lenses"] if one["thickness"] >= 0.5]
    right = solve(given, {})
    found = [Mistake("classes-pooled", {"lacking": sum(pooled.values())}, CLAUSE)] if right["lacking"] else []
    return [
        *found,
        *([Mistake("limit-included", {"interlayers": wide}, INTERLAYERS)] if wide != right["interlayers"] else []),
    ]
