"""Reading a plan (CSV, .xlsx) and its works (TOML): every complaint names file, line, key and value."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from borehall.faults import AuthorFault
from borehall.rules.plan.points import Flaw, clean_points
from borehall.rules.plan.sheet import decoded, no_table, read_rows
from borehall.rules.plan.works import Works, as_works
from borehall.rules.plan.works_flaw import WorksFlaw, flaw_of
from borehall.words import say


def read_plan(file: Path) -> pd.DataFrame:
    """The points of a CSV file (UTF-8, or GB18030 as Excel writes it in China) or an .xlsx workbook, checked.

    AuthorFault names file, line, column and value. Headings that mean nothing to the check stand in
    ``attrs["unused"]``.
    """
    rows = read_rows(file)
    if not rows:
        raise no_table(file, say("the file is empty"))
    (_, heads), *body = rows
    flaws = [
        Flaw(row, cells[len(heads)], cells[len(heads)], say("no more cells than column names: {n}", n=len(heads)))
        for row, (_, cells) in enumerate(body)
        if any(cells[len(heads) :])
    ]
    raw = pd.DataFrame([[*cells, *[""] * len(heads)][: len(heads)] for _, cells in body], columns=heads, dtype=object)
    if not flaws:
        table, flaws = clean_points(raw.loc[:, [head != "" for head in heads]])
    if flaws:
        raise _fault_of(flaws, file, [number for number, _ in rows])
    return table


def _fault_of(flaws: list[Flaw], file: Path, lines: list[int]) -> AuthorFault:
    flaw = flaws[0]
    seen = say("{key} = {value}", key=flaw.column, value=repr(flaw.value))
    if len(flaws) > 1:
        seen = say("{first} (and {n} more)", first=seen, n=len(flaws) - 1)
    return AuthorFault(
        seen,
        say("Expected: {expected}.", expected=flaw.expected),
        say("Mend the file and run the check again."),
        file=file,
        line=lines[flaw.row + 1] if flaw.row is not None else lines[0] if lines else None,
        key=flaw.column,
    )


def read_works(file: Path) -> Works:
    """The site and works of a TOML file, checked; AuthorFault else."""
    text = decoded(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise AuthorFault(
            say("This is not TOML: {reason}", reason=error),
            say("Expected: {expected}.", expected=say("the sections site, strata and works")),
            say("Mend the file and run the check again."),
            file=file,
            line=int(line[1]) if line else None,
        ) from error
    try:
        return as_works(data)
    except ValidationError as error:
        raise _works_fault(flaw_of(error), file, text) from error


def _works_fault(flaw: WorksFlaw, file: Path, text: str) -> AuthorFault:
    return AuthorFault(
        say("{key} = {value}", key=flaw.key, value=_short(flaw.value)),
        say("Expected: {expected}.", expected=flaw.expected),
        say("Mend the file and run the check again."),
        file=file,
        line=line_of(text, flaw.place),
        key=flaw.key,
    )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def line_of(text: str, place: tuple[Any, ...]) -> int | None:
    """Line (from 1) of a key such as works, 2, diameter: within its section, else the section's own heading."""
    section = [part for part in place if isinstance(part, str)][:1]
    index = next((part for part in place if isinstance(part, int)), None)
    names = [part for part in place if isinstance(part, str)]
    seen, heading = -1, None
    inside = len(names) == 1
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[+\s*([\w.-]+)", line)
        if head and "=" not in line.partition("]")[0]:
            inside = head[1].split(".")[0] == section[0] if section else False
            seen += inside
            heading = number if inside and (index is None or seen == index) else heading
        elif inside and (index is None or seen in (index, -1)) and re.match(rf"\s*{re.escape(names[-1])}\s*=", line):
            return number
    return heading
