"""The way of a fresh child into its box, and what runs there.

The order matters: mounts while there are rights to mount, accounts while there are rights to change them, the filter
of system calls last. Nothing of the trainee's is looked at before the end.
"""

from __future__ import annotations

import json
import os
import random
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from . import kernel, landlock
from .channel import Channel
from .descriptors import Streams, keep_only
from .limits import Limits, enforce
from .small_root import INNER, SCRATCH, WORK, make_scratch_folders

OUT_OF_MEMORY = 97
"""Exit status of a role that MemoryError ended."""


@dataclass(frozen=True)
class Confinement:
    """How the children of this house are confined. ``uid`` None: they keep the house's, in a user namespace.

    ``blanks`` are descriptors that roles left open, see `blank`.
    """

    unsafe: bool
    filter: bytes
    blanks: frozenset[int] = frozenset()
    uid: int | None = None


_NAMESPACES = kernel.NEWNS | kernel.NEWNET | kernel.NEWIPC | kernel.NEWUTS | kernel.NEWCGROUP


class ScratchFull(Exception):
    """What the box was to begin with does not fit into it."""


def live(how: Confinement, limits: Limits, streams: Streams, role: Callable[[Channel], None]) -> None:
    """Never returns."""
    try:
        streams = keep_only(streams, how.blanks)
        watched = _confine(how, limits, streams.files)
        with socket.socket(fileno=streams.ear) as ear:
            socket.send_fds(ear, [b'{"ready":true}'], watched)
    except ScratchFull:
        _refuse(streams.ear, {"ending": "scratch"})
    except BaseException as error:  # noqa: BLE001 -- outermost frame: the guard makes it the platform's fault
        _refuse(streams.ear, {"fault": str(error) or type(error).__name__})
    for descriptor in (*watched, streams.files):
        os.close(descriptor)
    _exit_with(_play(role, streams.channel, limits))


def _confine(how: Confinement, limits: Limits, files: int) -> list[int]:
    """Every layer, from the outermost. The result: descriptors of scratch and processes, for the guard to watch."""
    _write("/proc/self/oom_score_adj", "1000")
    os.setsid()
    os.umask(0o077)
    if how.unsafe:
        enforce(limits, count_processes=False)
        _unpack(files)
        kernel.die_with_parent()
        return []
    kernel.unshare("namespaces of a box", _NAMESPACES)
    _mount(how, limits)
    socket.sethostname("box")
    if how.uid is None:
        enter_user_namespace(nested=False)
    # In a changed root the kernel refuses new user namespaces, whatever the filter of system calls does.
    os.chroot(INNER)
    os.chdir("/")
    enforce(limits)
    kernel.drop_privileges(how.uid)
    make_scratch_folders()
    os.chdir(WORK)
    _unpack(files)
    watched = [os.open(path, os.O_RDONLY | os.O_DIRECTORY) for path in (SCRATCH, "/proc")]
    kernel.die_with_parent()
    landlock.restrict(writable=[SCRATCH])
    kernel.filter_calls(how.filter)
    return watched


def _mount(how: Confinement, limits: Limits) -> None:
    quiet = kernel.NOSUID | kernel.NODEV | kernel.NOEXEC
    owner = os.geteuid() if how.uid is None else how.uid
    size = f"size={limits.scratch_mb}m,nr_inodes={limits.files},mode=0700,uid={owner},gid={owner}"
    if how.uid is None:
        size = f"size={limits.scratch_mb}m,nr_inodes={limits.files},mode=0700"
    kernel.mount("tmpfs", INNER + SCRATCH, quiet, size)
    kernel.mount("proc", INNER + "/proc", quiet | kernel.RDONLY, "subset=pid")


def enter_user_namespace(nested: bool) -> None:
    """An ordinary user's way to rights over namespaces of its own; ``nested``: others will be made within."""
    uid, gid = os.geteuid(), os.getegid()
    kernel.unshare("user namespace", kernel.NEWUSER)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")
    if not nested:
        _write("/proc/sys/user/max_user_namespaces", "0")


def _unpack(files: int) -> None:
    """The box's files, from their names and lengths and then their bytes."""
    with os.fdopen(os.dup(files), "rb") as packed:
        for name, length in json.loads(packed.read(int(packed.read(10)))):
            try:
                os.makedirs(os.path.dirname(os.path.abspath(name)), exist_ok=True)
                with open(name, "xb") as file:
                    file.write(packed.read(length))
            except OSError as error:
                raise ScratchFull from error


def _play(role: Callable[[Channel], None], channel: int, limits: Limits) -> int:
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    try:
        role(Channel(socket.socket(fileno=channel), limits.message_bytes))
    except MemoryError:
        return OUT_OF_MEMORY
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:  # noqa: BLE001 -- outermost frame of the box
        traceback.print_exc()
        return 1
    return 0


def _refuse(ear: int, message: dict[str, str]) -> None:
    try:
        os.write(ear, json.dumps(message).encode()[:4000])
    finally:
        os._exit(1)


def _exit_with(status: int) -> None:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status & 0xFF)


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w") as file:
            file.write(text)
    except OSError as error:
        raise OSError(error.errno, f"{path}: {error.strerror}") from error
