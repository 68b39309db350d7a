"""What the judge says: plain data in both languages, with the part of the marks that was earned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SCHEMA = "borehall-verdict-1"

RIGHT, FOLLOWS, PARTLY, WRONG, MISSING, INVALID = "right", "follows", "partly", "wrong", "missing", "invalid"
BY_HAND, NOT_RUN = "by hand", "not run"
STATES = (RIGHT, FOLLOWS, PARTLY, WRONG, MISSING, INVALID, BY_HAND, NOT_RUN)
"""Of a field. `FOLLOWS`: wrong in itself, but right from what was answered before. `BY_HAND` and `NOT_RUN` are open:
somebody has to read it, or to run it, before it earns or loses anything."""

OPEN = (BY_HAND, NOT_RUN)


@dataclass(frozen=True)
class FieldVerdict:
    """One field: its state, the share of its points, and what helps, by language. ``mistake`` names a diagnosis."""

    name: str
    state: str
    share: float
    points: float
    message: dict[str, str]
    mistake: str = ""
    clause: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "name": self.name, "state": self.state, "share": self.share, "points": self.points,
            "message": self.message, "mistake": self.mistake, "clause": self.clause,
        }  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """All fields of a task. ``share`` is what is certainly earned of the whole; ``open_share`` what is still open."""

    task: str
    fields: tuple[FieldVerdict, ...]
    remarks: dict[str, list[str]]

    @property
    def share(self) -> float:
        """Part of the task's marks, 0 to 1."""
        return self._part(lambda field: field.share * field.points)

    @property
    def open_share(self) -> float:
        """Part of the task's marks that nobody has decided on."""
        return self._part(lambda field: field.points if field.state in OPEN else 0.0)

    def _part(self, worth: Any) -> float:
        total = sum(one.points for one in self.fields)
        return min(1.0, round(sum(map(worth, self.fields)) / total, 9))

    def field(self, name: str) -> FieldVerdict:
        """The verdict on one field."""
        return next(field for field in self.fields if field.name == name)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "schema": SCHEMA, "task": self.task, "share": self.share, "open_share": self.open_share,
            "fields": [field.as_json() for field in self.fields], "remarks": self.remarks,
        }  # fmt: skip
