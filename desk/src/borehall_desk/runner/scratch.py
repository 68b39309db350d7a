"""Files that one side wrote and the other may want to read: plain files below the working folder, by value."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path
from typing import Any

MOST_FILES = 100
MOST_BYTES = 2_000_000
_MOST_SEEN = 2_000
_NOT_COPIED = (".py", ".pyc", ".pyo", ".so", ".pyd", ".pth", ".ipynb", ".egg")
"""What Python could import, and notebooks, which nobody reads as data."""


class Scratch:
    """The working folder as it was when last looked at."""

    def __init__(self) -> None:
        self._seen = self._look()
        self._own = set(self._seen)

    def news(self) -> dict[str, str]:
        """Files written since the last look, as far as they are plain and within bounds; empty for most steps."""
        now = self._look()
        changed = [name for name, state in now.items() if self._seen.get(name) != state]
        self._seen = now
        room, news = MOST_BYTES, {}
        for name in sorted(changed)[:MOST_FILES]:
            content = _content(name, room)
            if content is not None:
                room -= len(content)
                news[name] = base64.b64encode(content).decode("ascii")
        return news

    def take(self, news: Any, keep_own: bool = False) -> None:
        """Writes the other side's files. With ``keep_own`` none that was here from the start is replaced."""
        if type(news) is not dict:
            return
        for name, text in list(news.items())[:MOST_FILES]:
            if _is_safe(name) and type(text) is str and not (keep_own and name in self._own):
                _write(name, base64.b64decode(text))
        self._seen = self._look()

    def _look(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        folders = ["."]
        while folders and len(found) < _MOST_SEEN:
            try:
                entries = list(os.scandir(folders.pop()))
            except OSError:
                continue
            for entry in entries[:_MOST_SEEN]:
                name = os.path.normpath(entry.path)
                if entry.is_dir(follow_symlinks=False) and _is_safe(name):
                    folders.append(entry.path)
                elif entry.is_file(follow_symlinks=False) and _is_safe(name):
                    state = entry.stat(follow_symlinks=False)
                    found[name] = (state.st_size, state.st_mtime_ns)
        return found


def _is_safe(name: Any) -> bool:
    if type(name) is not str or not name or len(name) > 200 or "\0" in name or name.lower().endswith(_NOT_COPIED):
        return False
    parts = name.split("/")
    return len(parts) <= 5 and not any(part in ("", ".", "..") or part.startswith(".") for part in parts)


def _content(name: str, most: int) -> bytes | None:
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        content = file.read(most + 1)
    return content if len(content) <= most else None


def _write(name: str, content: bytes) -> None:
    file = Path(name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError:
        return  # a folder stands where a file should: whoever looks for it finds that
