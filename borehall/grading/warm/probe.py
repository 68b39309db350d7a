"""A role that looks around in its box and says what it finds: the self-test's eyes."""

from __future__ import annotations

import os
from typing import Any

from .channel import Channel

NAMESPACES = ("mnt", "net", "pid", "ipc", "uts", "cgroup")


def main(channel: Channel) -> None:
    """The first message names paths that should be absent; with ``crowd`` it forks until something stops it."""
    wish = channel.receive()
    channel.send(_look_around(wish["absent"]))
    if wish["crowd"]:
        _crowd()
    channel.receive()


def _crowd() -> None:
    try:
        while os.fork():
            continue
    except OSError:
        return  # the kernel's own count; the guard sees a full house, and ends it


def _look_around(absent: list[str]) -> dict[str, Any]:
    with open("/proc/self/status") as file:
        status = dict(line.rstrip("\n").partition(":\t")[::2] for line in file)
    return {
        "namespaces": {name: os.readlink(f"/proc/self/ns/{name}") for name in NAMESPACES},
        "present": [path for path in absent if os.path.lexists(path)],
        "written": [path for path in ("/", "/usr", "/usr/bin", "/etc", "/dev", "/box") if _can_write(path)],
        "processes": [name for name in os.listdir("/proc") if name.isdigit()],
        "uid": os.getuid(),
        "powers": [status.get(name, "?").strip() for name in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb")],
        "no_new_privileges": status.get("NoNewPrivs"),
        "filtered": status.get("Seccomp"),
        "descriptors": len(os.listdir("/proc/self/fd")) - 1,
        "environment": sorted(os.environ),
    }


def _can_write(folder: str) -> bool:
    try:
        os.close(os.open(f"{folder}/borehall-probe", os.O_CREAT | os.O_WRONLY))
    except OSError:
        return False
    return True
