"""The check of a plan's points before anyone keeps them: types, sizes, names. Nothing is judged here."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from typing import Any

from borehall_desk.plan_editor.vocabulary import COLUMNS, KINDS, VOCABULARY, heading, say

Point = dict[str, Any]

MOST_POINTS: int = VOCABULARY["most_points"]
LONGEST: int = VOCABULARY["longest_text"]
DEFAULTS: Point = {"kind": "borehole", "control": False, "sampled": False}
"""What a point is until something else is said."""


class PlanRefused(ValueError):
    """Points that cannot be kept; the sentence says row, column, what was seen and what is expected."""


def take_points(raw: Any, language: str) -> list[Point]:
    """``raw`` as checked points in the form of answers.json; PlanRefused with the first cell that can't be used.

    Points without a name get the next free one, so that table, drawing and remarks can name them.
    """
    if isinstance(raw, str | bytes | Mapping) or not isinstance(raw, Sequence):
        raise PlanRefused(say(language, "list", seen=type(raw).__name__))
    if len(raw) > MOST_POINTS:
        raise PlanRefused(say(language, "many", seen=len(raw), n=MOST_POINTS))
    return _named([_taken(number, row, language) for number, row in enumerate(raw, 1)], language)


def _taken(number: int, row: Any, language: str) -> Point:
    if not isinstance(row, Mapping):
        raise PlanRefused(say(language, "mapping", row=number, seen=type(row).__name__))
    for name in row:
        if name not in COLUMNS:
            raise PlanRefused(unknown(name, language))
    given = {name: row[name] for name in COLUMNS if row.get(name) is not None and row[name] != ""}
    for name in ("x", "y"):
        if name not in given:
            expected = _expected(name, language)
            raise PlanRefused(say(language, "lacking", row=number, column=heading(language, name), expected=expected))
    for name, value in given.items():
        if not _fits(name, value):
            raise refused_cell(number, name, value, language)
    if isinstance(given.get("id"), int):
        given["id"] = str(given["id"])
    return {name: given.get(name, DEFAULTS.get(name)) for name in COLUMNS if name in given or name in DEFAULTS}


def unknown(name: object, language: str) -> str:
    """The sentence about a column that no point has."""
    near = difflib.get_close_matches(str(name), COLUMNS, 1, 0.0)[0]
    return say(language, "unknown", name=str(name)[:LONGEST], nearest=near, columns=", ".join(COLUMNS))


def refused_cell(number: int, column: str, value: object, language: str) -> PlanRefused:
    """The refusal of one cell."""
    seen = repr(value) if len(repr(value)) <= LONGEST else repr(value)[: LONGEST - 1] + "…"
    expected = _expected(column, language)
    return PlanRefused(
        say(language, "cell", row=number, column=heading(language, column), value=seen, expected=expected)
    )


def _fits(name: str, value: object) -> bool:
    column = COLUMNS[name]
    match column["type"]:
        case "number":
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number and math.isfinite(value) and column["low"] <= value <= column["high"]  # type: ignore[arg-type]
        case "truth":
            return isinstance(value, bool)
        case "kind":
            return isinstance(value, str) and value in KINDS
        case "name":
            return type(value) is int or (isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST)
        case _:
            return isinstance(value, str) and len(value) <= LONGEST


def _expected(name: str, language: str) -> str:
    column = COLUMNS[name]
    match column["type"]:
        case "number":
            return say(language, column.get("said", "number"), low=f"{column['low']:g}", high=f"{column['high']:g}")
        case "kind":
            words = (key if one[language] == key else f"{key} ({one[language]})" for key, one in KINDS.items())
            return say(language, "one-of", choices=", ".join(words))
        case "truth":
            return f"{say(language, 'truth')} (True/False)"
        case other:
            return say(language, other, n=LONGEST)


def _named(points: list[Point], language: str) -> list[Point]:
    names: set[str] = set()
    for number, point in enumerate(points, 1):
        name = point.get("id")
        if name in names:
            raise PlanRefused(say(language, "twice", row=number, name=name))
        if name is not None:
            names.add(name)
    free = (str(n) for n in range(1, MOST_POINTS + len(names) + 1) if str(n) not in names)
    return [point if "id" in point else {"id": next(free), **point} for point in points]
