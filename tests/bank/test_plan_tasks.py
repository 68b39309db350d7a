"""Tasks in which a plan is drawn: any plan that keeps the rules is right, and each wrong one loses what it violates."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from math import cos, pi, sin
from typing import Any

import numpy as np
import pytest

from borehall.bank.entry import Entry
from borehall.bank.figures import works_figure
from borehall.bank.library import load
from borehall.bank.plan_field import COLUMNS, COST, LACK, MOST, WASTE, PlanDrawing
from borehall.rules.citation import Force
from borehall.rules.plan.works import as_works
from borehall.words import speaking

ENOUGH: dict[str, Any] = {"control": True, "sampled": True, "depth": 60.0}
"""What no share and no depth complains of."""

YARD_GAP = 0.2
MUST, SHOULD, MAY = COST[Force.MUST], COST[Force.SHOULD], COST[Force.MAY]
TASKS = ("building-plan", "silo-plan", "stockyard-plan", "gallery-plan")
SEEDS = range(100)
Row = dict[str, Any]


def drawn(task: str, seed: int = 4) -> tuple[Entry, Row, list[Row], PlanDrawing]:
    entry = load(task)
    given = entry.draw(seed)
    (field,) = entry.fields(given)
    assert isinstance(field, PlanDrawing)
    return entry, given, entry.solve(given)["plan"], field


def share(task: str, change: Callable[[list[Row], Row], list[Row]], seed: int = 4) -> float:
    entry, given, plan, _ = drawn(task, seed)
    changed = [row | {"id": f"P{i}"} for i, row in enumerate(change(plan, given))]
    return entry.judge(given, {"plan": json.loads(json.dumps(changed))}).share


@pytest.mark.parametrize("task", TASKS)
def test_the_model_plan_is_without_a_finding(task: str) -> None:
    entry = load(task)
    for seed in SEEDS:
        given = entry.draw(seed)
        (field,) = entry.fields(given)
        plan = entry.solve(given)["plan"]
        assert list(field.findings(plan)) == [] and field.remarks(plan) == []
        assert field.share(plan, plan) == 1.0


@pytest.mark.parametrize("task", TASKS)
def test_the_form_holds_what_an_editor_draws_and_nothing_of_the_answer(task: str) -> None:
    entry, given, plan, _ = drawn(task)
    (chinese,), (english,) = (entry.ask(given, language).fields for language in ("zh_CN", "en"))
    assert chinese["works"] == english["works"], "names stand in answers: they are the same in both languages"
    checked = as_works(chinese["works"])
    for work in checked.works:
        assert work.footprint or (work.centre and work.diameter) or work.columns
        assert work.name.isascii() and work.name in entry.ask(given, "zh_CN").statement
    assert {row["works"] for row in plan} == {work.name for work in checked.works}
    assert set(chinese["columns"]) == set(COLUMNS)
    assert not any(str(row["x"]) in json.dumps(chinese) and row["depth"] == chinese.get("depth") for row in plan)
    assert not {"points", "plan", "expected", "most_points", "least_points"} & set(chinese) - {"points"}


@pytest.mark.parametrize("task", TASKS)
def test_the_figure_shows_all_works_and_no_point(task: str) -> None:
    entry, given, _, field = drawn(task)
    figure = entry.ask(given, "zh_CN").figure
    assert figure is not None and "平面图" in figure
    for work in field.works["works"]:
        assert f">{work['name']}<" in figure
    assert "ZK" not in figure


def test_a_figure_with_points_shows_them_by_kind() -> None:
    _, _, plan, field = drawn("silo-plan")
    with speaking("en"):
        root = ElementTree.fromstring(works_figure(field.works, plan))
    marks = [one.get("fill") for one in root.iter("{http://www.w3.org/2000/svg}circle") if one.get("r") == "4.0"]
    assert len(marks) == len(plan) and marks.count("#222") == sum(row["control"] for row in plan)


def turned(plan: list[Row], given: Row, angle: float) -> list[Row]:
    """Each silo's points about its centre."""
    centres = {one["name"]: (one["x"], one["y"]) for one in given["silos"]}
    rows = []
    for row in plan:
        (x, y), c, s = centres[row["works"]], cos(angle), sin(angle)
        dx, dy = row["x"] - x, row["y"] - y
        rows.append(row | {"x": x + c * dx - s * dy, "y": y + s * dx + c * dy})
    return rows


def moved(rows: list[Row], by: float) -> list[Row]:
    return [row | {"x": row["x"] + by} for row in rows]


