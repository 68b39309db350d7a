"""Runs the hub: starts it, says when it is ready, starts it again if it dies, and leaves no process behind."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from borehall.faults import PlatformFault
from borehall.hub.environment import Environment
from borehall.hub.settings import HallSettings
from borehall.site import Site
from borehall.words import say

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_RESTARTS_IN_A_ROW = 5
_READY_WITHIN_S = 60
_ENDS_WITHIN_S = 25
_CALM_AFTER_S = 60
"""A hub that ran this long before it died is started again without counting."""


class Supervisor:
    """One run of the hall, from start to Ctrl-C."""

    def __init__(self, site: Site, settings: HallSettings) -> None:
        self.site, self.settings = site, settings
        self.ending = False
        self.end_by: float | None = None
        self.hub: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        """Where people find the hall."""
        return self.settings.hub.local_address

    def run(self, when_ready: Callable[[], None], when_restarted: Callable[[int], None]) -> int:
        """Runs until a signal ends it (0) or the hub cannot be kept alive (1)."""
        check_port(self.site, self.settings)
        # Whatever the hub leaves behind becomes our child, so that we can end it.
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
        for number in ending_signals():
            signal.signal(number, self._end)
        try:
            return self._keep_alive(when_ready, when_restarted)
        finally:
            end_descendants()

    def _keep_alive(self, when_ready: Callable[[], None], when_restarted: Callable[[int], None]) -> int:
        failures, announced = 0, False
        while True:
            started = time.monotonic()
            self.hub = self._start()
            if self._wait_until_ready(self.hub) and not announced:
                when_ready()
                announced = True
            status = self._wait_until_ended(self.hub)
            if self.ending:
                return 0
            failures = 1 if time.monotonic() - started > _CALM_AFTER_S else failures + 1
            if not announced or failures > _RESTARTS_IN_A_ROW:
                raise PlatformFault(
                    say("The hub ended with status {status}.", status=status),
                    next_step=say("Its last words stand in {log}:", log=self.log) + "\n" + last_lines(self.log, 12),
                )
            when_restarted(status)

    @property
    def log(self) -> Path:
        """The hub's log."""
        return self.site.hub / "hub.log"

    def _start(self) -> subprocess.Popen:
        environment = Environment()
        path = [str(environment.hall), str(environment.node.parent), os.environ.get("PATH", "/usr/bin:/bin")]
        with open_log(self.log) as log:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", "borehall.hub.app", "-f", str(self.site.hub_config)],
                cwd=self.site.hub,
                env={**os.environ, "PATH": os.pathsep.join(path)},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                # Ctrl-C is for us: the hub gets one orderly SIGTERM instead of it.
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def _wait_until_ready(self, hub: subprocess.Popen) -> bool:
        deadline = time.monotonic() + _READY_WITHIN_S
        while time.monotonic() < deadline and hub.poll() is None and not self.ending:
            self._reap_adopted()
            if answers(self.address + "hub/health"):
                return True
            time.sleep(0.1)
        return False

    def _wait_until_ended(self, hub: subprocess.Popen) -> int:
        """The hub's status. One that was told to end and does not (a lost disk, a stuck server) is killed."""
        while True:
            try:
                return hub.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                self._reap_adopted()
                if self.end_by is not None and time.monotonic() > self.end_by:
                    hub.kill()

    def _reap_adopted(self) -> None:
        """A killed hub leaves us its children. Dead ones must be waited for: the next hub takes a zombie for alive."""
        for child in _children(os.getpid()):
            if self.hub is not None and child != self.hub.pid and _is_zombie(child):
                os.waitpid(child, 0)

    def _end(self, number: int, frame: object) -> None:
        """The first signal asks the hub to end; a second one is out of patience."""
        self.end_by = time.monotonic() + (0 if self.ending else _ENDS_WITHIN_S)
        self.ending = True
        if self.hub is not None and self.hub.poll() is None:
            self.hub.terminate()


def check_port(site: Site, settings: HallSettings) -> None:
    """PlatformFault when the hall cannot listen where its settings say."""
    address, port = settings.hub.address, settings.hub.port
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise PlatformFault(
                say(
                    "The hall cannot listen at {address}:{port}: {why}.", address=address, port=port, why=error.strerror
                ),
                say("Is another hall running, or another program using this port?"),
                say("End it (to find it: ss -ltnp), or set another [hub] port in {file}.", file=site.settings_file),
            ) from error


def ending_signals() -> list[signal.Signals]:
    """What ends the hall; the end of its terminal only where it was not started with nohup."""
    outlives_terminal = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    return [signal.SIGINT, signal.SIGTERM, *([] if outlives_terminal else [signal.SIGHUP])]


def open_log(file: Path) -> BinaryIO:
    """The hub's log, to be written to.

    Trainees' servers inherit it for their own words, and could read the whole log through it if its mode let them: the
    closed folder around it does not help against /proc/self/fd.
    """
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.fchmod(handle, 0o600)
    return os.fdopen(handle, "ab")


def answers(url: str) -> bool:
    """Whether ``url`` answers with success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 (our own address)
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def last_lines(file: Path, count: int) -> str:
    """The end of a text file."""
    return "\n".join(file.read_text(errors="replace").splitlines()[-count:]) if file.is_file() else ""


def end_descendants(grace_s: float = 5) -> None:
    """Ends every process below this one: first politely, after ``grace_s`` for good."""
    deadline = time.monotonic() + grace_s
    number = signal.SIGTERM
    while children := list(descendants(os.getpid())):
        for child in children:
            _signal(child, number)
        _reap()
        if time.monotonic() > deadline:
            number = signal.SIGKILL
        time.sleep(0.05)


def descendants(pid: int) -> Iterator[int]:
    """The ids of all processes below ``pid``; zombies are left out, they wait for their parent only."""
    for child in _children(pid):
        yield from descendants(child)
        if not _is_zombie(child):
            yield child


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it ended while we looked
            found += map(int, task.read_text().split())
    return found


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
