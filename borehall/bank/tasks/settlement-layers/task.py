"""Settlement of a raft by layers, with the empirical factor (GB 50007-2011, 5.3.5)."""

from borehall.bank.field import Number
from borehall.bank.plant import OUTPUTS, draw_work
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import GB50007
from borehall.rules.gb50007_2011.appendix_k_stress import Base
from borehall.rules.gb50007_2011.clause_5_3_settlement import equivalent_modulus, settlement, settlement_factor

CLAUSE = GB50007("5.3.5")

TASK = Task(
    id="settlement-layers",
    titles={"zh_CN": "分层总和法计算最终沉降量", "en": "Settlement by layers"},
    clauses=(CLAUSE, GB50007("5.3.6")),
    level=3,
    minutes=15,
    bounds={
        "layers.thickness": (2.5, 10),
        "layers.modulus": (6, 30),
        "bearing": (200, 340),
        "raw": (160, 500),
        "modulus": (8.7, 16.7),
        "factor": (0.32, 0.87),
        "total": (40, 370),
    },
    steps=(3, 3),
)


def draw(rng):
    """A raft, and three layers down to the deformation depth, each stiffer than the one above."""
    work = draw_work(rng, "preheater tower", rng.choice(list(OUTPUTS)))
    layers = [
        {"thickness": rng.number(2.5, 5.0, 0.5), "modulus": rng.number(6.0, 9.0, 0.1)},
        {"thickness": rng.number(4.0, 7.0, 0.5), "modulus": rng.number(10.0, 15.0, 0.1)},
        {"thickness": rng.number(6.0, 10.0, 0.5), "modulus": rng.number(18.0, 30.0, 0.1)},
    ]
    return {"work": work, "layers": layers, "bearing": rng.number(200, 340, 10)}


def fields(given):
    """Before the factor; the equivalent modulus; the factor; the settlement."""
    return [
        Number(name="raw", unit="mm", decimals=1, relative=0.015, points=2),
        Number(name="modulus", unit="MPa", decimals=2, relative=0.015),
        Number(name="factor", decimals=3, relative=0.01, follows=("modulus",)),
        Number(name="total", unit="mm", decimals=1, relative=0.02, follows=("raw", "factor")),
    ]


def _columns(given):
    base = Base("rectangle", given["work"]["width"], given["work"]["length"])
    return base, [one["thickness"] for one in given["layers"]], [one["modulus"] for one in given["layers"]]


def solve(given, known):
    """The sum, and the factor at the equivalent modulus."""
    base, h, es = _columns(given)
    pressure = given["work"]["pressure"]
    raw, modulus = settlement(base, pressure, h, es).total, equivalent_modulus(base, h, es)
    factor = settlement_factor(known.get("modulus", modulus), pressure, given["bearing"])
    total = known.get("raw", raw) * known.get("factor", factor)
    return {"raw": raw, "modulus": modulus, "factor": factor, "total": total}


def mistakes(given):
    """The corner's stress in place of the centre's; moduli weighted by thickness; no factor."""
    base, h, es = _columns(given)
    right = solve(given, {})
    # The corner of the base has a quarter of what a base of twice the size has below its centre.
    double = Base("rectangle", 2 * base.width, 2 * (base.length or base.width))
    corner = settlement(double, given["work"]["pressure"], h, es).total / 4
    weighted = sum(a * b for a, b in zip(h, es, strict=True)) / sum(h)
    return [
        Mistake("corner", {"raw": corner}, GB50007("K.0.1")),
        Mistake("weighted-by-thickness", {"modulus": weighted}, GB50007("5.3.6")),
        Mistake("no-factor", {"total": right["raw"]}, CLAUSE),
    ]
