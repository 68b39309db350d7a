"""Numeric system accounts: each trainee's server and each course runs as a uid of its own, without a passwd entry.

Only root can give processes other uids. Run by an ordinary user, a site is *shared*: everything runs as that user, and
nothing on this page changes any owner.
"""

from __future__ import annotations

import errno
import fcntl
import grp
import json
import os
import pwd
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from borehall.faults import PlatformFault
from borehall.words import say

Kind = Literal["trainee", "course", "members", "hall"]
"""trainee: a person's server; course: its instructors' service; members: the group of a course's trainees; hall: the
group of those who may read the site (the courses, never a trainee)."""

HALL_READERS = "readers"

_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_DEEPEST = 30
"""Nobody needs folders deeper within each other; who makes them wants us to run out of something."""


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
        # One lock for all sites of the machine, whose numbers differ.
        with (self.file.parent.parent / ".system_accounts.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            known = self._read()
            if key not in known:
                known[key] = self._number_for(key, known)
                self._write(known)
        return known[key]

    def find(self, kind: Kind, name: str) -> int | None:
        """The uid of ``name``, or None."""
        return self._read().get(f"{kind}:{name}")

    def _number_for(self, key: str, known: dict[str, int]) -> int:
        """A number that nobody has, neither on the machine nor at another site on it.

        Only the readers are the same for all sites: the hall's environment, which sites share, is theirs to read.
        """
        others = [table for file in self._other_tables() for table in _read_if_whole(file)]
        if key == f"hall:{HALL_READERS}" and (shared := [table[key] for table in others if key in table]):
            return shared[0]
        taken = {entry.pw_uid for entry in pwd.getpwall()} | {entry.gr_gid for entry in grp.getgrall()}
        taken |= {number for table in (known, *others) for number in table.values()}
        number = max([self.first_uid - 1, *known.values()]) + 1
        while number in taken:
            number += 1
        return number

    def _other_tables(self) -> list[Path]:
        beside = self.file.parent.parent.glob(f"*/{self.file.name}")
        return sorted(file for file in beside if file != self.file)

    def _read(self) -> dict[str, int]:
        if not self.file.is_file():
            return {}
        try:
            return json.loads(self.file.read_text())
        except ValueError:
            # To begin a new table would give one person's number to another.
            raise PlatformFault(
                say("The table of system accounts is damaged."),
                say("Expected: the JSON that the hall wrote; it says whose files are whose."),
                say(
                    "Put it back from a backup; the owners of the folders in {homes} tell what was in it.",
                    homes="homes/",
                ),
                file=self.file,
            ) from None

    def _write(self, known: dict[str, int]) -> None:
        draft = self.file.with_suffix(".new")
        with draft.open("w") as table:
            os.fchmod(table.fileno(), 0o640)
            os.fchown(table.fileno(), -1, known.get(f"hall:{HALL_READERS}", -1))
            json.dump(known, table, indent=1)
            table.flush()
            os.fsync(table.fileno())
        draft.replace(self.file)


def _read_if_whole(file: Path) -> list[dict[str, int]]:
    """Another site's table; a damaged one is that site's to mend."""
    try:
        return [json.loads(file.read_text())]
    except (OSError, ValueError):
        return []


def become(uid: int, gids: list[int], umask: int = 0o077) -> Callable[[], None]:
    """A function for a new process that drops to ``uid`` for good; the first of ``gids`` is the primary group."""

    def drop() -> None:
        os.umask(umask)
        os.setgroups(gids)
        os.setresgid(gids[0], gids[0], gids[0])
        os.setresuid(uid, uid, uid)

    return drop


def ensure_folder(folder: Path, mode: int, owner: tuple[int, int] | None = None) -> None:
    """``folder`` exists with just this mode and, when given, this (uid, gid).

    An operator's link to another disk is followed. One in a folder that belongs to somebody else is not: its mode and
    owner would be set wherever it leads.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.parent.stat().st_uid == os.geteuid():
        folder = folder.resolve()
    try:
        handle = os.open(folder, _OPEN | os.O_DIRECTORY)
    except OSError as error:
        if error.errno not in (errno.ENOTDIR, errno.ELOOP):
            raise
        raise PlatformFault(
            say("A link stands where the hall keeps a folder of its own."),
            say("Expected: a folder."),
            say("Move it away, then try again."),
            file=folder,
        ) from None
    try:
        if owner is not None:
            os.fchown(handle, *owner)
        os.fchmod(handle, mode)
    finally:
        os.close(handle)


def hand_over(folder: Path, uid: int, gid: int) -> None:
    """Everything below ``folder`` becomes the account's.

    The account may work in there at this moment, and would like to have files of others: links are not followed, and
    what has a second name elsewhere is not touched.
    """
    handle = os.open(folder, _OPEN | os.O_DIRECTORY)
    try:
        _hand_over(handle, uid, gid, _DEEPEST)
    finally:
        os.close(handle)


def _hand_over(folder: int, uid: int, gid: int, deeper: int) -> None:
    _own(folder, uid, gid)
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries] if deeper else []
    for name in names:
        try:
            handle = os.open(name, _OPEN, dir_fd=folder)
        except OSError:
            continue  # a link or a socket, or gone by now
        try:
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                _hand_over(handle, uid, gid, deeper - 1)
            else:
                _own(handle, uid, gid)
        finally:
            os.close(handle)


def _own(handle: int, uid: int, gid: int) -> None:
    seen = os.fstat(handle)
    one_name = stat.S_ISDIR(seen.st_mode) or (stat.S_ISREG(seen.st_mode) and seen.st_nlink == 1)
    if seen.st_uid != uid and one_name:
        os.fchown(handle, uid, gid)
