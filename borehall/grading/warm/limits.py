"""What a box may use."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass

_MIB = 1 << 20
OPEN_FILES = 256
"""Of each process. Socket buffers are memory that nobody else counts, so descriptors are few."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one box, all its processes together unless it says otherwise.

    ``memory_mb`` holds what its processes and its scratch take; ``files`` are those in the scratch; ``output_bytes`` is
    what it writes to its standard output and error; ``message_bytes`` bounds each message on the channel.
    """

    wall_s: float = 60
    cpu_s: float = 60
    memory_mb: int = 1024
    processes: int = 64
    output_bytes: int = 4_000_000
    scratch_mb: int = 64
    files: int = 1024
    message_bytes: int = 8_000_000


def enforce(limits: Limits, count_processes: bool = True) -> None:
    """The part that the kernel keeps for each process: the backstop of the monitor's sums.

    Address space and data are counted from what the warm parent has already taken. ``count_processes`` is for accounts
    that nobody else uses: the kernel counts by account.
    """
    pages = list(map(int, _statm().split()))
    taken, data = pages[0] * resource.getpagesize(), pages[5] * resource.getpagesize()
    seconds = int(limits.cpu_s) + 1
    most = {
        resource.RLIMIT_AS: taken + 3 * limits.memory_mb * _MIB,
        resource.RLIMIT_DATA: data + limits.memory_mb * _MIB,
        resource.RLIMIT_FSIZE: limits.scratch_mb * _MIB,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_STACK: 8 * _MIB,
    }
    if count_processes:
        most[resource.RLIMIT_NPROC] = limits.processes
    for name, value in most.items():
        bound = resource.getrlimit(name)[1]
        value = value if bound == resource.RLIM_INFINITY else min(value, bound)
        resource.setrlimit(name, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _statm() -> str:
    with open(f"/proc/{os.getpid()}/statm") as file:
        return file.read()
