"""A file being checked: where its keys stand, and faults that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

from borehall.faults import Fault
from borehall.words import say

Location = tuple[str | int, ...]
"""Where a value stands: keys, and places in lists counted from 0."""


@dataclass(frozen=True)
class Document:
    """A file as it was read, before anything is believed about it; ``owner`` is the kind of fault to give."""

    path: Path
    owner: type[Fault]
    data: Mapping[str, Any]
    lines: Mapping[Location, int]

    def line(self, location: Location) -> int | None:
        """The line of ``location``, or of the nearest table around it that has one."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location)

    def fault(self, location: Location, seen: str, expected: str = "", next_step: str = "") -> Fault:
        """A fault about what stands at ``location``."""
        line, key = self.line(location), dotted(location)
        return self.owner(seen, expected, next_step, file=self.path, line=line, key=key or None)


def dotted(location: Location) -> str:
    """``assignments[2].due``: as people count, so the first of a list is 1."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def gathered(owner: type[Fault], faults: Sequence[Fault], file: Path) -> Fault:
    """One fault that lists all of ``faults``, in the order of their lines."""
    if len(faults) == 1:
        return faults[0]
    heading = say("{count} problems, nothing was taken from the file:", count=len(faults))
    listed = indent("\n".join(str(fault) for fault in _by_line(faults)), "  ")
    return owner(f"{heading}\n{listed}", next_step=say("Mend them all, then try again."), file=file)


def _by_line(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.line or 0)
