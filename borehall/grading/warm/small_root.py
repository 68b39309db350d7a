"""The file tree that a house and its boxes see: the system's tools and one Python environment, read-only.

It is built of bind mounts in a mount namespace of the house's own, from an allow list: what is not named here is
absent. Boxes live one step further in, below ``/box``, which shows the same tree.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator

from . import kernel

INNER = "/box"
SCRATCH = "/scratch"
WORK = f"{SCRATCH}/work"

_BASE = "/tmp"  # noqa: S108 -- only covered, in a namespace of our own
_TOOLS = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/libx32", "/sbin")
_SETTINGS = ("/etc/alternatives", "/etc/fonts")
_COPIED = ("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_LINKS = {
    "/tmp": f"{SCRATCH}/tmp",  # noqa: S108 -- the box's own
    "/dev/shm": f"{SCRATCH}/shm",  # noqa: S108
    "/dev/fd": "/proc/self/fd",
    "/dev/stdin": "/proc/self/fd/0",
    "/dev/stdout": "/proc/self/fd/1",
    "/dev/stderr": "/proc/self/fd/2",
}
_TEXTS = {
    "/etc/hosts": "127.0.0.1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}


def enter_small_root(uids: Iterable[int]) -> None:
    """This process sees the small root from now on, and nothing else. ``uids`` get the name ``box``."""
    kernel.make_mounts_private()
    # Opened before anything is covered, and mounted by descriptor: sources may lie below the place of building.
    sources = {path: os.open(path, os.O_PATH | os.O_NOFOLLOW) for path in _shown()}
    copies = {path: _content(path) for path in _COPIED if os.path.isfile(path)}
    copies |= {path: text.encode() for path, text in _texts(uids).items()}
    kernel.mount("tmpfs", _BASE, kernel.NOSUID, "size=4m,mode=0755")
    for path, source in sources.items():
        _show(path, source)
    for path, content in copies.items():
        _make_parents(path)
        with open(_BASE + path, "wb") as file:
            file.write(content)
    for path, target in _LINKS.items():
        _make_parents(path)
        if not os.path.lexists(_BASE + path):
            os.symlink(target, _BASE + path)
    for folder in (INNER, SCRATCH, "/proc"):
        os.mkdir(_BASE + folder, 0o755)
    quiet = kernel.NOSUID | kernel.NODEV | kernel.NOEXEC
    kernel.mount("tmpfs", _BASE + SCRATCH, quiet, "size=64m,mode=0700")
    # Of the house's own processes; and where users mount in namespaces, boxes may have theirs only beside a whole one.
    kernel.mount("proc", _BASE + "/proc", quiet, "")
    for source in sources.values():
        os.close(source)
    kernel.seal(_BASE, below=False)
    kernel.enter_root(_BASE)
    kernel.bind("/", INNER)
    make_scratch_folders()


def make_scratch_folders() -> None:
    """What a program expects to write to: its working folder, a home, temporary files, shared memory."""
    for name in ("work", "home", "tmp", "shm"):
        os.mkdir(f"{SCRATCH}/{name}", 0o700)


def _shown() -> Iterator[str]:
    """Every path that is taken over from the system."""
    prefixes = {sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))}
    yield from filter(os.path.lexists, (*_TOOLS, *_SETTINGS))
    for prefix in sorted(prefixes):
        if not prefix.startswith("/usr/") and prefix != "/usr":
            # Not the folder itself, whose door may be closed to the account of a box.
            yield from (os.path.join(prefix, name) for name in sorted(os.listdir(prefix)))
    yield from (f"/dev/{name}" for name in _DEVICES)


def _show(path: str, source: int) -> None:
    mode = os.fstat(source).st_mode
    _make_parents(path)
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink("", dir_fd=source), _BASE + path)
        return
    if stat.S_ISDIR(mode):
        os.mkdir(_BASE + path)
    else:
        os.close(os.open(_BASE + path, os.O_CREAT | os.O_WRONLY, 0o644))
    kernel.bind(f"/proc/self/fd/{source}", _BASE + path)
    kernel.seal(_BASE + path, devices=stat.S_ISCHR(mode))


def _make_parents(path: str) -> None:
    os.makedirs(_BASE + os.path.dirname(path), mode=0o755, exist_ok=True)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _texts(uids: Iterable[int]) -> dict[str, str]:
    people = "".join(f"box:x:{uid}:{uid}:box:{SCRATCH}/home:/bin/sh\n" for uid in uids)
    groups = "".join(f"box:x:{uid}:\n" for uid in uids)
    return {**_TEXTS, "/etc/passwd": people, "/etc/group": groups}
