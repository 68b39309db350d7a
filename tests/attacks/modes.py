"""The two ways of boxes: root's, under accounts of their own, and an ordinary user's, in user namespaces."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ORDINARY = 54321
"""Nobody's number: without a passwd entry and without subordinate ids, as a course's account has it."""

MODES = ["root", "ordinary user"] if os.geteuid() == 0 else ["ordinary user"]


def in_mode(mode: str, run: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """What ``run`` returns, in a process of its own under the mode's account, with a folder that is that account's."""
    # Not pytest's own, which is closed to all other accounts.
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="attack-") as folder:
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(ours)
            _run(mode, Path(folder), run, theirs)
        os.close(theirs)
        with os.fdopen(ours, "rb") as answer:
            text = answer.read()
        os.waitpid(pid, 0)
    seen = json.loads(text)
    assert "failed" not in seen, seen["failed"]
    return seen


def _run(mode: str, folder: Path, run: Callable[[Path], dict[str, Any]], answer: int) -> None:
    try:
        if mode != "root" and os.geteuid() == 0:
            _become_ordinary(folder)
        said = run(folder)
    except BaseException:  # noqa: BLE001 -- whatever it is, the test shall read it
        said = {"failed": traceback.format_exc()}
    with os.fdopen(answer, "wb") as file:
        file.write(json.dumps(said).encode())
    os._exit(0)


def _become_ordinary(folder: Path) -> None:
    os.chown(folder, ORDINARY, ORDINARY)
    # The hall's environment may be closed to all but its readers; accounts of courses are among them.
    readers = os.stat(sys.prefix).st_gid
    os.setgroups([readers])
    os.setresgid(ORDINARY, ORDINARY, ORDINARY)
    os.setresuid(ORDINARY, ORDINARY, ORDINARY)
