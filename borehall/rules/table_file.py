"""Reading and checking one table file: every complaint names file, line, key, value and what is expected."""

from __future__ import annotations

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borehall.faults import AuthorFault
from borehall.rules.citation import Status
from borehall.words import say


@dataclass(frozen=True)
class Column:
    """What may stand in a column. ``low`` and ``high`` are inclusive."""

    name: str
    type: str
    unit: str = ""
    key: bool = False
    optional: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True)
class RawTable:
    """A table file as read and checked; without rows when another table stands in."""

    file: Path
    title_en: str
    title_zh: str
    columns: Mapping[str, Column]
    rows: tuple[Mapping[str, Any], ...]
    status: Status
    source: str
    stand_in: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that ``name`` was probably meant to be."""
    known = list(known)
    return next(iter(difflib.get_close_matches(name, known, 1, 0)), known[0] if known else "")


def read_shipped(file: Path) -> RawTable:
    """A table as it comes with the package."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    columns = {name: _column(name, spec) for name, spec in data.get("columns", {}).items()}
    checker = _Checker(file, file.read_text(encoding="utf-8"), columns)
    return RawTable(
        file,
        data["title"]["en"],
        data["title"]["zh"],
        columns,
        checker.rows(data.get("rows", [])),
        Status(data["status"]),
        data["source"],
        data.get("stand_in"),
    )


def _column(name: str, spec: Mapping[str, Any]) -> Column:
    return Column(name, **{**spec, "choices": tuple(spec.get("choices", ()))})


def read_site_table(file: Path, shipped: RawTable, shapes: list[Mapping[str, Column]]) -> RawTable:
    """A site's own table in place of ``shipped``; its columns must be those of one of ``shapes``. AuthorFault else."""
    text = _read_text(file)
    source, rows = _from_csv(file, text) if file.suffix == ".csv" else _from_toml(file, text)
    present = set().union(*(row.keys() for row in rows))
    columns = max(shapes, key=lambda shape: len(present & shape.keys()))
    checker = _Checker(file, text, columns)
    checked = checker.rows(rows)
    checker.check_complete(checked)
    return RawTable(file, shipped.title_en, shipped.title_zh, columns, checked, Status.SITE, f"{file.name}: {source}")


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AuthorFault(
            say("The file cannot be read: {reason}", reason=error),
            say("A table is a UTF-8 text file."),
            say("Save it as UTF-8 and make it readable."),
            file=file,
        ) from error


