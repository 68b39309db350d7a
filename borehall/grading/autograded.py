"""autograded/<trainee>/<assignment>: what was handed in, the author's files over it, and the graded notebooks."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat

from borehall.checked import write_whole
from borehall.course.paper_build import BLUEPRINT_FILE
from borehall.course.plain_copy import PlainCopy, replace_folder
from borehall.grading.judging import Work

MOST_BYTES = 1_000_000_000
_NOT_COPIED = ("*.ipynb", ".ipynb_checkpoints", "__pycache__", "*.pyc", BLUEPRINT_FILE)


def write_autograded(folder: Path, submitted: Path, source: Path, work: Work) -> None:
    """Replaces ``folder`` as a whole: nobody ever sees half of a graded submission."""
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        PlainCopy(MOST_BYTES, _NOT_COPIED).run(submitted, draft)
        _copy_over(source, draft)
        for name, notebook in work.notebooks.items():
            write_whole(draft / f"{name}.ipynb", (nbformat.writes(notebook) + "\n").encode())
        for name, content in work.files.items():
            write_whole(draft / name, content)
        replace_folder(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _copy_over(source: Path, draft: Path) -> None:
    """The author's data files, in place of whatever was handed in under their names."""
    for file in source.rglob("*"):
        place = draft / file.relative_to(source)
        if file.is_file() and not any(file.match(pattern) for pattern in _NOT_COPIED):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
