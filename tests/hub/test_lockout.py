"""Locks by the clock: how many attempts, how long, and that they end."""

from __future__ import annotations

from borehall.hub.lockout import Lockout


class Clock:
    """Time that moves when told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def attempts(lockout: Lockout, key: str, count: int) -> None:
    for _ in range(count):
        lockout.count(key)


def test_the_limit_locks_one_key_and_no_other() -> None:
    lockout = Lockout(3, 600, Clock())
    attempts(lockout, "li.ming", 2)
    assert lockout.wait("li.ming") == 0
    attempts(lockout, "li.ming", 1)
    assert lockout.wait("li.ming") == 600
    assert lockout.wait("wang.fang") == 0


def test_a_lock_ends_and_the_count_begins_anew() -> None:
    clock = Clock()
    lockout = Lockout(3, 600, clock)
    attempts(lockout, "li.ming", 3)
    clock.now += 599
    assert lockout.wait("li.ming") == 1
    clock.now += 1
    assert lockout.wait("li.ming") == 0
    attempts(lockout, "li.ming", 2)
    assert lockout.wait("li.ming") == 0


def test_a_day_later_nothing_is_left() -> None:
    clock = Clock()
    lockout = Lockout(3, 600, clock)
    attempts(lockout, "li.ming", 3)
    clock.now += 24 * 3600 + 10
    assert lockout.wait("li.ming") == 0


def test_success_forgets() -> None:
    lockout = Lockout(3, 600, Clock())
    attempts(lockout, "li.ming", 2)
    lockout.forget("li.ming")
    attempts(lockout, "li.ming", 2)
    assert lockout.wait("li.ming") == 0


def test_zero_never_locks() -> None:
    lockout = Lockout(0, 600, Clock())
    attempts(lockout, "li.ming", 100)
    assert lockout.wait("li.ming") == 0


def test_names_of_strangers_do_not_pile_up() -> None:
    clock = Clock()
    lockout = Lockout(3, 600, clock)
    for number in range(50_000):
        lockout.count(number)
    clock.now += 601
    lockout.count("li.ming")
    assert len(lockout._counts) == 1
