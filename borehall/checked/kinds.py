"""What a key expects and what it was given, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from borehall.words import say

_LONGEST = 80


def shown(value: object) -> str:
    """``value`` as it would stand in the file, cut short when it is long; what can't be seen is shown by its number."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def type_of(value: object) -> str:
    """What kind of TOML value ``value`` is."""
    names: tuple[tuple[type | UnionType, str], ...] = (
        (bool, say("a truth value")),
        (int, say("a whole number")),
        (float, say("a decimal number")),
        (str, say("text in quotes")),
        (datetime | date | time, say("a date or time")),
        (list, say("a list")),
    )
    return next((name for kind, name in names if isinstance(value, kind)), say("a table"))


def kind_of(field: FieldInfo) -> str:
    """What ``field`` accepts: its type and its bounds."""
    return describe(field.annotation, field.metadata)


def describe(annotation: Any, metadata: Iterable[Any] = ()) -> str:
    """What a value of type ``annotation`` within the bounds of ``metadata`` is, in words."""
    if isinstance(annotation, FieldInfo):
        return kind_of(annotation)
    if get_origin(annotation) is Annotated:
        inner, *notes = get_args(annotation)
        return describe(inner, notes)
    if get_origin(annotation) in (Union, UnionType):
        return describe(next(part for part in get_args(annotation) if part is not NoneType), metadata)
    if get_origin(annotation) is Literal:
        return say("one of {choices}", choices=say(", ").join(shown(choice) for choice in get_args(annotation)))
    if get_origin(annotation) is tuple:
        item = describe(get_args(annotation)[0])
        if any(isinstance(note, MinLen) for note in metadata):
            return say("a list that is not empty, each item {item}", item=item)
        return say("a list, each item {item}", item=item)
    return _describe_plain(annotation, metadata)


def _describe_plain(annotation: Any, metadata: Iterable[Any]) -> str:
    bounds = {type(note): note for note in metadata}
    if annotation is bool:
        return say("true or false")
    if annotation in (int, float):
        low, high = bounds.get(Ge, Ge(0)).ge, bounds.get(Le, Le(0)).le
        if Ge in bounds and Le in bounds:
            whole = say("a whole number from {low} to {high}", low=low, high=high)
            return whole if annotation is int else say("a number from {low} to {high}", low=low, high=high)
        return say("a whole number") if annotation is int else say("a number")
    if annotation is str:
        if MinLen in bounds and MaxLen in bounds:
            low, high = bounds[MinLen].min_length, bounds[MaxLen].max_length
            return say("text of {low} to {high} characters in quotes", low=low, high=high)
        return say("text in quotes")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return say("a table")
    return say("a date and time with its offset from UTC, such as 2030-12-31T23:59:00+08:00")
