"""The answers in a request for a hint: JSON from a machine that is not ours, taken only in its plain shape."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from borehall.course.handing_out import Refusal

DEEPEST = 8
"""Levels of lists and objects within each other; a table of values with units has five."""

MOST_FIELDS = 200


def sent_answers(body: bytes) -> dict[str, Any]:
    """``{"answers": {field: raw}}``, its inner part; Refusal for anything else."""
    try:
        sent = json.loads(body.decode(), parse_constant=_not_plain)
        # What UTF-8 can't hold could not be written down either.
        json.dumps(sent, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise _refusal() from None
    answers = sent.get("answers") if isinstance(sent, dict) and len(sent) == 1 else None
    if not isinstance(answers, dict) or len(answers) > MOST_FIELDS or _too_deep(answers):
        raise _refusal()
    return answers


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _inside(one)]
    return bool(level)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _not_plain(constant: str) -> NoReturn:
    raise ValueError(constant)


def _refusal() -> Refusal:
    return Refusal(
        400,
        "The answers came to the hall in a form that it does not know. Restart the kernel and run this cell again; "
        "tell your instructor if it recurs.",
    )
