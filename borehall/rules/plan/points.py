"""The table of points: what its columns mean, and a check of every cell before anything is concluded from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from borehall.rules.refusal import COORDINATE, DEPTH, ELEVATION, Quantity, Refused
from borehall.rules.units import Points
from borehall.words import current_language, say

KINDS = {"borehole": "钻孔", "cpt": "静探", "pit": "探井", "trench": "探槽", "geophysics": "物探"}
"""Kinds of point, with the Chinese word that a file may use. Geophysical points don't count as exploration points."""

KIND_ALIASES = {"钻探": "borehole", "静力触探": "cpt", "探坑": "pit", "坑探": "pit", "井探": "pit", "槽探": "trench"}
"""Other Chinese words for them."""

TRUE_WORDS = {"1", "true", "yes", "y", "是", "√"}
FALSE_WORDS = {"0", "false", "no", "n", "否", "", "×", "nan", "none"}
"""Plans tick what is so and leave the rest empty: an empty cell is a no."""

ALIASES = {
    "编号": "id", "坐标x": "x", "坐标y": "y", "类型": "kind", "控制性": "control", "取样": "sampled",
    "深度": "depth", "建筑物": "works", "勘探线": "line", "单元": "unit", "孔口标高": "collar", "波速": "shear_wave",
    "入岩": "in_rock",
}  # fmt: skip
"""The Chinese column names."""

OTHER_ALIASES = {
    "孔号": "id", "点号": "id", "钻孔编号": "id", "勘探点编号": "id", "x坐标": "x", "y坐标": "y", "勘探点类型": "kind",
    "控制性孔": "control", "取样孔": "sampled", "孔深": "depth", "建（构）筑物": "works", "孔口高程": "collar",
    "地面标高": "collar", "单体": "works",
}  # fmt: skip
"""Further headings that stand in engineers' plans."""

REQUIRED = ("x", "y", "kind", "control", "sampled", "depth")
OPTIONAL = ("id", "works", "line", "unit", "collar", "shear_wave", "in_rock")
_NUMBERS: dict[str, Quantity] = {"x": COORDINATE, "y": COORDINATE, "depth": DEPTH, "collar": ELEVATION}
_TRUTHS = ("control", "sampled", "shear_wave", "in_rock")
_TEXTS = ("works", "line", "unit")


@dataclass(frozen=True)
class Flaw:
    """A cell that can't be used: its row (from 0; None for the whole table), column, value, and what is expected."""

    row: int | None
    column: str
    value: object
    expected: str


def column_of(heading: object) -> str:
    """The column that a heading means, without a unit in brackets; the heading itself when it means none."""
    bare = re.sub(r"[(（]\s*m\s*[)）]$", "", str(heading).strip().lower()).strip()
    return {**ALIASES, **OTHER_ALIASES}.get(bare.replace("(", "（").replace(")", "）"), bare)


def heading_of(column: str) -> str:
    """A column as the reader's language names it."""
    chinese = next((zh for zh, name in ALIASES.items() if name == column), column)
    return f"{chinese}（{column}）" if current_language() == "zh_CN" and chinese != column else column


def clean_points(points: pd.DataFrame) -> tuple[pd.DataFrame, list[Flaw]]:
    """``points`` with checked columns of one type each, and all flaws; the table is only usable without flaws.

    The index becomes the points' names: column ``id`` if there is one. Headings that mean nothing here stand in
    ``attrs["unused"]``.
    """
    names = [column_of(heading) for heading in points.columns]
    table = points.set_axis(pd.Index(names, dtype=object), axis=1)
    flaws = [Flaw(None, heading_of(name), None, say("the column is needed")) for name in REQUIRED if name not in names]
    flaws += [
        Flaw(None, str(heading), None, say("one column of this name"))
        for heading, twice in zip(points.columns, table.columns.duplicated(), strict=True)
        if twice
    ]
    if not len(table):
        flaws.append(Flaw(None, heading_of("x"), None, say("at least one point")))
    if flaws:
        return table, flaws
    clean, flaws = _checked_cells(table)
    clean.attrs["unused"] = [
        str(head) for head, name in zip(points.columns, names, strict=True) if name not in REQUIRED + OPTIONAL
    ]
    written = dict(zip(names, map(str, points.columns), strict=True))
    return clean, [replace(flaw, column=written.get(flaw.column, flaw.column)) for flaw in flaws]


