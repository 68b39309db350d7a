"""Tables of the standards as data, and the sites' own tables in place of them.

A table lies beside its rule as ``<standard>/table_<number>.toml``. The cement-plant standard's own tables whose
values are not available name a parent standard's table that stands in; a site that owns the standard puts
``rules/<standard>/<table>.toml`` (or ``.csv``) into its folder, and every result then cites that file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from borehall.faults import AuthorFault
from borehall.rules.citation import STANDARDS, Citation, Source, Status
from borehall.rules.refusal import Refused
from borehall.rules.table_file import Column, RawTable, nearest, read_shipped, read_site_table
from borehall.words import current_language, say

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Table:
    """A checked table. ``rows`` are mappings by column name; an open limit is an absent key."""

    name: str
    title_en: str
    title_zh: str
    columns: Mapping[str, Column]
    rows: tuple[Mapping[str, Any], ...]
    source: Source
    file: Path

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return self.title_zh if current_language() == "zh_CN" else self.title_en

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that a row is looked up by."""
        return tuple(name for name, column in self.columns.items() if column.key)

    def row(self, **wanted: Any) -> Mapping[str, Any]:
        """The row whose key columns equal ``wanted``; Refused with the choices when there is none."""
        for row in self.rows:
            if all(row.get(name) == value for name, value in wanted.items()):
                return row
        name, value = next(iter(wanted.items()))
        choices = ", ".join(str(row.get(name)) for row in self.rows)
        raise Refused(name, value, say("must be one of {choices}", choices=choices), self.source.citation)

    def column(self, name: str) -> list[Any]:
        """All values of one column, None where a row has none."""
        return [row.get(name) for row in self.rows]


class Tables(Mapping[str, Table]):
    """All tables by name (``gb50021_2001/table_4_1_5``); what isn't replaced is as shipped."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = dict(tables)

    def __getitem__(self, name: str) -> Table:
        """The table of this name."""
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        """All names."""
        return iter(self._tables)

    def __len__(self) -> int:
        """Number of tables."""
        return len(self._tables)


def citation_of(name: str) -> Citation:
    """The citation that a table's name means: ``gb50021_2001/table_4_1_5`` is table 4.1.5 of that standard."""
    folder, _, stem = name.partition("/")
    standard = next(standard for standard in STANDARDS if standard.folder == folder)
    kind, _, number = stem.partition("_")
    if kind == "classes":
        return standard({"stability": "site stability classes"}.get(number, f"{number} classes"))
    dotted = _with_serial(number.replace("_", ".")).upper()
    return standard(f"table {dotted}" if kind == "table" else dotted)


def _with_serial(number: str) -> str:
    """``3.0.3.1`` is the first of the tables of 3.0.3, which the standard prints as 3.0.3-1."""
    parts = number.split(".")
    return ".".join(parts[:3]) + "-" + parts[3] if len(parts) == 4 else number


def _resolve(raws: Mapping[str, RawTable], name: str) -> Table:
    """The table ``name`` with its rows and their provenance: its own, or those of the table that stands in."""
    raw = raws[name]
    own = citation_of(name)
    if raw.rows or not raw.stand_in:
        source = Source(own, raw.status, remark=raw.source)
        return Table(name, raw.title_en, raw.title_zh, raw.columns, raw.rows, source, raw.file)
    parent = _resolve(raws, raw.stand_in)
    remark = parent.source.remark if parent.source.status is Status.SITE else ""
    source = Source(parent.source.citation, Status.STAND_IN, stands_in_for=own, remark=remark)
    return replace(parent, name=name, title_en=raw.title_en, title_zh=raw.title_zh, source=source)


def _shipped_raws() -> dict[str, RawTable]:
    raws = {}
    for file in sorted(_HERE.glob("*/*.toml")):
        if file.stem.startswith(("table_", "limits_", "classes_")):
            raws[f"{file.parent.name}/{file.stem}"] = read_shipped(file)
    return raws


_RAWS = _shipped_raws()

SHIPPED = Tables({name: _resolve(_RAWS, name) for name in _RAWS})
"""The tables as they come with the package."""


def tables_of_site(folder: Path) -> Tables:
    """The shipped tables with those of ``folder`` (a site's ``rules/``) in place of theirs.

    AuthorFault names file, line, key and value when a file isn't known or doesn't fit. A missing folder replaces
    nothing.
    """
    raws = dict(_RAWS)
    for file in sorted(path for path in folder.glob("*/*") if path.suffix in (".toml", ".csv")):
        name = f"{file.parent.name}/{file.stem}"
        if name not in _RAWS:
            raise AuthorFault(
                say("There is no table called {name}.", name=name),
                say(
                    "A site's table has the name of the table that it replaces; the nearest is {near}.",
                    near=nearest(name, _RAWS),
                ),
                say("Rename or remove the file; borehall rules list shows all tables."),
                file=file,
            )
        shapes = [raw.columns for raw in (_RAWS[name], _RAWS.get(_RAWS[name].stand_in or "")) if raw and raw.columns]
        raws[name] = read_site_table(file, _RAWS[name], shapes)
    return Tables({name: _resolve(raws, name) for name in raws})
