"""A mapping brief of the feasibility stage: scale, what is drawn and how, located points, sections (4.0.5, 5.0.5)."""

import re

from borehall.bank.field import Choice, Choices, Integer, Number
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_5_0_5_mapping import sections_short, smallest_mapped_unit
from borehall.rules.checklist import checklist
from borehall.rules.citation import CEMENT

SCALE, SMALLEST, SECTIONS, LOCATED = CEMENT("4.0.5-2"), CEMENT("5.0.5-3"), CEMENT("5.0.5-4"), CEMENT("5.0.5-5")

BODIES = (
    ("断层破碎带", "fault breccia zone", True, (3, 60)), ("泥化夹层露头带", "outcrop of a clayey seam", True, (1, 6)),
    ("岩溶塌陷坑", "karst collapse pit", True, (3, 40)), ("小型滑坡体", "small landslide", True, (8, 70)),
    ("旧采石坑（回填）", "backfilled quarry pit", True, (10, 80)), ("暗塘淤积区", "silted-up pond", True, (8, 60)),
    ("方解石脉", "calcite vein", False, (1, 4)), ("坡积碎石条带", "strip of slope debris", False, (3, 40)),
    ("砂岩透镜体", "lens of sandstone", False, (4, 70)),
    ("钙质结核富集带", "band of calcareous nodules", False, (2, 12)),
    ("田埂填土", "fill of a field bank", False, (1, 5)), ("灰岩孤石堆", "heap of limestone blocks", False, (2, 15)),
)  # fmt: skip
"""Bodies that a mapping near a cement plant meets, whether they matter to the works, and their sizes in m."""

POINTS = (
    ("断层迹线点", "point on the trace of a fault", True), ("地层接触线点", "point on a contact of strata", True),
    ("岩性分界点", "point on a boundary of rock types", True), ("软弱夹层露头点", "outcrop of a weak seam", True),
    ("泉点", "spring", True), ("滑坡后缘裂缝点", "crack at the head of a slide", True),
    ("溶洞口", "mouth of a cave", True), ("阶地面地貌点", "landform point on a terrace", False),
    ("均一灰岩露头点", "outcrop of uniform limestone", False), ("缓坡植被点", "vegetation on a gentle slope", False),
    ("村庄房屋调查点", "house in the village", False), ("厚层黄土状土露头点", "outcrop of loess-like soil", False),
)  # fmt: skip
"""Observation points, and whether the clause wants them located by instrument."""

TASK = Task(
    id="feasibility-mapping",
    titles={
        "zh_CN": "可行性研究阶段工程地质测绘任务书审查",
        "en": "Review of a mapping brief in the feasibility stage",
    },
    clauses=(CEMENT("4.0.5"), SMALLEST, SECTIONS, LOCATED),
    level=2,
    minutes=9,
    bounds={
        "scale": (2000, 25000),
        "hectares": (28, 65),
        "bodies.size": (1, 80),
        "crossing": (1, 4),
        "through": (0, 1),
        "unit": (4, 50),
        "sections": (0, 2),
    },
    steps=(1, 1),
)


def draw(rng):
    """A scale, bodies on both sides of its smallest unit, observation points, sections measured so far."""
    scale = rng.choice([2000, 4000, 5000, 6000, 8000, 10000, 10000, 15000, 25000])
    bodies = [
        {"zh": zh, "en": en, "matters": matters, "size": rng.number(*sizes, 0.5)}
        for zh, en, matters, sizes in [*rng.sample(BODIES[:6], 4), *rng.sample(BODIES[6:], 2)]
    ]
    points = [{"zh": zh, "en": en, "located": located}
              for zh, en, located in [*rng.sample(POINTS[:7], 4), *rng.sample(POINTS[7:], 3)]]  # fmt: skip
    return {
        "scale": scale,
        "hectares": rng.integer(28, 65),
        "bodies": rng.shuffled(bodies),
        "points": [{"key": key} | one for key, one in zip("abcdefg", rng.shuffled(points), strict=True)],
        "crossing": rng.integer(1, 4),
        "through": rng.integer(0, 1),
    }


def fields(given):
    """The scale, the smallest unit, what becomes of each body, the located points, the sections to come."""
    rows = tuple(f"row{i + 1}" for i in range(len(given["bodies"])))
    drawn = Choice(name="drawn", options=("to-scale", "enlarged", "left-out"))
    return [
        Choice(name="scale", options=("fits", "too-small", "too-large")),
        Number(name="unit", unit="m", decimals=1),
        Table(name="bodies", rows=rows, columns=(drawn,), points=3, follows=("unit",)),
        Choices(name="located", options=tuple("abcdefg"), points=2),
        Integer(name="sections"),
    ]


def _preferred():
    """The range of scales, as the checklist of the clause words it: the larger scale has the smaller number."""
    text = next(item.en for item in checklist("4.0.5").items if item.number == "2")
    return tuple(int(number) for number in re.findall(r"1:(\d+)", text))


def _scale(number, limits):
    if number < min(limits):
        return "too-large"
    return "fits" if number <= max(limits) else "too-small"


def _bodies(given, unit, small=None):
    """What becomes of each body; ``small`` in place of what the smaller ones deserve."""
    rows = []
    for body in given["bodies"]:
        deserved = "enlarged" if body["matters"] else "left-out"
        rows.append({"drawn": "to-scale" if body["size"] >= unit else small or deserved})
    return rows


def solve(given, known):
    """The clauses of chapter 4, and those of chapter 5 to which they point."""
    unit = float(smallest_mapped_unit(given["scale"]))
    return {
        "scale": _scale(given["scale"], _preferred()),
        "unit": unit,
        "bodies": _bodies(given, known.get("unit", unit)),
        "located": [one["key"] for one in given["points"] if one["located"]],
        # One new section may both cross the others and run through the main plant.
        "sections": max(sections_short(given["crossing"], given["through"])),
    }


def margins(given):
    """Each body against the smallest unit."""
    return [(body["size"], float(smallest_mapped_unit(given["scale"]))) for body in given["bodies"]]


def mistakes(given):
    """The scale's sense reversed, or the detailed stage's; 1 mm; small bodies treated alike; sections added up."""
    right = solve(given, {})
    other = {"too-large": "too-small", "too-small": "too-large", "fits": "too-small"}[right["scale"]]
    scale = "detailed-scale" if right["scale"] == "fits" else "sense-reversed"
    crossing, through = sections_short(given["crossing"], given["through"])
    found = [
        Mistake(scale, {"scale": other}, CEMENT("6.0.6") if scale == "detailed-scale" else SCALE),
        Mistake("one-millimetre", {"unit": given["scale"] / 1000}, SMALLEST),
        Mistake("small-left-out", {"bodies": _bodies(given, right["unit"], "left-out")}, SMALLEST),
        Mistake("all-enlarged", {"bodies": _bodies(given, right["unit"], "enlarged")}, SMALLEST),
        Mistake("all-located", {"located": list("abcdefg")}, LOCATED),
    ]
    if crossing and through:
        found.append(Mistake("sections-added", {"sections": crossing + through}, SECTIONS))
    if through and not crossing:
        found.append(Mistake("plant-forgotten", {"sections": 0}, SECTIONS))
    return found
