"""Landlock: a second hand on files, TCP and signals, where the kernel has it (5.13 and newer).

The package `landlock` on PyPI is a development release only; these are its three calls.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_READ = (1 << 0) | (1 << 2) | (1 << 3)  # execute, read a file, list a folder
_WRITE = (1 << 1) | sum(1 << bit for bit in range(4, 13))  # write, remove, make
_REFER, _TRUNCATE, _DEVICES = 1 << 13, 1 << 14, 1 << 15
_SPECIAL = (1 << 6) | (1 << 11)  # character and block devices are nobody's to make
_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "net", "scoped")]


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """Of the kernel's Landlock; 0 when it has none."""
    return max(0, _libc.syscall(ctypes.c_long(_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION)))


def restrict(writable: Iterable[str]) -> None:
    """This process may read what it sees and write only below ``writable``; no TCP, nothing to processes outside.

    Nothing happens where the kernel has no Landlock.
    """
    if not (found := version()):
        return
    write = _WRITE | (_REFER if found >= 2 else 0) | (_TRUNCATE if found >= 3 else 0)
    handled = _Ruleset(_READ | write | (_DEVICES if found >= 5 else 0))
    handled.net = _TCP if found >= 4 else 0
    handled.scoped = _ABSTRACT_SOCKETS_AND_SIGNALS if found >= 6 else 0
    size = 24 if found >= 6 else 16 if found >= 4 else 8
    rules = _call(_CREATE, ctypes.byref(handled), ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        _allow(rules, "/", _READ)
        for device in ("/dev/null", "/dev/zero", "/dev/full"):
            _allow(rules, device, _READ & ~(1 << 3) | (1 << 1) | (write & _TRUNCATE))
        for folder in writable:
            _allow(rules, folder, _READ | (write & ~_SPECIAL))
        _call(_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0))
    finally:
        os.close(rules)


def _allow(rules: int, path: str, what: int) -> None:
    parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _PathRule(what, parent)
        _call(_ADD_RULE, ctypes.c_int(rules), ctypes.c_int(_PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(parent)


def _call(number: int, *arguments: object) -> int:
    result = _libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock: {os.strerror(ctypes.get_errno())}")
    return result
