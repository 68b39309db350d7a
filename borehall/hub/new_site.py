"""A new site: the operator's settings, the hub's configuration, and the folders of DESIGN section 2."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import borehall
from borehall.course.room import STEPS
from borehall.faults import PlatformFault
from borehall.words import say

_DEMONSTRATION = "cement-plant"
_IGNORE = "/var/\n/submitted/*\n/autograded/*\n/feedback/*\n__pycache__/\n.ipynb_checkpoints/\n"


def pattern() -> Path:
    """The folder that new sites are copied from: packed with the wheel, or the repository itself."""
    packed = Path(borehall.__file__).parent / "pattern"
    return packed if packed.is_dir() else Path(borehall.__file__).parent.parent


def write_site(folder: Path, demonstration: bool) -> None:
    """Writes ``folder``. PlatformFault, and nothing written, when something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PlatformFault(
            say("{folder} is there already, and not empty.", folder=folder),
            say("Expected: a folder that does not exist yet, or an empty one."),
            say("Name another folder."),
        )
    if not _writable(folder):
        raise PlatformFault(
            say("This account may not write into {folder}.", folder=folder.parent),
            next_step=say("Name another folder."),
        )
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _fill(folder, demonstration)
    except BaseException:
        # Ctrl-C and a full disk too: half a site would be refused the next time, as a folder that is not empty.
        shutil.rmtree(folder, ignore_errors=True)
        if not fresh:
            folder.mkdir()
        raise


def _fill(folder: Path, demonstration: bool) -> None:
    shutil.copytree(
        pattern() / "hub_config", folder / "hub_config", ignore=shutil.ignore_patterns("__pycache__", "local")
    )
    for step in STEPS:
        (folder / step).mkdir()
    (folder / ".gitignore").write_text(_IGNORE)
    if demonstration:
        for part in ("courses", "source", "release"):
            shutil.copytree(pattern() / part / _DEMONSTRATION, folder / part / _DEMONSTRATION)
    else:
        (folder / "courses").mkdir()


def _writable(folder: Path) -> bool:
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return os.access(there, os.W_OK | os.X_OK)
