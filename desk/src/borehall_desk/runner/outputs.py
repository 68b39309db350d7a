"""What a cell puts out, caught as notebook outputs of bounded size."""

from __future__ import annotations

import base64
from typing import Any

MOST_TEXT = 200_000
MOST_IMAGE = 1_000_000
MOST_ALL = 4_000_000
MOST_OUTPUTS = 1_000

_IMAGES = ("image/png", "image/jpeg")
_TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex", "application/json")


class Outputs:
    """The outputs of the cell in hand. ``room`` shrinks over the whole notebook."""

    def __init__(self) -> None:
        self.room = MOST_ALL
        self.taken: list[dict[str, Any]] = []
        self.was_cut = False

    def start(self) -> None:
        """A new cell: nothing has been put out."""
        self.taken, self.was_cut = [], False

    def text(self, name: str, text: str) -> None:
        """Text on a stream; joined to the text before it."""
        last = self.taken[-1] if self.taken else {}
        joins = last.get("output_type") == "stream" and last["name"] == name
        before = len(last["text"]) if joins else 0
        kept = self._fitting(text, MOST_TEXT - before)
        if joins:
            last["text"] += kept
        elif kept:
            self._add({"output_type": "stream", "name": name, "text": kept})

    def data(self, kind: str, bundle: dict[str, Any], count: int | None = None) -> None:
        """A display, or a cell's value: text and pictures, nothing that runs."""
        data = {mime: self._fitting(str(bundle[mime]), MOST_TEXT) for mime in _TEXTS if mime in bundle}
        for mime in _IMAGES:
            if mime in bundle:
                picture = bundle[mime]
                text = picture if isinstance(picture, str) else base64.b64encode(picture).decode()
                if len(text) <= min(MOST_IMAGE, self.room):
                    self.room -= len(text)
                    data[mime] = text
                else:
                    self.was_cut = True
        if data:
            made: dict[str, Any] = {"output_type": kind, "data": data, "metadata": {}}
            self._add({**made, "execution_count": count} if kind == "execute_result" else made)

    def error(self, name: str, text: str, traceback: list[str]) -> None:
        """The exception that ended the cell."""
        lines = [self._fitting(line, MOST_TEXT) for line in traceback[-50:]]
        value = self._fitting(text, 10_000)
        self._add({"output_type": "error", "ename": name[:200], "evalue": value, "traceback": lines})

    def forget(self) -> None:
        """`clear_output`."""
        self.taken = []

    def _add(self, output: dict[str, Any]) -> None:
        if len(self.taken) < MOST_OUTPUTS:
            self.taken.append(output)
        else:
            self.was_cut = True

    def _fitting(self, text: str, most: int) -> str:
        kept = text[: max(0, min(most, self.room))]
        self.room -= len(kept)
        self.was_cut |= len(kept) < len(text)
        return kept


class Stream:
    """Stands for sys.stdout or sys.stderr while cells run."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name, self._outputs = f"<{name}>", outputs
        self._stream = name

    def write(self, text: str) -> int:
        """Takes text, like a file."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.text(self._stream, text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Takes lines, like a file."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        """No terminal: programs then leave colours out."""
        return False

    def writable(self) -> bool:
        """Like a file open for writing."""
        return True

    def readable(self) -> bool:
        """Like a file open for writing."""
        return False

    @property
    def closed(self) -> bool:
        """Never."""
        return False
