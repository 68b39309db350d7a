"""The guard of one box: starts it, watches it from outside, ends it, and says how it ended.

A process of its own for each box, never running anything of the trainee's. Whoever opened the box holds the other end
of ``status``: what is said there, or its closing, ends the box; and with this process everything in the box dies.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from typing import NoReturn

from . import confine, kernel
from .channel import Channel
from .confine import OUT_OF_MEMORY, Confinement
from .limits import Limits
from .use import Use, descendants, use_below, use_of_box

_INTERVAL_MS = 25
_START_S = 30
_SAID = 4000
_SLOTS = 4096
"""Of open files, all processes together: each may hold a socket's buffers, which nothing else counts."""


def guard(how: Confinement, limits: Limits, ends: list[int], role: Callable[[Channel], None]) -> NoReturn:
    """Never returns. ``ends`` are descriptors: channel, status, packed files."""
    folder = ""
    try:
        os.setsid()
        kernel.die_with_parent()
        if how.unsafe:
            kernel.adopt_orphans()
            folder = tempfile.mkdtemp(prefix="borehall-unsafe-")
            os.chdir(folder)
        else:
            kernel.unshare("process namespace", kernel.NEWPID)
        box = _Box(how, limits, ends, role)
        box.watch()
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


class _Box:
    def __init__(
        self, how: Confinement, limits: Limits, ends: list[int], role: Callable[[Channel], None]
    ) -> None:
        channel, status, files = ends
        self.limits, self.unsafe = limits, how.unsafe
        self.status = socket.socket(fileno=status)
        self.output, writing = os.pipe()
        self.ear, mouth = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.pid = os.fork()
        if self.pid == 0:
            confine.live(how, limits, (writing, channel, mouth.detach(), files), role)
        for descriptor in (writing, channel, files):
            os.close(descriptor)
        mouth.close()
        self.pidfd = os.pidfd_open(self.pid)
        self.began = time.monotonic()
        self.kind, self.by_itself = "", False
        self.said, self.written, self.peak, self.use = bytearray(), 0, 0.0, Use()
        self.watched: list[int] = []
        self.until = self.began + limits.wall_s
        self.late = "wall"

    def watch(self) -> None:
        """From its start to its end."""
        if not self._started():
            return
        self._tell({"ready": True})
        self.began = time.monotonic()
        self.until = self.began + self.limits.wall_s
        poll = select.poll()
        for end in (self.pidfd, self.output, self.status.fileno()):
            poll.register(end, select.POLLIN)
        self._measure()
        while not self.kind:
            for end, event in poll.poll(_INTERVAL_MS):
                if end == self.pidfd:
                    self.kind, self.by_itself = "ended", True
                elif end == self.output:
                    if not self._listen():
                        poll.unregister(self.output)
                else:
                    self._obey(event)
            self._measure()
        self._finish()

    def _started(self) -> bool:
        """Whether the box stands; if not, that has been told."""
        self.ear.settimeout(_START_S)
        try:
            message, self.watched, _, _ = socket.recv_fds(self.ear, 4096, 2)
            answer = json.loads(message)
        except (OSError, ValueError) as error:
            answer = {"fault": f"no word from a new box ({type(error).__name__})"}
        self.ear.close()
        if "ready" in answer:
            return True
        self._kill()
        if "ending" in answer:
            self._tell(self._ending(answer["ending"]))
        else:
            self._tell(answer)
        return False

    def _listen(self) -> bool:
        part = os.read(self.output, 1 << 16)
        self.written += len(part)
        self.said += part[: max(0, _SAID - len(self.said))]
        if self.written > self.limits.output_bytes:
            self.kind = self.kind or "output"
        return bool(part)

    def _obey(self, event: int) -> None:
        try:
            said = self.status.recv(64)
        except OSError:
            said = b""
        if said == b"hurry":
            self.until, self.late = min(self.until, time.monotonic() + 1), "protocol"
        else:
            self.kind = self.kind or {b"close": "ended", b"wall": "wall", b"protocol": "protocol"}.get(said, "killed")

    def _measure(self) -> None:
        if self.kind:
            return
        self.use = use_of_box(*self.watched) if self.watched else use_below(os.getpid())
        self.peak = max(self.peak, self.use.memory_mb)
        limits = self.limits
        over = {
            "memory": self.use.memory_mb > limits.memory_mb or self.use.open_files > _SLOTS,
            "processes": self.use.tasks >= limits.processes,
            "scratch": self.use.scratch_full >= 1,
            "cpu": self.use.cpu_s > limits.cpu_s,
            self.late: time.monotonic() > self.until,
        }
        self.kind = next((kind for kind, is_over in over.items() if is_over), "")

    def _finish(self) -> None:
        status = self._kill()
        while self.kind != "output" and self._listen():
            pass
        self._tell(self._ending(self._kind_of_own_end(status) if self.by_itself else self.kind))

    def _kind_of_own_end(self, status: int) -> str:
        if os.WIFSIGNALED(status):
            over = os.WTERMSIG(status) == signal.SIGXCPU or self.use.cpu_s >= self.limits.cpu_s
            return "cpu" if over else "killed"
        return "memory" if os.waitstatus_to_exitcode(status) == OUT_OF_MEMORY else "ended"

    def _kill(self) -> int:
        """Everything in the box is dead afterwards. The result: how its first process ended."""
        try:
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
        except ProcessLookupError:
            pass
        # The first process of a namespace can be waited for only when all others in it are gone.
        status = os.waitpid(self.pid, 0)[1]
        while self.unsafe and (left := list(descendants(os.getpid()))):
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            os.waitpid(-1, 0)
        return status

    def _ending(self, kind: str) -> dict[str, object]:
        seconds = time.monotonic() - self.began
        said = self.said.decode(errors="replace")
        return {"ending": kind, "seconds": round(seconds, 3), "peak_mb": round(self.peak, 1), "said": said}

    def _tell(self, message: dict[str, object]) -> None:
        try:
            self.status.send(json.dumps(message).encode())
        except OSError:
            return  # nobody is left to hear it
