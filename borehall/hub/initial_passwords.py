"""The store of initial passwords: what a roster's people log in with for the first time.

A small SQLite file of its own, so that rosters can be imported while the hub runs and while it does not. It holds
hashes only; the clear password exists once, in the hand that gives it out.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from borehall.faults import PlatformFault
from borehall.hub.passwords import draw_password, hash_password
from borehall.words import say

__all__ = ["InitialPassword", "InitialPasswords", "draw_password"]

_TABLE = """
CREATE TABLE IF NOT EXISTS initial_passwords (
    username TEXT PRIMARY KEY,
    password_hash BLOB NOT NULL,
    must_change INTEGER NOT NULL
)
"""
_WAIT = 30.0
"""Seconds that a writer waits for another: a roster of 500 and the hub may write at once."""


@dataclass(frozen=True)
class InitialPassword:
    """What the store knows of one person."""

    password_hash: bytes
    must_change: bool


class InitialPasswords:
    """The store at ``path``, made with mode 0600 on its first use. Names are folded to lower case, as the hub does."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    def put(self, username: str, password: str, must_change: bool = True) -> None:
        """``username`` may log in with ``password``; with ``must_change`` only to choose one of their own."""
        row = (username.lower(), hash_password(password), must_change)
        with self._open() as store:
            store.execute("INSERT OR REPLACE INTO initial_passwords VALUES (?, ?, ?)", row)

    def find(self, username: str) -> InitialPassword | None:
        """What is stored for ``username``, if anything."""
        query = "SELECT password_hash, must_change FROM initial_passwords WHERE username = ?"
        with self._open() as store:
            row = store.execute(query, (username.lower(),)).fetchone()
        return InitialPassword(row[0], bool(row[1])) if row else None

    def has(self, username: str) -> bool:
        """True while ``username`` has an initial password."""
        return self.find(username) is not None

    def remove(self, username: str) -> None:
        """The initial password of ``username`` is gone; nothing happens when there was none."""
        with self._open() as store:
            store.execute("DELETE FROM initial_passwords WHERE username = ?", (username.lower(),))

    def names(self) -> set[str]:
        """Everyone who has an initial password."""
        with self._open() as store:
            return {name for (name,) in store.execute("SELECT username FROM initial_passwords")}

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # A connection for each use: nothing is held that a restart, a copy or another process could trip over.
        try:
            self._ensure_private()
            with closing(sqlite3.connect(self.path, timeout=_WAIT)) as store, store:
                store.execute(_TABLE)
                yield store
        except (OSError, sqlite3.Error) as error:
            raise PlatformFault(
                say("The initial passwords cannot be read or written: {reason}.", reason=error),
                say("A SQLite file that belongs to the account that runs the hall."),
                say("Run as that account; see that the disk is not full and the folder exists."),
                file=self.path,
            ) from error

    def _ensure_private(self) -> None:
        # SQLite would create the file with the umask's mode: the hashes would be readable for a moment.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        if self.path.stat().st_mode & 0o077:
            self.path.chmod(0o600)
