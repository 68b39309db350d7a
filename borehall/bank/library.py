"""Where tasks come from: the engine's own folder and a site's ``tasks/``, a folder for each task, named by its id."""

from __future__ import annotations

import importlib.util
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from borehall.bank.entry import Entry
from borehall.bank.task import LEVELS, Task
from borehall.bank.texts import LANGUAGES, read_texts
from borehall.faults import AuthorFault
from borehall.words import say

SHIPPED = Path(__file__).parent / "tasks"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
NEEDED = ("TASK", "draw", "fields", "solve", "mistakes")


def task_folders(own: Path | None = None) -> dict[str, Path]:
    """Folder of each task by id; ``own`` is a site's folder, whose tasks go before the engine's of the same name."""
    found: dict[str, Path] = {}
    for home in filter(None, (SHIPPED, own)):
        found |= {file.parent.name: file.parent for file in sorted(home.glob("*/task.py"))}
    return dict(sorted(found.items()))


def load(task: str, own: Path | None = None) -> Entry:
    """The task of that id; AuthorFault, with the nearest names, when there is none, or for what is wrong with it."""
    folders = task_folders(own)
    if task not in folders:
        near = ", ".join(get_close_matches(task, folders, 3)) or ", ".join(list(folders)[:8])
        raise AuthorFault(
            say("There is no task {task}.", task=task),
            say("Expected: {expected}.", expected=near),
            say("Look at the list: {command}", command="borehall task list"),
        )
    return load_once(folders[task], stamp(folders[task]))


def load_all(own: Path | None = None) -> list[Entry]:
    """Every task, by id."""
    return [load_once(folder, stamp(folder)) for folder in task_folders(own).values()]


@lru_cache(maxsize=512)
def load_once(folder: Path, at: tuple[int, ...]) -> Entry:
    """`load_folder`, repeated only when a file has changed: a hall asks for the same tasks for each trainee."""
    return load_folder(folder)


def stamp(folder: Path) -> tuple[int, ...]:
    """Another one as soon as a file in ``folder`` has changed."""
    return tuple(sorted(file.stat().st_mtime_ns for file in folder.iterdir() if file.is_file()))


def load_folder(folder: Path) -> Entry:
    """The task in ``folder``; AuthorFault with file, line and what to do when it isn't one."""
    file = folder / "task.py"
    module = _imported(file)
    for name in NEEDED:
        if not hasattr(module, name):
            raise _faulty(file, say("{name} is missing.", name=name), ", ".join(NEEDED))
    card = _checked_card(module.TASK, file)
    return Entry(
        card=card,
        folder=folder,
        texts={language: read_texts(folder / name) for language, name in LANGUAGES.items()},
        draws=_guarded(module.draw, file),
        lists_fields=_guarded(module.fields, file),
        solves=_guarded(module.solve, file, passing=(ValueError, ArithmeticError, LookupError, TypeError)),
        lists_mistakes=_guarded(module.mistakes, file),
        lists_margins=_guarded(module.margins, file) if hasattr(module, "margins") else None,
        draws_figure=_guarded(module.figure, file) if hasattr(module, "figure") else None,
    )


def _imported(file: Path) -> ModuleType:
    # The folder's place is part of the name, so that two sites' tasks of one name don't meet.
    name = f"borehall_task_{re.sub('[^a-z0-9]', '_', str(file.parent).lower())}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise _faulty(file, say("{name} is missing.", name="task.py"), "task.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise _faulty(file, str(error.msg), say("a Python module"), error.lineno) from error
    except Exception as error:
        raise _author_error(file, error) from error
    return module


def _guarded(function: Callable[..., Any], file: Path, passing: tuple[type[Exception], ...] = ()) -> Callable[..., Any]:
    """``function`` with its own errors as its author's faults; those of ``passing`` pass when answers are given.

    A trainee's earlier answer may lead a solution astray: the judge expects that and catches it.
    """

    def call(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except AuthorFault:
            raise
        except Exception as error:
            if isinstance(error, passing) and len(arguments) > 1 and arguments[1]:
                raise
            raise _author_error(file, error) from error

    return call


def _author_error(file: Path, error: Exception) -> AuthorFault:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    seen = f"{type(error).__name__}: {error}"
    return _faulty(file, seen, say("a task that runs for every draw"), lines[-1] if lines else None)


def _checked_card(card: Any, file: Path) -> Task:
    if not isinstance(card, Task):
        raise _faulty(file, say("TASK is not a {kind}.", kind="Task"), "TASK = Task(id=…, titles=…, …)")
    wrong = {
        f"id={card.id!r}": card.id != file.parent.name or not NAME.fullmatch(card.id),
        f"titles={card.titles!r}": set(card.titles) != set(LANGUAGES) or not all(card.titles.values()),
        f"level={card.level!r}": card.level not in LEVELS,
        f"minutes={card.minutes!r}": not 3 <= card.minutes <= 15,
        "clauses=()": not card.clauses,
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            expected = say("the folder's name as id, both titles, a clause, level 1 to 3, 3 to 15 minutes")
            raise _faulty(file, say("TASK has {what}.", what=what), expected, _line_of(file, what.partition("=")[0]))
    return card


def _line_of(file: Path, key: str) -> int | None:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if re.search(rf"\b{key}=", line):
            return number
    return None


def _faulty(file: Path, seen: str, expected: str, line: int | None = None) -> AuthorFault:
    next_step = say("Mend it, then look at it again: {command}", command=f"borehall task check {file.parent.name}")
    return AuthorFault(seen, say("Expected: {expected}.", expected=expected), next_step, file=file, line=line)


def select(entries: Sequence[Entry], clause: str = "", level: int | None = None, standard: str = "") -> list[Entry]:
    """Those whose clauses begin with ``clause`` (as ``6.0.12``; of ``standard``, as ``gb50011_2010``), of ``level``."""
    begins = re.compile(rf"(table |formula )?{re.escape(clause)}($|[-.\s])")
    return [
        entry
        for entry in entries
        if (level is None or entry.card.level == level)
        and any(
            (not clause or begins.match(cited.clause)) and standard in ("", cited.standard.folder)
            for cited in entry.card.clauses
        )
    ]