def _from_toml(file: Path, text: str) -> tuple[str, list[dict[str, Any]]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise AuthorFault(
            say("This is not TOML: {reason}", reason=error),
            say("A site's table has the keys source and rows."),
            say("Mend the line and load it again."),
            file=file,
            line=int(line[1]) if line else None,
        ) from error
    for key in data:
        if key not in ("source", "rows"):
            _refuse(file, text, key, data[key], say("the only keys are source and rows"))
    rows = data.get("rows")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        _refuse(file, text, "rows", rows, say("one [[rows]] block for each row of the table"))
    _require_source(file, text, data.get("source"))
    return data["source"], data["rows"]


def _from_csv(file: Path, text: str) -> tuple[str, list[dict[str, Any]]]:
    first, _, body = text.partition("\n")
    source = first.removeprefix("# source:").strip() if first.startswith("# source:") else None
    _require_source(file, text, source)
    rows = [{key: _cell(cell) for key, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(body))]
    if not rows:
        _refuse(file, text, "rows", None, say("a line of column names, then one line for each row"))
    return str(source), rows


def _cell(cell: str) -> Any:
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return cell.strip()


def _require_source(file: Path, text: str, source: Any) -> None:
    if not isinstance(source, str) or not source.strip():
        _refuse(file, text, "source", source, say("where the values come from: a document with edition and page"))


def _refuse(file: Path, text: str, key: str, value: Any, expected: str, row: int | None = None) -> None:
    raise AuthorFault(
        say("{key} = {value}", key=key, value=repr(value)),
        say("Expected: {expected}.", expected=expected),
        say("Mend the line and load it again."),
        file=file,
        line=_line_of(text, key, row, csv_file=file.suffix == ".csv"),
        key=key if row is None else f"rows[{row + 1}].{key}",
    )


def _line_of(text: str, key: str, row: int | None, *, csv_file: bool) -> int | None:
    """The line on which ``key`` stands, counted from 1; within the given row, if any."""
    if csv_file:
        return 1 if key == "source" else 2 if row is None else row + 3
    seen, start = -1, None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith("[[rows]]"):
            seen += 1
            start = number if seen == row else start
        if (row is None or seen == row) and re.match(rf"\s*\[*{re.escape(key)}\b", line):
            return number
    return start


@dataclass(frozen=True)
class _Checker:
    """Checks the rows of one file against its columns."""

    file: Path
    text: str
    columns: Mapping[str, Column]

    def rows(self, rows: list[dict[str, Any]]) -> tuple[Mapping[str, Any], ...]:
        """The rows, each checked cell by cell."""
        for number, row in enumerate(rows):
            for key, value in row.items():
                self._check_cell(number, key, value)
            for column in self.columns.values():
                if column.name not in row and not column.optional:
                    self._refuse(number, column.name, None, say("a value; this column may not be empty"))
            self._check_pairs(number, row)
        return tuple(rows)

    def check_complete(self, rows: tuple[Mapping[str, Any], ...]) -> None:
        """Every choice of the key has its row, and none has two."""
        keys = [column for column in self.columns.values() if column.key]
        if len(keys) != 1 or not keys[0].choices:
            return
        found = [row[keys[0].name] for row in rows]
        for number, value in enumerate(found):
            if value in found[:number]:
                self._refuse(number, keys[0].name, value, say("each value only once"))
        for choice in keys[0].choices:
            if choice not in found:
                _refuse(self.file, self.text, keys[0].name, found, say("a row for {choice} too", choice=choice))

    def _check_cell(self, number: int, key: str, value: Any) -> None:
        column = self.columns.get(key)
        if column is None:
            near = nearest(key, self.columns)
            return self._refuse(number, key, value, say("a known column; the nearest is {near}", near=near))
        kinds: dict[str, tuple[type, ...]] = {"number": (int, float), "integer": (int,), "text": (str,)}
        if isinstance(value, bool) or not isinstance(value, kinds[column.type]):
            wanted = {"number": say("a number"), "integer": say("a whole number"), "text": say("text")}
            return self._refuse(number, key, value, wanted[column.type])
        if column.choices and value not in column.choices:
            choices = ", ".join(map(str, column.choices))
            return self._refuse(number, key, value, say("one of {choices}", choices=choices))
        return self._check_bounds(number, column, value)

    def _check_bounds(self, number: int, column: Column, value: Any) -> None:
        if column.type == "text":
            return
        if value != value or abs(value) == float("inf"):
            self._refuse(number, column.name, value, say("a finite number"))
        if column.low is not None and value < column.low:
            self._refuse(number, column.name, value, say("at least {low:g} {unit}", low=column.low, unit=column.unit))
        if column.high is not None and value > column.high:
            self._refuse(number, column.name, value, say("at most {high:g} {unit}", high=column.high, unit=column.unit))

    def _check_pairs(self, number: int, row: Mapping[str, Any]) -> None:
        """A column called x_low may not exceed x_high of its row."""
        for key, low in row.items():
            high = row.get(key.removesuffix("_low") + "_high")
            if key.endswith("_low") and high is not None and low > high:
                self._refuse(number, key, low, say("no more than the upper limit {high:g}", high=high))

    def _refuse(self, row: int, key: str, value: Any, expected: str) -> None:
        _refuse(self.file, self.text, key, value, expected, row)
