"""A warm parent and the boxes that it forks."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from borehall.faults import PlatformFault
from borehall.grading.isolate.box import Box
from borehall.grading.isolate.calls import compiled
from borehall.grading.isolate.ending import BoxEnded, Ending
from borehall.grading.isolate.packing import TooMuch, pack
from borehall.grading.warm.limits import Limits
from borehall.words import say

ALWAYS_WARM = ("numpy", "pandas", "IPython.core.interactiveshell")
"""What notebooks are sure to import."""

_START_S = 120
_ROOM = Path(__file__).parents[1]
_PROGRAM = """
import sys
sys.path.insert(0, {room!r})
from warm import house, probe, script
del sys.path[0]
house.main({control})
"""
ENVIRONMENT = {
    # What libraries read when they are loaded. Nothing of ours: all of it is seen in every box.
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/scratch/home",
    "TMPDIR": "/scratch/tmp",
    "LANG": "C.UTF-8",
    "MPLCONFIGDIR": "/scratch/home",
    "IPYTHONDIR": "/scratch/home",
    # Threads and arenas reserve memory by the gigabyte, and a warm parent must have one thread.
    "MALLOC_ARENA_MAX": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


class House:
    """Made by `borehall.grading.isolate.boxes.open_house`. Threads may share it; its boxes end with it."""

    def __init__(self, role_module: str, jobs: int, unsafe: bool, preload: Sequence[str] = ALWAYS_WARM) -> None:
        self.unsafe = unsafe
        calls = "" if unsafe else base64.b64encode(compiled()).decode()
        wish = {"role": role_module, "jobs": jobs, "unsafe": unsafe, "filter": calls, "preload": preload}
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 -- closed with the house
        with theirs:
            self._program = _start(_python_of(role_module), theirs, self._complaints)
        try:
            self._control.send(json.dumps(wish).encode())
            self._await_ready()
        except BaseException:
            self.close()
            raise

    def open(self, files: Mapping[str, bytes] | Path | None = None, limits: Limits | None = None) -> Box:
        """A fresh box with copies of ``files`` in its working folder and its role running.

        Waits while all places are taken. BoxEnded ("scratch") when the files do not fit, PlatformFault when no box
        could be made.
        """
        limits = limits or Limits()
        try:
            packed = pack(files or {}, limits.scratch_mb << 20, limits.files)
        except TooMuch:
            raise BoxEnded(Ending("scratch", 0.0, 0.0, "", self.unsafe)) from None
        channel, their_channel = socket.socketpair()
        status, their_status = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            ends = [their_channel.fileno(), their_status.fileno(), packed]
            socket.send_fds(self._control, [json.dumps(asdict(limits)).encode()], ends)
        except OSError as error:
            channel.close()
            status.close()
            why = self._complained()
            raise PlatformFault(
                say("The warm parent of the boxes is gone: {why}", why=why or "–"),
                next_step=say("Run the same command again; if it stays so, run `borehall doctor`."),
            ) from error
        finally:
            their_channel.close()
            their_status.close()
            os.close(packed)
        return Box(channel, status, limits, self.unsafe)

    def close(self) -> None:
        """Every box of it ends."""
        self._control.close()
        self._program.wait()
        self._complaints.close()

    def __enter__(self) -> House:
        """The house itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """As `close`."""
        self.close()

    def _complained(self) -> str:
        """The last words of the warm parent."""
        self._complaints.seek(0)
        return self._complaints.read().decode(errors="replace").strip()[-2000:]

    def _await_ready(self) -> None:
        self._control.settimeout(_START_S)
        try:
            answer: dict[str, Any] = json.loads(self._control.recv(10_000) or b"{}")
        except TimeoutError:
            answer = {"fault": f"no word after {_START_S} s"}
        self._control.settimeout(None)
        if "ready" in answer:
            return
        why = answer.get("fault") or self._complained()
        raise PlatformFault(
            say("No box for trainees' code can be made on this machine: {why}", why=why),
            say("Expected: namespaces, mounts and filters of a Linux kernel, as root or in a user namespace."),
            say("`borehall doctor` tells which layer does not hold, and its mend."),
        )


def _start(python: Path, control: socket.socket, complaints: IO[bytes]) -> subprocess.Popen:
    """The warm parent as a program of its own, with nothing of our environment, and out of our terminal's reach."""
    program = _PROGRAM.format(room=str(_ROOM), control=control.fileno())
    return subprocess.Popen(
        [str(python), "-I", "-B", "-c", program],
        env=ENVIRONMENT, pass_fds=[control.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=complaints, cwd="/", start_new_session=True,
    )  # fmt: skip


def _python_of(role_module: str) -> Path:
    """The hall's Python for the hall's own roles; the trainees', which knows no rule and no answer, for all others."""
    if role_module.split(".")[0] == "borehall":
        return Path(sys.executable)
    python = Path(sys.prefix).parent / "desk" / "bin" / "python"
    if not python.exists():
        raise PlatformFault(
            say("{part} is missing: the environment is half-made.", part=python),
            next_step=say("Run `make up` again; if it stays so, run `make clean` before."),
        )
    return python
