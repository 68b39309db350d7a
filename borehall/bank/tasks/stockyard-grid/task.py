"""Grid of points over a stockyard (6.0.11-2)."""

from borehall.bank.field import Integer, Number
from borehall.bank.figures import plan_figure
from borehall.bank.plant import OUTPUTS, draw_work
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import stockyard_grid
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.11-2")

TASK = Task(
    id="stockyard-grid",
    titles={"zh_CN": "预均化堆场的网格布点", "en": "Grid of points over a stockyard"},
    clauses=(CLAUSE, CEMENT("6.0.9")),
    level=1,
    minutes=5,
    bounds={"spacing": (28, 45), "columns": (3, 9), "rows": (2, 4), "total": (6, 36), "gap": (20, 46)},
    steps=(3, 3),
)


def draw(rng):
    """A stockyard of the plant's size; a spacing that the engineer has chosen."""
    yard = draw_work(rng, "stockyard", rng.choice(list(OUTPUTS)))
    return {"yard": yard, "spacing": rng.number(28, 45, 0.5)}


def fields(given):
    """Columns and rows of the grid, all points, the distance along the yard."""
    return [
        Integer(name="columns"),
        Integer(name="rows"),
        Integer(name="total", follows=("columns", "rows")),
        Number(name="gap", unit="m", follows=("columns",)),
    ]


def solve(given, known):
    """The outer nodes lie on the outline."""
    grid = stockyard_grid(given["yard"]["length"], given["yard"]["width"], given["spacing"])
    columns, rows = known.get("columns", grid.columns), known.get("rows", grid.rows)
    gap = given["yard"]["length"] / (columns - 1)
    return {"columns": grid.columns, "rows": grid.rows, "total": columns * rows, "gap": gap}


def mistakes(given):
    """Intervals for points; the allowed distance kept though it doesn't divide the side."""
    right = solve(given, {})
    found = [Mistake("intervals", {"columns": right["columns"] - 1, "rows": right["rows"] - 1}, CLAUSE)]
    return [*found, Mistake("not-divided", {"gap": given["spacing"]}, CLAUSE)]


def figure(given):
    """The yard from above."""
    return plan_figure([given["yard"]])
