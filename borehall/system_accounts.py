"""Numeric system accounts: each trainee's server and each course runs as a uid of its own, without a passwd entry.

Only root can give processes other uids. Run by an ordinary user, a site is *shared*: everything runs as that user, and
nothing on this page changes any owner.
"""

from __future__ import annotations

import fcntl
import json
import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["trainee", "course", "members", "hall"]
"""trainee: a person's server; course: its instructors' service; members: the group of a course's trainees; hall: the
group of those who may read the site (the courses, never a trainee)."""

HALL_READERS = "readers"


@dataclass(frozen=True)
class SystemAccounts:
    """The table of uids of one site, kept in ``file``; ``first_uid`` is where a new table starts counting."""

    file: Path
    first_uid: int = 20000

    @property
    def separate(self) -> bool:
        """Whether people get uids of their own."""
        return os.geteuid() == 0 or self.file.is_file()

    def ensure(self, kind: Kind, name: str) -> int:
        """The uid (or gid) of ``name``, drawn now if it has none yet. A number is never given twice."""
        key = f"{kind}:{name}"
        known = self._read()
        if key in known:
            return known[key]
        self.file.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        with self.file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            known = self._read()
            if key not in known:
                known[key] = self._next_free(known)
                self._write(known)
        return known[key]

    def find(self, kind: Kind, name: str) -> int | None:
        """The uid of ``name``, or None."""
        return self._read().get(f"{kind}:{name}")

    def _next_free(self, known: dict[str, int]) -> int:
        taken = {entry.pw_uid for entry in pwd.getpwall()}
        number = max([self.first_uid - 1, *known.values()]) + 1
        while number in taken:
            number += 1
        return number

    def _read(self) -> dict[str, int]:
        return json.loads(self.file.read_text()) if self.file.is_file() else {}

    def _write(self, known: dict[str, int]) -> None:
        draft = self.file.with_suffix(".new")
        draft.write_text(json.dumps(known, indent=1))
        draft.chmod(0o640)
        os.chown(draft, -1, known.get(f"hall:{HALL_READERS}", -1))
        draft.replace(self.file)


def become(uid: int, gids: list[int], umask: int = 0o077) -> Callable[[], None]:
    """A function for a new process that drops to ``uid`` for good; the first of ``gids`` is the primary group."""

    def drop() -> None:
        os.umask(umask)
        os.setgroups(gids)
        os.setresgid(gids[0], gids[0], gids[0])
        os.setresuid(uid, uid, uid)

    return drop


def ensure_folder(folder: Path, mode: int, owner: tuple[int, int] | None = None) -> None:
    """``folder`` exists with just this mode and, when given, this (uid, gid). Its parent must not be a trainee's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if owner is not None:
        os.chown(folder, *owner, follow_symlinks=False)
    folder.chmod(mode)
