"""Files that lie beside a notebook, read as a stranger's: plain ones only, few, and not too large."""

from __future__ import annotations

import os
import stat
from pathlib import Path

MOST_FILES = 200
MOST_BYTES = 40_000_000
_MOST_DEPTH = 5
_NOT_DATA = (".ipynb", "timestamp.txt", "submission_secret.txt", "answers.json", "verdicts.json", "paper.json")


def files_beside(folder: Path) -> dict[str, bytes]:
    """Name to content of what lies below ``folder``: neither notebooks nor the hall's own files, no link, no pipe."""
    found: dict[str, bytes] = {}
    room = MOST_BYTES
    for file in sorted(_plain(folder, _MOST_DEPTH)):
        if len(found) == MOST_FILES:
            break
        content = _content(file, room)
        if content is not None:
            room -= len(content)
            found[str(file.relative_to(folder))] = content
    return found


def _plain(folder: Path, depth: int) -> list[Path]:
    files: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith(_NOT_DATA) or not entry.name.isprintable():
                continue
            if entry.is_dir(follow_symlinks=False) and depth and entry.name != "__pycache__":
                files += _plain(Path(entry.path), depth - 1)
            elif entry.is_file(follow_symlinks=False):
                files.append(Path(entry.path))
    return files


def _content(file: Path, most: int) -> bytes | None:
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        content = stream.read(most + 1)
    return content if len(content) <= most else None
