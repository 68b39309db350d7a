"""“Check my answer”: asks the hall, and keeps what it said until the answer changes."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any

from borehall_desk import post
from borehall_desk.sheet.paper import Paper
from borehall_desk.words import Sentence, say

if TYPE_CHECKING:
    from borehall_desk.form.view import QuestionForm


class Hints:
    """The hints of one form. The page reads ``form.hint``: what is allowed, what is going on, what was said."""

    def __init__(self, form: QuestionForm) -> None:
        self.form = form
        self._asked: dict[str, Any] = {}
        paper = form.seat.usable_paper
        times = paper.hints if paper else 0
        self._tell(times=times, left=times, asking=False, failure=None, fields={}, remarks=None)

    def _tell(self, **news: Any) -> None:
        self.form.hint = {**self.form.hint, **news}

    def ask(self) -> None:
        """Asks in a thread of its own, so that answers are saved while the hall takes its time."""
        paper = self.form.seat.usable_paper
        if paper and not self.form.hint["asking"]:
            self._asked = self.form.sheet.answers(self.form.slot)
            self._tell(asking=True, failure=None)
            Thread(target=self._ask, args=(paper, self._asked), daemon=True).start()

    def _ask(self, paper: Paper, answers: dict[str, Any]) -> None:
        try:
            said = post.ask_hint(paper.course, paper.assignment, self.form.slot, answers)
            fields = {one["name"]: _face(one) for one in said["fields"]}
            self._tell(asking=False, left=said["left"], fields=fields, remarks=said["remarks"])
        except post.PostFailed as failed:
            left = {"left": 0} if failed.status == 429 else {}
            self._tell(asking=False, failure=failed.sentences, **left)
        except (KeyError, TypeError):
            failure = say("The hall's answer cannot be read. Your answers are saved; tell your instructor.")
            self._tell(asking=False, failure=failure)
        self.age(self.form.sheet.answers(self.form.slot))

    def age(self, answers: dict[str, Any]) -> None:
        """Marks what was said of an answer that is another one by now."""
        fields = {
            name: {**said, "old": answers.get(name) != self._asked.get(name)}
            for name, said in self.form.hint.get("fields", {}).items()
        }
        if fields != self.form.hint.get("fields"):
            self._tell(fields=fields)


def _face(said: dict[str, Any]) -> dict[str, Any]:
    word = _state(said["state"])
    # "Right" need not be followed by "Right."
    message = {spoken: "" if text.rstrip("。.") == word[spoken] else text for spoken, text in said["message"].items()}
    return {
        "state": said["state"], "word": word, "message": message, "clause": said.get("clause") or None, "old": False,
    }  # fmt: skip


def _state(state: str) -> Sentence:
    words = {
        "right": say("Right"), "follows": say("Right from what you answered before"), "partly": say("Partly right"),
        "wrong": say("Not right"), "missing": say("Not answered"), "invalid": say("Cannot be read"),
        "by hand": say("Marked by your instructor"), "not run": say("Run and marked after you hand in"),
    }  # fmt: skip
    return words.get(state, say("No statement"))
