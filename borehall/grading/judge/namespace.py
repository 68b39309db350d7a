"""The names that a test sees: its own, its author's, Python's, and behind them, asked for one by one, the trainee's."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any

from borehall.grading.judge.link import Link
from borehall.grading.judge.stub import remote_handle
from borehall.grading.judge.stubs import Stubs


class Namespace(dict[str, Any]):
    """Globals of the test cells of one notebook; the trainee's names are copied when a test looks."""

    def __init__(self, link: Link, trusted: dict[str, Any]) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self._link, self._imports, self._helpers = link, trusted["imports"], trusted["helpers"]
        self._asked = set(trusted["asked"])
        self._stubs = Stubs(link)
        self._copies: dict[str, Any] = {}

    def start(self) -> None:
        """A new test cell: the trainee's names are looked up afresh, since cells ran in between."""
        for name, copy in self._copies.items():
            if super().get(name) is copy:
                super().pop(name, None)
        self._copies.clear()

    def __missing__(self, name: str) -> Any:
        """Python's, the author's, or the trainee's."""
        if name not in self._asked and hasattr(builtins, name):
            # Not the trainee's: a variable called `sum` is no reason to fail a test that sums.
            raise KeyError(name)
        if name in self._imports or name in self._helpers:
            found = self._authors(name)
            if found is not None:
                return found
        reply = self._link.ask(name, op="get", name=name)
        value = self._link.read(reply, name)
        self._copies[name] = value
        super().__setitem__(name, value)
        return value

    def _authors(self, name: str) -> Any:
        statement = self._imports.get(name) or self._helpers[name]
        try:
            exec(compile(statement, f"<{name}>", "exec"), self)  # noqa: S102 - the author's own line
        except ImportError:
            del self._imports[name]
            return None
        found = dict.__getitem__(self, name)
        if isinstance(found, type):
            self._stubs.helpers[name] = found
        return found

    def __contains__(self, name: object) -> bool:
        """Whether anybody has it."""
        return super().__contains__(name) or name in self._theirs()

    def __iter__(self) -> Iterator[str]:
        """Own names, then the trainee's."""
        yield from dict.fromkeys([*super().keys(), *self._theirs()])

    def keys(self) -> Any:
        """Own names and the trainee's."""
        return dict.fromkeys(iter(self)).keys()

    def get(self, name: str, default: Any = None) -> Any:
        """The value of ``name``, or ``default`` where nobody has it."""
        try:
            return self[name]
        except (KeyError, NameError):
            return default

    def __setitem__(self, name: str, value: Any) -> None:
        """A value stays here; an object of the trainee's goes back under that name."""
        super().__setitem__(name, value)
        handle = remote_handle(value)
        if handle is not None and (name in self._copies or name in self._theirs() or name in self._asked):
            # The trainee's own function back under a name, as in "del f … f = before".
            self._link.ask(name, op="put", name=name, of={"t": "object", "v": {"h": handle}})

    def __delitem__(self, name: str) -> None:
        """Takes the name away on both sides."""
        was_copy = self._copies.pop(name, None) is not None
        if super().__contains__(name):
            super().__delitem__(name)
        elif name not in self._theirs():
            raise KeyError(name)
        if was_copy or name in self._theirs():
            self._link.ask(name, op="del", name=name)

    def _theirs(self) -> list[str]:
        names = self._link.value("globals", op="names")
        return [name for name in names if type(name) is str] if type(names) is list else []
