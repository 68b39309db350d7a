"""The examiner's way to the trainee's process: one request at a time, through the relay, by value."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from typing import Any

from borehall_desk.runner import wire_arrays, wire_plain, wire_tables  # noqa: F401 - they register their types
from borehall_desk.runner.scratch import Scratch
from borehall_desk.runner.seeds import Seeds
from borehall_desk.runner.wire import BadValue, NotPlain, Reader, Writer, tagged

from borehall.grading.judge.contract import Contract

MOST_CALLBACKS = 10_000
_MOST_TEXT = 100_000


class RunnerGone(BaseException):
    """The trainee's process ended or broke the protocol. No test's ``except Exception`` takes it for an answer."""


class NotJudged(TypeError):
    """A test asks for what can't pass between the two processes; its author has to know."""


class Link:
    """Asks, and keeps what must not be forgotten: whether anything broke, and what the author should know."""

    def __init__(self, channel: Any, contract: Contract, learning: bool, seconds: float) -> None:
        self.contract, self.learning, self.seconds = contract, learning, seconds
        self.gone = ""
        self.unjudged: list[list[str]] = []
        self.found: Callable[[Any, str], Any] = lambda sent, place: None
        self.remote: Callable[[Any], Any] = lambda value: None
        self.own_output: Any = None
        self._channel, self._seeds, self._scratch = channel, Seeds(), Scratch()
        self._callbacks: list[Callable[..., Any]] = []
        self._input = builtins.input

    def ask(self, place: str, **request: Any) -> dict[str, Any]:
        """The reply to a request. An exception in the trainee's code is raised here."""
        if self.gone:
            raise RunnerGone(self.gone)
        reply = self._exchange({**request, **self._news(), "seconds": self.seconds})
        while "callback" in reply:
            reply = self._exchange(self._called_back(reply, place))
        if "ended" in reply:
            self.break_off(str(reply["ended"]))
        self.take_files(reply.get("files"))
        self._print(reply.get("printed", ""))
        if "raised" in reply:
            raise self._exception(reply["raised"], place)
        return reply

    def value(self, place: str, **request: Any) -> Any:
        """The value that a request brings, rebuilt from plain data."""
        return self.read(self.ask(place, **request), place)

    def read(self, reply: dict[str, Any], place: str) -> Any:
        """The value of a reply."""
        if "refused" in reply:
            return self.found({"h": -1, "kind": "refused", "type": "value", "name": str(reply["refused"])[:100]}, place)
        return self.rebuilt(reply.get("value"), place)

    def rebuilt(self, sent: Any, place: str) -> Any:
        """A value from the wire; what is none breaks the test off."""
        try:
            return Reader(lambda one: self.found(one, place)).read(sent)
        except BadValue as fault:
            self.break_off(f"protocol: {fault}")

    def take_files(self, news: Any) -> None:
        """Writes what the trainee's code wrote, but never over a file of the author's."""
        self._scratch.take(news, keep_own=True)

    def break_off(self, why: str) -> None:
        """From here on the trainee's process is not believed."""
        self.gone = why
        raise RunnerGone(why)

    def write(self, value: Any, place: str) -> Any:
        """An argument for the wire: by value, a stub as its handle, a function of the test as a callback."""
        try:
            return Writer(self._keep).write(value)
        except NotPlain as fault:
            self.refuse(place, "argument", str(fault))

    def refuse(self, place: str, what: str, why: str) -> None:
        """Notes what the author has to know, and ends the test's step."""
        self.unjudged.append([place, what, why])
        raise NotJudged(f"{place}: {what} ({why})")

    def _keep(self, value: Any) -> Any:
        handle = self.remote(value)
        if handle is not None:
            return tagged("object", {"h": handle})
        if callable(value) and not isinstance(value, type):
            if len(self._callbacks) >= MOST_CALLBACKS:
                raise NotPlain(f"> {MOST_CALLBACKS} functions")
            self._callbacks.append(value)
            return tagged("object", {"callback": len(self._callbacks) - 1})
        raise NotPlain(type(value).__name__)

    def _called_back(self, reply: dict[str, Any], place: str) -> dict[str, Any]:
        number = reply["callback"]
        if type(number) is not int or not 0 <= number < len(self._callbacks):
            self.break_off("protocol: no such function")
        arguments = self.rebuilt(reply.get("args"), f"{place}.given")
        named = {str(name): self.rebuilt(item, f"{place}.given") for name, item in dict(reply.get("named", {})).items()}
        try:
            return {"op": "returned", "value": self.write(self._callbacks[number](*arguments, **named), place)}
        except Exception as fault:  # noqa: BLE001 - it goes on in the trainee's function, as it would in one process
            name = type(fault).__name__
            known = name if isinstance(getattr(builtins, name, None), type) else "Exception"
            return {"op": "returned", "raised": known, "text": ""}

    def _exchange(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            self._channel.send({"ask": request})
        except ValueError:
            self.refuse("()", "argument", "> 8 MB")
        reply: dict[str, Any] = self._channel.receive()["reply"]
        return reply

    def _news(self) -> dict[str, Any]:
        news: dict[str, Any] = {}
        if seeds := self._seeds.news():
            news["seeds"] = seeds
        if files := self._scratch.news():
            news["files"] = files
        if builtins.input is not self._input:
            news["input"] = self._keep(builtins.input)
        return news

    def _print(self, text: Any) -> None:
        # Hidden arguments could come out this way: only a test that redirects stdout gets to see what was printed.
        if type(text) is str and text and sys.stdout is not self.own_output:
            sys.stdout.write(text[:_MOST_TEXT])

    def _exception(self, sent: Any, place: str) -> BaseException:
        try:
            kind = self.found({"h": -1, "kind": "exception", "class": sent["class"]}, place)
            arguments = [self.rebuilt(item, place) for item in sent["args"]] if "args" in sent else [str(sent["text"])]
            made = _constructed(kind, arguments, str(sent["text"]))
            for name, item in dict(sent.get("attributes", {})).items():
                setattr(made, str(name), self.rebuilt(item, place))
        except (TypeError, KeyError, ValueError, AttributeError):
            self.break_off("protocol: no exception")
        made.__dict__["of_trainee"] = True
        return made


def _constructed(kind: type, arguments: list[Any], text: str) -> BaseException:
    try:
        made: BaseException = kind(*arguments)
    except TypeError:  # such as UnicodeDecodeError, whose arguments did not all come along
        made = RuntimeError(text)
    return made
