"""Which tasks a trainee meets: by the secret alone, each once, fixed ones always, draws from their pools."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from borehall.bank.blueprint import Blueprint, Group, Section
from borehall.bank.paper import compose, exposure, secret_of, shortages, uneven

TASKS = tuple("abcdefgh")


def blueprint(*groups: tuple[int, str], shuffle: bool = False) -> Blueprint:
    """A paper of one section; each group is a number of places and its pool, a letter a task."""
    made = tuple(
        Group(tuple(f"q{place}-{n}" for n in range(count)), 5.0, tuple(pool))
        for place, (count, pool) in enumerate(groups)
    )
    return Blueprint("plant", "mock", 60, 0, False, (Section("all", {"zh_CN": "一", "en": "One"}, shuffle, made),))


def test_the_same_secret_gives_the_same_paper_and_another_one_another() -> None:
    paper = blueprint((1, "a"), (2, "bcdefgh"))
    papers = [compose(paper, b"one", f"trainee {n}") for n in range(50)]
    assert papers == [compose(paper, b"one", f"trainee {n}") for n in range(50)]
    assert papers != [compose(paper, b"two", f"trainee {n}") for n in range(50)]
    assert len({tuple(one.values()) for one in papers}) > 20
    assert {one["q0-0"] for one in papers} == {"a"}


def test_the_draw_is_the_one_that_it_has_always_been() -> None:
    """Guards against a change that would give everybody another paper in the middle of an exam."""
    assert compose(blueprint((1, "a"), (3, "bcdefgh")), b"secret", "zhang") == {
        "q0-0": "a", "q1-0": "c", "q1-1": "g", "q1-2": "h",
    }  # fmt: skip


def test_two_assignments_of_a_course_have_different_secrets() -> None:
    assert secret_of(b"course", "practice") != secret_of(b"course", "exam")


@given(
    groups=some.lists(
        some.tuples(some.integers(1, 4), some.sets(some.sampled_from(TASKS), min_size=1).map(sorted).map("".join)),
        min_size=1, max_size=5,
    ),
    shuffle=some.booleans(),
    trainee=some.text(max_size=5),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_without_a_shortage_every_place_is_filled_from_its_pool_and_no_task_comes_twice(groups, shuffle, trainee):
    paper = blueprint(*groups, shuffle=shuffle)
    fixed = [task for group in paper.groups() if len(group.pool) == len(group.slots) for task in group.pool]
    if list(shortages(paper)) or len(fixed) > len(set(fixed)):
        return
    tasks = compose(paper, b"secret", trainee)
    assert list(tasks) == list(paper.slots())
    assert len(set(tasks.values())) == len(tasks)
    if not shuffle:
        assert all(tasks[slot] in group.pool for group in paper.groups() for slot in group.slots)


@pytest.mark.parametrize(
    ("groups", "short"),
    [
        ([(1, "a"), (1, "ab")], []),
        ([(1, "ab"), (1, "ab")], []),
        ([(1, "ab"), (1, "ab"), (1, "abc")], []),
        ([(1, "ab"), (1, "bc"), (1, "ac")], [2]),
        ([(1, "a"), (2, "abc"), (1, "bc")], [2]),
        ([(3, "ab")], [0]),
    ],
)
def test_a_draw_that_could_run_out_is_found_before_anybody_draws(groups, short) -> None:
    assert [found.group for found in shortages(blueprint(*groups))] == short


def test_shuffled_tasks_change_places_from_trainee_to_trainee() -> None:
    paper = blueprint((1, "a"), (1, "b"), (1, "c"), shuffle=True)
    orders = {tuple(compose(paper, b"secret", f"trainee {n}").values()) for n in range(100)}
    assert len(orders) == 6
    assert {frozenset(order) for order in orders} == {frozenset("abc")}


def test_exposure_is_the_share_of_trainees_who_meet_a_task() -> None:
    met = exposure(blueprint((1, "a"), (2, "bcde")))
    assert met["a"] == 1.0
    assert sum(met.values()) == pytest.approx(3.0)
    assert all(abs(met[task] - 0.5) < 0.06 for task in "bcde")


def test_a_blueprint_survives_its_file() -> None:
    paper = blueprint((1, "a"), (2, "bcd"), shuffle=True)
    assert Blueprint.from_json(json.loads(json.dumps(paper.as_json()))) == paper
    with pytest.raises(KeyError):
        Blueprint.from_json({**paper.as_json(), "schema": "another"})


def test_a_shuffled_section_with_unequal_points_is_uneven() -> None:
    groups = (Group(("a",), 5.0, ("a",)), Group(("b",), 6.0, ("b",)))
    assert uneven(Section("s", {}, True, groups))
    assert not uneven(Section("s", {}, False, groups))
