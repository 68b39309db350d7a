"""The files of a new task: a small task that runs as it stands, with notes on what to change."""

from __future__ import annotations

from pathlib import Path

from borehall.bank.library import NAME
from borehall.bank.texts import LANGUAGES
from borehall.faults import AuthorFault
from borehall.words import say

PATTERN = Path(__file__).parent / "pattern"
FILES = ("task.py", *LANGUAGES.values())


def write_new_task(home: Path, name: str) -> list[Path]:
    """Write the pattern as task ``name`` below ``home``; AuthorFault for a bad name, or when it is there already."""
    if not NAME.fullmatch(name):
        raise AuthorFault(
            say("{name} can't be a task's id.", name=name),
            say("Expected: {expected}.", expected=say("small Latin letters and digits, parts joined by -")),
            say("Choose another name, such as silo-rings."),
        )
    folder = home / name
    if folder.exists():
        raise AuthorFault(
            say("There is a folder {folder} already.", folder=folder),
            say("Expected: {expected}.", expected=say("a new name")),
            say("Choose another name, or edit the task that is there."),
        )
    texts = {file: (PATTERN / f"{file}.txt").read_text("utf-8").replace("NEW-TASK", name) for file in FILES}
    folder.mkdir(parents=True)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    return [folder / file for file in texts]
