"""Equivalent modulus of the compressed layers and the factor that is read by it (GB 50007-2011, 5.3.5, 5.3.6)."""

from borehall.bank.field import Number
from borehall.bank.plant import OUTPUTS, draw_work
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import GB50007
from borehall.rules.gb50007_2011.appendix_k_stress import Base, centre_stress_area
from borehall.rules.gb50007_2011.clause_5_3_settlement import equivalent_modulus, settlement_factor

MODULUS, FACTOR = GB50007("5.3.6"), GB50007("5.3.5")
ROWS = ("1", "2", "3")

TASK = Task(
    id="equivalent-modulus",
    titles={"zh_CN": "压缩模量当量值与沉降计算经验系数", "en": "Equivalent modulus and factor of the settlement"},
    clauses=(MODULUS, FACTOR),
    level=2,
    minutes=10,
    bounds={
        "width": (11, 28.5),
        "length": (11, 35.5),
        "layers.thickness": (2, 7),
        "layers.bottom": (2, 16),
        "layers.alpha": (0.57, 1),
        "layers.modulus": (4, 18),
        "bearing": (160, 260),
        "pressure": (80, 325),
        "areas.area": (1.6, 6.3),
        "modulus": (5.4, 12.8),
        "factor": (0.45, 1.15),
    },
    steps=(2, 2),
)


def draw(rng):
    """Three layers below a raft with the mean stress factors at their bottoms; a pressure on either side of fak."""
    work = draw_work(rng, rng.choice(["preheater tower", "silo"]), rng.choice(list(OUTPUTS)))
    width, length = work["width"], work["length"]
    thicknesses = [rng.number(2.0, 4.0, 0.5), rng.number(3.0, 5.0, 0.5), rng.number(4.0, 7.0, 0.5)]
    moduli = [rng.number(4.0, 8.0, 0.1), rng.number(6.0, 12.0, 0.1), rng.number(10.0, 18.0, 0.1)]
    bearing = rng.number(160, 260, 10)
    share = rng.choice([rng.number(0.50, 0.72, 0.01), rng.number(0.80, 0.95, 0.01), rng.number(1.03, 1.25, 0.01)])
    base = Base("rectangle", width, length)
    layers, z = [], 0.0
    for row, h, es in zip(ROWS, thicknesses, moduli, strict=True):
        z += h
        factor = round(float(centre_stress_area(base, z)) / z, 4)
        layers.append({"layer": row, "thickness": h, "bottom": z, "alpha": factor, "modulus": es})
    return {
        "width": width, "length": length, "layers": layers, "bearing": bearing,
        "pressure": float(round(share * bearing)),
    }  # fmt: skip


def fields(given):
    """The area of each layer, the modulus, the factor."""
    columns = (Number(name="area", unit="m", decimals=3, relative=0.01, absolute=0.005),)
    return [
        Table(name="areas", rows=ROWS, columns=columns, points=1.5),
        Number(name="modulus", unit="MPa", relative=0.015, points=1.5),
        Number(name="factor", decimals=3, relative=0.01, points=2, follows=("modulus",)),
    ]


def _ratio(given):
    return given["pressure"] / given["bearing"]


def _columns(given):
    base = Base("rectangle", given["width"], given["length"])
    return base, [one["thickness"] for one in given["layers"]], [one["modulus"] for one in given["layers"]]


def _areas(given):
    """What the stress factor's area grows by over each layer."""
    base = _columns(given)[0]
    ends = [0.0, *(float(centre_stress_area(base, one["bottom"])) for one in given["layers"])]
    return [below - above for above, below in zip(ends, ends[1:], strict=False)]


def solve(given, known):
    """Weighted by the areas; straight lines between the table's nodes."""
    modulus = equivalent_modulus(*_columns(given))
    factor = settlement_factor(known.get("modulus", modulus), given["pressure"], given["bearing"])
    return {"areas": [{"area": one} for one in _areas(given)], "modulus": modulus, "factor": factor}


def margins(given):
    """The pressure against what decides the table's row."""
    return [(_ratio(given), 0.75), (_ratio(given), 1.0)]


def mistakes(given):
    """Not the difference; mean stress by thickness; the mean of moduli; the table's other row; its nearest column."""
    right = solve(given, {})
    _, h, es = _columns(given)
    alphas = [one["alpha"] for one in given["layers"]]
    simple = [{"area": alpha * thickness} for alpha, thickness in zip(alphas, h, strict=True)]
    weighted = sum(a * b for a, b in zip(h, es, strict=True)) / sum(h)
    full, low = (settlement_factor(right["modulus"], share * given["bearing"], given["bearing"]) for share in (1, 0.75))
    found = [
        Mistake("no-difference", {"areas": simple}, FACTOR),
        Mistake("by-thickness", {"modulus": weighted}, MODULUS),
    ]
    if _ratio(given) < 0.75:
        found.append(Mistake("upper-row", {"factor": full}, FACTOR))
    elif _ratio(given) > 1:
        found.append(Mistake("lower-row", {"factor": low}, FACTOR))
    else:
        found.append(Mistake("rows-not-joined", {"factor": full}, FACTOR))
    return found
