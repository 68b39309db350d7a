"""When an investigation in the construction stage is needed, how it is done, advance holes in granite (7.0.2-7.0.8)."""

from borehall.bank.field import Choice, Integer, Number
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_7_0_advance_holes import (
    advance_hole_depth,
    advance_hole_length,
    advance_holes_fit,
    construction_stage_items,
)
from borehall.rules.citation import CEMENT

TRIGGERS, AS_DETAILED, METHOD, GRANITE = (CEMENT(clause) for clause in ("7.0.2", "7.0.4", "7.0.5", "7.0.8"))

FINDINGS = (
    ("as-reported", (), "窑尾塔架基坑挖至设计标高，基底土层与勘察报告一致，验槽合格。",
     "The preheater tower's pit is dug to its level; the soil at its base is as reported and was accepted."),
    ("soil-over-karst", ("karst",), "独立基础以硬塑粉质黏土为持力层，其下 {deep} m 的灰岩岩溶发育，报告已查明。",
     "Column bases rest on stiff silty clay; in limestone {deep} m deeper there is karst, known from the report."),
    ("soil-with-boulders", ("corestone_granite",), "筏形基础以花岗岩残积土为持力层，其中 {count} 处孤石报告已查明。",
     "A raft rests on residual soil of granite; {count} boulders in it are known from the report."),
    ("sound-rock", ("on_rock",), "桩端进入完整的中等风化砂岩 {into} m，其中没有岩溶、孤石和软弱夹层。",
     "Piles enter {into} m into sound, moderately weathered sandstone without karst, boulders or seams."),
    ("soft-soil", ("differs_from_report",), "包装车间基槽揭露 {soft} m 厚淤泥质软土，勘察报告没有反映。",
     "The packing hall's trench shows {soft} m of mucky soft soil that the report doesn't mention."),
    ("rock-lower", ("differs_from_report",), "转运站基岩面比勘察报告低 {soft} m，基底仍为残积土。",
     "The transfer station's rock lies {soft} m lower than reported; its base is still in residual soil."),
    ("old-ditch", ("anomaly",), "开挖中发现一条回填的暗沟，走向和深度不明。",
     "A filled-in ditch is met; where it runs and how deep is unknown."),
    ("inflow", ("anomaly",), "原煤转运站基坑涌水量为预测值的 {count} 倍，原因不明。",
     "Water enters the coal transfer station's pit {count} times as fast as forecast; nobody knows why."),
    ("karst", ("on_rock", "karst"), "{piles} 根嵌岩桩以中等风化灰岩为持力层，场地岩溶发育。",
     "{piles} piles are socketed in moderately weathered limestone; karst is well developed."),
    ("corestones", ("on_rock", "corestone_granite"), "独立基础以中等风化花岗岩为持力层，该地区球状风化发育。",
     "Column bases rest on moderately weathered granite of a region with corestones."),
    ("seam", ("on_rock", "weak_seams"), "桩端持力层为中等风化砂岩，其中夹有厚 {seam} m 的泥化夹层。",
     "Piles end in moderately weathered sandstone with a clayey seam of {seam} m."),
)  # fmt: skip
"""What was found, the arguments of the rule that are true, and the words."""

FLAGS = ("differs_from_report", "anomaly", "on_rock", "karst", "corestone_granite", "weak_seams")

TASK = Task(
    id="construction-stage",
    titles={"zh_CN": "施工勘察的条件与方法", "en": "Construction stage: when it is needed, and how it is done"},
    clauses=(TRIGGERS, AS_DETAILED, METHOD, GRANITE),
    level=2,
    minutes=9,
    bounds={
        "across": (2, 4),
        "along": (4, 8),
        "side": (1.2, 3.2),
        "working_level": (92, 128),
        "base_level": (85, 128),
        "holes": (8, 32),
        "depth": (5, 9.6),
        "length": (7, 14.5),
        "metres": (30, 470),
        "findings": (6, 6),
    },
    steps=(3, 3),
)


