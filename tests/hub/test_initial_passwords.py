"""The store of initial passwords: private, without clear text, safe with two writers."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from borehall.faults import PlatformFault
from borehall.hub.initial_passwords import InitialPasswords, draw_password
from borehall.hub.passwords import password_fits


@pytest.fixture
def store(tmp_path: Path) -> InitialPasswords:
    return InitialPasswords(tmp_path / "initial_passwords.sqlite")


def test_what_was_put_is_found(store: InitialPasswords) -> None:
    store.put("li.ming", "k7fmw-3xp9h-qd24r")
    found = store.find("li.ming")
    assert found is not None
    assert found.must_change
    assert password_fits("k7fmw-3xp9h-qd24r", found.password_hash)
    assert not password_fits("k7fmw-3xp9h-qd24x", found.password_hash)


def test_a_password_may_be_one_to_keep(store: InitialPasswords) -> None:
    store.put("demo", "k7fmw-3xp9h-qd24r", must_change=False)
    found = store.find("demo")
    assert found is not None and not found.must_change


def test_a_new_one_replaces_the_old(store: InitialPasswords) -> None:
    store.put("li.ming", "first-first", must_change=False)
    store.put("li.ming", "second-second")
    found = store.find("li.ming")
    assert found is not None and found.must_change
    assert password_fits("second-second", found.password_hash)
    assert not password_fits("first-first", found.password_hash)


def test_names_are_folded_as_the_hub_folds_them(store: InitialPasswords) -> None:
    store.put("Li.Ming", "k7fmw-3xp9h-qd24r")
    assert store.has("li.ming") and store.has("LI.MING")
    assert store.names() == {"li.ming"}
    store.remove("LI.ming")
    assert not store.has("li.ming")


def test_nobody_has_a_password_in_a_new_store(store: InitialPasswords) -> None:
    assert not store.has("li.ming")
    store.remove("li.ming")
    assert store.names() == set()


def test_only_its_owner_reads_the_file_and_it_holds_no_clear_text(store: InitialPasswords) -> None:
    store.put("li.ming", "k7fmw-3xp9h-qd24r")
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert b"k7fmw" not in store.path.read_bytes()


def test_a_file_that_others_could_read_is_closed_to_them(store: InitialPasswords) -> None:
    store.path.touch(mode=0o644)
    store.path.chmod(0o644)
    store.put("li.ming", "k7fmw-3xp9h-qd24r")
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_a_roster_and_the_hub_write_at_once(store: InitialPasswords) -> None:
    names = [f"trainee-{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda name: InitialPasswords(store.path).put(name, name), names))
    assert store.names() == set(names)


def test_a_store_that_is_no_database_is_the_operators_matter(store: InitialPasswords) -> None:
    store.path.write_text("not a database, but long enough for SQLite to notice " * 40)
    with pytest.raises(PlatformFault) as fault:
        store.has("li.ming")
    assert fault.value.file == store.path
    assert fault.value.next_step
    assert isinstance(fault.value.__cause__, sqlite3.Error)


def test_a_folder_that_does_not_exist_is_the_operators_matter(tmp_path: Path) -> None:
    with pytest.raises(PlatformFault):
        InitialPasswords(tmp_path / "nowhere" / "initial_passwords.sqlite").put("li.ming", "x")


def test_drawn_passwords_can_be_read_out_and_not_guessed() -> None:
    drawn = [draw_password() for _ in range(500)]
    signs = set("".join(drawn)) - {"-"}
    assert not signs & set("0o1li") and not any(sign.isupper() for sign in signs)
    assert len(set(drawn)) == 500
    assert len(signs) ** len(drawn[0].replace("-", "")) > 2**60
