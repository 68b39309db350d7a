"""Accounts from outside the hub: listed, reset, locked, with a hub's database and without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from nativeauthenticator.orm import UserInfo
from sqlalchemy import create_engine, insert

from borehall.faults import PlatformFault
from borehall.hub.account_desk import account_names, lock_account, reset_account
from borehall.hub.initial_passwords import InitialPasswords
from borehall.hub.passwords import hash_password, password_fits


@pytest.fixture
def store(tmp_path: Path) -> InitialPasswords:
    return InitialPasswords(tmp_path / "initial_passwords.sqlite")


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A hub's database, where wang.fang has chosen a password."""
    url = f"sqlite:///{tmp_path / 'hub.sqlite'}"
    engine = create_engine(url)
    UserInfo.__table__.create(engine)
    with engine.begin() as hub:
        hub.execute(insert(UserInfo).values(username="wang.fang", password=hash_password("x"), is_authorized=True))
    engine.dispose()
    return url


def test_both_stores_count(database: str, store: InitialPasswords) -> None:
    store.put("li.ming", "x")
    assert account_names(database, store) == {"li.ming", "wang.fang"}


def test_a_hub_that_never_ran_has_no_accounts_and_gets_no_database(tmp_path: Path, store: InitialPasswords) -> None:
    store.put("li.ming", "x")
    assert account_names(f"sqlite:///{tmp_path / 'hub.sqlite'}", store) == {"li.ming"}
    assert not (tmp_path / "hub.sqlite").exists()


def test_a_database_without_our_table_has_no_chosen_passwords(tmp_path: Path, store: InitialPasswords) -> None:
    (tmp_path / "hub.sqlite").touch()
    assert account_names(f"sqlite:///{tmp_path / 'hub.sqlite'}", store) == set()


def test_a_reset_leaves_only_the_new_initial_password(database: str, store: InitialPasswords) -> None:
    password = reset_account(database, store, "Wang.Fang")
    found = store.find("wang.fang")
    assert found is not None and found.must_change and password_fits(password, found.password_hash)
    store.remove("wang.fang")
    assert account_names(database, store) == set()


def test_locking_removes_what_there_is(database: str, store: InitialPasswords) -> None:
    store.put("li.ming", "x")
    assert lock_account(database, store, "li.ming")
    assert lock_account(database, store, "Wang.Fang")
    assert not lock_account(database, store, "zhao.lei")
    assert account_names(database, store) == set()


def test_a_broken_database_is_the_operators_matter(tmp_path: Path, store: InitialPasswords) -> None:
    (tmp_path / "hub.sqlite").write_text("not a database, but long enough for SQLite to notice " * 40)
    with pytest.raises(PlatformFault):
        account_names(f"sqlite:///{tmp_path / 'hub.sqlite'}", store)
