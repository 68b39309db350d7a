"""System classes of buildings, and how their points are laid out (3.0.2, 6.0.11)."""

from borehall.bank.field import Choice
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_3_0_grade import system_class
from borehall.rules.cement_plant_2015.clause_6_0_11_layout import layout_of
from borehall.rules.citation import CEMENT

CLASSES, LAYOUTS = CEMENT("3.0.2"), CEMENT("6.0.11")
BUILDINGS = (
    "crushing building", "stockyard", "conveyor gallery", "transfer station", "raw mill building",
    "cement mill building", "silo", "preheater tower", "kiln head", "waste-gas building", "conditioning tower",
    "chimney", "packing hall", "waste-heat power station",
)  # fmt: skip
CLASS_OPTIONS = ("crushing", "stockpiling", "conveying", "grinding", "silos", "burning", "packing", "power")
LAYOUT_OPTIONS = ("outline", "stockyard", "gallery", "station", "silo", "chimney")
SHORT = {"waste-heat power": "power", "transfer station": "station"}

TASK = Task(
    id="system-classes",
    titles={"zh_CN": "建（构）筑物的系统类别与布点方式", "en": "System classes and layouts of buildings"},
    clauses=(CLASSES, LAYOUTS),
    level=1,
    minutes=6,
    bounds={"buildings": (6, 6)},
    steps=(0, 0),
)


def draw(rng):
    """Six buildings, one that is often misplaced among them."""
    tricky = rng.choice(["chimney", "conditioning tower", "waste-gas building"])
    carried = rng.choice(["transfer station", "conveyor gallery"])
    rest = [one for one in BUILDINGS if one not in (tricky, carried)]
    buildings = rng.shuffled([tricky, carried, *rng.sample(rest, 4)])
    return {"buildings": buildings, "rows": buildings}


def fields(given):
    """Class and layout of each."""
    columns = (Choice(name="class", options=CLASS_OPTIONS), Choice(name="layout", options=LAYOUT_OPTIONS))
    rows = tuple(f"row{i + 1}" for i in range(len(given["buildings"])))
    return [Table(name="table", rows=rows, columns=columns)]


def _row(building):
    found, layout = system_class(building).value, layout_of(building) or ""
    return {"class": SHORT.get(found, found), "layout": SHORT.get(layout, layout)}


def solve(given, known):
    """By table A."""
    return {"table": [_row(one) for one in given["buildings"]]}


def mistakes(given):
    """Gas-treating buildings taken for power; galleries and stations taken for stockpiling."""
    right = solve(given, {})["table"]
    gases = {"chimney", "conditioning tower", "waste-gas building"}
    power = [
        row | ({"class": "power"} if one in gases else {}) for one, row in zip(given["buildings"], right, strict=True)
    ]
    piled = [row | ({"class": "stockpiling"} if row["class"] == "conveying" else {}) for row in right]
    return [Mistake("gas-as-power", {"table": power}, CLASSES), Mistake("conveying-as-pile", {"table": piled}, CLASSES)]
