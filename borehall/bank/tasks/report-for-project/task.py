"""What the report for a described project must evaluate and enclose, and a part of its text (8.3.6 to 8.4.6)."""

import re
from fractions import Fraction

from borehall.bank.field import Choice, Choices, FreeText, Number
from borehall.bank.plant import OUTPUTS, draw_ground, draw_work
from borehall.bank.task import Mistake, Task
from borehall.rules.checklist import checklist
from borehall.rules.citation import CEMENT

NATURAL, IMPROVED, PILES, PIT, FIGURES, CONTENTS = (
    CEMENT(clause) for clause in ("8.3.6", "8.3.9", "8.3.10", "8.3.11", "8.4.5", "8.4.6")
)
SCHEMES = {"natural": NATURAL, "improved": IMPROVED, "piles": PILES}
KEYS = "abcdefgh"

EVALUATIONS = {
    "8.3.6-5": ("软弱下卧层的验算参数，并宜作验算", "parameters of the weak underlayer, and better its check"),
    "8.3.6-6": ("天然地基的变形计算参数和变形特征预测", "parameters and forecast of the natural ground's deformation"),
    "8.3.9-1": ("地基处理的必要性、合理性和方法的适宜性", "whether improvement is needed, and which method fits"),
    "8.3.9-3": ("地基处理设计和施工所需的参数", "parameters for designing and building the improvement"),
    "8.3.9-4": ("地基处理的设计、施工和监测建议", "advice on design, building and monitoring of the improvement"),
    "8.3.10-2": ("可选的桩型和桩端持力层", "kinds of pile that fit, and their bearing layer"),
    "8.3.10-3": ("桩基设计参数和单桩承载力估算", "parameters of piles and the estimate of a single pile"),
    "8.3.10-4": ("桩侧负摩阻力的可能性、影响和参数", "negative skin friction: its chance, effect and parameters"),
    "8.3.10-5": ("成桩可行性、挤土效应和环境影响", "whether the piles can be made, displacement of soil, surroundings"),
    "8.3.11-1": ("抗浮设计水位和基坑设计参数", "water level for uplift, and parameters for the pit"),
    "8.3.11-2": ("坑壁稳定、渗透和支护方案的比选", "stability and seepage of the pit's sides; supports compared"),
    "8.3.11-3": ("开挖与降水引起的变形对邻近建（构）筑物的影响", "what digging and dewatering do to the neighbours"),
}  # fmt: skip
"""Clause and item, and what it asks for."""

FOREIGN = (
    ("筏板配筋计算", "reinforcement of the raft"), ("基础施工图预算", "cost of the foundation's drawings"),
    ("主体结构抗震验算", "seismic check of the superstructure"), ("设备安装方案", "how the equipment is mounted"),
    ("施工组织设计", "the builder's method statement"),
)  # fmt: skip

SHEETS = (
    ("勘探点平面布置图", "plan of the exploration points"), ("钻孔柱状图", "borehole logs"),
    ("工程地质剖面图", "geological sections"), ("标准贯入、波速等原位测试成果表", "sheets of SPT and wave velocities"),
    ("土工试验成果表", "sheets of laboratory tests"),
)  # fmt: skip
"""What item 10 of 8.4.6 names."""

OTHER_SHEETS = (
    ("基础平面及配筋图", "plan and reinforcement of the foundation"), ("施工总平面布置图", "plan of the building site"),
    ("工艺设备布置图", "layout of the process equipment"), ("塔架结构计算简图", "structural model of the tower"),
)  # fmt: skip

PAPER = {"A0": (1189, 841), "A1": (841, 594), "A2": (594, 420)}

TASK = Task(
    id="report-for-project",
    titles={
        "zh_CN": "按工程编写勘察报告：评价内容与图表",
        "en": "The report for a project: what it evaluates and shows",
    },
    clauses=(NATURAL, IMPROVED, PILES, PIT, FIGURES, CONTENTS),
    level=3,
    minutes=14,
    bounds={
        "depth": (5, 8.5),
        "paper_width": (594, 1189),
        "paper_height": (420, 841),
        "scale": (200, 1000),
        "length": (83, 1141),
        "breadth": (59, 807),
        "filled": (46, 95),
        "evaluations": (8, 8),
        "sheets": (6, 6),
    },
    steps=(0, 0),
)


