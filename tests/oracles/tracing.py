"""Which rules each oracle really runs through: seen by the interpreter, not declared by hand.

``python -m tests.oracles.tracing`` writes `borehall/rules/oracles.toml` anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import borehall.rules
from borehall.rules.coverage import rules
from tests.oracles import second_readings  # noqa: F401 - enters its checks
from tests.oracles.adapters import ADAPTERS
from tests.oracles.second_methods import METHODS

REGISTER = Path(borehall.rules.__file__).parent / "oracles.toml"
CASES = {case["id"]: case for case in json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))}


def rules_called(check: Callable[[], object]) -> set[str]:
    """Short names of the rules that ``check`` calls itself: what it compares, not what that rests on."""
    wanted = {(name.rpartition(".")[0], name.rpartition(".")[2]): name for name in rules()}
    found: set[str] = set()

    def watch(frame: FrameType, event: str, _: Any) -> None:
        caller = frame.f_back
        if event == "call" and caller is not None and str(caller.f_globals.get("__name__")).startswith("tests."):
            module = str(frame.f_globals.get("__name__")).removeprefix("borehall.rules.")
            found.update({wanted[module, frame.f_code.co_name]} if (module, frame.f_code.co_name) in wanted else ())

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        check()
    finally:
        sys.setprofile(before)
    return found


def collect() -> dict[str, list[str]]:
    """Rule → the oracles that it answers to; a case with a published source is marked."""
    held: dict[str, list[str]] = {}
    for name, case in CASES.items():
        mark = f"{name} (published)" if case["source"] else name
        for one in rules_called(lambda case=case: ADAPTERS[case["id"]](case["inputs"])):
            held.setdefault(one, []).append(mark)
    for name, check in METHODS.items():
        for one in rules_called(check):
            held.setdefault(one, []).append(name)
    return {name: held[name] for name in rules() if name in held}


def as_toml(held: dict[str, list[str]]) -> str:
    """The register file's text."""
    lines = ["# Made by: python -m tests.oracles.tracing. A test fails when it is stale.", "", "[rules]"]
    lines += [f'"{name}" = {json.dumps(ids, ensure_ascii=False)}' for name, ids in held.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    REGISTER.write_text(as_toml(collect()), encoding="utf-8")
