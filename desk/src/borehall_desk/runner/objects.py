"""Objects that stay with the trainee's process: the judge gets a handle and a description."""

from __future__ import annotations

import builtins
import inspect
import types
from collections.abc import Iterator
from typing import Any

from .wire import BadValue, NotPlain, Writer, tagged

MOST_OBJECTS = 20_000
_MOST_BASES = 8
_MOST_NAME = 60


class Kept:
    """Every object that was ever handed over, by handle."""

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self._handles: dict[int, int] = {}

    def write(self, value: Any) -> Any:
        """``value`` for the wire, by value where that can be, else as a handle."""
        return Writer(self.keep).write(value)

    def keep(self, value: Any) -> Any:
        """An object that is no plain value."""
        return tagged("object", self._describe(value))

    def found(self, sent: Any) -> Any:
        """The object behind a handle that was given out."""
        handle = sent.get("h") if type(sent) is dict else None
        if type(handle) is not int or not 0 <= handle < len(self._objects):
            raise BadValue("no handle")
        return self._objects[handle]

    def describe_class(self, kind: type, depth: int = 0) -> dict[str, Any]:
        """Name and bases of a class, and the nearest built-in exception it is one of."""
        bases = [base for base in kind.__bases__ if not _is_builtin(base)] if depth < _MOST_BASES else []
        built_in = next((one.__name__ for one in kind.__mro__ if _is_builtin(one)), "object")
        return {
            "h": self._handle(kind),
            "name": _name(kind),
            "bases": [self.describe_class(base, depth + 1) for base in bases[:3]],
            "raises": built_in if issubclass(kind, BaseException) else None,
        }

    def _describe(self, value: Any) -> dict[str, Any]:
        made = {"h": self._handle(value), "kind": _kind(value), "name": _name(value), "type": _name(type(value))}
        if made["kind"] == "class":
            made["class"] = self.describe_class(value)
        elif made["kind"] == "object":
            made["class"] = self.describe_class(type(value))
        elif made["kind"] == "function":
            made["takes"] = _signature(value)
        return made

    def _handle(self, value: Any) -> int:
        handle = self._handles.get(id(value))
        if handle is None:
            if len(self._objects) >= MOST_OBJECTS:
                raise NotPlain(f"> {MOST_OBJECTS} objects")
            handle = self._handles[id(value)] = len(self._objects)
            self._objects.append(value)
        return handle


def _kind(value: Any) -> str:
    if isinstance(value, type):
        return "class"
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, Iterator):
        return "iterator"
    is_routine = inspect.isroutine(value) or (callable(value) and type(value).__module__ in ("functools", "numpy"))
    return "function" if is_routine else "object"


def _name(value: Any) -> str:
    name = getattr(value, "__name__", None)
    return str(name)[:_MOST_NAME] if type(name) is str else type(value).__name__[:_MOST_NAME]


def _is_builtin(kind: type) -> bool:
    return getattr(builtins, kind.__name__, None) is kind


def _signature(value: Any) -> list[list[Any]]:
    """Parameters by name, kind and whether they have a default."""
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return []
    return [[one.name, int(one.kind), one.default is not one.empty] for one in list(parameters)[:30]]
