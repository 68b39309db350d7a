"""Drawing a grid of points over a stockyard (6.0.11-2), judged by every rule that applies."""

from math import ceil, hypot, sqrt

from borehall.bank.figures import works_figure
from borehall.bank.plan_field import PlanDrawing
from borehall.bank.plant import draw_ground, draw_work, model_plan, works_file
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import stockyard_grid
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import narrow_base_depth
from borehall.rules.citation import CEMENT

NAME = "Y1"
TOLERANCE = 1.0

TASK = Task(
    id="stockyard-plan",
    titles={"zh_CN": "绘制堆场勘探点方格网", "en": "Draw the grid of points of a stockyard"},
    clauses=(
        CEMENT("6.0.11-2"), CEMENT("6.0.9"), CEMENT("6.0.10-4"), CEMENT("6.0.12-1"), CEMENT("6.0.12-4"),
        CEMENT("6.0.13-1"),
    ),
    level=3,
    minutes=15,
    bounds={
        "spacing": (34, 42),
        "stability": (14, 24),
        "plan": (8, 24),
    },
    steps=(4, 4),
)  # fmt: skip


def draw(rng):
    """A yard at some place of the site, the walls around it, the spacing agreed upon, and what stability needs."""
    yard = draw_work(rng, "stockyard", rng.choice([2500, 3200, 4500, 5000]))
    return {
        "yard": yard | {"name": NAME, "x": rng.number(10, 40, 5), "y": rng.number(10, 30, 5), "foundation": "strip",
                        "base_width": rng.number(1.8, 3.2, 0.1), "embedment": rng.number(1.6, 2.4, 0.1)},
        "ground": draw_ground(rng, ["river terrace", "alluvial plain"]),
        "spacing": rng.number(34, 42, 0.5),
        "stability": rng.number(14, 24, 0.5),
    }  # fmt: skip


def _works(given):
    made = works_file({"ground_complexity": 2, "tolerance": TOLERANCE}, given["ground"], [given["yard"]], {})
    own = {"spacing": given["spacing"], "stability_depth": given["stability"]}
    return made | {"works": [entry | own for entry in made["works"]]}


def fields(given):
    """One plan; a third more points than needed begin to be waste. The grid is the heart of it."""
    most = ceil(len(_grid(given)) * 4 / 3)
    return [PlanDrawing(name="plan", works=_works(given), most_points=most, costs={"6.0.9": 0.2})]


def _grid(given):
    yard = given["yard"]
    return stockyard_grid(yard["length"], yard["width"], given["spacing"]).points + (yard["x"], yard["y"])


def _plan(given, places=None, control=3, deepened=True, from_ground=False):
    yard = given["yard"]
    general = float(narrow_base_depth("strip", yard["base_width"]))
    deep = max(general, given["stability"]) if deepened else general
    down = 0.0 if from_ground else yard["embedment"]
    places = _grid(given) if places is None else places
    return model_plan({NAME: places}, {NAME: (deep + down, general + down)}, control=control)


def solve(given, known):
    """Nodes on the outline and within; every third one a control point, every other one sampled."""
    return {"plan": _plan(given)}


def _row(given):
    """Points along the yard's long axis only, as for a gallery."""
    middle = given["yard"]["y"] + given["yard"]["width"] / 2
    return [(x, middle) for x in sorted(set(_grid(given)[:, 0]))]


def mistakes(given):
    """Depths from the ground; control holes no deeper than the others; too few of them; one row for a grid."""
    found = [
        Mistake("from-ground", {"plan": _plan(given, from_ground=True)}, CEMENT("6.0.12")),
        Mistake("not-deepened", {"plan": _plan(given, deepened=False)}, CEMENT("6.0.12-4")),
        Mistake("few-control", {"plan": _plan(given, control=6)}, CEMENT("6.0.10-4")),
    ]
    row = _row(given)
    far = hypot(given["yard"]["width"] / 2, (row[1][0] - row[0][0]) / 2)
    if far > given["spacing"] / sqrt(2) + 2 * TOLERANCE:
        found.append(Mistake("one-row", {"plan": _plan(given, places=row)}, CEMENT("6.0.11-2")))
    return found


def figure(given):
    """The yard in its coordinates."""
    return works_figure(_works(given))
