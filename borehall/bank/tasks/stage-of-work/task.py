"""Which stage a piece of work belongs to, and whether a project's stages may be merged or left out (3.0.4)."""

from borehall.bank.field import Choice
from borehall.bank.plant import OUTPUTS, draw_work
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_3_0_grade import ALL_STAGES, stages
from borehall.rules.citation import CEMENT

STAGES = CEMENT("3.0.4")

SITUATIONS = (
    ("4.0.7-4", "有 {sites} 个拟选厂址，需从地质条件上比选并推荐其一。",
     "{sites} possible sites are to be compared by their geology, and one recommended."),
    ("4.0.7-2", "厂址尚在论证，需判断其附近的断层是否活动、对工程影响多大。",
     "The site is still under discussion; is the fault near it active, and what does it mean for the works?"),
    ("4.0.3-5", "项目论证中，需了解拟选厂址是否压覆矿产、附近有无开采。",
     "While the project is weighed: does the possible site cover ore, and is ore mined nearby?"),
    ("4.0.4-3", "厂址未定，先搜集 1:10000 地形图和区域地质资料，再到现场踏勘。",
     "No site is chosen yet; collect the map 1:10000 and the regional geology, then visit the places."),
    ("4.0.1", "为投资决策评价 {hectares} hm² 场地建设 {output} t/d 生产线的稳定性和适宜性。",
     "For the decision to invest: is a site of {hectares} ha stable and suitable for a line of {output} t/d?"),
    ("5.0.14-6", "厂址已定，总平面布置有 {plans} 个方案，需评价其合理性。",
     "The site is fixed; {plans} general layouts of the plant are to be judged by its geology."),
    ("5.0.8-1", "车间位置未定，沿规划的 {lines} 条生产线方向布置勘探线。",
     "Where the workshops stand is open; exploration lines are laid along the {lines} planned production lines."),
    ("5.0.13-3", "设防烈度 7 度，为初步设计判别饱和砂土液化并初步判定液化等级。",
     "Intensity 7: for the initial design, liquefaction of saturated sand is judged, its grade provisionally."),
    ("5.0.14-7", "为初步设计提出窑尾、筒仓等地段可能采用的地基基础类型的初步建议。",
     "For the initial design: first proposals of foundations where kiln and silos may stand."),
    ("5.0.5-1", "厂址已定，对场地及周边 {margin} m 进行测绘，供初步设计使用。",
     "The site is fixed; it is mapped with {margin} m around it, for the initial design."),
    ("6.0.15-4", "直径 {diameter} m 的水泥库进入施工图设计，需预测沉降和倾斜。",
     "Working drawings of a silo {diameter} m wide: settlement and tilt are to be forecast."),
    ("6.0.11-1", "在原料粉磨车间的周边线、角点和磨机基础中心布置勘探点。",
     "Points are laid along the raw mill building's sides, at its corners and under the middle of its mill."),
    ("6.0.12-2", "窑尾塔架埋深 {embedment} m，控制性孔须超过地基变形计算深度。",
     "The preheater tower's base lies at {embedment} m; its control holes must pass the deformation depth."),
    ("6.0.15-3", "为施工图设计提出 {pit} m 深基坑的开挖、支护和降水方案。",
     "For the working drawings: digging, support and dewatering of a pit {pit} m deep."),
    ("6.0.13-2", "筒仓系统某主要土层的原状土试样只有 {samples} 件，须补足 6 件。",
     "Of a main layer below the silos there are only {samples} undisturbed samples; 6 are needed."),
    ("7.0.2-1", "基槽挖至设计标高，揭露 {soft} m 厚软土，与勘察报告不符。",
     "The trench is dug to its level and shows {soft} m of soft soil that the report doesn't know."),
    ("7.0.5-1", "桩基施工前，在岩溶发育地段对 {piles} 根桩逐桩进行超前钻。",
     "Before {piles} piles are sunk in karst, an advance hole is drilled at each."),
    ("7.0.5-2", "挖孔桩遇到孤石，需查明持力层深度范围内孤石的分布。",
     "A bored pile meets a boulder; the boulders in the bearing depth must be found."),
    ("7.0.2-1", "验槽时发现一处未记载的防空洞，须查明其范围。",
     "When the trench is inspected an unrecorded shelter is found; how far does it reach?"),
    ("7.0.9-2", "根据超前钻结果，提出修改 {piles} 根桩桩长的建议。",
     "After the advance holes, changes of length are proposed for {piles} piles."),
)  # fmt: skip
"""Clause, and the work in both languages; the chapter is the stage's."""