def draw(rng):
    """Six findings, of each kind some; column bases on granite with corestones."""
    numbers = {
        "deep": rng.integer(9, 20), "count": rng.integer(2, 5), "into": rng.number(1.0, 3.0, 0.5),
        "soft": rng.number(0.6, 2.6, 0.1), "piles": rng.integer(8, 40), "seam": rng.number(0.2, 0.8, 0.1),
    }  # fmt: skip
    needless, first, second = FINDINGS[:4], FINDINGS[4:8], FINDINGS[8:]
    chosen = [rng.choice(needless[1:3]), rng.choice(needless[::3]), *rng.sample(first, 2), rng.choice(second)]
    chosen.append(rng.choice([one for one in FINDINGS if one not in chosen]))
    level = rng.number(92, 128, 0.1)
    return {
        "findings": [
            {"key": key, "zh": zh.format(**numbers), "en": en.format(**numbers), "true": list(true)}
            for key, true, zh, en in rng.shuffled(chosen)
        ],
        "building": rng.choice(["raw mill building", "cement mill building", "packing hall", "crushing building"]),
        "across": rng.integer(2, 4), "along": rng.integer(4, 8), "side": rng.number(1.2, 3.2, 0.1),
        "working_level": level, "base_level": round(level - rng.number(2.0, 4.5, 0.1), 1),
    }  # fmt: skip


def fields(given):
    """Item and method for each finding; the advance holes under the columns."""
    columns = (
        Choice(name="item", options=("item-1", "item-2", "none")),
        Choice(name="method", options=("as-detailed", "advance-holes", "nothing")),
    )
    rows = tuple(f"row{i + 1}" for i in range(len(given["findings"])))
    return [
        Table(name="findings", rows=rows, columns=columns, points=4),
        Integer(name="holes"),
        Number(name="depth", unit="m", decimals=1),
        Number(name="length", unit="m", decimals=1, follows=("depth",)),
        Number(name="metres", unit="m", decimals=1, follows=("holes", "length")),
    ]


def _row(finding):
    true = {flag: flag in finding["true"] for flag in FLAGS}
    items = construction_stage_items(**true)
    rock = {flag: true[flag] for flag in FLAGS[2:]}
    method = "advance-holes" if advance_holes_fit(**rock) else "as-detailed" if items else "nothing"
    return {"item": f"item-{items[0]}" if items else "none", "method": method}


def solve(given, known):
    """By 7.0.2, and 7.0.8 with a hole at each column."""
    depth = float(advance_hole_depth(given["side"]))
    drilled = advance_hole_length(given["working_level"], given["base_level"], given["side"])
    holes = given["across"] * given["along"]
    length = drilled.base_depth + known["depth"] if "depth" in known else drilled.length
    return {
        "findings": [_row(finding) for finding in given["findings"]],
        "holes": holes,
        "depth": depth,
        "length": length,
        "metres": known.get("holes", holes) * known.get("length", length),
    }


def _told(given, keys, row):
    """The table with ``row`` for the findings of ``keys``."""
    rows = [row if finding["key"] in keys else _row(finding) for finding in given["findings"]]
    return {"findings": rows}


def mistakes(given):
    """Soil above karst taken for bearing rock; anomalies left to the site; 3a or 5 m alone; the pit forgotten."""
    right = solve(given, {})
    nothing, advance = {"item": "none", "method": "nothing"}, {"item": "item-2", "method": "advance-holes"}
    roads = {
        "soil-as-rock": ({"soil-over-karst", "soil-with-boulders"}, advance, TRIGGERS),
        "rock-always": ({"sound-rock"}, advance, TRIGGERS),
        "anomaly-left-to-site": ({"old-ditch", "inflow"}, nothing, TRIGGERS),
        "differences-left": ({"soft-soil", "rock-lower"}, nothing, AS_DETAILED),
    }
    here = {finding["key"] for finding in given["findings"]}
    bare = 3 * given["side"]
    return [
        *(Mistake(name, _told(given, keys, row), clause) for name, (keys, row, clause) in roads.items() if keys & here),
        Mistake("every-other", {"holes": -(-right["holes"] // 2)}, GRANITE),
        Mistake("no-minimum", {"depth": bare}, GRANITE) if bare < 5 else Mistake("least-only", {"depth": 5.0}, GRANITE),
        Mistake("from-base", {"length": right["depth"]}, GRANITE),
    ]
