"""Names of accounts: one rule for the roster, the course's people and the operators."""

from __future__ import annotations

import re

from borehall.words import say

SERVICE_PREFIX = "course-"
"""The hub's own services are called course-<id>; no person may be."""

LONGEST = 64
_ALLOWED = re.compile(rf"[a-z0-9][a-z0-9._-]{{0,{LONGEST - 1}}}")


def normalise_username(text: str) -> str:
    """The name as JupyterHub keeps it: without space around it, in lower case."""
    return text.strip().lower()


def username_kind() -> str:
    """What an account name is, in words."""
    return say(
        "an account name of 1 to {longest} characters: letters a to z, digits, and . _ - after the first character",
        longest=LONGEST,
    )


def is_username(text: str) -> bool:
    """Whether ``text``, already normalised, may name an account.

    No +, since nbgrader splits file names at it; no other letters, since the names become folders and system accounts.
    """
    return bool(_ALLOWED.fullmatch(text)) and not text.startswith(SERVICE_PREFIX)


def reserved_kind() -> str:
    """What an account name must not be, in words."""
    return say("a name that does not start with {prefix}, which is kept for the hub's services", prefix=SERVICE_PREFIX)