def _checked_cells(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Flaw]]:
    flaws: list[Flaw] = []
    made = {}
    for name, quantity in _NUMBERS.items():
        if name in table:
            made[name] = _numbers(table[name], name, quantity, flaws)
    for name in _TRUTHS:
        if name in table:
            made[name] = _truths(table[name], name, flaws)
    for name in _TEXTS:
        if name in table:
            made[name] = _texts(table[name])
    made["kind"] = _kinds(table["kind"], flaws)
    labels = table["id"] if "id" in table else pd.Series(table.index)
    labels = pd.Series([str(label).strip() for label in labels], dtype=object)
    for row in np.flatnonzero(labels.duplicated()):
        flaws.append(Flaw(int(row), "id", labels.iloc[row], say("each name only once")))
    return pd.DataFrame(made, index=pd.Index(labels, name="id")), flaws


def _numbers(column: pd.Series, name: str, quantity: Quantity, flaws: list[Flaw]) -> np.ndarray:
    values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
    bad = ~np.isfinite(values) | (values < quantity.low) | (values > quantity.high)
    if name == "collar":
        bad &= ~(column.isna() | (column.astype(str).str.strip() == "")).to_numpy()
    flaws += [Flaw(int(row), name, column.iloc[row], quantity.bound) for row in np.flatnonzero(bad)]
    return values


def _truths(column: pd.Series, name: str, flaws: list[Flaw]) -> np.ndarray:
    if column.dtype == bool:
        return column.to_numpy()
    words = column.astype(object).where(column.notna(), "").astype(str).str.strip().str.lower().str.removesuffix(".0")
    true, false = words.isin(TRUE_WORDS), words.isin(FALSE_WORDS)
    bad = ~(true | false)
    flaws += [Flaw(int(row), name, column.iloc[row], say("yes or no")) for row in np.flatnonzero(bad)]
    return true.to_numpy()


def _texts(column: pd.Series) -> np.ndarray:
    """Names as text: 1 and 1.0 are the same line."""
    words = ("" if empty else str(cell).strip() for cell, empty in zip(column, column.isna(), strict=True))
    return np.array([re.sub(r"^(\d+)\.0$", r"\1", word) for word in words], dtype=object)


def _kinds(column: pd.Series, flaws: list[Flaw]) -> np.ndarray:
    chinese = {**{zh: en for en, zh in KINDS.items()}, **KIND_ALIASES}
    words = [str(cell).strip().lower() for cell in column]
    kinds = np.array([chinese.get(word, word) for word in words], dtype=object)
    shown = KINDS.values() if current_language() == "zh_CN" else KINDS
    expected = say("one of {choices}", choices=", ".join(shown))
    flaws += [Flaw(row, "kind", column.iloc[row], expected) for row, kind in enumerate(kinds) if kind not in KINDS]
    return kinds


def coordinates(points: pd.DataFrame) -> Points:
    """A row of x, y for each point; by columns, which costs a tenth of asking pandas for both at once."""
    return np.column_stack([points["x"].to_numpy(), points["y"].to_numpy()])


def take_plan(points: pd.DataFrame) -> pd.DataFrame:
    """The checked table; Refused with the first flaw."""
    table, flaws = clean_points(points)
    if flaws:
        flaw = flaws[0]
        name = f"points.{flaw.column}" + ("" if flaw.row is None else f"[{flaw.row}]")
        raise Refused(name, flaw.value, say("expected {expected}", expected=flaw.expected))
    # Every piece that a check cuts out of the table would carry a copy of them.
    table.attrs.clear()
    return table
