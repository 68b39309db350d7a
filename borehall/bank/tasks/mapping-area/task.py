"""Area of an engineering-geological mapping and its smallest unit (5.0.5)."""

from borehall.bank.field import Number
from borehall.bank.figures import plan_figure
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_5_0_5_mapping import mapping_area, smallest_mapped_unit
from borehall.rules.citation import CEMENT

EXTENT, SMALLEST = CEMENT("5.0.5-1"), CEMENT("5.0.5-3")

TASK = Task(
    id="mapping-area",
    titles={"zh_CN": "工程地质测绘的范围与最小填图单元", "en": "Extent and smallest unit of a mapping"},
    clauses=(EXTENT, SMALLEST),
    level=1,
    minutes=4,
    bounds={
        "length": (300, 800),
        "width": (150, 400),
        "margin": (100, 200),
        "scale": (500, 5000),
        "area": (0.14, 0.99),
        "unit": (1, 10),
    },
    steps=(2, 2),
)


def draw(rng):
    """A rectangular site, a margin and a scale."""
    return {
        "length": rng.number(300, 800, 10),
        "width": rng.number(150, 400, 10),
        "margin": rng.number(100, 200, 10),
        "scale": rng.choice([500, 1000, 2000, 5000]),
    }


def fields(given):
    """The area, and the smallest unit that is drawn."""
    return [Number(name="area", unit="km²", decimals=4), Number(name="unit", unit="m", decimals=1)]


def solve(given, known):
    """Square corners."""
    area = mapping_area(given["length"], given["width"], given["margin"])
    return {"area": area / 1e6, "unit": float(smallest_mapped_unit(given["scale"]))}


def mistakes(given):
    """The margin on one side only; no margin; 1 mm on the map."""
    l, b, m = given["length"], given["width"], given["margin"]  # noqa: E741
    return [
        Mistake("margin-once", {"area": mapping_area(l + m, b + m, 0) / 1e6}, EXTENT),
        Mistake("no-margin", {"area": mapping_area(l, b, 0) / 1e6}, EXTENT),
        Mistake("one-millimetre", {"unit": given["scale"] / 1000}, SMALLEST),
    ]


def figure(given):
    """The site."""
    return plan_figure([{"x": 0, "y": 0, "length": given["length"], "width": given["width"]}])
