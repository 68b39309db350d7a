"""What a box costs (open, one message, close), beside a plain fork of the same warm process and bubblewrap.

All in one run, taking turns, so that their ratios hold on a busy machine too. bubblewrap can only start programs anew,
so its share pays for a fresh Python as well; it is left out where it is not installed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from borehall.grading.isolate.boxes import Limits
from borehall.grading.isolate.house import ALWAYS_WARM, House

ROUNDS = 100
HELLO = {"hello.py": b"channel.send({'hello': 1})"}
_BWRAP = [
    "bwrap", "--unshare-all", "--die-with-parent", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib",
    "--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--clearenv",
]  # fmt: skip


def main() -> None:
    """Prints medians in ms and ratios to a plain fork."""
    with (
        House("warm.script", 1, False, ALWAYS_WARM) as house,
        House("warm.script", 1, True, ALWAYS_WARM) as unsafe,
        _forker() as fork,
    ):
        ways: dict[str, Callable[[], None]] = {
            "plain fork of numpy, pandas, IPython": fork,
            "a box of the same": lambda: _hello(house),
            "without a sandbox (--unsafe)": lambda: _hello(unsafe),
        }
        if shutil.which("bwrap"):
            ways["bubblewrap, fresh Python"] = lambda: _run([*_BWRAP, "/usr/bin/python3", "-I", "-c", "pass"])
            import_all = f"import {', '.join(ALWAYS_WARM)}"
            ways["fresh Python with the same imports"] = lambda: _run([sys.executable, "-I", "-c", import_all])
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(ROUNDS):
            for name, way in ways.items():
                if "fresh" in name and number % 10:
                    continue
                began = time.perf_counter()
                way()
                taken[name].append(1000 * (time.perf_counter() - began))
        floor = statistics.median(taken["plain fork of numpy, pandas, IPython"])
        for name, times in taken.items():
            middle = statistics.median(times)
            print(f"{name:<40} {middle:7.1f} ms   best {min(times):6.1f}   {middle / floor:5.1f} x a plain fork")
        _stages(house)
    if not shutil.which("bwrap"):
        print("bubblewrap is not installed here: apt-get install bubblewrap")


def _hello(house: House) -> None:
    with house.open(HELLO, Limits()) as box:
        box.send({"run": "hello.py"})
        box.receive(20)


def _stages(house: House) -> None:
    stages: dict[str, list[float]] = {"open": [], "hello": [], "close": []}
    for _ in range(ROUNDS):
        times = [time.perf_counter()]
        box = house.open(HELLO, Limits())
        times.append(time.perf_counter())
        box.send({"run": "hello.py"})
        box.receive(20)
        times.append(time.perf_counter())
        box.close()
        times.append(time.perf_counter())
        for name, began, ended in zip(stages, times, times[1:], strict=False):
            stages[name].append(1000 * (ended - began))
    print("of a box: " + ", ".join(f"{name} {statistics.median(times):.1f} ms" for name, times in stages.items()))


@contextmanager
def _forker() -> Iterator[Callable[[], None]]:
    """Asks a process with the same imports to fork and wait."""
    program = f"import {', '.join(ALWAYS_WARM)}, gc, os, sys\ngc.freeze()\n" + (
        "while sys.stdin.buffer.read(1):\n"
        "    pid = os.fork()\n"
        "    if pid == 0:\n        os._exit(0)\n"
        "    os.waitpid(pid, 0)\n    sys.stdout.buffer.write(b'.')\n    sys.stdout.buffer.flush()\n"
    )
    desk = Path(sys.prefix).parent / "desk" / "bin" / "python"
    warm = subprocess.Popen([desk, "-I", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    def fork() -> None:
        assert warm.stdin and warm.stdout
        os.write(warm.stdin.fileno(), b".")
        os.read(warm.stdout.fileno(), 1)

    fork()
    yield fork
    warm.communicate()


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
