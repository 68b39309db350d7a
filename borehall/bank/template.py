"""Places in a task's text: ``{{b:.1f}}``, ``{{layer.name|word}}``, ``{{#layers}} … {{/layers}}``, ``{{^water}} … ``.

A list's block is repeated for each item, whose keys come first; a truth value's block is shown or not. ``|word`` says
a word of the data in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from borehall.words import say

_BLOCK = re.compile(
    r"{{(?P<sign>[#^])(?P<name>[\w.-]+)}}[ \t]*\n?(?P<body>.*?){{/(?P=name)}}[ \t]*(?:\n(?=\||- ))?", re.S
)
_PLACE = re.compile(r"{{(?P<name>[\w.-]+)(?::(?P<format>[^|}]*))?(?P<word>\|word)?}}")
_LEFT_OVER = re.compile(r"{{.*?}}|{{|}}")


class Unfilled(ValueError):
    """A place that the data can't fill; ``place`` as it stands in the text."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def fill(text: str, data: Mapping[str, Any]) -> str:
    """``text`` with its places filled from ``data``; Unfilled for one that can't be."""
    filled = _filled(text, [data])
    if left := _LEFT_OVER.search(filled):
        raise Unfilled(left.group())
    return filled


def _filled(text: str, scopes: Sequence[Mapping[str, Any]]) -> str:
    with_blocks = _BLOCK.sub(lambda found: _block(found, scopes), text)
    return _PLACE.sub(lambda found: _place(found, scopes), with_blocks)


def _block(found: re.Match[str], scopes: Sequence[Mapping[str, Any]]) -> str:
    value = _look_up(found["name"], scopes, found.group().partition("\n")[0][:60])
    if found["sign"] == "^":
        return "" if value else _filled(found["body"], scopes)
    if isinstance(value, list):
        items = [item if isinstance(item, Mapping) else {"item": item} for item in value]
        return "".join(
            _filled(found["body"], [{"index": number} | dict(item), *scopes]) for number, item in enumerate(items, 1)
        )
    return _filled(found["body"], [value, *scopes] if isinstance(value, Mapping) else scopes) if value else ""


def _place(found: re.Match[str], scopes: Sequence[Mapping[str, Any]]) -> str:
    value = _look_up(found["name"], scopes, found.group())
    if found["word"]:
        return say(str(value))
    try:
        return format(value, found["format"]) if found["format"] else _plainly(value)
    except (ValueError, TypeError):
        raise Unfilled(found.group()) from None


def _plainly(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _look_up(name: str, scopes: Sequence[Mapping[str, Any]], place: str) -> Any:
    first, *rest = name.split(".")
    for scope in scopes:
        if first in scope:
            value: Any = scope[first]
            for part in rest:
                if not isinstance(value, Mapping) or part not in value:
                    raise Unfilled(place)
                value = value[part]
            return value
    raise Unfilled(place)
