"""Boxes without walls, for tests of the judging itself: the same interface, a plain fork of a warm parent.

The parent is a program of its own, as the real one is, so that neither role sees the other or the test.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borehall.grading.isolate.boxes import BadMessage, BoxEnded, Ending, Limits
from borehall.grading.warm.channel import Channel, ChannelClosed

REPOSITORY = Path(__file__).parents[3]

_PARENT = """
import gc, importlib, os, signal, socket, struct, sys
role = importlib.import_module(sys.argv[1])
from borehall.grading.warm.channel import Channel
asked = socket.socket(fileno=int(sys.argv[2]))
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
gc.freeze()
asked.sendall(b"r")
while True:
    message, handles, *_ = socket.recv_fds(asked, 4096, 1)
    if not message:
        os._exit(0)
    child = os.fork()
    if child:
        os.close(handles[0])
        asked.sendall(struct.pack("<i", child))
        continue
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    asked.close()
    os.chdir(message.decode())
    end = socket.socket(fileno=handles[0])
    try:
        role.main(Channel(end, 8_000_000))
    finally:
        os._exit(0)
"""


class StandInHouse:
    """A warm parent."""

    def __init__(self, role: str) -> None:
        self._end, other = socket.socketpair()
        paths = os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "desk" / "src")])
        self._parent = subprocess.Popen(
            [sys.executable, "-c", _PARENT, role, str(other.fileno())],
            pass_fds=[other.fileno()],
            env={"PYTHONPATH": paths, "PYTHONHASHSEED": "0", "PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1"},
            cwd="/",
        )
        other.close()
        assert self._end.recv(1) == b"r", "the warm parent did not start"

    def open(self, files: Mapping[str, bytes] | Path, limits: Limits) -> StandInBox:
        """A fresh child in a folder of its own."""
        folder = Path(tempfile.mkdtemp(prefix="stand-in-"))
        if isinstance(files, Path):
            shutil.copytree(files, folder, dirs_exist_ok=True)
        else:
            for name, content in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
        ours, theirs = socket.socketpair()
        socket.send_fds(self._end, [str(folder).encode()], [theirs.fileno()])
        theirs.close()
        child = int.from_bytes(self._end.recv(4), "little")
        return StandInBox(Channel(ours, limits.message_bytes), child, folder, limits)

    def close(self) -> None:
        """Ends the parent."""
        self._end.close()
        self._parent.wait(10)

    def __enter__(self) -> StandInHouse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class StandInBox:
    """A forked child."""

    def __init__(self, channel: Channel, child: int, folder: Path, limits: Limits) -> None:
        self._channel, self._child, self._folder = channel, child, folder
        self._began, self._until = time.monotonic(), time.monotonic() + limits.wall_s
        self._ending: Ending | None = None

    def send(self, message: dict[str, Any]) -> None:
        """To the child."""
        try:
            self._channel.send(message)
        except ChannelClosed:
            raise BoxEnded(self.close()) from None

    def receive(self, timeout_s: float) -> dict[str, Any]:
        """From the child."""
        left = self._until - time.monotonic()
        try:
            return self._channel.receive(min(timeout_s, max(0.0, left)))
        except ChannelClosed:
            raise BoxEnded(self.close()) from None
        except BadMessage:
            self._end("protocol")
            raise
        except TimeoutError:
            if timeout_s < left:
                raise
            raise BoxEnded(self._end("wall")) from None

    def __enter__(self) -> StandInBox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> Ending:
        """Ends it and whatever it started."""
        return self._end("ended")

    def _end(self, kind: Any) -> Ending:
        if self._ending is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._child, signal.SIGKILL)
            self._channel.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._ending = Ending(kind, time.monotonic() - self._began, 0.0, "", unsafe=True)
        return self._ending
