"""What the judge may ask of a trainee's process: run cells, give values, call functions, do what an operator does."""

from __future__ import annotations

import builtins
import importlib
import itertools
import operator
from collections.abc import Callable
from typing import Any

from .alarm import TooSlow, bounded
from .objects import Kept
from .scratch import Scratch
from .seeds import take_seeds
from .shell import OUTPUTS, Shell
from .wire import BadValue, NotPlain, Reader

_MOST_PRINTED = 100_000

OPERATIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(operator, name) for name in (
        "eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_",
        "or_", "xor", "lshift", "rshift", "neg", "pos", "invert", "abs", "getitem", "setitem", "delitem", "contains",
        "iadd", "isub", "imul", "itruediv", "index",
    )},
    **{kind.__name__: kind for kind in (bool, int, float, complex, str, repr, len, iter, round, hash, format, dir,
                                       reversed)},
    "enter": lambda value: type(value).__enter__(value),
    "exit": lambda value: type(value).__exit__(value, None, None, None),
}  # fmt: skip
"""By the name in `operator`, or the built-in's."""


class Service:
    """Answers one request after the other."""

    def __init__(self, shell: Shell, channel: Any) -> None:
        self._shell, self._channel = shell, channel
        self._kept, self._scratch = Kept(), Scratch()

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to ``request``; it never raises, whatever the trainee's code does."""
        if request.get("files"):
            self._scratch.take(request["files"])
        if request.get("seeds"):
            take_seeds(request["seeds"])
        reply = self._run(request) if request["op"] == "run" else self._value(request)
        files = self._scratch.news()
        return {**reply, "files": files} if files else reply

    def _run(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"cells": [self._run_cell(source, request["seconds"]) for source in request["cells"]]}

    def _run_cell(self, source: str, seconds: float) -> dict[str, Any]:
        OUTPUTS.start()
        try:
            with bounded(seconds):
                self._shell.run_cell(source, store_history=True)
        except BaseException as fault:  # noqa: BLE001 - the interruption may come while IPython shows something
            OUTPUTS.error(type(fault).__name__, str(fault), [f"{type(fault).__name__}: {fault}"])
        return {"outputs": OUTPUTS.taken, "cut": OUTPUTS.was_cut, "count": self._shell.execution_count - 1}

    def _value(self, request: dict[str, Any]) -> dict[str, Any]:
        OUTPUTS.start()
        back: list[Any] = []
        try:
            with bounded(request["seconds"]):
                value = self._do(request, back)
                reply = {"value": self._kept.write(value)}
                if back:
                    reply["back"] = [self._kept.write(item) for item in back]
        except NotPlain as fault:
            reply = {"refused": str(fault)[:200]}
        except BadValue:
            raise
        except BaseException as fault:  # noqa: BLE001 - whatever a trainee's function raises is the answer
            reply = {"raised": self._raised(fault)}
        printed = "".join(out["text"] for out in OUTPUTS.taken if out.get("name") == "stdout")
        return {**reply, "printed": printed[:_MOST_PRINTED]} if printed else reply

    def _do(self, request: dict[str, Any], back: list[Any]) -> Any:
        names, op = self._shell.user_ns, request["op"]
        reader = Reader(self._found)
        if op == "get":
            return names[request["name"]]
        if op == "module":
            return importlib.import_module(request["name"])
        if op == "names":
            return [name for name in names if type(name) is str]
        if op == "del":
            return names.pop(request["name"], None) and None
        if op == "put":
            names[request["name"]] = reader.read(request["of"])
            return None
        of = reader.read(request["of"])
        if op == "attr":
            return getattr(of, request["name"])
        if op == "setattr":
            return setattr(of, request["name"], reader.read(request["args"])[0])
        if op == "delattr":
            return delattr(of, request["name"])
        if op == "next":
            return list(itertools.islice(of, request["count"]))
        arguments = reader.read(request["args"])
        if op == "call":
            back.extend(arguments[place] for place in request.get("back", ()) if place < len(arguments))
            named = {name: reader.read(item) for name, item in request.get("named", {}).items()}
            return self._call(of, arguments, named, request)
        return OPERATIONS[request["operation"]](*(arguments if request.get("swapped") else [of, *arguments]))

    def _call(self, of: Any, arguments: list[Any], named: dict[str, Any], request: dict[str, Any]) -> Any:
        if not request.get("input"):
            return of(*arguments, **named)
        before, builtins.input = builtins.input, Reader(self._found).read(request["input"])
        try:
            return of(*arguments, **named)
        finally:
            builtins.input = before

    def _found(self, sent: Any) -> Any:
        if type(sent) is dict and "callback" in sent:
            number = sent["callback"]
            return lambda *arguments, **named: self._ask_back(number, arguments, named)
        return self._kept.found(sent)

    def _ask_back(self, number: int, arguments: Any, named: Any) -> Any:
        """A function of the test that was handed over as an argument: it runs where the test does."""
        write = self._kept.write
        sent = {name: write(item) for name, item in named.items()}
        self._channel.send({"callback": number, "args": write(list(arguments)), "named": sent})
        answer = self._channel.receive()
        if "raised" in answer:
            raise getattr(builtins, answer["raised"], Exception)(answer.get("text", ""))
        return Reader(self._found).read(answer["value"])

    def _raised(self, fault: BaseException) -> dict[str, Any]:
        kind = TimeoutError if isinstance(fault, TooSlow) else type(fault)
        made: dict[str, Any] = {"class": self._kept.describe_class(kind), "text": _text(fault)}
        try:
            made["args"] = [self._kept.write(item) for item in fault.args[:10]]
            plain = {name: item for name, item in vars(fault).items() if not name.startswith("_")}
            made["attributes"] = {name: self._kept.write(item) for name, item in list(plain.items())[:20]}
        except Exception:  # noqa: BLE001 - what can't be copied stays out; class and text remain
            made.pop("args", None)
        return made


def _text(fault: BaseException) -> str:
    try:
        return str(fault)[:2_000]
    except Exception:  # noqa: BLE001 - a trainee's __str__ may raise what it likes
        return ""
