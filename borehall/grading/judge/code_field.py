"""A trainee's function out of a paper's code field, called with the arguments of a task, in a box of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from borehall_desk.runner import wire_arrays, wire_plain, wire_tables  # noqa: F401 - they register their types
from borehall_desk.runner.wire import BadValue, Reader, Writer

from borehall.grading.isolate.boxes import BadMessage, Box, BoxEnded, House, Limits

SECONDS = 10.0
_ENDED = {"error": "the process ended without an answer"}


def run_functions(
    house: House,
    source: str,
    name: str,
    calls: Sequence[Sequence[Any]],
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> list[dict[str, Any]]:
    """``{"value": …}`` or ``{"error": …}`` for each of ``calls``; ``house`` is one of the runner's."""
    with house.open({}, replace(limits, wall_s=min(limits.wall_s, SECONDS))) as box:
        try:
            box.send({"op": "run", "cells": [source], "seconds": SECONDS})
            failed = _failure(box.receive(SECONDS))
            if failed:
                return [{"error": failed} for _ in calls]
            box.send({"op": "get", "name": name, "seconds": SECONDS})
            handle = _handle(box.receive(SECONDS))
            if handle is None:
                return [{"error": f"NameError: {name}"} for _ in calls]
            return _all_called(box, handle, calls)
        except (BoxEnded, BadMessage, TimeoutError):
            return [dict(_ENDED) for _ in calls]


def _all_called(box: Box, handle: int, calls: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = []
    for arguments in calls:
        of = {"t": "object", "v": {"h": handle}}
        try:
            box.send({"op": "call", "of": of, "args": Writer().write(list(arguments)), "seconds": SECONDS})
            results.append(_result(box.receive(SECONDS)))
        except (BoxEnded, BadMessage, TimeoutError):
            return results + [dict(_ENDED) for _ in range(len(calls) - len(results))]
    return results


def _failure(reply: dict[str, Any]) -> str:
    """What the source raised when it was run; empty when nothing."""
    cells = reply.get("cells")
    outputs = cells[0].get("outputs") if type(cells) is list and cells and type(cells[0]) is dict else []
    for output in outputs if type(outputs) is list else []:
        if type(output) is dict and output.get("output_type") == "error":
            return f"{output.get('ename')}: {output.get('evalue')}"[:200]
    return ""


def _handle(reply: dict[str, Any]) -> int | None:
    value = reply.get("value")
    found = value.get("v") if type(value) is dict and value.get("t") == "object" else None
    handle = found.get("h") if type(found) is dict else None
    return handle if type(handle) is int else None


def _result(reply: dict[str, Any]) -> dict[str, Any]:
    raised = reply.get("raised")
    if type(raised) is dict:
        kind = raised.get("class")
        name = kind.get("name") if type(kind) is dict else "Exception"
        return {"error": f"{name}: {raised.get('text')}"[:200]}
    if "refused" in reply:
        return {"error": "TypeError: no plain value"}
    try:
        return {"value": _plain(Reader().read(reply.get("value")))}
    except (BadValue, RecursionError):
        return {"error": "TypeError: no plain value"}


def _plain(value: Any) -> Any:
    """As JSON has it: numpy and pandas as lists and mappings."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    elif hasattr(value, "to_dict"):
        value = value.to_dict()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or type(value) in (bool, int, float, str):
        return value
    raise BadValue(type(value).__name__)
