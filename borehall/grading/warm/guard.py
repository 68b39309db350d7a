"""The guard of one box: starts it, watches it from outside, ends it, and says how it ended.

All guards live in the warm parent, which turns to each when something happens and every 25 ms. Whoever opened the box
holds the other end of ``status``: what is said there, or its closing, ends the box.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable

from . import confine
from .channel import Channel
from .confine import OUT_OF_MEMORY, Confinement
from .descriptors import Streams
from .limits import Limits
from .use import Use, use_below, use_of_box

_START_S = 30
_INTERVAL_S, _EXACT_S = 0.02, 0.2
_SAID = 4000
_SLOTS = 5000
"""Of open files, all processes together: each may hold a socket's buffers, which nothing else counts."""

_WISHES = {b"close": "ended", b"wall": "wall", b"protocol": "protocol"}


class Guard:
    """``ends`` are descriptors: channel, status, packed files. ``fork`` makes the box's first process."""

    def __init__(
        self,
        how: Confinement,
        limits: Limits,
        ends: list[int],
        role: Callable[[Channel], None],
        fork: Callable[[Callable[[], None]], int],
    ) -> None:
        channel, status, files = ends
        self.uid, self._limits, self._unsafe = how.uid, limits, how.unsafe
        self._status = socket.socket(fileno=status)
        self._output, writing = os.pipe()
        os.set_blocking(self._output, False)
        self._ear, mouth = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        streams = Streams(writing, channel, mouth.fileno(), files)
        self._pid = fork(lambda: confine.live(how, limits, streams, role))
        self.pidfd = os.pidfd_open(self._pid)
        for descriptor in (writing, channel, files):
            os.close(descriptor)
        mouth.close()
        self._began = time.monotonic()
        self._until, self._late = self._began + _START_S, "fault"
        self._kind, self._fault, self._by_itself, self._hears = "", "", False, True
        self._said, self._written, self._peak, self._use = bytearray(), 0, 0.0, Use()
        self._watched: list[int] | None = None
        self._measured = self._counted = 0.0

    @property
    def ends(self) -> list[int]:
        """Descriptors to wait for."""
        ends = [self.pidfd, self._status.fileno()]
        if self._watched is None:
            ends.append(self._ear.fileno())
        if self._hears:
            ends.append(self._output)
        return ends

    def handle(self, end: int) -> bool:
        """Something happened at ``end``. False when the box is gone, and has been told of."""
        if end == self._output:
            self._listen()
        elif end == self._status.fileno():
            self._obey()
        elif end == self.pidfd:
            self._finish()
            return False
        else:
            self._start()
        return True

    def measure(self) -> None:
        """Ends the box when it is over a limit."""
        if self._kind or time.monotonic() < self._measured + _INTERVAL_S:
            return
        self._measured = time.monotonic()
        over = {self._late: time.monotonic() > self._until}
        if self._watched is not None:
            self._use = self._look(exact=False)
            over |= {
                "memory": self._is_over_memory() or self._use.open_files > _SLOTS,
                "processes": self._use.tasks >= self._limits.processes,
                "scratch": self._use.scratch_full >= 1,
                "cpu": self._use.cpu_s > self._limits.cpu_s,
            }
        self._end(next((kind for kind, is_over in over.items() if is_over), ""))

    def _look(self, exact: bool) -> Use:
        if not self._watched:
            return use_below(self._pid, exact)
        scratch, processes = self._watched
        return use_of_box(scratch, processes, exact)

    def _is_over_memory(self) -> bool:
        """What looks too much is counted exactly, now and then: that costs time."""
        if self._use.memory_mb > self._limits.memory_mb:
            if time.monotonic() < self._counted + _EXACT_S:
                return False
            self._use, self._counted = self._look(exact=True), time.monotonic()
        self._peak = max(self._peak, self._use.memory_mb)
        return self._use.memory_mb > self._limits.memory_mb

    def _start(self) -> None:
        """The box stands, or it says why it does not."""
        try:
            message, watched, _, _ = socket.recv_fds(self._ear, 4096, 2)
            answer = json.loads(message)
        except (OSError, ValueError):
            message, watched, answer = b"", [], {"fault": "its first process ended at once"}
        self._watched = watched
        if "ready" in answer:
            self._began = time.monotonic()
            self._until, self._late = self._began + self._limits.wall_s, "wall"
            self._tell({"ready": True})
            self._measured = 0.0
            self.measure()
        else:
            self._fault = answer.get("fault", "")
            self._end(answer.get("ending", "fault"))

    def _listen(self) -> None:
        try:
            part = os.read(self._output, 1 << 16)
        except BlockingIOError:
            return
        self._hears = bool(part)
        self._written += len(part)
        self._said += part[: max(0, _SAID - len(self._said))]
        if self._written > self._limits.output_bytes:
            self._hears = False
            self._end("output")

    def _obey(self) -> None:
        try:
            said = self._status.recv(64)
        except OSError:
            said = b""
        if said == b"hurry":
            self._until, self._late = min(self._until, time.monotonic() + 1), "protocol"
        else:
            self._end(_WISHES.get(said, "killed"))

    def _end(self, kind: str) -> None:
        """The first reason counts. What is in the box dies with its first process."""
        if not kind or self._kind:
            return
        self._kind = kind
        # Where there is no box, the first process is the reaper of all others and does that itself.
        signal.pidfd_send_signal(self.pidfd, signal.SIGTERM if self._unsafe else signal.SIGKILL)

    def _finish(self) -> None:
        """The first process of a namespace can be waited for only when all others in it are gone."""
        _, status, used = os.wait4(self._pid, 0)
        if self._watched is None:
            self._start()
        while self._hears and select.select([self._output], [], [], 0)[0]:
            self._listen()
        cpu_s = max(self._use.cpu_s, used.ru_utime + used.ru_stime)
        kind = self._kind or self._kind_of_own_end(status, cpu_s)
        if kind == "fault":
            self._tell({"fault": self._fault or "it did not stand in time"})
        else:
            seconds, said = round(time.monotonic() - self._began, 3), self._said.decode(errors="replace")
            self._tell({"ending": kind, "seconds": seconds, "peak_mb": round(self._peak, 1), "said": said})
        for descriptor in (self._output, self.pidfd, *(self._watched or [])):
            os.close(descriptor)
        self._ear.close()
        self._status.close()

    def _kind_of_own_end(self, status: int, cpu_s: float) -> str:
        if os.WIFSIGNALED(status):
            if os.WTERMSIG(status) == signal.SIGXCPU or cpu_s >= self._limits.cpu_s:
                return "cpu"
            if os.WTERMSIG(status) == signal.SIGKILL and not self._unsafe:
                # The first process of a namespace is deaf to its own kind. This came from the machine.
                self._fault = "it was killed from outside, as by a machine that has run out of memory"
                return "fault"
            return "killed"
        return "memory" if os.waitstatus_to_exitcode(status) == OUT_OF_MEMORY else "ended"

    def _tell(self, message: dict[str, object]) -> None:
        try:
            self._status.send(json.dumps(message).encode())
        except OSError:
            return  # nobody is left to hear it
