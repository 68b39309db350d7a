"""Files that are whole at every moment, whoever is killed while writing, and however many write."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any


@contextmanager
def alone_in(folder: Path) -> Iterator[bool]:
    """Holds other desks off ``folder`` for the block; False where the file system knows no locks for folders."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:
        # Some network drives refuse: files stay whole without it, two notebooks may then overwrite each other's.
        return False
    return True


def write_whole(file: Path, content: Any) -> None:
    """``content`` as JSON in place of ``file``: on disk before it is there, never half of it."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.new")
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    try:
        with draft.open("x", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _flush_folder(file.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_drafts(file: Path) -> None:
    """Drafts that a killed writer left behind. Only while alone: another's draft is about to be used."""
    for draft in file.parent.glob(f".{file.name}.*.new"):
        draft.unlink(missing_ok=True)


def set_aside(file: Path) -> Path:
    """Renames a file that cannot be used, so that nothing in it is lost; says the new name."""
    moment = datetime.now().strftime("%Y%m%d-%H%M%S")
    for number in range(1, 1000):
        other = file.with_name(f"{file.stem}-damaged-{moment}{'' if number == 1 else f'-{number}'}{file.suffix}")
        if not other.exists():
            break
    os.rename(file, other)
    return other


def stamp(file: Path) -> tuple[int, int, int] | None:
    """Changes whenever the file is replaced; None when there is none."""
    try:
        seen = file.stat()
    except FileNotFoundError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size
