"""Hashing: what fits, what is too long, and that an unknown name costs the same work."""

from __future__ import annotations

import pytest

from borehall.hub.passwords import hash_password, is_too_long, password_fits


@pytest.mark.parametrize("password", ["k7fmw-3xp9h", "勘探点间距", " with spaces ", "x" * 72])
def test_a_password_fits_its_own_hash_only(password: str) -> None:
    hashed = hash_password(password)
    assert password_fits(password, hashed)
    assert not password_fits(password[:-1] + "?", hashed)
    assert not password_fits("", hashed)


def test_nothing_fits_without_a_hash() -> None:
    assert not password_fits("", None)
    assert not password_fits("k7fmw-3xp9h", None)


def test_an_unknown_name_costs_the_same_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    import bcrypt

    factors = []
    check = bcrypt.checkpw

    def noting(password: bytes, hashed: bytes) -> bool:
        factors.append(hashed[:7])  # algorithm and work factor
        return check(password, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", noting)
    password_fits("guess", hash_password("k7fmw"))
    password_fits("guess", None)
    assert factors[0] == factors[1]


@pytest.mark.parametrize(
    ("password", "too_long"), [("x" * 72, False), ("x" * 73, True), ("勘" * 24, False), ("勘" * 25, True)]
)
def test_what_bcrypt_cannot_take_whole_is_too_long(password: str, too_long: bool) -> None:
    assert is_too_long(password) is too_long


def test_a_password_that_is_too_long_is_only_wrong() -> None:
    assert not password_fits("x" * 5000, hash_password("x" * 72))
