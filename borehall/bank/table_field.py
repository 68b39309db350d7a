"""A table to be filled in: rows given, a field for each column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from borehall.bank.field import Field, FieldText
from borehall.bank.plain import NotAnAnswer
from borehall.bank.rounding import Rounding
from borehall.words import say


@dataclass(frozen=True, kw_only=True)
class Table(Field):
    """Rows with a label, and a single-valued field for each column; each cell earns its part.

    Its answer is a list with a mapping from column to value for each row. A cell left out is just not earned.
    """

    rows: tuple[str, ...]
    columns: tuple[Field, ...]
    kind: ClassVar[str] = "table"

    def take(self, raw: Any) -> list[dict[str, Any]]:
        """Every row as a mapping; a cell that can't be read is left out, as it earns nothing."""
        if type(raw) is not list or len(raw) != len(self.rows) or not all(type(row) is dict for row in raw):
            raise NotAnAnswer(say("A table with {n} rows is expected here.", n=len(self.rows)))
        rows = [self._taken(row) for row in raw]
        if not any(rows):
            raise NotAnAnswer(say("No cell of the table can be read."))
        return rows

    def _taken(self, row: dict[str, Any]) -> dict[str, Any]:
        taken = {}
        for column in self.columns:
            try:
                taken[column.name] = column.take(row.get(column.name))
            except NotAnAnswer:
                continue
        return taken

    def share(self, value: Any, expected: Any) -> float:
        """The part of the columns' points over all cells."""
        total = sum(column.points for column in self.columns) * len(self.rows)
        earned = sum(
            column.points * column.share(row[column.name], right[column.name])
            for row, right in zip(value, expected, strict=True)
            for column in self.columns
            if column.name in row
        )
        # Sums of floats: a table without a wrong cell is worth 1, not a hair less.
        return min(1.0, round(earned / total, 9))

    def rounding(self, raw: Any, expected: Any) -> Rounding | None:
        """The cells that are right but for their digits; the first one's sentence speaks for all."""
        total = sum(column.points for column in self.columns) * len(self.rows)
        cost, sentences = 0.0, []
        for row, taken, right in zip(raw, self.take(raw), expected, strict=True):
            for column in (one for one in self.columns if one.name in taken):
                good = column.share(taken[column.name], right[column.name]) >= 1.0
                found = column.rounding(row[column.name], right[column.name]) if good else None
                if found:
                    cost += found.cost * column.points / total
                    sentences.append(found.sentence)
        if not sentences:
            return None
        if len(sentences) == 1:
            return Rounding(cost, sentences[0])
        return Rounding(cost, say("{n} cells, such as: {sentence}", n=len(sentences), sentence=sentences[0]))

    def is_mistake(self, value: Any, expected: Any, mistaken: Any) -> bool:
        """Every cell in which the mistaken table differs from the right one is filled in as mistaken."""
        cells = [
            (column, row.get(column.name), wrong[column.name])
            for row, right, wrong in zip(value, expected, mistaken, strict=True)
            for column in self.columns
            if column.share(wrong[column.name], right[column.name]) < 1.0
        ]
        return bool(cells) and all(got is not None and column.share(got, wrong) >= 1.0 for column, got, wrong in cells)

    def form(self, text: FieldText) -> dict[str, Any]:
        """With the labels of rows and columns."""
        columns = [column.form(FieldText(text.item(column.name), text.items)) for column in self.columns]
        return super().form(text) | {"rows": [text.item(row) for row in self.rows], "columns": columns}

    def wrong(self, expected: Any) -> Any:
        """Every cell wrong."""
        return [{column.name: column.wrong(row[column.name]) for column in self.columns} for row in expected]

    def raw(self, expected: Any) -> Any:
        """Every cell as the desk would hand it in."""
        return [{column.name: column.raw(row[column.name]) for column in self.columns} for row in expected]

    def shown(self, expected: Any, text: FieldText) -> str:
        """A line for each row."""
        lines = []
        for label, row in zip(self.rows, expected, strict=True):
            cells = ", ".join(f"{text.item(c.name)} {c.shown(row[c.name], text)}" for c in self.columns)
            lines.append(f"{text.item(label)}: {cells}")
        return "\n".join(lines)