def grid(given: Row, inset: float, spacing: float, **own: Any) -> list[Row]:
    """A grid that begins ``inset`` of its own spacing inside of the yard."""
    yard = given["yard"]
    axes = []
    for start, side in ((yard["x"], yard["length"]), (yard["y"], yard["width"])):
        n = int(np.ceil(side / spacing))
        axes.append(start + (np.arange(n) + inset) * side / n)
    deep = max(given["stability"], 3 * yard["base_width"], 5) + yard["embedment"]
    return [
        {"x": float(x), "y": float(y), "kind": "borehole", "control": True, "sampled": True, "depth": deep} | own
        for x in axes[0]
        for y in axes[1]
    ]


RIGHT: dict[str, tuple[str, Callable[[list[Row], Row], list[Row]]]] = {
    "rings turned": ("silo-plan", lambda plan, given: turned(plan, given, 0.4)),
    "rings turned by halves": ("silo-plan", lambda plan, given: turned(plan, given, pi)),
    "one more point on the ring": ("silo-plan", lambda plan, given: [*plan, turned(plan, given, 0.3)[0]]),
    "all deeper and all control": ("silo-plan", lambda plan, _: all_as(plan, **ENOUGH)),
    "grid within the yard": ("stockyard-plan", lambda _, given: grid(given, 0.5, given["spacing"])),
    "grid shifted to one side": ("stockyard-plan", lambda _, given: grid(given, 0.45, 0.9 * given["spacing"])),
    "no works named where there is one": (
        "stockyard-plan", lambda plan, _: [{k: v for k, v in row.items() if k != "works"} for row in plan]),
    "a point within the outline": ("building-plan", lambda plan, given: [
        *plan, plan[0] | {"x": given["work"]["length"] / 2, "y": given["work"]["width"] / 2}]),
    "the gallery's order reversed": ("gallery-plan", lambda plan, _: plan[::-1]),
    "each column of the gallery": ("gallery-plan", lambda plan, given: [
        *plan, *(next(row for row in plan if row["works"] == "G1") | {"x": one["x"], "y": one["y"], "control": True}
                 for one in given["columns"][1:-1:2])]),
    "points off by half a metre": ("gallery-plan", lambda plan, _: moved(plan, 0.5)),
    "cone tests for some of the general holes": ("gallery-plan", lambda plan, _: [
        row | ({"kind": "cpt"} if i % 6 == 1 else {"sampled": True}) for i, row in enumerate(plan)]),
}  # fmt: skip


@pytest.mark.parametrize("seed", [1, 9, 33])
@pytest.mark.parametrize("case", RIGHT)
def test_another_plan_that_keeps_every_rule_is_right(case: str, seed: int) -> None:
    task, change = RIGHT[case]
    assert share(task, change, seed) == 1.0


def without(plan: list[Row], *places: int) -> list[Row]:
    return [row for i, row in enumerate(plan) if i not in places]


def all_as(plan: list[Row], **own: Any) -> list[Row]:
    return [row | own for row in plan]


def at_columns(rows: list[Row], *left_out: int) -> list[Row]:
    """The plan without some of the gallery's points, by their order along it."""
    own = [i for i, row in enumerate(rows) if row["works"] == "G1"]
    return without(rows, *(own[i] for i in left_out))


