"""Seismic section, stability class and suitability class of a site (8.3.2, 8.3.3, 8.3.4)."""

import math

from borehall.bank.field import Choice, Choices, Number
from borehall.bank.seeds import on_grid
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_8_3_site import site_stability, site_suitability
from borehall.rules.citation import CEMENT, GB50011
from borehall.rules.table import SHIPPED

SECTION, STABILITY, SUITABILITY = GB50011("4.1.1"), CEMENT("8.3.3"), CEMENT("8.3.4")
SECTIONS = ("dangerous", "unfavourable", "general", "favourable")
STABILITIES = ("不稳定", "稳定性差", "基本稳定", "稳定")
SUITABILITIES = ("不适宜", "适宜性差", "较适宜", "适宜")
CRITERIA = ("stability", "slope", "soils", "water")

FAULTS = {
    "none": ("区域资料和调查表明，场地及周边 {far} km 内没有断层。",
             "By regional data and visits, no fault lies within {far} km."),
    "inactive": ("场地外 {near} m 有一条断层，上覆上更新统未被错断，为非全新活动断裂。",
                 "A fault passes {near} m from the site; late Pleistocene layers above it are unbroken: not Holocene."),
    "weak or medium Holocene active": ("场地外 {near} m 有一条全新活动断裂，活动性中等。",
                                       "A Holocene active fault of medium activity passes {near} m from the site."),
    "strong Holocene active": ("场地外 {near} m 有一条强烈全新活动断裂，场地不在其地表位错带内。",
                               "A strongly active Holocene fault passes {near} m away; it would not break the site."),
}  # fmt: skip

GROUND = (
    ("favourable", "场地以稳定的中等风化灰岩为主，覆土厚度不足 {thin} m，地形开阔。", (3, 16),
     "Stable, moderately weathered limestone under less than {thin} m of soil, open terrain."),
    ("favourable", "场地为密实、均匀的中硬土，厚度大于 {thick} m，开阔平坦。", (1, 6),
     "Dense, even, medium-stiff soil more than {thick} m thick, open and level."),
    ("general", "场地为可塑粉质黏土和残积土，厚 {thick} m，较均匀，不在坡边和河岸。", (3, 30),
     "Plastic silty clay and residual soil, {thick} m thick, fairly even, away from slopes and river banks."),
    ("general", "场地为中密砂土和粉质黏土互层，厚 {thick} m，7 度时不液化。", (1, 9),
     "Medium-dense sand and silty clay in turn, {thick} m thick, not liquefying at intensity 7."),
    ("unfavourable", "地下水位埋深 {thin} m，其下饱和粉细砂经判别为中等液化。", (1, 6),
     "Below a water table at {thin} m, saturated fine sand is found to liquefy moderately."),
    ("unfavourable", "主厂区位于条状突出的山嘴上，山嘴高出谷底 {thick} m。", (10, 48),
     "The main plant stands on a narrow spur, {thick} m above the valley."),
    ("unfavourable", "场地半挖半填，填方厚达 {thick} m，下有暗埋的沟谷。", (8, 40),
     "Half of the site is cut, half filled, up to {thick} m, over a buried ravine."),
    ("unfavourable", "场地分布厚 {thick} m 的淤泥质软土。", (1, 5),
     "Soft mucky soil of {thick} m underlies the site."),
    ("dangerous", "坡体后缘有宽 {thin} m 的拉张裂缝，地震时可能整体滑坡。", (20, 62),
     "A crack {thin} m wide at the head of the slope: under earthquake the slope may slide as a whole."),
    ("dangerous", "场地紧邻 {thick} m 高的危岩陡崖，地震时可能发生崩塌。", (15, 58),
     "The site adjoins a cliff of loose rock, {thick} m high, that may collapse under earthquake."),
)  # fmt: skip
"""Seismic section by GB 50011-2010, 4.1.1; what a visit finds, and slopes of the terrain, %, that go with it."""

HAZARDS = {
    "none": ("未发现不良地质作用。", "none was found"),
    "weak": ("局部发育 {count} 条小冲沟，地质灾害危险性小。", "{count} small gullies; low hazard"),
    "medium": ("发育 {count} 处小型滑塌，地质灾害危险性中等。", "{count} small slips; medium hazard"),
    "strong": ("发育 {count} 处岩溶塌陷，仍在发展，地质灾害危险性大。", "{count} growing karst collapses; high hazard"),
}  # fmt: skip

SOILS = {
    "good": ("岩土种类单一、分布均匀、工程性质良好", "one kind of soil or rock, even, of good properties"),
    "fair": ("岩土种类较多、分布不均匀、工程性质一般", "several kinds of soil and rock, uneven, of fair properties"),
    "poor": ("岩土种类较多、分布很不均匀、工程性质较差", "several kinds of soil and rock, very uneven, and poor"),
    "very poor": ("岩土种类多、工程性质很差", "many kinds of soil and rock, of very poor properties"),
}  # fmt: skip

WATER = {
    "none": ("洪水和地下水无影响，排水良好", "no influence of flood or groundwater; drains well"),
    "slight": ("洪水和地下水影响小，排水尚可", "slight influence of flood or groundwater; drainage passable"),
    "strong": ("洪水或地下水影响大，雨季易积水", "strong influence of flood or groundwater; easily flooded"),
    "serious threat": ("受洪水严重威胁", "seriously threatened by flood"),
}  # fmt: skip

