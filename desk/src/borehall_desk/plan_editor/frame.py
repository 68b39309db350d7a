"""A plan as a pandas DataFrame, and a DataFrame as a plan."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from borehall_desk.plan_editor.points import PlanRefused, Point, refused_cell, take_points, unknown
from borehall_desk.plan_editor.vocabulary import COLUMNS, VOCABULARY, column_of, heading, kind_of, say

ALWAYS = ("id", "x", "y", "kind", "control", "sampled", "depth")
"""The columns that every frame has; others only where a point has them."""

_EMPTY = {"number": np.nan, "truth": False}
_TYPES = {"number": "float64", "truth": "bool"}


def frame_of(points: Sequence[Point], also: Sequence[str] = ()) -> pd.DataFrame:
    """A row for each point; a blank number is NaN, a blank text is empty. ``also`` names columns wanted anyway."""
    names = [name for name in COLUMNS if name in ALWAYS or name in also or any(name in point for point in points)]
    made = {}
    for name in names:
        kind = COLUMNS[name]["type"]
        cells = [point.get(name, _EMPTY.get(kind, "")) for point in points]
        made[name] = pd.Series(cells, dtype=_TYPES.get(kind, "object"))
    return pd.DataFrame(made)


def points_of(frame: Any, language: str) -> list[Point]:
    """The points of ``frame``; PlanRefused with column, row and what is expected when one can't be used.

    Headings and words may be Chinese, and an index of names stands for a missing column id.
    """
    if not isinstance(frame, pd.DataFrame):
        raise PlanRefused(say(language, "frame", seen=type(frame).__name__))
    columns = _columns(frame, language)
    names = None
    if "id" not in columns and not pd.api.types.is_numeric_dtype(frame.index):
        names = [str(label) for label in frame.index]
    rows = []
    for number, cells in enumerate(frame.itertuples(index=False, name=None), 1):
        given = zip(columns, cells, strict=True)
        row = {name: _cell(number, name, value, language) for name, value in given if not _is_blank(value)}
        rows.append({"id": names[number - 1], **row} if names else row)
    return take_points(rows, language)


def _columns(frame: pd.DataFrame, language: str) -> list[str]:
    columns = [column_of(head) for head in frame.columns]
    for name, head in zip(columns, frame.columns, strict=True):
        if name not in COLUMNS:
            raise PlanRefused(unknown(head, language))
        if columns.count(name) > 1:
            raise PlanRefused(say(language, "column-twice", column=heading(language, name)))
    for name in ("x", "y"):
        if name not in columns:
            known = ", ".join(COLUMNS)
            raise PlanRefused(say(language, "no-column", column=heading(language, name), columns=known))
    return columns


def _is_blank(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return pd.api.types.is_scalar(value) and bool(pd.isna(value))


def _cell(number: int, name: str, value: object, language: str) -> Any:
    """A cell as the plain value that it means; texts that stand for numbers, truths and kinds are read."""
    plain = value.item() if isinstance(value, np.generic) else value
    word = unicodedata.normalize("NFKC", plain).strip() if isinstance(plain, str) else plain
    match COLUMNS[name]["type"]:
        case "number" if isinstance(word, str):
            try:
                return float(word)
            except ValueError:
                raise refused_cell(number, name, value, language) from None
        case "truth" if not isinstance(word, bool):
            return _truth(number, name, word, language)
        case "kind":
            return kind_of(word)
        case "name" | "text":
            return str(int(word)) if isinstance(word, float) and word.is_integer() else str(word)
    return word


def _truth(number: int, name: str, word: object, language: str) -> bool:
    text = str(word).lower().removesuffix(".0")
    if text not in (*VOCABULARY["true"], *VOCABULARY["false"]):
        raise refused_cell(number, name, word, language)
    return text in VOCABULARY["true"]
