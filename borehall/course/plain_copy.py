"""Copies a folder that a stranger filled: plain files alone, within bounds, or nothing.

Its owner may change it while it is read: every name is opened below the open folder that it stands in, without
following links, and what it is is asked only then.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from borehall.faults import TraineeFault
from borehall.words import say

MOST_ENTRIES = 2000
"""Files and folders: a notebook with its figures and data has some dozens."""

_DEEPEST = 20
_NO_FILE = {errno.ELOOP, errno.ENXIO}
"""What a link and a socket answer to being opened."""
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
"""A pipe must not keep us waiting for its writer."""


class PlainCopy:
    """One copy of at most ``most_bytes``. TraineeFault when a bound is passed, OSError as it comes."""

    def __init__(self, most_bytes: int, ignored: Sequence[str] = ()) -> None:
        self.most_bytes, self.ignored = most_bytes, ignored
        self.bytes_left, self.entries_left = most_bytes, MOST_ENTRIES

    def run(self, source: Path, target: Path) -> None:
        """Copies ``source``, a folder, to ``target``, which is made."""
        handle = os.open(source, _OPEN | os.O_DIRECTORY)
        try:
            self._copy_folder(handle, target, _DEEPEST)
        finally:
            os.close(handle)

    def _copy_folder(self, folder: int, target: Path, deeper: int) -> None:
        if not deeper:
            raise TraineeFault(say("The folder holds folders within folders, more than {most} deep.", most=_DEEPEST))
        target.mkdir(parents=True)
        with os.scandir(folder) as entries:
            for entry in entries:
                self.entries_left -= 1
                if self.entries_left < 0:
                    raise TraineeFault(say("The folder holds more than {most} files.", most=MOST_ENTRIES))
                if not any(fnmatch(entry.name, pattern) for pattern in self.ignored):
                    self._copy_entry(entry.name, folder, target / entry.name, deeper)

    def _copy_entry(self, name: str, folder: int, target: Path, deeper: int) -> None:
        try:
            handle = os.open(name, _OPEN, dir_fd=folder)
        except OSError as error:
            if error.errno in _NO_FILE:
                return
            raise
        try:
            seen = os.fstat(handle)
            if stat.S_ISDIR(seen.st_mode):
                self._copy_folder(handle, target, deeper - 1)
            elif stat.S_ISREG(seen.st_mode):
                self._copy_file(handle, seen.st_size, target)
        finally:
            os.close(handle)

    def _copy_file(self, handle: int, size: int, target: Path) -> None:
        self.bytes_left -= size
        if self.bytes_left < 0:
            most = self.most_bytes // 1_000_000
            raise TraineeFault(say("The folder holds more than {most} MB.", most=most))
        done = 0
        with target.open("wb") as sink:
            # No more than was counted, though the file may be growing.
            while done < size and (sent := os.sendfile(sink.fileno(), handle, done, size - done)):
                done += sent


def replace_folder(draft: Path, folder: Path) -> None:
    """``draft`` becomes ``folder``; what stood there goes only when the new one is in its place."""
    earlier = folder.with_name(f".{folder.name}.earlier")
    shutil.rmtree(earlier, ignore_errors=True)
    if folder.exists():
        folder.rename(earlier)
    draft.rename(folder)
    shutil.rmtree(earlier, ignore_errors=True)
