"""The roster: who takes a course. Read from a spreadsheet; taken whole or not at all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from borehall.checked import gathered, nearest, shown, write_whole
from borehall.course.roster_table import Row, read_rows
from borehall.course.usernames import (
    SERVICE_PREFIX,
    is_username,
    normalise_username,
    reserved_kind,
    username_kind,
)
from borehall.faults import AuthorFault, Fault
from borehall.words import current_language, say

COLUMNS = {"username": "账号", "name": "姓名", "email": "邮箱", "group": "组"}
"""A column may be headed by either word; the first two are required."""

_REQUIRED = ("username", "name")
_HEADINGS = {heading: column for column, chinese in COLUMNS.items() for heading in (column, chinese)}
_EMAIL = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]+\.[^\s@,;<>\".]{2,}", re.ASCII)
_ROUNDED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_FORMULA_ERROR = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
# A spreadsheet program would run these as formulas; a quote before them keeps them text.
_FORMULA = tuple("=+-@＝＋－＠")


@dataclass(frozen=True)
class Person:
    """One row: ``username`` as the hub keeps it, ``row`` as the spreadsheet shows it."""

    username: str
    name: str
    email: str
    group: str
    row: int


@dataclass(frozen=True)
class Roster:
    """The trainees of a course, in the order of the file."""

    people: tuple[Person, ...]


def read_roster(path: Path, instructors: Collection[str] = ()) -> Roster:
    """The roster at ``path``; one AuthorFault that names every wrong row otherwise.

    ``instructors`` are the course's: nobody is both instructor and trainee of one course.
    """
    rows = read_rows(path)
    if not rows:
        raise AuthorFault(
            say("The roster is empty."),
            say("Expected: the headings {headings}, and below them one row for each person.", headings=_all_headings()),
            say("Fill it in, or check that it is the right file."),
            file=path,
        )
    (heading_row, headings), *people = rows
    columns, faults = _columns(path, heading_row, headings)
    if all(column in columns.values() for column in _REQUIRED):
        reader = _RowReader(path, columns, headings, frozenset(instructors))
        found = tuple(reader.person(row) for row in people)
        faults += reader.faults
        if not faults:
            return Roster(found)
    raise gathered(AuthorFault, faults, path)


def write_roster_csv(path: Path, roster: Roster) -> None:
    """``roster`` as CSV at ``path``, with a mark so that Excel shows Chinese, and nothing that it would run."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS.values() if current_language() == "zh_CN" else COLUMNS)
    for person in roster.people:
        writer.writerow([inert(getattr(person, column)) for column in COLUMNS])
    write_whole(path, text.getvalue().encode("utf-8-sig"))


def inert(value: str) -> str:
    """``value`` with a quote before what a spreadsheet program would run."""
    return f"'{value}" if value.lstrip("'").startswith(_FORMULA) else value


def _all_headings() -> str:
    return say(", ").join(f"{chinese}/{column}" for column, chinese in COLUMNS.items())


def _columns(path: Path, row: int, headings: tuple[str, ...]) -> tuple[dict[int, str], list[Fault]]:
    """Which place holds which column, and what is wrong with the headings."""
    columns: dict[int, str] = {}
    faults: list[Fault] = []
    for place, heading in enumerate(headings):
        column = _HEADINGS.get(heading.casefold())
        if column in columns.values():
            faults.append(
                AuthorFault(
                    say("Row {row}: two columns are headed {heading}.", row=row, heading=shown(heading)),
                    say("Expected: each column once."),
                    say("Delete one of the two."),
                    file=path,
                    line=row,
                    key=heading,
                )
            )
        elif column:
            columns[place] = column
        elif heading:
            faults.append(_unknown_heading(path, row, heading))
    faults += [_missing_heading(path, row, column) for column in _REQUIRED if column not in columns.values()]
    return columns, faults


def _unknown_heading(path: Path, row: int, heading: str) -> Fault:
    # Chinese headings have two characters: one in common is much.
    alike = nearest(heading, _HEADINGS, cutoff=0.5)
    return AuthorFault(
        say("Row {row}: there is no column {heading}.", row=row, heading=shown(heading)),
        say("Known headings: {headings}.", headings=_all_headings()),
        say("Did you mean {name}?", name=alike) if alike else say("Rename or delete the column."),
        file=path,
        line=row,
        key=heading,
    )