def draw(rng):
    """A building on its ground, a foundation scheme, a pit or none; a drawing on a sheet."""
    output, scheme = rng.choice(list(OUTPUTS)), rng.choice(list(SCHEMES))
    ground = draw_ground(rng)
    fits = {"scheme": scheme, "pit": rng.chance(0.6), "weak": any(one["soft"] for one in ground["layers"])}
    fits["surcharge"] = fits["weak"] or rng.chance(0.4)
    asked = [key for key in EVALUATIONS if _asked(key, fits)]
    others = [
        key for key in EVALUATIONS if key not in asked and not _asked(key, {**fits, "weak": True, "surcharge": True})
    ]
    shown = [*rng.sample(asked, min(5, len(asked))), *rng.sample(others, 7 - min(5, len(asked)))]
    evaluations = [{"item": key, "zh": EVALUATIONS[key][0], "en": EVALUATIONS[key][1]} for key in shown]
    evaluations.append({"item": "", **_both(rng.choice(FOREIGN))})
    sheets = [{"asked": True, **_both(one)} for one in rng.sample(SHEETS, 4)]
    sheets += [{"asked": False, **_both(one)} for one in rng.sample(OTHER_SHEETS, 2)]
    paper = rng.choice(list(PAPER))
    scale, (width, height) = rng.choice([200, 500, 1000]), PAPER[paper]
    work = draw_work(rng, rng.choice(["preheater tower", "cement mill building"]), output)
    return {
        **fits, "ground": ground, "work": work, "load": fits["surcharge"] and not fits["weak"],
        "depth": rng.number(5.0, 8.5, 0.5), "is_natural": scheme == "natural", "is_improved": scheme == "improved",
        "is_piles": scheme == "piles", "evaluations": _keyed(rng, evaluations), "sheets": _keyed(rng, sheets),
        "paper": paper, "paper_width": width, "paper_height": height, "scale": scale,
        "length": round(rng.number(0.7, 0.96, 0.01) * width * scale / 1000),
        "breadth": round(rng.number(0.7, 0.96, 0.01) * height * scale / 1000),
    }  # fmt: skip


def _both(words):
    return dict(zip(("zh", "en"), words, strict=True))


def _keyed(rng, options):
    return [{"key": key} | one for key, one in zip(KEYS, rng.shuffled(options), strict=False)]


def _asked(item, fits):
    """Whether the clause of ``item`` speaks of this project: its scheme, its pit, and what the item presupposes."""
    clause, _, number = item.partition("-")
    spoken = [SCHEMES[fits["scheme"]].clause, *([PIT.clause] if fits["pit"] else [])]
    known = clause in spoken and number in {one.number for one in checklist(clause).items}
    return known and {"8.3.6-5": fits["weak"], "8.3.10-4": fits["surcharge"]}.get(item, True)


def fields(given):
    """What is evaluated, which sheets are enclosed, how far a drawing fills its sheet, and the text."""
    rubric = {"ground": 0.3, "scheme": 0.3, "parameters": 0.2, "cautions": 0.2}
    return [
        Choices(name="evaluated", options=tuple(one["key"] for one in given["evaluations"]), points=3),
        Choices(name="enclosed", options=tuple(one["key"] for one in given["sheets"])),
        Number(name="filled", unit="%", decimals=1, rounding_costs=0.1),
        Choice(name="fills", options=("yes", "no"), follows=("filled",)),
        FreeText(name="text", rubric=rubric, points=3, least_length=80),
    ]


def _least():
    """What the checklist of 8.4.5 asks of a drawing, as it words it."""
    text = next(one.zh for one in checklist(FIGURES.clause).items if one.number == "1")
    return 100 * Fraction(re.findall(r"\d+/\d+", text)[0])


def _filled(given):
    """The drawing's part of the sheet's area, %."""
    drawn = (1000 * given["length"] / given["scale"]) * (1000 * given["breadth"] / given["scale"])
    return 100 * drawn / (given["paper_width"] * given["paper_height"])


def solve(given, known):
    """By the checklists of the clauses that speak of this project."""
    fits = {name: given[name] for name in ("scheme", "pit", "weak", "surcharge")}
    return {
        "evaluated": [one["key"] for one in given["evaluations"] if one["item"] and _asked(one["item"], fits)],
        "enclosed": [one["key"] for one in given["sheets"] if one["asked"]],
        "filled": _filled(given),
        "fills": "yes" if known.get("filled", _filled(given)) >= _least() else "no",
    }


def margins(given):
    """The part of the sheet against what is asked."""
    return [(_filled(given), float(_least()))]


def mistakes(given):
    """Another scheme's evaluation, others' documents, the pit or the friction left out; lengths in place of areas."""
    right = solve(given, {})
    picked, items = right["evaluated"], {one["key"]: one["item"] for one in given["evaluations"]}
    foreign = [key for key, item in items.items() if not item]
    other = [key for key, item in items.items() if item and key not in picked]
    design = [one["key"] for one in given["sheets"] if not one["asked"]]
    found = [
        Mistake("others-document", {"evaluated": [*picked, *foreign]}, CONTENTS),
        Mistake("design-drawing", {"enclosed": [*right["enclosed"], design[0]]}, CONTENTS),
        Mistake("by-length", {"filled": 100 * 1000 * given["length"] / given["scale"] / given["paper_width"]}, FIGURES),
    ]
    if other:
        found.append(Mistake("other-scheme", {"evaluated": [*picked, other[0]]}, SCHEMES[given["scheme"]]))
    left_out = {"pit-left-out": ("8.3.11", PIT), "friction-left-out": ("8.3.10-4", PILES)}
    for name, (start, clause) in left_out.items():
        rest = [key for key in picked if not items[key].startswith(start)]
        if rest and rest != picked:
            found.append(Mistake(name, {"evaluated": rest}, clause))
    return found
