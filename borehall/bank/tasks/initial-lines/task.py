"""Lines and points of an initial investigation over a rectangular site (5.0.9)."""

from borehall.bank.field import Integer
from borehall.bank.figures import plan_figure
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_5_0_9_spacing import (
    line_spacing_limits,
    lines_needed,
    point_spacing_limits,
    points_on_line,
)
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("5.0.9")

TASK = Task(
    id="initial-lines",
    titles={"zh_CN": "初步勘察勘探线与勘探点的数量", "en": "Lines and points of an initial investigation"},
    clauses=(CLAUSE,),
    level=2,
    minutes=6,
    bounds={
        "length": (300, 900),
        "width": (150, 500),
        "complexity": (1, 2),
        "lines": (2, 6),
        "each": (6, 19),
        "total": (12, 114),
    },
    steps=(2, 2),
)


def draw(rng):
    """A site, and the complexity of its ground."""
    # On the simplest ground the greatest distances are so wide that a mistake often leads to the right number.
    return {"length": rng.number(300, 900, 5), "width": rng.number(150, 500, 5), "complexity": rng.integer(1, 2)}


def fields(given):
    """Lines along the site, points on each, and all points."""
    return [Integer(name="lines"), Integer(name="each"), Integer(name="total", follows=("lines", "each"))]


def solve(given, known):
    """The greatest distances of the table in force."""
    between = line_spacing_limits(given["complexity"]).high or 0.0
    along = point_spacing_limits(given["complexity"]).high or 0.0
    lines, each = lines_needed(given["width"], between), points_on_line(given["length"], along)
    return {"lines": lines, "each": each, "total": known.get("lines", lines) * known.get("each", each)}


def mistakes(given):
    """Intervals counted for points; the two distances swapped."""
    right = solve(given, {})
    between = line_spacing_limits(given["complexity"]).high or 0.0
    along = point_spacing_limits(given["complexity"]).high or 0.0
    return [
        Mistake("intervals", {"each": right["each"] - 1}, CLAUSE),
        Mistake("lines-as-intervals", {"lines": right["lines"] - 1}, CLAUSE),
        Mistake("distances-swapped", {"lines": lines_needed(given["width"], along),
                                      "each": points_on_line(given["length"], between)}, CLAUSE),
    ]  # fmt: skip


def figure(given):
    """The outline of the site."""
    return plan_figure([{"x": 0, "y": 0, "length": given["length"], "width": given["width"]}])
