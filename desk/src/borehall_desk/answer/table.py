"""A table with given rows, and a single-valued field for each column."""

from __future__ import annotations

from typing import Any

from borehall_desk.answer.kind import Kind, WrongValue, nearest, seen
from borehall_desk.words import Sentence, say

Row = dict[str, Any]


class Table(Kind):
    """A list with a mapping from column to value for each row; in code also a DataFrame."""

    def __init__(self, form: dict[str, Any], columns: dict[str, Kind]) -> None:
        super().__init__(form)
        self.columns = columns

    def take(self, value: Any) -> list[Row] | None:
        """Every row, cells left out where they are blank."""
        if value is None:
            return None
        rows = value.to_dict("records") if hasattr(value, "to_dict") else value
        if not isinstance(rows, list | tuple) or len(rows) != self.height or not all(isinstance(r, dict) for r in rows):
            raise WrongValue(
                say("A table with {n} rows is expected here, as a list of mappings or a DataFrame.", n=self.height)
            )
        taken = [self._row(number, row) for number, row in enumerate(rows, 1)]
        return taken if any(taken) else None

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.form["rows"])

    def _row(self, number: int, row: Row) -> Row:
        taken = {}
        for name, value in row.items():
            column = self._column(str(name))
            try:
                raw = self.columns[column].take(value)
            except WrongValue as wrong:
                raise WrongValue(
                    say("Row {n}, {column}: {reason}", n=number, column=column, reason=wrong.sentence)
                ) from wrong
            if raw is not None:
                taken[column] = raw
        return taken

    def _column(self, name: str) -> str:
        for column in self.form["columns"]:
            if name in (column["name"], column["prompt"]):
                return str(column["name"])
        raise WrongValue(
            say("There is no column {seen}. {nearest}", seen=seen(name), nearest=nearest(name, list(self.columns)))
        )

    def take_cell(self, raw: Any, row: int, column: str, value: Any) -> list[Row] | None:
        """The kept table with one cell changed."""
        cell = self.columns[column].take(value)
        rows = self.rows_of(raw)
        rows[row].pop(column, None)
        if cell is not None:
            rows[row][column] = cell
        return rows if any(rows) else None

    def rows_of(self, raw: Any) -> list[Row]:
        """A row for each label, whatever the sheet holds."""
        try:
            taken = self.take(raw)
        except WrongValue:
            taken = None
        return [dict(row) for row in taken] if taken else [{} for _ in range(self.height)]

    def remark(self, raw: list[Row]) -> Sentence | None:
        """How many cells are blank."""
        blank = self.height * len(self.columns) - sum(len(row) for row in raw)
        return say("{n} cells are blank.", n=blank) if blank else None

    def shown(self, raw: Any) -> Sentence:
        """How many cells are filled in."""
        return say("{n} cells filled in", n=sum(len(row) for row in raw))

    def given_back(self, raw: Any) -> Any:
        """A DataFrame, a row for each label."""
        import pandas as pd

        cells = [
            {name: kind.given_back(row[name]) if name in row else None for name, kind in self.columns.items()}
            for row in raw
        ]
        return pd.DataFrame(cells, columns=list(self.columns), index=self.form["rows"])