TASK = Task(
    id="site-suitability",
    titles={
        "zh_CN": "场地稳定性与工程建设适宜性评价",
        "en": "Stability of a site and its suitability for construction",
    },
    clauses=(CEMENT("8.3.2-1"), STABILITY, SUITABILITY, SECTION),
    level=2,
    minutes=8,
    bounds={"length": (120, 300), "low": (80, 240), "high": (60, 420), "slope": (0, 65)},
    steps=(0, 0),
)


def draw(rng):
    """What was found on one site; adverse geology goes with a dangerous section, slopes with the terrain."""
    often = (
        "favourable",
        "favourable",
        "favourable",
        "general",
        "general",
        "unfavourable",
        "unfavourable",
        "dangerous",
    )
    wanted = rng.choice(often)
    section, zh, slopes, en = rng.choice([one for one in GROUND if one[0] == wanted])
    numbers = {
        "far": rng.integer(8, 25), "near": rng.integer(12, 60) * 10, "thin": rng.number(0.6, 2.4, 0.2),
        "thick": rng.integer(6, 22), "count": rng.integer(2, 6),
    }  # fmt: skip
    fault = rng.choice([*["none"] * 4, *["inactive"] * 3, "weak or medium Holocene active", "strong Holocene active"])
    hazard = rng.choice(["medium", "strong"] if section == "dangerous" else ["none", "none", "none", "weak", "medium"])
    length, low = rng.integer(12, 30) * 10, rng.number(80, 240, 0.5)
    rise = on_grid(length * rng.number(*slopes, 0.2) / 100, 0.5)
    words = {"fault_words": FAULTS[fault], "ground_words": (zh, en), "hazard_words": HAZARDS[hazard]}
    soils = rng.choice(["good", "good", "good", "fair", "fair", "fair", "poor", "very poor"])
    water = rng.choice(["none", "none", "none", "slight", "slight", "slight", "strong", "serious threat"])
    return {
        **{name: {"zh": both[0].format(**numbers), "en": both[1].format(**numbers)} for name, both in words.items()},
        "soils_words": dict(zip(("zh", "en"), SOILS[soils], strict=True)),
        "water_words": dict(zip(("zh", "en"), WATER[water], strict=True)),
        "fault": fault, "section": section, "hazard": hazard, "soils": soils, "water": water,
        "length": length, "low": low, "high": on_grid(low + rise, 0.5),
    }  # fmt: skip


def fields(given):
    """The section, the class of stability, the slope, the class of suitability and what decides on it."""
    return [
        Choice(name="section", options=SECTIONS),
        Choice(name="stability", options=STABILITIES, follows=("section",)),
        Number(name="slope", unit="%", decimals=1),
        Choice(name="suitability", options=SUITABILITIES, points=2, follows=("stability", "slope")),
        Choices(name="decides", options=CRITERIA, follows=("stability", "slope")),
    ]


def _slope(given):
    return 100 * (given["high"] - given["low"]) / given["length"]


def solve(given, known):
    """The worst class that a criterion reaches, twice; a criterion decides that alone would reach the same class."""
    section = known.get("section", given["section"])
    stability = site_stability(given["fault"], section, given["hazard"]).value
    stands, slope = known.get("stability", stability), known.get("slope", _slope(given))
    suitability = site_suitability(stands, slope, given["soils"], given["water"]).value
    alone = {
        "stability": site_suitability(stands, 0.0, "good", "none"),
        "slope": site_suitability("稳定", slope, "good", "none"),
        "soils": site_suitability("稳定", 0.0, given["soils"], "none"),
        "water": site_suitability("稳定", 0.0, "good", given["water"]),
    }
    return {
        "section": given["section"],
        "stability": stability,
        "slope": _slope(given),
        "suitability": suitability,
        "decides": [name for name in CRITERIA if alone[name].value == suitability],
    }


def margins(given):
    """The slope against the limits of the table."""
    limits = [row["slope_over"] for row in SHIPPED["cement_plant_2015/table_8_3_4"].rows if "slope_over" in row]
    return [(_slope(given), limit) for limit in limits]


def mistakes(given):
    """The section one better; the mildest criterion or the fault alone; degrees; the stability left aside."""
    right = solve(given, {})
    by_fault = site_stability(given["fault"], "favourable", "none").value
    by_section = site_stability("none", given["section"], "none").value
    by_hazard = site_stability("none", "favourable", given["hazard"]).value
    mildest = max(by_fault, by_section, by_hazard, key=STABILITIES.index)
    without = site_suitability("稳定", _slope(given), given["soils"], given["water"]).value
    found = [Mistake("degrees", {"slope": math.degrees(math.atan(_slope(given) / 100))}, SUITABILITY)]
    if given["section"] in ("dangerous", "unfavourable"):
        better = SECTIONS[SECTIONS.index(given["section"]) + 1]
        found.append(Mistake(f"{given['section']}-as-{better}", {"section": better}, SECTION))
    if given["section"] == "general":
        found.append(Mistake("general-as-favourable", {"section": "favourable"}, SECTION))
    if mildest != right["stability"]:
        found.append(Mistake("mildest", {"stability": mildest}, STABILITY))
    if by_fault not in (right["stability"], mildest):
        found.append(Mistake("fault-alone", {"stability": by_fault}, STABILITY))
    if without != right["suitability"]:
        found.append(Mistake("stability-left-aside", {"suitability": without}, SUITABILITY))
    return found
