"""Values as plain JSON between a trainee's process and the judge's: copied by value, never pickled, bounded.

What arrives is rebuilt as exactly the built-in, numpy or pandas type that its tag names, so that nothing a trainee
wrote comes with it: no sub-class, no ``__eq__``, no attribute. What has no tag is offered to ``keep``, which may leave
the object where it is and send a handle for it.

numbers, text, lists, None and truth values stand for themselves; everything else is ``{"t": tag, "v": …}``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

MOST_BYTES = 4_000_000
MOST_ITEMS = 200_000
MOST_DEPTH = 50
MOST_DIGITS = 4_000


class NotPlain(Exception):
    """A value that can't be copied; the text says which kind, or which bound it passed."""


class BadValue(Exception):
    """What arrived is no value of this wire: a forgery, or a broken partner."""


Keep = Callable[[Any], Any]

WRITERS: dict[type, Callable[[Writer, Any], Any]] = {}
"""How an object of exactly this type is written."""

READERS: dict[str, Callable[[Reader, Any], Any]] = {}
"""How what stands behind a tag is rebuilt."""


def _keeps_nothing(value: Any) -> Any:
    raise NotPlain(type(value).__name__)


class Writer:
    """Writes one value."""

    def __init__(self, keep: Keep = _keeps_nothing) -> None:
        self.keep = keep
        self._room, self._items, self._depth = MOST_BYTES, MOST_ITEMS, 0

    def write(self, value: Any) -> Any:
        """``value`` as JSON; NotPlain when it, or anything in it, can't be copied or is too large."""
        self._items -= 1
        if self._items < 0:
            raise NotPlain(f"> {MOST_ITEMS} values")
        kind = type(value)
        if kind is bool or value is None:
            return value
        if kind is int:
            return self._whole(value)
        if kind is float:
            return value if math.isfinite(value) else tagged("float", repr(value))
        if kind is str:
            self.take(len(value))
            return value
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise NotPlain(f"> {MOST_DEPTH} levels")
        try:
            if kind is list:
                return [self.write(item) for item in value]
            writer = WRITERS.get(kind)
            return writer(self, value) if writer else self.keep(value)
        finally:
            self._depth -= 1

    def take(self, count: int) -> None:
        """Counts ``count`` bytes against the bound."""
        self._room -= count
        if self._room < 0:
            raise NotPlain(f"> {MOST_BYTES // 1_000_000} MB")

    def _whole(self, value: int) -> Any:
        if -(1 << 53) <= value <= 1 << 53:
            return value
        if value.bit_length() > MOST_DIGITS * 3:
            raise NotPlain(f"> {MOST_DIGITS} digits")
        return tagged("int", hex(value))


class Reader:
    """Rebuilds one value. ``found`` turns the handle of an object that stayed behind into what stands for it."""

    def __init__(self, found: Callable[[Any], Any] | None = None) -> None:
        self.found = found
        self._items, self._depth = MOST_ITEMS, 0

    def read(self, sent: Any) -> Any:
        """The value; BadValue when ``sent`` is none."""
        try:
            return self.one(sent)
        except (BadValue, RecursionError):
            raise BadValue("no value of this wire") from None
        except Exception as fault:  # noqa: BLE001 - a forged value may break any constructor in its own way
            raise BadValue(f"no value of this wire: {type(fault).__name__}") from None

    def one(self, sent: Any) -> Any:
        """A value within the value in hand."""
        self._items -= 1
        kind = type(sent)
        if self._items < 0:
            raise BadValue("too many values")
        if sent is None or kind in (bool, int, float, str):
            return sent
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise BadValue("too deep")
        if kind is list:
            value = [self.one(item) for item in sent]
        elif kind is dict and type(sent.get("t")) is str and sent["t"] in READERS:
            value = READERS[sent["t"]](self, sent.get("v"))
        elif kind is dict and sent.get("t") == "object" and self.found is not None:
            value = self.found(sent.get("v"))
        else:
            raise BadValue("an unknown tag")
        self._depth -= 1
        return value

    def many(self, sent: Any) -> list[Any]:
        """A list of values, nothing else."""
        return [self.one(item) for item in of_type(list, sent)]


def tagged(tag: str, content: Any) -> dict[str, Any]:
    """``content`` under its tag."""
    return {"t": tag, "v": content}


def of_type(kind: type, sent: Any) -> Any:
    """``sent`` when it is exactly of ``kind``; BadValue otherwise."""
    if type(sent) is not kind:
        raise BadValue(f"no {kind.__name__}")
    return sent


def writes(*kinds: type) -> Callable[[Any], Any]:
    """Registers a function as the writer of ``kinds``."""

    def register(function: Any) -> Any:
        WRITERS.update(dict.fromkeys(kinds, function))
        return function

    return register


def reads(tag: str) -> Callable[[Any], Any]:
    """Registers a function as the reader of ``tag``."""

    def register(function: Any) -> Any:
        READERS[tag] = function
        return function

    return register
