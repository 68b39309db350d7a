"""The answer sheet of a submission, read as a stranger's file: plain, small, in shape, or refused."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

from borehall.bank.question import ANSWERS_SCHEMA
from borehall.faults import TraineeFault
from borehall.words import say

ANSWERS_FILE = "answers.json"
MOST_BYTES = 2_000_000


def read_answers(folder: Path) -> dict[str, Any]:
    """Values by question and field; empty when nothing was ever answered.

    TraineeFault for a sheet that can't be read: it is never taken for a blank one, since a person can mend it.
    """
    file = folder / ANSWERS_FILE
    try:
        raw = _bytes(file)
    except FileNotFoundError:
        return {}
    try:
        sheet = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        sheet = None
    if type(sheet) is not dict or sheet.get("schema") != ANSWERS_SCHEMA or type(sheet.get("questions")) is not dict:
        raise TraineeFault(
            say("The answer sheet can't be read."),
            say("Expected: {expected}.", expected=say("answers.json as the desk writes it")),
            say("Have it submitted again. A copy that the desk put aside may hold the answers."),
            file=file,
        )
    return sheet["questions"]


def _bytes(file: Path) -> bytes:
    # Neither a link nor a pipe: what stands there may lead elsewhere, or never end.
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as stream:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            raise TraineeFault(
                say("The answer sheet is no plain file, or larger than {most} MB.", most=MOST_BYTES // 1_000_000),
                next_step=say("Have it submitted again."),
                file=file,
            )
        return stream.read(MOST_BYTES)


def _refuse(constant: str) -> None:
    raise ValueError(constant)