WRONG: dict[str, tuple[str, Callable[[list[Row], Row], list[Row]], float]] = {
    "no control point": ("silo-plan", lambda plan, _: all_as(plan, control=False), MUST),
    "nothing sampled": ("silo-plan", lambda plan, _: all_as(plan, sampled=False), MUST),
    "nothing sampled, no control point": (
        "silo-plan", lambda plan, _: all_as(plan, sampled=False, control=False), 2 * MUST),
    "all holes shallow, counted once": ("silo-plan", lambda plan, _: all_as(plan, depth=6.0), MUST),
    "no point at one centre": ("silo-plan", lambda plan, _: without(plan, len(plan) - 1), SHOULD),
    "no point at either centre": (
        "silo-plan", lambda plan, given: [row for row in plan if not at_centre(row, given)], 2 * SHOULD),
    "all points at the centres": ("silo-plan", lambda plan, given: centred(plan, given), MOST),
    "too few on the rings, though none is empty": ("silo-plan", lambda plan, given: three_each(plan, given), MOST),
    "one silo without a point, half of what was asked": (
        "silo-plan", lambda plan, _: all_as([row for row in plan if row["works"] == "1#"], **ENOUGH), MOST),
    "a corner bare": ("building-plan", lambda plan, _: all_as(without(plan, 0), **ENOUGH), SHOULD + MAY),
    "a gap in the yard": ("stockyard-plan", lambda plan, _: all_as(without(plan, 0, 1), **ENOUGH), YARD_GAP),
    "a single point in the yard": (
        "stockyard-plan", lambda _, given: all_as(grid(given, 0.5, given["spacing"])[:1], control=True), MOST),
    "control holes not deepened": ("stockyard-plan", lambda plan, _: all_as(plan, depth=min(r["depth"] for r in plan)),
                                   MUST),
    "no station, so that the distances at a station can't be checked either": (
        "gallery-plan", lambda plan, _: all_as([r for r in plan if r["works"] == "G1"], **ENOUGH), 2 * MUST),
    "the gallery's end bare": (
        "gallery-plan", lambda plan, _: all_as(at_columns(plan, -1), **ENOUGH), SHOULD),
    "a point beside the gallery": (
        "gallery-plan", lambda plan, _: [*plan, plan[0] | {"x": plan[0]["x"] + 3, "control": True}], SHOULD),
    "three times the points": (
        "gallery-plan", lambda plan, _: [*plan, *moved(plan, 0.2), *moved(plan, 0.3)], WASTE),
}  # fmt: skip


def at_centre(row: Row, given: Row) -> bool:
    return any((row["x"], row["y"]) == (one["x"], one["y"]) for one in given["silos"])


def centred(plan: list[Row], given: Row) -> list[Row]:
    centres = {one["name"]: one for one in given["silos"]}
    return [row | {axis: centres[row["works"]][axis] for axis in "xy"} for row in plan]


def three_each(plan: list[Row], given: Row) -> list[Row]:
    """One point on each ring and one at the centre: no ring is bare, and no neighbour too far."""
    rows = []
    for one in given["silos"]:
        row = next(row for row in plan if row["works"] == one["name"])
        for out in (0.0, given["diameter"] / 4, given["diameter"] / 2):
            rows.append(row | {"x": one["x"] + out, "y": one["y"], "control": True, "sampled": True, "depth": 60.0})
    return rows


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_plan_loses_what_the_violated_clauses_cost(case: str) -> None:
    task, change, lost = WRONG[case]
    assert share(task, change) == pytest.approx(1 - lost)


@pytest.mark.parametrize("task", TASKS)
def test_a_named_mistake_is_told_together_with_the_points_concerned(task: str) -> None:
    entry, given, _, _ = drawn(task)
    for mistake in entry.mistakes(given):
        told = entry.judge(given, {"plan": mistake.answers["plan"]}).field("plan")
        assert told.mistake == mistake.name
        sentence, *particulars = told.message["en"].splitlines()
        assert "6.0." in sentence
        assert particulars and all("required" in line or "fewer than" in line for line in particulars)
        assert len(told.message["zh_CN"].splitlines()) == 1 + len(particulars)


def test_points_that_name_no_works_are_told_of() -> None:
    entry, given, plan, _ = drawn("silo-plan")
    bare = [{key: value for key, value in row.items() if key != "works"} for row in plan]
    told = entry.judge(given, {"plan": bare}).field("plan")
    assert told.share == 0.0
    assert "ZK1, ZK2" in told.message["en"]


def test_too_few_points_are_told_of_without_what_would_do() -> None:
    entry, given, plan, _ = drawn("silo-plan")
    told = entry.judge(given, {"plan": all_ids(three_each(plan, given))}).field("plan")
    assert told.message["en"] == "The plan has 6 points, fewer than the question asks for."
    assert LACK * (len(plan) - 6) >= MOST, "else the case of three points each would cost less"


def all_ids(rows: list[Row]) -> list[Row]:
    return [row | {"id": f"P{i}"} for i, row in enumerate(rows)]


def test_a_kiln_s_plan_violates_what_was_put_into_it_and_nothing_else() -> None:
    entry = load("faulty-kiln-plan")
    behind = {"control": "6.0.10-4", "place": "6.0.11-5", "chimney": "6.0.12-2", "pier": "6.0.12-6",
              "sampled": "6.0.13-1", "waves": "6.0.14"}  # fmt: skip
    seen = set()
    for seed in SEEDS:
        given = entry.draw(seed)
        assert entry.solve(given)["violated"] == sorted(behind[flaw] for flaw in given["flaws"])
        seen |= set(given["flaws"])
    assert seen == set(behind)
