"""Passwords: drawn so that a person can read them out, kept as bcrypt hashes, refused when they are weak.

The work factor is the lowest that OWASP accepts: on exam mornings 500 people log in within minutes, on one machine.
"""

from __future__ import annotations

import secrets
from functools import cache

import bcrypt

_ROUNDS = 10
_LONGEST = 72
"""Bytes that bcrypt looks at; it refuses anything longer."""

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No 0 and o, no 1, l and i: these are read off paper."""


def draw_password() -> str:
    """A fresh password such as ``k7fmw-3xp9h-qd24r``: 15 of 31 signs, 74 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3))


def hash_password(password: str) -> bytes:
    """The bcrypt hash that NativeAuthenticator's table also holds."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(_ROUNDS))


def is_too_long(password: str) -> bool:
    """True for more than bcrypt can hash; a Chinese character counts three bytes."""
    return len(password.encode()) > _LONGEST


def password_fits(password: str, hashed: bytes | None) -> bool:
    """True when ``password`` made ``hashed``. Without a hash the same work is done, so that time tells nothing."""
    # Cut here: what bcrypt does with more differs by its version.
    same = bcrypt.checkpw(password.encode()[:_LONGEST], hashed or _hash_of_nothing())
    return same and hashed is not None and not is_too_long(password)


@cache
def _hash_of_nothing() -> bytes:
    return hash_password(secrets.token_urlsafe())
