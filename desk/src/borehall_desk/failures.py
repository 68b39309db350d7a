"""What nbgrader reports when something fails, as a sentence with a next step.

A report is what nbgrader hands on: a traceback, or a sentence of its own for people who administer a server. The
English here is looked up in the interface's word list (labextension/static/nbgrader.*.json); a test compares the two.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

Action = Literal["list", "fetch", "submit", "fetch feedback", "validate"]

MB = 1_000_000
ALREADY_HAVE = (
    "You already have {assignment}: it is in the folder of that name. Nothing was overwritten. "
    "To start afresh, rename that folder, then fetch again. Press the refresh button to see the list again."
)
NOT_OFFERED = (
    "{assignment} is no longer handed out. Press the refresh button; if it should be there, ask your instructor."
)
NO_FEEDBACK = "There is no feedback for {assignment} yet. Press the refresh button to see the list again."
NO_FOLDER = (
    "Your folder {assignment} was not found. If it was renamed or moved, give it back its name and "
    "place, then submit again."
)
NO_NOTEBOOK = "{notebooks} is missing from your folder {assignment}. Put it back under that name, then submit again."
TOO_BIG = (
    "Your folder {assignment} holds {size} MB, and {limit} MB are allowed. "
    "Delete large files in it that are not part of the work, then submit again."
)
NO_ACCESS = "You have no access to the course {course}. Ask your instructor to enter you on its roster."
NO_EXCHANGE = (
    "The course's place for handing out and in cannot be reached. Your work is safe in its folder. "
    "Try again in a minute; if it stays so, tell your instructor."
)
OTHER_VERSION = (
    "This notebook was made for another version of the hall. Tell your instructor; your answers in it are safe."
)
UNFORESEEN = (
    "This did not work, through no fault of yours. Your work is safe in its folder. Try again in a minute; "
    "if it fails again, tell your instructor the time {time}: the server's log has the details."
)

_NOT_FOUND = {"fetch": NOT_OFFERED, "submit": NO_FOLDER, "fetch feedback": NO_FEEDBACK}
_CLOSED = r"Unwritable directory|Inbound directory doesn't exist|You don't (have|own) |The exchange .* does not exist"
_EXCHANGE_ERROR = re.compile(r"^[\w.]*ExchangeError: ", re.MULTILINE)


def tell(report: str, action: Action, course: str, assignment: str) -> str:
    """The sentence for ``report``. An exchange's own sentence that is not nbgrader's is passed on as it is."""
    known = _known(report, action)
    if known is None:
        return _own_sentence(report) or UNFORESEEN.format(time=datetime.now().strftime("%H:%M:%S"))
    sentence, places = known
    return sentence.format(course=course, assignment=assignment, **places)


def _known(report: str, action: Action) -> tuple[str, dict[str, str]] | None:
    if re.search(r"Assignment not found", report) and action in _NOT_FOUND:
        # Submit looks for the released copy last, in other words: there the trainee's folder is not what lacks.
        return (NOT_OFFERED if re.search(r"Assignment not found: ", report) else _NOT_FOUND[action]), {}
    if too_big := re.search(r"Size is (\d+), maximum size is (\d+)", report):
        size, limit = (f"{int(number) / MB:.1f}" for number in too_big.groups())
        return TOO_BIG, {"size": size, "limit": limit}
    if missing := re.findall(r"^\s*(\S.*): MISSING$", report, re.MULTILINE):
        return NO_NOTEBOOK, {"notebooks": ", ".join(missing)}
    for pattern, sentence in (
        (r"You already have a copy of the assignment", ALREADY_HAVE),
        (r"You do not have access to this course", NO_ACCESS),
        (_CLOSED, NO_EXCHANGE),
        (r"version of the nbgrader metadata format", OTHER_VERSION),
    ):
        if re.search(pattern, report):
            return sentence, {}
    return None


def _own_sentence(report: str) -> str | None:
    """What an ExchangeError that ended a traceback said, or a report that is no traceback."""
    if "Traceback (most recent call last)" not in report:
        return report
    starts = [found.end() for found in _EXCHANGE_ERROR.finditer(report)]
    return report[starts[-1] :].strip() if starts else None
