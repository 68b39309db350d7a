"""The calls of the kernel that the standard library has no words for.

No kept library offers mounts, namespaces or capabilities to a process that goes on running as itself, and bubblewrap
can only start programs anew; hence these few lines of ctypes.
"""

from __future__ import annotations

import ctypes
import os

NEWNS, NEWCGROUP, NEWUTS, NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000

NOSUID, NODEV, NOEXEC, RDONLY = 2, 4, 8, 1
_BIND, _REC, _PRIVATE, _DETACH = 4096, 16384, 1 << 18, 2
_ATTR_RDONLY, _ATTR_NOSUID, _ATTR_NODEV = 1, 2, 4
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_MOUNT_SETATTR = 442

_SET_PDEATHSIG, _CAPBSET_DROP, _SET_SECCOMP, _SET_CHILD_SUBREAPER, _SET_NO_NEW_PRIVS = 1, 24, 22, 36, 38
_CAP_AMBIENT, _CLEAR_ALL, _SECCOMP_FILTER = 47, 4, 2
_CAPABILITIES_V3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


class Refused(OSError):
    """The kernel said no; ``what`` names the layer that cannot be had."""

    def __init__(self, what: str, number: int) -> None:
        super().__init__(number, f"{what}: {os.strerror(number)}")
        self.what = what


def _call(what: str, function: ctypes._CFuncPtr, *arguments: object) -> int:  # type: ignore[name-defined]
    result = function(*arguments)
    if result < 0:
        raise Refused(what, ctypes.get_errno())
    return result


def unshare(what: str, flags: int) -> None:
    """This process (for NEWPID: its next child) gets namespaces of its own."""
    _call(what, _libc.unshare, flags)


def next_child_in(namespace: int) -> None:
    """The next child is born into the process namespace that the descriptor ``namespace`` stands for."""
    _call("return to the process namespace", _libc.setns, namespace, NEWPID)


def mount(kind: str, target: str, flags: int, options: str) -> None:
    """A new file system of ``kind`` at ``target``."""
    name = kind.encode()
    _call(f"mount of {kind}", _libc.mount, name, target.encode(), name, ctypes.c_ulong(flags), options.encode())


def make_mounts_private() -> None:
    """What is mounted here from now on is nobody else's to see."""
    _call("private mounts", _libc.mount, None, b"/", None, ctypes.c_ulong(_REC | _PRIVATE), None)


def bind(source: str, target: str) -> None:
    """``source`` with all below it is seen at ``target`` too."""
    flags = ctypes.c_ulong(_BIND | _REC)
    _call("bind mount", _libc.mount, os.fsencode(source), os.fsencode(target), None, flags, None)


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns")]


def seal(target: str, devices: bool = False, below: bool = True) -> None:
    """``target`` becomes read-only, without set-uid programs and (unless ``devices``) without devices."""
    wanted = _MountAttributes(set=_ATTR_RDONLY | _ATTR_NOSUID | (0 if devices else _ATTR_NODEV))
    flags, size = (_AT_RECURSIVE if below else 0), ctypes.c_size_t(ctypes.sizeof(wanted))
    arguments = (_AT_FDCWD, os.fsencode(target), flags, ctypes.byref(wanted), size)
    _call("read-only mounts", _libc.syscall, ctypes.c_long(_MOUNT_SETATTR), *arguments)


def enter_root(folder: str) -> None:
    """``folder`` is this process's root from now on, and the old one is out of its tree."""
    os.chdir(folder)
    _call("pivot_root", _libc.pivot_root, b".", b".")
    _call("detaching the old root", _libc.umount2, b".", _DETACH)
    os.chdir("/")


def die_with_parent() -> None:
    """To be said after the last change of credentials, which takes it back."""
    _prctl("parent-death signal", _SET_PDEATHSIG, 9)


def adopt_orphans() -> None:
    """Descendants whose parent dies become children of this process."""
    _prctl("child subreaper", _SET_CHILD_SUBREAPER, 1)


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def drop_privileges(uid: int | None) -> None:
    """No capability, now or by any program started later; ``uid`` (and the same gid) if it is to change."""
    for capability in range(_last_capability + 1):
        _prctl("capability bounding set", _CAPBSET_DROP, capability)
    _prctl("ambient capabilities", _CAP_AMBIENT, _CLEAR_ALL)
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header, nothing = _CapabilityHeader(_CAPABILITIES_V3, 0), (ctypes.c_uint32 * 6)()
    _call("capabilities", _libc.capset, ctypes.byref(header), ctypes.byref(nothing))
    _prctl("no new privileges", _SET_NO_NEW_PRIVS, 1)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def filter_calls(program: bytes) -> None:
    """System calls are filtered by the compiled ``program`` from now on."""
    loaded = _Program(len(program) // 8, program)
    arguments = (ctypes.c_ulong(_SECCOMP_FILTER), ctypes.byref(loaded), ctypes.c_ulong(0), ctypes.c_ulong(0))
    _call("seccomp", _libc.prctl, _SET_SECCOMP, *arguments)


def _prctl(what: str, option: int, *arguments: int) -> None:
    _call(what, _libc.prctl, option, *[ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]])


def _read_last_capability() -> int:
    try:
        with open("/proc/sys/kernel/cap_last_cap") as file:
            return int(file.read())
    except OSError:
        return 40


_last_capability = _read_last_capability()
