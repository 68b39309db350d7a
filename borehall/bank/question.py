"""A question as plain data: all that the desk needs to show it, and nothing of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SCHEMA = "borehall-question-1"
ANSWERS_SCHEMA = "borehall-answers-1"
"""Of the whole sheet: ``{"schema": …, "questions": {"task-id": {"field": value}}}``; a number may be ``{"value": …,
"unit": …}``, a table a list of rows, a plan a list of points, code and text a string, choices a list of keys."""


@dataclass(frozen=True)
class Question:
    """One trainee's question in one language. ``figure`` is an SVG drawing, or None."""

    task: str
    language: str
    title: str
    statement: str
    figure: str | None
    fields: tuple[dict[str, Any], ...]
    level: int
    minutes: int

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "schema": SCHEMA, "task": self.task, "language": self.language, "title": self.title,
            "statement": self.statement, "figure": self.figure, "fields": list(self.fields),
            "level": self.level, "minutes": self.minutes,
        }  # fmt: skip
