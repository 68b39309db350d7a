"""The rows of a roster as text, from whatever a spreadsheet program saved: CSV of any kind, or .xlsx."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import load_workbook

from borehall.checked import read_bytes
from borehall.faults import AuthorFault
from borehall.words import say

Row = tuple[int, tuple[str, ...]]
"""The number that the spreadsheet shows, and the cells without the space around them."""

LARGEST = 10 * 1024 * 1024
MOST_ROWS = 20_000
_LARGEST_UNPACKED = 64 * 1024 * 1024
_MOST_COLUMNS = 100
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What openpyxl lets through when a workbook is damaged or is another program's zip file.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
)


def read_rows(path: Path) -> list[Row]:
    """All rows that are not blank; what the file holds decides how it is read, not what it is called."""
    raw = read_bytes(path, AuthorFault, LARGEST)
    if raw.startswith(_OLD_EXCEL):
        raise _unreadable(path, say("The file is an old Excel workbook (.xls), or is protected by a password."))
    rows = []
    for number, cells in _workbook_rows(path, raw) if raw.startswith(_ZIP) else _csv_rows(path, raw):
        if number > MOST_ROWS:
            raise AuthorFault(
                say("The roster has more than {most} rows.", most=MOST_ROWS),
                next_step=say("Take it apart, or delete the empty rows below the last person."),
                file=path,
            )
        if any(cells):
            rows.append((number, cells))
    return rows


def _csv_rows(path: Path, raw: bytes) -> Iterator[Row]:
    text = _decoded(path, raw)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, tuple(cell.strip() for cell in cells)
    except csv.Error:
        raise AuthorFault(
            say("The line can't be split into cells: a quote (\") has no counterpart, or a cell is too long."),
            say("Expected: cells with quotes around the whole cell or none at all."),
            say("Correct it, or save the roster again from the spreadsheet program."),
            file=path,
            line=reader.line_num,
        ) from None


def _decoded(path: Path, raw: bytes) -> str:
    """UTF-8 with or without its mark, else what Chinese Excel saves as "CSV"."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _unreadable(path, say("The file is no text in UTF-8 or GB18030."))


def _delimiter(text: str) -> str:
    """The one of the three usual delimiters that the headings are divided by."""
    headings = next((line for line in text.splitlines() if line.strip(' \t;,"')), "")
    return max(",;\t", key=headings.count)


def _workbook_rows(path: Path, raw: bytes) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise AuthorFault(
                say("The workbook unpacks to {size} MiB.", size=unpacked // 2**20),
                say("Expected: at most {size} MiB.", size=_LARGEST_UNPACKED // 2**20),
                say("Copy the roster alone into a new workbook."),
                file=path,
            )
        # Warnings are about styles and the like, which a roster has no need of.
        with warnings.catch_warnings(action="ignore"):
            yield from list(_sheet_rows(raw))
    except _DAMAGED:
        raise _unreadable(path, say("The file can't be read as an Excel workbook.")) from None


def _sheet_rows(raw: bytes) -> Iterator[Row]:
    """The first sheet, with the values of its formulas; limits hold whatever size the sheet claims to have."""
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    cells: Iterable[tuple[object, ...]] = sheet.iter_rows(
        max_row=MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True
    )
    for number, row in enumerate(cells, 1):
        yield number, tuple(_cell_text(value) for value in row)


def _cell_text(value: object) -> str:
    """A cell as it looks to its author: 1001.0 is 1001."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        # Excel keeps 15 digits: a longer number is shown as what it is, an approximation.
        if abs(value) >= 10**15:
            return f"{value:E}"
        return str(int(value)) if value == int(value) else str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value).strip()


def _unreadable(path: Path, seen: str) -> AuthorFault:
    return AuthorFault(
        seen,
        say("Expected: a roster as .xlsx or .csv."),
        say("Open it in the spreadsheet program and save it as .xlsx or as CSV UTF-8."),
        file=path,
    )
