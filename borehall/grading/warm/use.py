"""What the processes of a box use, all together, as read from outside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

_TICKS = os.sysconf("SC_CLK_TCK")
_MIB = 1 << 20


@dataclass(frozen=True)
class Use:
    """Memory with scratch, threads, processor time, slots for open files; how full the scratch is, from 0 to 1.

    Unless it is ``exact``, memory counts pages that forks share once for each of them. To tell them apart takes the
    kernel milliseconds for each process.
    """

    memory_mb: float = 0
    tasks: int = 0
    cpu_s: float = 0
    open_files: int = 0
    scratch_full: float = 0


def use_of_box(scratch: int, processes: int, exact: bool) -> Use:
    """From descriptors of the box's scratch and of its own /proc, where only its processes stand."""
    disk = os.statvfs(scratch)
    taken = (disk.f_blocks - disk.f_bfree) * disk.f_frsize / _MIB
    full = max(1 - disk.f_bfree / max(disk.f_blocks, 1), 1 - disk.f_ffree / max(disk.f_files, 1))
    pids = [name for name in os.listdir(processes) if name.isdigit()]
    return _total(pids, processes, Use(taken, scratch_full=full), exact)


def use_below(pid: int, exact: bool) -> Use:
    """Of all that descends from ``pid``, where there is no box."""
    folder = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    try:
        return _total(list(map(str, descendants(pid))), folder, Use(), exact)
    finally:
        os.close(folder)


def descendants(pid: int) -> Iterator[int]:
    """Children of ``pid``, theirs, and so on."""
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                children = list(map(int, file.read().split()))
            for child in children:
                yield child
                yield from descendants(child)
    except OSError:
        return


def _total(pids: list[str], folder: int, scratch: Use, exact: bool) -> Use:
    memory, tasks, ticks, slots = scratch.memory_mb, 0, 0, 0
    for pid in pids:
        try:
            status = _lines(_read(f"{pid}/status", folder))
            times = _read(f"{pid}/stat", folder).rpartition(")")[2].split()[11:15]
        except OSError:
            continue
        memory += _memory_mb(pid, folder, status, exact)
        tasks += _number(status, "Threads")
        slots += _number(status, "FDSize")
        ticks += sum(map(int, times))
    return Use(memory, tasks, ticks / _TICKS, slots, scratch.scratch_full)


def _memory_mb(pid: str, folder: int, status: dict[str, str], exact: bool) -> float:
    """Pages of files are the system's cache, and shared; shared memory is the box's own."""
    if exact:
        try:
            shares = _lines(_read(f"{pid}/smaps_rollup", folder))
        except OSError:
            shares = {}  # it has just ended, or hides
        if "Pss_Anon" in shares:
            return (_number(shares, "Pss_Anon") + _number(shares, "Pss_Shmem")) / 1024
    return (_number(status, "RssAnon") + _number(status, "RssShmem")) / 1024


def _read(path: str, folder: int) -> str:
    descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(descriptor, 8192).decode(errors="replace")
    finally:
        os.close(descriptor)


def _lines(status: str) -> dict[str, str]:
    return dict(line.partition(":")[::2] for line in status.splitlines())


def _number(status: dict[str, str], key: str) -> int:
    return int(status.get(key, "0").split()[0])