TASK = Task(
    id="stage-of-work",
    titles={"zh_CN": "勘察阶段的划分与合并", "en": "Stages of an investigation, and merging them"},
    clauses=(STAGES, CEMENT("4.0.1"), CEMENT("5.0.1"), CEMENT("6.0.1"), CEMENT("7.0.2")),
    level=1,
    minutes=6,
    bounds={"output": (1500, 8000), "situations": (6, 6)},
    steps=(0, 0),
)


def draw(rng):
    """A project with its circumstances; six pieces of work, one of each stage at least."""
    output = rng.choice(list(OUTPUTS))
    numbers = {
        "sites": rng.integer(2, 4), "hectares": rng.integer(25, 70), "output": output, "plans": rng.integer(2, 3),
        "lines": rng.integer(1, 2), "margin": rng.number(100, 200, 10), "samples": rng.integer(2, 5),
        "diameter": f"{draw_work(rng, 'silo', output)['length']:g}", "soft": rng.number(0.6, 2.4, 0.1),
        "embedment": draw_work(rng, "preheater tower", output)["embedment"], "pit": rng.number(5.0, 9.0, 0.5),
        "piles": rng.integer(8, 36),
    }  # fmt: skip
    by_stage = [[one for one in SITUATIONS if one[0].startswith(chapter)] for chapter in "4567"]
    firsts = [rng.choice(stage) for stage in by_stage]
    chosen = [*firsts, *rng.sample([one for one in SITUATIONS if one not in firsts], 2)]
    situations = [
        {"clause": clause, "zh": zh.format(**numbers), "en": en.format(**numbers)}
        for clause, zh, en in rng.shuffled(chosen)
    ]
    plant = rng.choice(["new", "new", "extended", "rebuilt"])
    return {
        "output": output, "plant": plant, "is_new": plant == "new", "simple": rng.chance(0.6),
        "settled": rng.chance(0.6), "experience": rng.chance(0.2), "data": rng.chance(0.6), "situations": situations,
    }  # fmt: skip


def fields(given):
    """The project's stages; the stage of each piece of work."""
    rows = tuple(f"row{i + 1}" for i in range(len(given["situations"])))
    return [
        Choice(name="project", options=("all", "merge", "detailed")),
        Table(name="work", rows=rows, columns=(Choice(name="stage", options=ALL_STAGES),), points=3),
    ]


def solve(given, known):
    """By the project's circumstances; the chapters 4 to 7 are the four stages in turn."""
    own = {"simple_conditions": given["simple"], "layout_settled": given["settled"],
           "built_experience": given["experience"]} if given["is_new"] else {}  # fmt: skip
    more = {} if given["is_new"] else {"data_suffice_for_initial_design": given["data"]}
    found = stages(given["plant"], **own, **more)
    project = "merge" if found.may_merge else "all" if found.stages == ALL_STAGES else "detailed"
    return {
        "project": project,
        "work": [{"stage": ALL_STAGES[int(one["clause"][0]) - 4]} for one in given["situations"]],
    }


def _taken_for(right, stage, other):
    return {"work": [{"stage": other} if row["stage"] == stage else row for row in right["work"]]}


def mistakes(given):
    """One stage taken for its neighbour; stages merged on one condition, or merged where they may be left out."""
    right = solve(given, {})
    found = [
        Mistake("initial-as-feasibility", _taken_for(right, "initial", "feasibility"), CEMENT("5.0.1")),
        Mistake("detailed-as-initial", _taken_for(right, "detailed", "initial"), CEMENT("6.0.1")),
        Mistake("construction-as-detailed", _taken_for(right, "construction", "detailed"), CEMENT("7.0.2")),
    ]
    road = {
        "all": ("merged-anyway", "merge"),
        "merge": ("merging-as-leaving-out", "detailed"),
        "detailed": ("leaving-out-as-merging", "merge"),
    }
    name, answer = road[right["project"]]
    return [*found, Mistake(name, {"project": answer}, STAGES)]
