"""Deformation depth by the stress ratio in layered ground (6.0.12-3)."""

from borehall.bank.field import Integer, Number
from borehall.bank.figures import log_figure
from borehall.bank.plant import OUTPUTS, draw_ground, draw_work, rules_ground
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_12_deformation import deformation_depth, depth_at_ratio
from borehall.rules.citation import CEMENT
from borehall.rules.gb50007_2011.appendix_k_stress import Base

CLAUSE = CEMENT("6.0.12-3")

TASK = Task(
    id="deformation-depth",
    titles={"zh_CN": "按应力比确定变形计算深度", "en": "Deformation depth by the stress ratio"},
    clauses=(CLAUSE, CEMENT("6.0.12-2")),
    level=3,
    minutes=15,
    bounds={"overburden": (42, 99), "depth": (16, 36), "layer": (5, 7), "control": (20, 40)},
    steps=(5, 5),
)


def draw(rng):
    """A preheater tower's raft on layered ground."""
    work = draw_work(rng, "preheater tower", rng.choice(list(OUTPUTS)))
    ground = draw_ground(rng, ["river terrace", "alluvial plain", "foot slope"])
    return {"work": work, "ground": ground}


def fields(given):
    """Overburden at the base, the depth, the layer in which it lies, the control holes."""
    return [
        Number(name="overburden", unit="kPa", decimals=1),
        Number(name="depth", unit="m", decimals=2, relative=0.02, points=3),
        Integer(name="layer"),
        Number(name="control", unit="m", decimals=2, relative=0.02, follows=("depth",)),
    ]


def _base(given):
    return Base("rectangle", given["work"]["width"], given["work"]["length"])


def solve(given, known):
    """Each layer held to its own share."""
    work = given["work"]
    found = deformation_depth(_base(given), work["pressure"], work["embedment"], rules_ground(given["ground"]))
    return {
        "overburden": found.overburden_at_base,
        "depth": found.depth,
        "layer": found.layer,
        "control": known.get("depth", found.depth) + work["embedment"],
    }


def mistakes(given):
    """The other share; the soil's weight without buoyancy; the depth below the base taken for that from the ground."""
    work, right = given["work"], solve(given, {})
    ends_soft = given["ground"]["layers"][right["layer"] - 1]["soft"]
    ground = rules_ground(given["ground"])
    found = depth_at_ratio(_base(given), work["pressure"], work["embedment"], ground, 0.2 if ends_soft else 0.1)
    dry = rules_ground(given["ground"] | {"water": 99.0})
    heavy = deformation_depth(_base(given), work["pressure"], work["embedment"], dry)
    return [
        Mistake("other-share", {"depth": found.depth}, CLAUSE),
        Mistake("no-buoyancy", {"depth": heavy.depth}, CLAUSE),
        Mistake("from-base", {"control": right["depth"]}, CEMENT("6.0.12")),
    ]


def figure(given):
    """The log."""
    return log_figure(given["ground"], (("unit_weight", "γ"), ("saturated_unit_weight", "γsat")))
