"""answers.json: the one sheet of answers, which forms and code are two views of, in however many notebooks."""

from __future__ import annotations

import errno
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from borehall_desk.sheet.shape import Misshapen, misshapen, read_json
from borehall_desk.sheet.whole_file import alone_in, clear_drafts, set_aside, stamp, write_whole
from borehall_desk.words import Sentence, joined, say

NAME = "answers.json"
SCHEMA = "borehall-answers-1"
BLANK = None
"""What stands for no answer: JSON's null is nobody's answer."""

Answers = dict[str, dict[str, Any]]
Watcher = Callable[["Sheet"], None]


class Sheet:
    """The answers in one folder.

    What the forms show is what this holds: the file where it can be read, else what was read and entered before. A
    change that could not be saved stays, and is saved with the next one that can be.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / NAME
        self.failure: Sentence | None = None
        self.notice: Sentence | None = None
        self.saved_at: datetime | None = None
        self._answers: Answers = {}
        self._unsaved: dict[tuple[str, str], Any] = {}
        self._seen: tuple[int, int, int] | None = None
        self._watchers: list[Watcher] = []
        # A hint's answer comes in a thread of its own.
        self._lock = RLock()
        self.refresh()

    def watch(self, watcher: Watcher) -> None:
        """``watcher`` is called after each change, here or in another notebook, and after each attempt to save."""
        self._watchers.append(watcher)

    def answers(self, slot: str) -> dict[str, Any]:
        """A copy of the answers to one question, by field."""
        return deepcopy(self._answers.get(slot, {}))

    def put(self, slot: str, field: str, raw: Any) -> None:
        """Keeps ``raw`` (plain values; BLANK takes the answer away) and saves. `failure` says why it could not."""
        with self._lock:
            self._unsaved[slot, field] = deepcopy(raw)
            self.save()

    def is_unsaved(self, slot: str, field: str) -> bool:
        """Whether the field's value is not on disk."""
        return (slot, field) in self._unsaved

    def save(self) -> None:
        """Writes what is not saved yet over what others have written meanwhile."""
        with self._lock:
            try:
                with alone_in(self.file.parent) as alone:
                    if alone:
                        clear_drafts(self.file)
                    merged = _with(self._read(), self._unsaved)
                    write_whole(self.file, {"schema": SCHEMA, "questions": merged})
                    self._seen = stamp(self.file)
            except OSError as error:
                self._answers = _with(self._answers, self._unsaved)
                self.failure = _why(error)
            else:
                self._answers, self._unsaved, self.failure = merged, {}, None
                self.saved_at = datetime.now()
            self._tell()

    def refresh(self) -> None:
        """Looks whether another notebook, or a person, has changed the file."""
        with self._lock:
            if stamp(self.file) in (self._seen, None):
                return
            try:
                with alone_in(self.file.parent):
                    self._answers = _with(self._read(), self._unsaved)
                    self._seen = stamp(self.file)
                    if self._seen:
                        self.saved_at = datetime.fromtimestamp(self._seen[1] / 1e9)
            except OSError as error:
                self.failure = _why(error)
            self._tell()

    def _read(self) -> Answers:
        """The file's answers; those in memory where there is no file, or none that can be used."""
        try:
            return _checked(self.file, read_json(self.file, SCHEMA)["questions"])
        except FileNotFoundError:
            return self._answers
        except (Misshapen, KeyError) as damage:
            kept = set_aside(self.file)
            seen = damage.sentence if isinstance(damage, Misshapen) else misshapen(self.file, say("nothing")).sentence
            aside = say("It is kept as {name}; nothing in it was changed.", name=kept.name)
            then = say("Your answers go on from what the form shows. Tell your instructor if answers are missing.")
            self.notice = joined([seen, aside, then])
            return self._answers

    def _tell(self) -> None:
        for watcher in list(self._watchers):
            watcher(self)


def _checked(file: Path, questions: Any) -> Answers:
    if not isinstance(questions, dict) or not all(isinstance(fields, dict) for fields in questions.values()):
        raise misshapen(file, say("its answers are not sorted by question and field"))
    return {slot: {name: raw for name, raw in fields.items() if raw is not BLANK} for slot, fields in questions.items()}


def _with(answers: Answers, changes: dict[tuple[str, str], Any]) -> Answers:
    merged = deepcopy(answers)
    for (slot, field), raw in changes.items():
        if raw is BLANK:
            merged.get(slot, {}).pop(field, None)
        else:
            merged.setdefault(slot, {})[field] = deepcopy(raw)
    return {slot: fields for slot, fields in merged.items() if fields}


def _why(error: OSError) -> Sentence:
    reasons = {
        errno.ENOSPC: say("the disk is full; delete files that you do not need"),
        errno.EDQUOT: say("your share of the disk is used up; delete files that you do not need"),
        errno.EROFS: say("the folder is read-only here"),
        errno.EACCES: say("this account may not write into the folder"),
        errno.EPERM: say("this account may not write into the folder"),
    }
    return reasons.get(error.errno or 0) or say("the system says “{error}”", error=error.strerror or str(error))
