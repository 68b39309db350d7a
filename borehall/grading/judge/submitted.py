"""The cells of a submitted notebook, read as a stranger's file: bounded, plain, never believed about what they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from borehall.faults import TraineeFault
from borehall.words import say

MOST_BYTES = 50_000_000
MOST_CELLS = 5_000
MOST_SOURCE = 1_000_000
MOST_ALL_SOURCES = 5_000_000
MOST_PICTURES = 20_000_000
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS = ("code", "markdown", "raw")


@dataclass(frozen=True)
class Handed:
    """A cell as it was handed in. ``name`` is the grade id that it claims."""

    kind: str
    source: str
    name: str = ""
    id: str = ""
    pictures: dict[str, dict[str, str]] = field(default_factory=dict)


def read_cells(submitted: NotebookNode | bytes) -> list[Handed]:
    """The cells; what is too large in them is left out. TraineeFault when ``submitted`` is no notebook."""
    content = _parsed(submitted) if isinstance(submitted, bytes) else submitted
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or len(cells) > MOST_CELLS:
        raise _no_notebook()
    room = [MOST_ALL_SOURCES, MOST_PICTURES]
    return [_handed(cell, room) for cell in cells if isinstance(cell, dict)]


def _parsed(raw: bytes) -> Any:
    if len(raw) > MOST_BYTES:
        raise _no_notebook()
    try:
        return json.loads(raw.decode("utf-8", errors="replace").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise _no_notebook() from None


def _no_notebook() -> TraineeFault:
    return TraineeFault(
        say("What was handed in is no notebook that can be read."),
        say("Expected: a notebook of at most {most} MB and {cells} cells.", most=MOST_BYTES // 10**6, cells=MOST_CELLS),
        say("Have it submitted again, whole and under its own name."),
    )


def _handed(cell: dict[str, Any], room: list[int]) -> Handed:
    kind = cell.get("cell_type")
    source = _text(cell.get("source"))
    if len(source) > min(MOST_SOURCE, room[0]):
        source = ""
    room[0] -= len(source)
    return Handed(
        kind if isinstance(kind, str) and kind in _KINDS else "raw",
        source,
        _name(cell.get("metadata")),
        _id(cell.get("id")),
        dict(_pictures(cell.get("attachments"), room)),
    )


def _text(source: Any) -> str:
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return ""
    # Half of a surrogate pair can't be written as UTF-8; NUL can't be compiled.
    return source.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "")


def _name(metadata: Any) -> str:
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""


def _id(sent: Any) -> str:
    return sent if isinstance(sent, str) and _CELL_ID.fullmatch(sent) else ""


def _pictures(attachments: Any, room: list[int]) -> Iterator[tuple[str, dict[str, str]]]:
    """Pictures that a trainee put into a written answer; nothing else may be attached."""
    if not isinstance(attachments, dict):
        return
    for name, bundle in attachments.items():
        kept = {}
        for kind, content in bundle.items() if isinstance(bundle, dict) else ():
            text = _text(content)
            if kind in _PICTURES and re.fullmatch(r"[A-Za-z0-9+/=\s]*", text) and len(text) <= room[1]:
                room[1] -= len(text)
                kept[kind] = text
        if kept and isinstance(name, str):
            yield name, kept
