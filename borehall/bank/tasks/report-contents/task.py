"""What the report of an investigation must hold (8.4.6, stand-in GB 50021 14.3.3)."""

from borehall.bank.field import Choices
from borehall.bank.task import Mistake, Task
from borehall.rules.checklist import checklist
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("8.4.6")
KEYS = "abcdefgh"
OTHERS = (
    ("基础配筋计算书", "Calculation of the foundations' reinforcement"),
    ("施工图预算", "Cost estimate of the construction drawings"),
    ("设备采购清单", "List of equipment to be bought"),
    ("监理规划", "Supervision plan"),
    ("主体结构抗震验算书", "Seismic check of the superstructure"),
    ("施工组织设计", "Construction method statement"),
    ("环境影响评价批复", "Approval of the environmental impact assessment"),
)

TASK = Task(
    id="report-contents",
    titles={"zh_CN": "勘察报告应包括的内容", "en": "What the report must hold"},
    clauses=(CLAUSE,),
    level=1,
    minutes=4,
    bounds={"options": (8, 8), "contents": (4, 6)},
    steps=(0, 0),
)


def draw(rng):
    """Items of the checklist among others, in an order of chance."""
    asked = rng.integer(4, 6)
    items = [{"zh": one.zh, "en": one.en, "asked": True} for one in rng.sample(checklist("8.4.6").items, asked)]
    items += [{"zh": zh, "en": en, "asked": False} for zh, en in rng.sample(OTHERS, 8 - asked)]
    return {"options": [{"key": key} | item for key, item in zip(KEYS, rng.shuffled(items), strict=True)]}


def fields(given):
    """Several of eight."""
    return [Choices(name="contents", options=tuple(KEYS))]


def solve(given, known):
    """Those of the checklist."""
    return {"contents": [one["key"] for one in given["options"] if one["asked"]]}


def mistakes(given):
    """One of others' documents taken for the report's; corrosivity left out."""
    right = solve(given, {})["contents"]
    strange = next(one["key"] for one in given["options"] if not one["asked"])
    water = [one["key"] for one in given["options"] if one["asked"] and "腐蚀" in one["zh"]]
    found = [Mistake("others-document", {"contents": [*right, strange]}, CLAUSE)]
    left = [key for key in right if key not in water]
    return [*found, *([Mistake("corrosivity-left-out", {"contents": left}, CLAUSE)] if water else [])]
