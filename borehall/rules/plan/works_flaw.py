"""What is wrong with a works file, in our own words: pydantic's speak English only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from borehall.rules.plan.works import Works
from borehall.rules.table_file import nearest
from borehall.words import say

EXPECTED = {
    "float_type": "a number",
    "int_type": "a whole number",
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "missing": "a value; this key is needed",
    "too_short": "a longer list",
    "tuple_type": "a list",
    "finite_number": "a finite number",
}


_SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


@dataclass(frozen=True)
class WorksFlaw:
    """A place that can't be used: keys and list places from outside in, the value there, and what is expected."""

    place: tuple[Any, ...]
    value: object
    expected: str

    @property
    def key(self) -> str:
        """The place as a person names it: list places count from 1."""
        return ".".join(f"{part + 1}" if isinstance(part, int) else str(part) for part in self.place)


def flaw_of(error: ValidationError) -> WorksFlaw:
    """The first flaw that ``error`` tells of."""
    first = error.errors()[0]
    place = tuple(first["loc"])
    needs = re.search(r"needs:(\w+)", first["msg"])
    twice = re.search(r"twice:(\d+)", first["msg"])
    if twice:
        number = int(twice[1])
        name = first["input"]["works"][number]["name"]
        return WorksFlaw((*place, "works", number, "name"), name, say("each name only once"))
    if needs or first["type"] == "missing":
        return WorksFlaw((*place, needs[1]) if needs else place, None, say("a value; this key is needed"))
    return WorksFlaw(place, first["input"], _expected(dict(first), place))


def _expected(error: dict[str, Any], place: tuple[Any, ...]) -> str:
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return say("a known key; the nearest is {near}", near=nearest(str(place[-1]), _known_keys(place)))
    if error["type"] == "literal_error":
        return say("one of {choices}", choices=context["expected"])
    for name, sign in _SIGNS.items():
        if name in context:
            return say("a number {sign} {limit:g}", sign=sign, limit=context[name])
    return say(EXPECTED.get(error["type"], "another form of value; see the page on checking a plan"))


def _known_keys(place: tuple[Any, ...]) -> list[str]:
    """Keys that may stand where an unknown one was found."""
    model: type[BaseModel] = Works
    for part in place[:-1]:
        if isinstance(part, str):
            kind = model.model_fields[part].annotation
            inner = [one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, BaseModel)]
            model = inner[0]
    return list(model.model_fields)
