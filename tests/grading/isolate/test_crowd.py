"""Many boxes at once, each ending in its own way: the same run always gets the same ending."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

from borehall.grading.isolate.boxes import BoxEnded, House, Limits

ENDINGS = {
    "ended": b"channel.send({'x': 1})",
    "cpu": b"while True: pass",
    "output": b"while True: print('x' * 1000)",
    "memory": b"held = []\nwhile True: held.append(bytearray(b'x' * (1 << 22)))",
    "processes": b"import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "killed": b"import ctypes\nctypes.string_at(0)",
    "wall": b"import time\ntime.sleep(1000)",
    "scratch": b"import time\nfile = open('a', 'wb', buffering=0)\nwhile True:\n"
    b"    try: file.write(b'x' * 100_000)\n    except OSError: time.sleep(0.01)",
}


def ending(house: House, wanted: str) -> str:
    wall_s = 1 if wanted == "wall" else 30
    limits = Limits(wall_s, cpu_s=0.3, memory_mb=200, processes=16, scratch_mb=4, output_bytes=100_000)
    with house.open({"run.py": ENDINGS[wanted]}, limits) as box:
        try:
            box.send({"run": "run.py"})
            while "done" not in box.receive(40):
                continue
        except BoxEnded as ended:
            return ended.ending.kind
        return box.close().kind


def test_runs_in_a_crowd_end_as_they_end_alone() -> None:
    wanted = [*ENDINGS] * 5
    random.Random(5).shuffle(wanted)
    with House("warm.script", 3, False, preload=()) as house, ThreadPoolExecutor(5) as crowd:
        assert list(crowd.map(lambda kind: ending(house, kind), wanted)) == wanted
