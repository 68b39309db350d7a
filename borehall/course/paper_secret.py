"""The secret behind trainees' numbers: one for each course, in its room, drawn once."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from borehall.checked import read_bytes
from borehall.faults import PlatformFault
from borehall.site import Site
from borehall.words import say

_BYTES = 32


def ensure_secret(site: Site, course: str, owner: tuple[int, int] | None = None) -> None:
    """Draws the course's secret, unless it has one; for ``owner`` (uid, gid) alone to read."""
    file = _file(site, course)
    if file.exists():
        return
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".paper-secret-")
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_hex(_BYTES) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        if owner:
            os.chown(draft, *owner)
        # A link never replaces: with another secret, every trainee would have other numbers.
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    finally:
        os.unlink(draft)


def read_secret(site: Site, course: str) -> bytes:
    """The course's secret; PlatformFault when there is none, or it is damaged."""
    file = _file(site, course)
    if not file.exists():
        raise PlatformFault(
            say("The course {course} has no secret yet, from which trainees' numbers are drawn.", course=course),
            next_step=say("Start the hall once: borehall up"),
            file=file,
        )
    try:
        secret = bytes.fromhex(read_bytes(file, PlatformFault).decode("ascii"))
    except ValueError:
        secret = b""
    if len(secret) != _BYTES:
        raise PlatformFault(
            say("The course's secret is damaged."),
            say("Expected: {expected}.", expected=say("64 hexadecimal digits")),
            say("Put it back from a backup: with another one, trainees would have other numbers."),
            file=file,
        )
    return secret


def _file(site: Site, course: str) -> Path:
    return site.room(course) / "paper-secret"
