"""Over a thousand draws no task is harder for one trainee than for another, and neighbours differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borehall.bank.difficulty import check_difficulty, numbers, same_pairs
from borehall.bank.entry import Entry
from borehall.bank.library import load, task_folders
from borehall.bank.plan_field import PlanDrawing
from borehall.faults import AuthorFault

DRAWS, DRAWN_PLANS = 1000, 150
"""A draw with a plan asks the rules many times over; `borehall task check --seeds 1000` takes these at full length."""


def draws_of(entry: Entry) -> int:
    reads_plans = "borehall.rules.plan" in (entry.folder / "task.py").read_text("utf-8")
    draws_plans = any(isinstance(field, PlanDrawing) for field in entry.fields(entry.draw(0)))
    return DRAWN_PLANS if reads_plans or draws_plans else DRAWS


@pytest.mark.parametrize("task", list(task_folders()))
def test_bounds_steps_and_versions_hold_over_a_thousand_draws(task: str) -> None:
    entry = load(task)
    found = check_difficulty(entry, [entry.draw(seed) for seed in range(draws_of(entry))], min(500, draws_of(entry)))
    assert found.same <= 1 / 500


def test_numbers_are_found_by_address_and_a_generated_site_is_left_to_its_own_tests() -> None:
    site = {"ground": {"landform": "terrace", "layers": [{"top": 0.0}]}, "work": {"system_class": "silos", "x": 1.0}}
    drawn = site | {"width": 2.5, "deep": True, "soil": "silt", "layers": [{"h": 1}, {"h": 3}], "rows": [[7], [8]]}
    assert list(numbers(drawn)) == [("width", 2.5), ("layers.h", 1), ("layers.h", 3), ("rows", 7), ("rows", 8)]


def test_pairs_with_the_same_numbers_are_counted() -> None:
    assert same_pairs([{"a": 1}, {"a": 1}, {"a": 2}, {"a": 3}]) == pytest.approx(1 / 6)
    assert same_pairs(range(500)) == 0.0
    assert same_pairs([7] * 10) == 1.0


def test_a_card_that_promises_too_much_is_refused() -> None:
    entry = load("narrow-base-depth")
    givens = [entry.draw(seed) for seed in range(200)]
    assert check_difficulty(entry, givens, 50).steps == (1, 1)
    for change in ({"steps": (2, 3)}, {"steps": None}, {"versions": 100}, {"bounds": {}},
                   {"bounds": {**entry.card.bounds, "depth": (5.0, 14.0)}},
                   {"bounds": {**entry.card.bounds, "depth": (0.0, 99.0)}},
                   {"bounds": {**entry.card.bounds, "kind": (1, 2)}}):  # fmt: skip
        with pytest.raises(AuthorFault):
            check_difficulty(replace(entry, card=replace(entry.card, **change)), givens, 50)


def test_a_task_that_always_has_the_same_answer_is_refused() -> None:
    entry = load("narrow-base-depth")
    strips = [given for given in map(entry.draw, range(400)) if entry.solve(given)["governs"] == "multiple"]
    with pytest.raises(AuthorFault, match="governs"):
        check_difficulty(entry, strips, 50)


def test_an_answer_that_shows_as_nothing_is_drawn_again() -> None:
    entry = load("narrow-base-depth")
    given = entry.draw(0)
    assert entry.is_clear(given)
    assert not replace(entry, solves=lambda given, known: {**load(entry.id).solve(given), "length": 1e-15}).is_clear(
        given
    )
