"""Digits of an answer that is near enough: too many, too few, none to speak of; in any unit, typed or set in code."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borehall.bank import verdict as states
from borehall.bank.field import Integer, Number
from borehall.bank.judge import Key, judge
from borehall.bank.quantities import SCALES
from borehall.bank.rounding import last_place
from borehall.bank.table_field import Table
from borehall.bank.task import Mistake
from borehall.bank.verdict import FieldVerdict
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.12-1")
COST = 0.1
EXPECTED = 12.3456784


def number(decimals: int = 1, cost: float = COST, **more: Any) -> Number:
    return Number(name="depth", unit="m", decimals=decimals, rounding_costs=cost, **more)


def judged(raw: Any, field: Number | Table | None = None, expected: Any = EXPECTED) -> FieldVerdict:
    field = field or number()
    return judge(Key("t", [field], {"depth": expected}, (), lambda known: {}, lambda _: ""), {"depth": raw}).fields[0]


@pytest.mark.parametrize(
    "raw",
    [12.3, 12.35, {"value": 1230, "unit": "cm"}, {"value": 12300, "unit": "mm"}, {"value": 12350, "unit": "mm"},
     {"value": 0.01235, "unit": "km"}, {"value": 1.23e1, "unit": "m"}],
)  # fmt: skip
def test_digits_as_asked_and_one_place_more_pass_in_any_unit(raw: Any) -> None:
    assert (judged(raw).state, judged(raw).share) == (states.RIGHT, 1.0)


def test_one_place_fewer_passes_since_a_sheet_keeps_no_zeros() -> None:
    assert judged(12, number(relative=0.05)).share == 1.0
    assert judged(12.3, number(2)).share == 1.0


@pytest.mark.parametrize(
    "raw",
    [
        12.345678,
        {"value": 12.345678, "unit": "m"},
        {"value": 12345.678, "unit": "mm"},
        {"value": 1.2345e4, "unit": "mm"},
    ],
)
def test_spurious_digits_cost_a_little_and_the_message_says_what_was_seen_and_asked(raw: Any) -> None:
    verdict = judged(raw)
    assert (verdict.state, verdict.share) == (states.PARTLY, 1 - COST)
    seen = raw if type(raw) is float else raw["value"]
    assert (
        f"{seen:g}"[:5] in verdict.message["en"]
        and "to 0.1 m" in verdict.message["en"]
        and "10%" in verdict.message["en"]
    )
    assert "精确到 0.1 m" in verdict.message["zh_CN"] and "10%" in verdict.message["zh_CN"]
    assert "8.4.5" in verdict.clause["zh_CN"]


@pytest.mark.parametrize("raw", [112, {"value": 11200, "unit": "cm"}, {"value": 0.112, "unit": "km"}])
def test_a_right_answer_rounded_far_too_coarsely_costs_as_much(raw: Any) -> None:
    verdict = judged(raw, number(2), 112.34)
    assert (verdict.state, verdict.share) == (states.PARTLY, 1 - COST)
    assert "112" in verdict.message["en"] and "coarsely" in verdict.message["en"] and "0.01 m" in verdict.message["en"]


@pytest.mark.parametrize(
    ("raw", "expected"), [(112, 112.004), (112, 112.04), (113, 112.34), (112.3, 112.34), (110, 110.0)]
)
def test_a_number_that_only_looks_coarse_is_not_called_so(raw: float, expected: float) -> None:
    assert judged(raw, number(2), expected).share == 1.0


def test_what_a_calculation_in_code_gives_is_taken_as_it_is() -> None:
    assert judged(12.345678901234).share == 1.0
    assert judged(0.1 + 0.2, number(), 0.3).share == 1.0
    assert judged(3.699, number(), 3 * 1.37 * 0.9).share == 1.0, "a product that ends by itself"
    assert judged(round(12.3456784, 6)).share == 1 - COST, "who rounds to six places, chose them"


def test_nothing_is_charged_unless_the_task_says_so_but_the_digits_are_remarked_on() -> None:
    verdict = judged(12.345678, number(cost=0.0))
    assert (verdict.state, verdict.share) == (states.RIGHT, 1.0)
    assert "to 0.1 m" in verdict.message["en"] and "%" not in verdict.message["en"]
    assert judged(12.3, number(cost=0.0)).message["en"] == "Right."


def test_the_prompt_says_where_digits_count() -> None:
    from borehall.bank.field import FieldText

    assert number().form(FieldText("Depth"))["prompt"].endswith("0.1 m)")
    assert number(cost=0.0).form(FieldText("Depth"))["prompt"] == "Depth"


def test_a_wrong_answer_is_wrong_whatever_its_digits_and_a_mistake_is_told_with_any() -> None:
    wrong = judged(19.999999)
    assert (wrong.share, wrong.message["en"]) == (0.0, "Not right.")
    key = Key("t", [number()], {"depth": 7.5}, (Mistake("half", {"depth": 3.75}, CLAUSE),), lambda _: {}, lambda _: "h")
    for raw in (3.75, 3.8, 3.7512345, {"value": 3750, "unit": "mm"}):
        told = judge(key, {"depth": raw}).fields[0]
        assert (told.mistake, told.share, told.message["en"]) == ("half", 0.0, "h")


def test_what_follows_from_a_rounded_answer_earns_its_marks() -> None:
    fields = [number(), Number(name="rest", unit="m", decimals=2, absolute=0.01, relative=0, follows=("depth",))]

    def solve(known: Any) -> dict[str, Any]:
        return {"depth": EXPECTED, "rest": 100 * (known.get("depth", EXPECTED) - 12)}

    key = Key("t", fields, solve({}), (), solve, lambda _: "")
    first, rest = judge(key, {"depth": 12.3457, "rest": 34.57}).fields
    assert (first.state, first.share) == (states.PARTLY, 1 - COST)
    assert (rest.state, rest.share) == (states.RIGHT, 1.0)
    _, rest = judge(key, {"depth": 12.3512, "rest": 35.12}).fields
    assert (rest.state, rest.share) == (states.FOLLOWS, 1.0)
    assert "rounded" in rest.message["en"]
    _, rest = judge(key, {"depth": 13.0, "rest": 100.0}).fields
    assert (rest.state, "wrong" in rest.message["en"]) == (states.FOLLOWS, True)


def test_digits_count_where_an_answer_follows_from_a_wrong_one() -> None:
    fields = [
        Integer(name="holes"),
        Number(name="depth", unit="m", decimals=1, rounding_costs=COST, follows=("holes",)),
    ]

    def solve(known: Any) -> dict[str, Any]:
        return {"holes": 3, "depth": known.get("holes", 3) * 1.234567}

    verdict = judge(Key("t", fields, solve({}), (), solve, lambda _: ""), {"holes": 5, "depth": 6.1728}).fields[1]
    assert (verdict.state, verdict.share) == (states.FOLLOWS, 1 - COST)


def test_each_cell_of_a_table_loses_its_own_part() -> None:
    table = Table(name="depth", rows=("a", "b"), columns=(number(), Integer(name="holes")))
    expected = [{"depth": EXPECTED, "holes": 3}, {"depth": 5.0, "holes": 4}]
    good = judged([{"depth": 12.3, "holes": 3}, {"depth": 5, "holes": 4}], table, expected)
    assert good.share == 1.0
    fine = judged([{"depth": 12.345678, "holes": 3}, {"depth": 5.0123, "holes": 4}], table, expected)
    assert (fine.state, fine.share) == (states.PARTLY, pytest.approx(1 - COST / 2))
    assert fine.message["en"].endswith("less.") and "2 cells" in fine.message["en"]
    half = judged([{"depth": 12.345678, "holes": 3}, {"depth": 9.0123, "holes": 4}], table, expected)
    assert half.share == pytest.approx(0.75 - COST / 4), "a wrong cell loses nothing for its digits"


def test_every_unit_is_a_power_of_ten_of_the_others() -> None:
    for scale in SCALES.values():
        assert all(
            set(str(Decimal(repr(factor)).normalize().as_tuple().digits)) <= set("(1,)") for factor in scale.values()
        )


def test_the_last_place_is_that_of_the_last_digit_that_is_not_zero() -> None:
    assert [last_place(x) for x in (12.5, 12.0, 1200, 1.2e-5, 0.0, 1 / 3)] == [-1, 0, 2, -6, None, None]
    assert last_place(12300, 0.001) == -1


values = st.integers(1, 10**7).map(lambda n: n / 1000)
decimals = st.integers(0, 4)


@given(expected=values, places=decimals)
def test_an_answer_rounded_as_asked_always_earns_everything(expected: float, places: int) -> None:
    field = number(places)
    assert judged(field.raw(expected), field, expected).share == 1.0


@given(expected=st.floats(1e-3, 1e6), places=decimals, given_places=st.integers(-3, 9))
def test_digits_never_cost_more_than_is_stated_nor_make_a_wrong_answer_right(
    expected: float, places: int, given_places: int
) -> None:
    field = number(places)
    raw = round(expected, given_places)
    near = field.share(float(raw), expected)
    assert judged(raw, field, expected).share in ({1.0, 1 - COST} if near else {0.0})
    if abs(given_places - places) <= 1 and near:
        assert judged(raw, field, expected).share == 1.0


@given(expected=st.floats(0.01, 1e5), places=decimals, given_places=st.integers(-2, 7))
def test_the_same_length_in_another_unit_is_judged_the_same(expected: float, places: int, given_places: int) -> None:
    field, raw = number(places), Decimal(repr(round(expected, given_places)))
    metres = judged(float(raw), field, expected).share
    for unit, factor in (("cm", 100), ("mm", 1000), ("km", Decimal("0.001"))):
        assert judged({"value": float(raw * factor), "unit": unit}, field, expected).share == metres


@given(raw=st.one_of(st.floats(), st.integers(), st.just({"value": 1e300, "unit": "mm"})), places=decimals)
def test_no_number_breaks_the_judge(raw: Any, places: int) -> None:
    assert 0.0 <= judged(raw, number(places)).share <= 1.0
