"""The rows of a plan as text: from CSV as Excel writes it, or from the first sheet of an .xlsx workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import closing
from pathlib import Path

from borehall.faults import AuthorFault
from borehall.words import say

Row = tuple[int, list[str]]
"""Number of the line (of the sheet: of the row), and its cells."""


def read_rows(file: Path) -> list[Row]:
    """The heading and all rows below it. Remarks (a line that starts with #) and empty rows are left out.

    Below the heading only a line of a single cell is a remark: ``1#`` and ``#1`` are usual names of silos and points.
    """
    try:
        rows = _of_workbook(file) if file.suffix.lower() in (".xlsx", ".xlsm") else _of_text(decoded(file))
    except csv.Error as error:
        raise no_table(file, str(error)) from error
    kept: list[Row] = []
    for number, cells in rows:
        filled = [cell for cell in cells if cell]
        remark = bool(filled) and filled[0].startswith("#") and (not kept or len(filled) == 1)
        if filled and not remark:
            kept.append((number, cells))
    return kept


def _of_text(text: str) -> list[Row]:
    """Each record with the line on which it begins; a cell in quotes may hold line breaks."""
    heading = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows, line = [], 1
    for cells in reader:
        rows.append((line, [cell.strip() for cell in cells]))
        line = reader.line_num + 1
    return rows


def _of_workbook(file: Path) -> list[Row]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except OSError as error:
        raise unreadable(file, error) from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise no_table(file, str(error)) from error
    with closing(book):
        rows = book.worksheets[0].iter_rows(values_only=True)
        return [(number, [_cell(value) for value in values]) for number, values in enumerate(rows, 1)]


def _cell(value: object) -> str:
    """A cell as it would stand in a CSV file: 34.0 is 34."""
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip()


def decoded(file: Path) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or in GB18030, as Excel writes them in China."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from error
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AuthorFault(
        say("The file is neither UTF-8 nor GB18030."),
        say("Expected: {expected}.", expected=say("a text file")),
        say("Save it as .xlsx or as CSV UTF-8 and run the check again."),
        file=file,
    )


def no_table(file: Path, reason: str) -> AuthorFault:
    """The fault of a file that holds no table of points."""
    return AuthorFault(
        say("This is not a table: {reason}", reason=reason),
        say("Expected: {expected}.", expected=say("a line of column names, then one line for each point")),
        say("Save it as .xlsx or as CSV UTF-8 and run the check again."),
        file=file,
    )


def unreadable(file: Path, error: OSError) -> AuthorFault:
    """The fault of a file that isn't there, or may not be read."""
    return AuthorFault(
        say("The file cannot be read: {reason}", reason=error.strerror),
        say("Expected: {expected}.", expected=say("a file that is there and may be read")),
        say("Check the name and run the check again."),
        file=file,
    )
