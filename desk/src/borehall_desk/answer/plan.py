"""Points on a plan."""

from __future__ import annotations

from typing import Any

from borehall_desk.answer.kind import Kind, WrongValue, nearest, own, seen, text_of
from borehall_desk.answer.numbers import checked
from borehall_desk.words import Sentence, listed, say

Point = dict[str, Any]

NEEDED = ("x", "y", "kind", "control", "sampled", "depth")
"""What the hall needs of each point; a point without is kept, and said to be unfinished."""

MOST_POINTS = 300
_NUMBERS = ("x", "y", "depth", "collar")
_TRUTHS = ("control", "sampled", "shear_wave")


class Plan(Kind):
    """A list of points, each a mapping; in code also a DataFrame."""

    def take(self, value: Any) -> list[Point] | None:
        """Every point, what is blank left out."""
        if value is None:
            return None
        points = value.to_dict("records") if hasattr(value, "to_dict") else value
        if not isinstance(points, list | tuple) or not all(isinstance(point, dict) for point in points):
            raise WrongValue(say("A list of points is expected here, or a DataFrame with a row for each."))
        if len(points) > MOST_POINTS:
            raise WrongValue(say("The plan has {n} points; at most {most} are taken.", n=len(points), most=MOST_POINTS))
        return [self._point(number, point) for number, point in enumerate(points, 1)] or None

    def _point(self, number: int, point: Point) -> Point:
        taken = {}
        for name, value in point.items():
            if name not in self.form["columns"]:
                near = nearest(str(name), list(self.form["columns"]))
                raise WrongValue(say("No point has {seen}. {nearest}", seen=seen(name), nearest=near))
            if (value := own(value)) is None or value == "":
                continue
            try:
                taken[name] = self._value(name, value)
            except WrongValue as wrong:
                raise WrongValue(say("Point {n}, {name}: {reason}", n=number, name=name, reason=wrong.sentence)) from wrong
        return taken

    def _value(self, name: str, value: Any) -> Any:
        if name in _NUMBERS:
            return checked(value)
        if name in _TRUTHS:
            if not isinstance(value, bool):
                raise WrongValue(say("True or False is expected here, not {seen}.", seen=seen(value)))
            return value
        return int(value) if name == "id" and isinstance(value, int) else text_of(value)

    def remark(self, raw: list[Point]) -> Sentence | None:
        """The first point that is unfinished."""
        for number, point in enumerate(raw, 1):
            if lacking := [name for name in NEEDED if name not in point]:
                return say("Point {n} lacks {names}.", n=number, names=listed(lacking))
        return None

    def shown(self, raw: Any) -> Sentence:
        """The number of points."""
        return say("{n} points", n=len(raw))

    def given_back(self, raw: Any) -> Any:
        """A DataFrame, a row for each point."""
        import pandas as pd  # noqa: PLC0415 - takes a second, which only those pay who use it

        used = {name for point in raw for name in point} | set(NEEDED)
        return pd.DataFrame(raw, columns=[name for name in self.form["columns"] if name in used])
