"""Points on a plan."""

from __future__ import annotations

from typing import Any

from borehall_desk.answer.kind import Kind, WrongValue, own
from borehall_desk.plan_editor.frame import frame_of, points_of
from borehall_desk.plan_editor.points import PlanRefused, Point, take_points
from borehall_desk.words import LANGUAGES, Sentence, listed, say

NEEDED = ("x", "y", "kind", "control", "sampled", "depth")
"""What the hall needs of each point; a point without is kept, and said to be unfinished."""


class Plan(Kind):
    """A list of points, each a mapping; in code also a DataFrame. What a point may have is the plan editor's to say."""

    def take(self, value: Any) -> list[Point] | None:
        """Every point, what is blank left out."""
        if value is None:
            return None
        try:
            return _points(value, LANGUAGES[0]) or None
        except PlanRefused:
            raise WrongValue({language: _refusal(value, language) for language in LANGUAGES}) from None

    def remark(self, raw: list[Point]) -> Sentence | None:
        """The first point that is unfinished."""
        for number, point in enumerate(raw, 1):
            if lacking := [name for name in NEEDED if name not in point]:
                return say("Point {name} lacks {names}.", name=point.get("id", number), names=listed(lacking))
        return None

    def shown(self, raw: Any) -> Sentence:
        """The number of points."""
        return say("{n} points", n=len(raw))

    def given_back(self, raw: Any) -> Any:
        """A DataFrame, a row for each point."""
        return frame_of(raw)


def _points(value: Any, language: str) -> list[Point]:
    if hasattr(value, "itertuples"):
        return points_of(value, language)
    if isinstance(value, list | tuple):
        value = [_plain(row) if isinstance(row, dict) else row for row in value]
    return take_points(value, language)


def _plain(row: Point) -> Point:
    return {name: own(cell) for name, cell in row.items()}


def _refusal(value: Any, language: str) -> str:
    try:
        _points(value, language)
    except PlanRefused as refused:
        return str(refused)
    raise AssertionError("refused in one language only")
