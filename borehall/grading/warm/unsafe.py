"""What stands in for the box where none can be made and somebody insists: limits of time and memory, and a reaper.

Whatever descends from a run becomes the reaper's child when its own parent dies, so that nothing survives; but
all of it sees the machine as the grader sees it.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from . import kernel
from .use import descendants


def fork_under_reaper(live: Callable[[], None]) -> int:
    """A child that reaps all that ``live`` brings into the world, and ends like it. SIGTERM ends them all."""
    # Held back until there is somebody to hear it.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    pid = os.fork()
    if pid == 0:
        _reap(live)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    return pid


def _reap(live: Callable[[], None]) -> NoReturn:
    folder, status = tempfile.mkdtemp(prefix="borehall-unsafe-"), int(signal.SIGKILL)
    try:
        os.setsid()
        kernel.adopt_orphans()
        kernel.die_with_parent()
        os.chdir(folder)
        first = os.fork()
        if first == 0:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
            live()
        os.closerange(3, 1 << 20)
        signal.signal(signal.SIGTERM, lambda *_: _kill_all())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        status = os.waitpid(first, 0)[1]
        while _kill_all():
            os.waitpid(-1, 0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _end_like(status)


def _kill_all() -> bool:
    """Whether there was anybody."""
    left = list(descendants(os.getpid()))
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return bool(left)


def _end_like(status: int) -> NoReturn:
    if os.WIFSIGNALED(status):
        with suppress(OSError):
            signal.signal(os.WTERMSIG(status), signal.SIG_DFL)
        os.kill(os.getpid(), os.WTERMSIG(status))
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
