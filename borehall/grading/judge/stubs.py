"""Stubs made of descriptions: which of the trainee's objects a test gets to see, and as what."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any

from borehall.grading.judge.link import Link
from borehall.grading.judge.stub import DOC, ClassOfTrainee, Function, Refused, Stub, handle_of, remote_handle

_MOST_STEPS = 100_000
_BLOCK = 1
_MOST_BASES = 8


class Stubs:
    """Makes stubs of descriptions, one for each handle; refuses what the contract does not allow."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._classes: dict[int, type] = {}
        self.helpers: dict[str, Any] = {}
        link.found, link.remote = self.made, remote_handle

    def made(self, sent: Any, place: str) -> Any:
        """The stub for a description."""
        kind = str(sent["kind"])
        if kind == "exception":
            return self._class(sent["class"], place)
        if kind == "refused":
            if self._link.learning:
                self._link.unjudged.append([place, "value", str(sent["name"])])
            return _refused(str(sent["type"]), f"{place}: value ({sent['name']})")
        if kind == "class" and sent["class"].get("raises"):
            return self._class(sent["class"], place)
        if kind != "iterator" and not self._is_due(place, kind):
            return _refused(str(sent["type"]), f"{place}: {str(sent['type'])[:60]}")
        if kind == "class":
            return self._class(sent["class"], place)
        if kind == "iterator":
            return self._steps(int(sent["h"]), place)
        if kind == "function":
            stub: Stub = Function(list(sent.get("takes", [])))
        elif kind == "object":
            stub = object.__new__(self._class(sent["class"], f"type({place})"))
        else:
            stub = Stub()
        object.__setattr__(stub, "_stub", (self._link, int(sent["h"]), place))
        return stub

    def _is_due(self, place: str, kind: str) -> bool:
        if self._link.learning:
            self._link.contract.record(place, kind)
            return True
        allows = self._link.contract.allows
        # A function is a function, however it was made: a class or an object that can be called will do.
        return allows(place, kind) or (kind == "object" and allows(place, "function"))

    def _class(self, sent: Any, place: str, depth: int = 0) -> type:
        handle, name = int(sent["h"]), str(sent["name"])[:60]
        if handle not in self._classes:
            above = [base for base in sent["bases"][:3] if depth < _MOST_BASES]
            if sent.get("raises"):
                bases = [self._class(base, "", depth + 1) for base in above[:1] if base.get("raises")]
                self._classes[handle] = self._exception_class(str(sent["raises"]), name, bases)
            else:
                bases = [self._class(base, place, depth + 1) for base in above]
                given = tuple(base for base in bases if issubclass(base, Stub)) or (Stub,)
                space = {"_of": (self._link, handle, place), "__slots__": (), "__module__": "__main__", "__doc__": DOC}
                self._classes[handle] = ClassOfTrainee(name, given, space)
        return self._classes[handle]

    def _exception_class(self, raises: str, name: str, bases: list[type]) -> type:
        built_in = getattr(builtins, raises, Exception)
        if not (isinstance(built_in, type) and issubclass(built_in, Exception)):
            # SystemExit and KeyboardInterrupt would end the examiner's step past every test.
            built_in = RuntimeError
        if name == built_in.__name__:
            return built_in
        helper = self.helpers.get(name)
        if isinstance(helper, type) and issubclass(helper, Exception):
            return helper
        return type(name, tuple(bases) or (built_in,), {"__module__": "__main__"})

    def _steps(self, handle: int, place: str) -> Iterator[Any]:
        for _ in range(_MOST_STEPS):
            block = self._link.value(f"{place}[]", op="next", of=handle_of(handle), count=_BLOCK)
            if type(block) is not list:
                self._link.break_off("protocol: no steps")
            yield from block
            if len(block) < _BLOCK:
                return


def _refused(kind: str, why: str) -> Any:
    # Named after the trainee's kind, for tests that say which kind they found.
    name = kind if kind.isidentifier() else "value"
    return type(name[:60], (Refused,), {"__slots__": (), "__hash__": Refused.__hash__})(why)
