"""Judging by field: units, tolerance, follow-through, shares, and what no sheet should hold."""

from __future__ import annotations

from typing import Any

import pytest

from borehall.bank import verdict as states
from borehall.bank.field import Choices, FreeText, Integer, Number
from borehall.bank.judge import Key, judge
from borehall.bank.library import load
from borehall.bank.task import Mistake
from borehall.bank.verdict import Verdict
from borehall.rules.citation import CEMENT

FIELDS = (
    Number(name="depth", unit="m"),
    Integer(name="holes"),
    Number(name="total", unit="m", follows=("depth", "holes")),
    Number(name="modulus", unit="MPa", relative=0.02),
    Number(name="weight", unit="kN/m3", decimals=1),
    Choices(name="clauses", options=("a", "b", "c", "d")),
    FreeText(name="why", rubric={"all": 1.0}),
)
EXPECTED = {"depth": 7.5, "holes": 4, "total": 30.0, "modulus": 6.4, "weight": 18.5, "clauses": ["a", "b"]}


def solve(known: Any) -> dict[str, Any]:
    return EXPECTED | {"total": known.get("depth", 7.5) * known.get("holes", 4)}


KEY = Key("t", FIELDS, EXPECTED, (Mistake("half", {"depth": 3.75}, CEMENT("6.0.12-1")),), solve, lambda _: "help")


def judged(returned: Any = None, **answers: Any) -> Verdict:
    return judge(KEY, answers, returned)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("depth", 7.5), ("depth", {"value": 750, "unit": "cm"}), ("depth", {"value": 7500, "unit": "mm"}),
        ("depth", 7.57), ("modulus", {"value": 6400, "unit": "kPa"}), ("modulus", 6.3),
        ("weight", {"value": 18.5, "unit": "kN/m³"}), ("weight", 18.54), ("holes", 4.0), ("clauses", ["b", "a"]),
    ],
)  # fmt: skip
def test_an_answer_within_its_tolerance_counts_in_any_unit_of_its_kind(name: str, raw: Any) -> None:
    assert judged(**{name: raw}).field(name).state == states.RIGHT


@pytest.mark.parametrize(
    ("name", "raw"),
    [("depth", 7.6), ("depth", {"value": 7.5, "unit": "mm"}), ("modulus", 6.2), ("holes", 5), ("clauses", ["a", "c"])],
)
def test_an_answer_outside_of_it_is_wrong(name: str, raw: Any) -> None:
    verdict = judged(**{name: raw}).field(name)
    assert (verdict.state, verdict.share) == (states.WRONG, 0.0)


def test_a_unit_of_another_kind_is_named() -> None:
    verdict = judged(depth={"value": 7.5, "unit": "kPa"}).field("depth")
    assert verdict.state == states.INVALID
    assert "kPa" in verdict.message["en"] and "km" in verdict.message["en"]


def test_one_option_left_out_costs_its_part_and_a_wrong_one_everything() -> None:
    assert judged(clauses=["a"]).field("clauses").share == 0.5
    assert judged(clauses=["a", "b", "c"]).field("clauses").share == 0.0


def test_what_follows_rightly_from_a_wrong_answer_is_not_punished_twice() -> None:
    verdict = judged(depth=5.0, holes=4, total=20.0)
    assert (verdict.field("depth").state, verdict.field("total").state) == (states.WRONG, states.FOLLOWS)
    assert judged(depth=5.0, holes=4, total=21.0).field("total").state == states.WRONG
    assert judged(depth=7.5, holes=4, total=20.0).field("total").state == states.WRONG, "nothing to follow from"


def test_an_absurd_earlier_answer_carries_nothing() -> None:
    assert judged(depth=7.5, holes=4_000_000, total=30e6).field("total").state == states.WRONG


def test_a_named_mistake_is_told_with_its_clause_in_both_languages() -> None:
    verdict = judged(depth=3.75).field("depth")
    assert (verdict.mistake, verdict.message["en"]) == ("half", "help")
    assert "6.0.12" in verdict.clause["zh_CN"] and "第" in verdict.clause["zh_CN"]


def test_a_text_waits_for_its_reader_and_counts_for_neither_side() -> None:
    verdict = judged(**EXPECTED, why="since it is so")
    assert verdict.field("why").state == states.BY_HAND
    assert verdict.share == pytest.approx(6 / 7) and verdict.open_share == pytest.approx(1 / 7)


class AlwaysEqual(float):
    def __eq__(self, other: object) -> bool:
        return True

    def __le__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


class Liar(str):
    def __len__(self) -> int:
        return 1


class Sheet(dict):
    def get(self, *_: Any) -> Any:
        return 7.5


