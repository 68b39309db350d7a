from __future__ import annotations

from borehall.bank.seeds import Draw, seed_for


def test_numbers_are_the_same_on_every_machine_and_python() -> None:
    # Written down once: a change here would change every trainee's paper.
    rng = Draw(seed_for(b"secret", "张三", "silo-rings"))
    assert [rng.integer(1, 100) for _ in range(6)] == [98, 61, 62, 33, 17, 12]
    assert [rng.number(1.0, 5.0, 0.1) for _ in range(4)] == [2.0, 1.1, 1.8, 1.3]
    assert rng.near(30, 4, 0.5) == 34.0
    assert rng.shuffled("abcdef") == ["d", "c", "e", "f", "b", "a"]


def test_names_that_run_together_make_different_seeds() -> None:
    assert seed_for(b"s", "ab", "c") != seed_for(b"s", "a", "bc")
    assert seed_for(b"s", "a", "b") != seed_for(b"t", "a", "b")


def test_draws_keep_their_bounds_and_reach_them() -> None:
    rng = Draw(1)
    seen = {rng.number(1.0, 1.5, 0.1) for _ in range(400)}
    assert seen == {1.0, 1.1, 1.2, 1.3, 1.4, 1.5}
    assert {rng.integer(2, 4) for _ in range(100)} == {2, 3, 4}
    assert all(18 <= rng.near(30, 4, 0.5) <= 42 for _ in range(300))
    assert len(set(rng.sample(range(9), 4))) == 4
