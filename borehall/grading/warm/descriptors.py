"""The descriptors that a box begins with: standard streams and its channel, and nothing of the warm parent's."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_OUT_OF_THE_WAY = 32


@dataclass(frozen=True)
class Streams:
    """What a new child is handed: where its output goes, its channel, the guard's ear, the packed files."""

    output: int
    channel: int
    ear: int
    files: int


def opened() -> set[int]:
    """Every descriptor of this process."""
    found = map(int, os.listdir("/proc/self/fd"))
    return {descriptor for descriptor in found if _is_open(descriptor)}


def blank(descriptors: Iterable[int]) -> None:
    """They become /dev/null.

    What a role left open at import is owned by objects that live on in every box. Closed there, the numbers would be
    given anew, and those objects would one day close what is not theirs.
    """
    null = os.open("/dev/null", os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(null, descriptor, inheritable=False)
    os.close(null)


def keep_only(streams: Streams, blanks: Collection[int]) -> Streams:
    """Standard streams on 0 to 2, the others on the next numbers that are not ``blanks``; all else is closed."""
    null = os.open("/dev/null", os.O_RDONLY)
    handed = [null, streams.output, streams.output, streams.channel, streams.ear, streams.files]
    high = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _OUT_OF_THE_WAY) for descriptor in handed]
    free = [number for number in range(3, 6 + len(blanks)) if number not in blanks][:3]
    for place, descriptor in zip([0, 1, 2, *free], high, strict=True):
        os.dup2(descriptor, place, inheritable=place < 3)
    first = 3
    for kept in sorted({*free, *blanks}):
        os.closerange(first, kept)
        first = kept + 1
    os.closerange(first, 1 << 20)
    _replace_standard_streams()
    return Streams(1, *free)


def _replace_standard_streams() -> None:
    """What the warm parent had not yet written stays its own."""
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
