"""The files that a box begins with, packed into memory: names and lengths, then the bytes."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class TooMuch(Exception):
    """More than the box's scratch can hold."""


def pack(files: Mapping[str, bytes] | Path, most_bytes: int, most_files: int) -> int:
    """A descriptor of the packed ``files``; of a folder, its regular files: links and devices stay behind."""
    pairs = _of_folder(files, most_bytes) if isinstance(files, Path) else iter(files.items())
    names, contents, total = [], [], 0
    for name, content in pairs:
        _check(name)
        names.append((name, len(content)))
        contents.append(content)
        total += len(content)
        if total > most_bytes or len(names) > most_files:
            raise TooMuch
    listed = json.dumps(names).encode()
    packed = os.memfd_create("files")
    with os.fdopen(os.dup(packed), "wb") as file:
        file.write(b"%10d" % len(listed))
        file.write(listed)
        file.writelines(contents)
    os.lseek(packed, 0, os.SEEK_SET)
    return packed


def _of_folder(folder: Path, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Read with our own rights, following no link: what lies there may have been laid by a trainee."""
    for place, _, names, descriptor in os.fwalk(folder):
        for name in sorted(names):
            try:
                opened = os.open(name, _OPEN, dir_fd=descriptor)
            except OSError:
                continue
            with os.fdopen(opened, "rb") as file:
                if stat.S_ISREG(os.fstat(opened).st_mode):
                    yield os.path.relpath(os.path.join(place, name), folder), file.read(most_bytes + 1)


def _check(name: str) -> None:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\0" in name:
        raise ValueError(f"{name!r} is no place within a box.")
