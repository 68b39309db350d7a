"""Faults by owner: who has to act. Only a trainee's fault may lower a mark.

Every fault says what was seen, what was expected and what to do next, so that its reader need not guess.
"""

from __future__ import annotations

from pathlib import Path


class Fault(Exception):
    """Something that a person has to mend; the sub-class names the person.

    Arguments: ``seen``, ``expected`` and ``next_step`` are whole phrases in the reader's language (see
    `borehall.words`); ``file``, ``line`` (from 1) and ``key`` say where, as far as that is known.
    """

    def __init__(
        self,
        seen: str,
        expected: str = "",
        next_step: str = "",
        *,
        file: Path | str | None = None,
        line: int | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__(seen, expected, next_step)
        self.seen, self.expected, self.next_step = seen, expected, next_step
        self.file, self.line, self.key = file, line, key

    @property
    def where(self) -> str:
        """``file:line: key``, as far as known; empty when nothing is."""
        place = str(self.file) if self.file else ""
        if place and self.line:
            place += f":{self.line}"
        return ": ".join(part for part in (place, self.key) if part)

    def __str__(self) -> str:
        """All of it, a line each."""
        return "\n  ".join(part for part in (self.where, self.seen, self.expected, self.next_step) if part)


class TraineeFault(Fault):
    """A trainee's work is wrong or incomplete. The only fault that may lower a mark."""


class AuthorFault(Fault):
    """A course, paper, roster or notebook is wrong: its instructor has to act."""


class PlatformFault(Fault):
    """The hall, its machine or its settings are at fault: its operator has to act. Never a trainee's zero."""
