"""Hostile runs against the box itself: tests/attacks/box/<who_does_what>/, as root's boxes and as an ordinary user's.

Of each: how it ended, that everything it tried was refused, that the machine is as before, and that the next run in the
same house finds nothing and works.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from borehall.grading.isolate.boxes import BadMessage, Box, BoxEnded, House, Limits
from tests.attacks.at_large import Machine, boxed_processes, check_that_nothing_lives, machine
from tests.attacks.modes import MODES, in_mode

CASES = sorted(folder.parent for folder in Path(__file__).parent.glob("box/*/attack.py"))
PRELUDE = (Path(__file__).parent / "attempts.py").read_text()
BOUNDS = {"wall_s": 20, "cpu_s": 20, "memory_mb": 256, "processes": 32, "scratch_mb": 8, "files": 200}
NEXT = """
import os

channel.send({
    "found": {place: os.listdir(place) for place in ("/scratch/tmp", "/scratch/home", "/dev/shm/", "/tmp/")},
    "work": sorted(os.listdir(".")), "processes": [name for name in os.listdir("/proc") if name.isdigit()],
    "sum": sum(range(1000)),
})
"""
FRESH = {"/scratch/tmp": [], "/scratch/home": [], "/dev/shm/": [], "/tmp/": []}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_run_gains_nothing_and_changes_nothing(case: Path, mode: str) -> None:
    expected = tomllib.loads((case / "expected.toml").read_text())
    seen = in_mode(mode, lambda folder: play(case, expected, folder))
    assert seen["ending"] in expected["ending"], seen
    assert sorted(seen["tried"]) == sorted(expected.get("tries", [])), seen
    got = {name: outcome for name, outcome in seen["tried"].items() if not outcome.startswith("refused")}
    assert got == {}, "what it tried must be refused"
    assert seen["before"] == seen["after"], "the machine is as it was"
    assert not seen["heard"], "nobody came to the listeners"
    assert seen["next"] == {"found": FRESH, "work": ["next.py"], "processes": ["1"], "sum": 499500}
    assert len(seen["said"]) <= 4000


def play(case: Path, expected: dict[str, Any], folder: Path) -> dict[str, Any]:
    """One run of ``case``, and what is left."""
    limits = Limits(**{**BOUNDS, **expected.get("limits", {})})
    with machine(folder) as around:
        before, known = around.state(), set(boxed_processes())
        with House("warm.script", 1, False, preload=()) as house:
            seen = hostile_run(house, case, around, limits)
            with house.open({"next.py": NEXT.encode()}, Limits(**BOUNDS)) as box:
                box.send({"run": "next.py"})
                seen["next"] = box.receive(20)
        check_that_nothing_lives(known)
        return {**seen, "before": before, "after": around.state(), "heard": around.heard()}


def hostile_run(house: House, case: Path, around: Machine, limits: Limits) -> dict[str, Any]:
    """What it told and how it ended."""
    source = PRELUDE + (case / "attack.py").read_text()
    others = {file.name: file.read_bytes() for file in (case / "files").glob("*")}
    files = {**others, "attack.py": source.encode(), "facts.json": json.dumps(around.facts).encode()}
    told: dict[str, Any] = {}
    with house.open(files, limits) as box:
        try:
            box.send({"run": "attack.py"})
            told = last_message(box, limits.wall_s + 10)
        except (BoxEnded, BadMessage):
            pass
        ending = box.close()
    return {"ending": ending.kind, "said": ending.said, "tried": told.get("tried", {})}


def last_message(box: Box, seconds: float) -> dict[str, Any]:
    """What it tried, once it says so; runs that end without a word raise."""
    while True:
        message = box.receive(seconds)
        if "tried" in message:
            # Its end is still its own affair.
            try:
                while "done" not in box.receive(seconds):
                    continue
            except (BoxEnded, BadMessage):
                pass
            return message