@pytest.mark.parametrize(
    "hostile",
    [
        True, float("nan"), float("inf"), -float("inf"), 10**400, -(10**400), AlwaysEqual(1.0), Liar("7.5"), "7.5",
        {"value": True, "unit": "m"}, {"value": "7.5", "unit": "m"}, {"value": 7.5, "unit": ["m"]}, {"unit": "m"},
        {"value": 7.5, "unit": "m", "score": 1}, {1: 2}, [7.5], object(), float, {"value": AlwaysEqual(7.5)},
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_number_earns_nothing_and_breaks_nothing(hostile: Any) -> None:
    verdict = judged(depth=hostile).field("depth")
    assert (verdict.state, verdict.share) == (states.INVALID, 0.0)


@pytest.mark.parametrize("sheet", [None, [], 7, "x", Sheet(), {3: 4}, float("nan"), object()], ids=repr)
def test_what_is_no_sheet_is_an_empty_one(sheet: Any) -> None:
    verdict = judge(KEY, sheet)
    assert verdict.share == 0
    assert {one.state for one in verdict.fields} == {states.MISSING}


def test_a_field_that_nobody_asked_for_is_named_and_earns_nothing() -> None:
    verdict = judged(depth=7.5, share=100, score=1)
    assert verdict.share == pytest.approx(1 / 7)
    assert "score, share" in verdict.remarks["en"][0]


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert judged(depth=endless).field("depth").state == states.INVALID


def test_a_function_is_judged_by_what_its_calls_gave() -> None:
    entry = load("critical-blows-code")
    given = entry.draw(1)
    right = [{"value": value} for value in entry.solve(given)["critical_blows"]]
    sheet = {"critical_blows": "def critical_blows(…): …"}

    def state(returned: Any) -> tuple[str, float]:
        verdict = entry.judge(given, sheet, returned).field("critical_blows")
        return verdict.state, verdict.share

    assert state(None) == (states.NOT_RUN, 0.0)
    assert state({"critical_blows": right}) == (states.RIGHT, 1.0)
    assert state({"critical_blows": [{"error": "TimeoutError"}, *right[1:]]}) == (states.PARTLY, 7 / 8)
    assert state({"critical_blows": right[1:]}) == (states.INVALID, 0.0)
    assert state({"critical_blows": [{"value": AlwaysEqual(1.0)}] * 8}) == (states.WRONG, 0.0)


@pytest.mark.parametrize(
    "change",
    [
        {"x": "0"}, {"x": float("nan")}, {"depth": -3}, {"depth": 10**300}, {"kind": "moon"}, {"control": 1},
        {"works": "elsewhere"}, {"id": ["ZK1"]}, {"id": "ZK2"}, {"score": 1}, {"kind": None},
    ],
    ids=repr,
)  # fmt: skip
def test_a_plan_with_a_point_that_is_none_is_refused_by_its_point(change: dict[str, Any]) -> None:
    entry = load("building-plan")
    given = entry.draw(2)
    plan = entry.solve(given)["plan"]
    verdict = entry.judge(given, {"plan": [plan[0] | change, *plan[1:]]}).field("plan")
    assert (verdict.state, verdict.share) == (states.INVALID, 0.0)


def test_another_plan_that_keeps_every_rule_is_as_good() -> None:
    entry = load("building-plan")
    given = entry.draw(2)
    plan = entry.solve(given)["plan"]
    moved = [point | {"x": point["x"] + 0.4, "depth": point["depth"] + 2, "control": True} for point in plan]
    assert entry.judge(given, {"plan": moved}).share == 1.0
    assert entry.judge(given, {"plan": plan[1:]}).share < 1.0
    wasteful = [*plan, *(point | {"id": f"B{i}", "x": point["x"] + 0.5} for i, point in enumerate(plan))]
    assert entry.judge(given, {"plan": wasteful}).share == pytest.approx(0.8)


def test_several_numbers_at_once_are_judged_by_each_of_them() -> None:
    entry = load("statistics-code")
    given = entry.draw(1)
    right = entry.solve(given)["characterize"]

    def share(first: Any) -> float:
        returned = [{"value": first}, *({"value": one} for one in right[1:])]
        return entry.judge(given, {"characterize": "def …"}, {"characterize": returned}).field("characterize").share

    assert share(list(right[0])) == 1.0
    assert share([right[0][0], right[0][1], right[0][2] * 1.01]) == 5 / 6, "a call counts as a whole"
    for none in (right[0][:2], right[0][0], None, [*right[0][:2], "x"], [*right[0][:2], True], {"mean": right[0][0]}):
        assert share(none) == 5 / 6