def _missing_heading(path: Path, row: int, column: str) -> Fault:
    return AuthorFault(
        say("Row {row}: the column {column} is missing.", row=row, column=f"{COLUMNS[column]}/{column}"),
        say("Expected: the headings {headings}, in any order.", headings=_all_headings()),
        say("Add the column; the first row holds the headings."),
        file=path,
        line=row,
    )


class _RowReader:
    """Turns rows into people and keeps what is wrong with them."""

    def __init__(
        self, path: Path, columns: Mapping[int, str], headings: tuple[str, ...], instructors: frozenset[str]
    ) -> None:
        self.path, self.columns, self.headings, self.instructors = path, columns, headings, instructors
        self.faults: list[Fault] = []
        self.rows: dict[str, int] = {}
        self.heading_of = {column: headings[place] for place, column in columns.items()}

    def person(self, row: Row) -> Person:
        """The person in ``row``; wrong cells are noted in ``faults``."""
        number, cells = row
        values = {column: _plain(cells[place]) for place, column in self.columns.items() if place < len(cells)}
        for place, cell in enumerate(cells):
            if cell and (place >= len(self.headings) or not self.headings[place]):
                self.note(number, say("a cell without heading"), cell, say("nothing beside the headed columns"))
        for column, value in values.items():
            if _FORMULA_ERROR.fullmatch(value):
                self.note(number, self.heading_of[column], value, say("a value; this is a formula's error"))
        username = re.sub(r"^(\d+)\.0+$", r"\1", normalise_username(values.get("username", "")))
        self.check_username(number, username, values.get("username", ""))
        self.check_texts(number, values)
        return Person(username, values.get("name", ""), values.get("email", ""), values.get("group", ""), number)

    def note(self, row: int, column: str, value: str, expected: str, next_step: str = "") -> None:
        """Keeps a fault about one cell."""
        fault = AuthorFault(
            say("Row {row}, {column}: {value}.", row=row, column=column, value=shown(value) if value else say("empty")),
            say("Expected: {kind}.", kind=expected),
            next_step or say("Correct this cell."),
            file=self.path,
            line=row,
            key=column,
        )
        self.faults.append(fault)

    def check_username(self, row: int, username: str, seen: str) -> None:
        """Well-formed, not reserved, and in no earlier row."""
        heading = self.heading_of["username"]
        if _ROUNDED.fullmatch(username):
            advice = say("The spreadsheet has rounded a long number: format the column as text and type it again.")
            self.note(row, heading, seen, username_kind(), advice)
        elif username.startswith(SERVICE_PREFIX):
            self.note(row, heading, seen, reserved_kind())
        elif not is_username(username):
            self.note(row, heading, seen, username_kind())
        elif username in self.instructors:
            self.note(row, heading, seen, say("a trainee; this is an instructor of the course"), say("Delete the row."))
        elif (earlier := self.rows.setdefault(username, row)) != row:
            expected = say("an account that no other row has; row {row} has it (case does not count)", row=earlier)
            self.note(row, heading, seen, expected, say("Delete or rename one of the two."))

    def check_texts(self, row: int, values: Mapping[str, str]) -> None:
        """A name, a well-formed e-mail address or none, and nothing that breaks a line or a page."""
        if not values.get("name"):
            self.note(row, self.heading_of["name"], "", say("the person's name"))
        for column in ("name", "group"):
            value = values.get(column, "")
            if len(value) > 64 or not value.isprintable():
                self.note(row, self.heading_of[column], value, say("one line of at most 64 visible characters"))
        email = values.get("email", "")
        if email and (len(email) > 254 or not _EMAIL.fullmatch(email)):
            self.note(
                row, self.heading_of["email"], email, say("an e-mail address such as name@example.com, or nothing")
            )


def _plain(cell: str) -> str:
    """A cell in one line, without the quote that keeps what looks like a formula from being run."""
    cell = " ".join(cell.split())
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
