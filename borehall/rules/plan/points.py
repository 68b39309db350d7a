"""The table of points: what its columns mean, and a check of every cell before anything is concluded from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from borehall.rules.refusal import COORDINATE, DEPTH, ELEVATION, Quantity, Refused
from borehall.words import say

KINDS = {"borehole": "钻孔", "cpt": "静探", "pit": "探井", "trench": "探槽", "geophysics": "物探"}
"""Kinds of point, with the Chinese word that a file may use. Geophysical points don't count as exploration points."""

TRUE_WORDS = {"1", "true", "yes", "y", "是", "√"}
FALSE_WORDS = {"0", "false", "no", "n", "否", "", "nan", "none"}

ALIASES = {
    "编号": "id", "孔号": "id", "坐标x": "x", "坐标y": "y", "类型": "kind", "控制性": "control", "取样": "sampled",
    "深度": "depth", "建筑物": "works", "勘探线": "line", "单元": "unit", "孔口标高": "collar", "波速": "shear_wave",
    "入岩": "in_rock",
}  # fmt: skip
"""Chinese column names that a file may use."""

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


def clean_points(points: pd.DataFrame) -> tuple[pd.DataFrame, list[Flaw]]:
    """``points`` with checked columns of one type each, and all flaws; the table is only usable without flaws.

    The index becomes the points' names: column ``id`` if there is one.
    """
    known = {name: ALIASES.get(str(name).strip().lower(), str(name).strip().lower()) for name in points.columns}
    table = points.rename(columns=known)
    flaws = [Flaw(None, name, None, say("the column is needed")) for name in REQUIRED if name not in table.columns] + [
        Flaw(None, str(name), None, say("one column of this name"))
        for name in table.columns[table.columns.duplicated()]
    ]
    if not len(table):
        flaws.append(Flaw(None, "x", None, say("at least one point")))
    if flaws:
        return table, flaws
    return _checked_cells(table)


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
            made[name] = table[name].fillna("").astype(str).str.strip().to_numpy(dtype=object)
    made["kind"] = _kinds(table["kind"], flaws)
    labels = table["id"] if "id" in table else pd.Series(table.index)
    labels = labels.astype(str).str.strip()
    for row in np.flatnonzero(labels.duplicated()):
        flaws.append(Flaw(int(row), "id", labels.iloc[row], say("each name only once")))
    return pd.DataFrame(made, index=pd.Index(labels, name="id")), flaws


def _numbers(column: pd.Series, name: str, quantity: Quantity, flaws: list[Flaw]) -> np.ndarray:
    values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
    bad = ~np.isfinite(values) | (values < quantity.low) | (values > quantity.high)
    if name == "collar":
        bad &= ~column.isna().to_numpy()
    flaws += [Flaw(int(row), name, column.iloc[row], quantity.bound) for row in np.flatnonzero(bad)]
    return values


def _truths(column: pd.Series, name: str, flaws: list[Flaw]) -> np.ndarray:
    if column.dtype == bool:
        return column.to_numpy()
    words = column.astype(str).str.strip().str.lower().str.removesuffix(".0")
    true, false = words.isin(TRUE_WORDS), words.isin(FALSE_WORDS)
    bad = ~(true | false)
    flaws += [Flaw(int(row), name, column.iloc[row], say("yes or no")) for row in np.flatnonzero(bad)]
    return true.to_numpy()


def _kinds(column: pd.Series, flaws: list[Flaw]) -> np.ndarray:
    chinese = {zh: en for en, zh in KINDS.items()}
    words = column.astype(str).str.strip().str.lower().replace(chinese)
    expected = say("one of {choices}", choices=", ".join(KINDS))
    flaws += [Flaw(int(row), "kind", column.iloc[row], expected) for row in np.flatnonzero(~words.isin(list(KINDS)))]
    return words.to_numpy(dtype=object)


def take_plan(points: pd.DataFrame) -> pd.DataFrame:
    """The checked table; Refused with the first flaw."""
    table, flaws = clean_points(points)
    if flaws:
        flaw = flaws[0]
        name = f"points.{flaw.column}" + ("" if flaw.row is None else f"[{flaw.row}]")
        raise Refused(name, flaw.value, say("expected {expected}", expected=flaw.expected))
    return table
