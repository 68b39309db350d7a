"""A trainee's seat: one folder with its paper, its questions and its sheet of answers."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from borehall_desk import post
from borehall_desk.answer.kind import nearest
from borehall_desk.sheet import questions
from borehall_desk.sheet.answers import Sheet
from borehall_desk.sheet.paper import Paper, read_paper
from borehall_desk.sheet.questions import HandedOut, check_questions, read_questions
from borehall_desk.sheet.shape import Misshapen
from borehall_desk.sheet.whole_file import alone_in, set_aside, write_whole
from borehall_desk.words import Sentence, Told, joined, say


class NotHandedOut(Told):
    """There are no questions here, and why; ``may_come`` where asking again may help."""

    def __init__(self, sentence: Sentence, *, may_come: bool = False) -> None:
        super().__init__(sentence)
        self.may_come = may_come


class NoSuchQuestion(Told, LookupError):
    """A question that is not in the paper."""


class Seat:
    """What the desk knows of ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown: dict[str, Any] = {}
        self.card: Any = None
        self._handed: HandedOut | None = None
        self._arrivals: list[Callable[[], None]] = []

    @cached_property
    def sheet(self) -> Sheet:
        """The answers."""
        return Sheet(self.folder)

    @cached_property
    def paper(self) -> Paper | None:
        """The paper, None where there is none; Misshapen where its file cannot be used."""
        return read_paper(self.folder)

    @property
    def usable_paper(self) -> Paper | None:
        """The same, None as well where its file cannot be used."""
        try:
            return self.paper
        except Misshapen:
            return None

    @property
    def is_handed_out(self) -> bool:
        """Whether questions were handed out into this folder."""
        return (self.folder / questions.NAME).exists()

    def on_arrival(self, watcher: Callable[[], None]) -> None:
        """``watcher`` is called once questions have come from the hall."""
        self._arrivals.append(watcher)

    def handed(self) -> HandedOut:
        """The questions: from the file, else from the hall; NotHandedOut with the reason."""
        if self._handed is None:
            try:
                self._handed = read_questions(self.folder)
            except Misshapen as damage:
                self._handed = self._fetched(damage)
        if self._handed is None:
            self._handed = self._fetched(None)
        return self._handed

    def _fetched(self, damage: Misshapen | None) -> HandedOut:
        file = self.folder / questions.NAME
        try:
            content = self._asked()
            handed = check_questions(file, content)
        except Told as told:
            may_come = isinstance(told, NotHandedOut) and told.may_come
            sentence = joined([one.sentence for one in (damage, told) if one])
            raise NotHandedOut(sentence, may_come=may_come) from told
        self._keep(file, content, is_damaged=damage is not None)
        return handed

    def _asked(self) -> dict[str, Any]:
        try:
            paper = self.paper
        except Misshapen as damage:
            raise NotHandedOut(damage.sentence) from damage
        if paper is None:
            raise NotHandedOut(say("This question is not handed out here: there is no {file}.", file="paper.json"))
        try:
            return post.ask_paper(paper.course, paper.assignment)
        except post.NoPost as failed:
            here = say("This question is not handed out here.")
            raise NotHandedOut(joined([here, failed.sentences])) from failed
        except post.PostFailed as failed:
            raise NotHandedOut(failed.sentences, may_come=True) from failed

    def _keep(self, file: Path, content: dict[str, Any], is_damaged: bool) -> None:
        try:
            with alone_in(self.folder):
                if is_damaged and file.exists():
                    set_aside(file)
                write_whole(file, content)
        except OSError:
            # They are here for now, and the hall gives the same again; that answers cannot be saved, the form says.
            pass
        for watcher in self._arrivals:
            watcher()

    def both(self, slot: str) -> dict[str, dict[str, Any]]:
        """The question in ``slot``, by language; NoSuchQuestion, with the nearest, when the paper has none."""
        found = self.handed().questions
        if slot not in found:
            near = nearest(slot, list(found))
            raise NoSuchQuestion(joined([say("This paper has no question {slot}.", slot=slot), near]))
        return found[slot]

    def stranger(self) -> Sentence | None:
        """What to say where the questions are somebody else's."""
        user = os.environ.get("JUPYTERHUB_USER")
        owner = self.handed().trainee
        if not user or user == owner:
            return None
        return say(
            "These questions were handed out to {owner}, and you are {user}: your answers will be judged by your own "
            "numbers. Rename {file}, then run the cells again.",
            owner=owner, user=user, file=questions.NAME,
        )  # fmt: skip


_SEATS: dict[Path, Seat] = {}


def seat_here() -> Seat:
    """The seat of the working folder, which is the notebook's."""
    folder = Path.cwd()
    if folder not in _SEATS:
        _SEATS[folder] = Seat(folder)
    return _SEATS[folder]
