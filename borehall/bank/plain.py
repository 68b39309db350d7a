"""What comes from outside, rebuilt from plain values: nothing else reaches a comparison.

An object that is equal to everything, a text that lies about its length, a number without end: all are refused here,
by exact type and by size, before any field looks at them.
"""

from __future__ import annotations

import math
from typing import Any

from borehall.words import say

MOST_ITEMS = 5_000
MOST_TEXT = 20_000
MOST_DEPTH = 8
LARGEST = 1e15


class NotAnAnswer(ValueError):
    """A value that can't be judged; the message is for the trainee, in the language in force."""


def plain(value: Any) -> Any:
    """``value`` copied; NotAnAnswer unless it consists of plain values of moderate size."""
    return _copied(value, MOST_DEPTH, [MOST_ITEMS])


def _copied(value: Any, depth: int, left: list[int]) -> Any:
    left[0] -= 1
    if depth < 0 or left[0] < 0:
        raise NotAnAnswer(say("The answer is too large to be judged."))
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is int or kind is float:
        return _number(value)
    if kind is str:
        return _text(value)
    if kind is list or kind is tuple:
        return [_copied(item, depth - 1, left) for item in value]
    if kind is dict:
        return {_key(key): _copied(item, depth - 1, left) for key, item in value.items()}
    raise NotAnAnswer(say("Only numbers, text, lists and tables of them can be judged."))


def _number(value: float) -> float:
    # An int is compared before it becomes a float: 10**400 has none.
    if (type(value) is float and not math.isfinite(value)) or abs(value) > LARGEST:
        raise NotAnAnswer(say("The number is not finite, or beyond all bounds."))
    return value


def _text(value: str) -> str:
    if len(value) > MOST_TEXT:
        raise NotAnAnswer(say("The answer is too large to be judged."))
    # A lone surrogate can't be written to any file.
    return value.encode("utf-8", "replace").decode("utf-8")


def _key(key: Any) -> str:
    if type(key) is not str:
        raise NotAnAnswer(say("Only numbers, text, lists and tables of them can be judged."))
    return _text(key)


def take_number(value: Any) -> float:
    """``value`` as a float; NotAnAnswer for anything but a plain number (a truth value is none)."""
    if type(value) not in (int, float):
        raise NotAnAnswer(say("A number is expected here."))
    return float(value)
