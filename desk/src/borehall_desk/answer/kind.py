"""What all kinds of fields have in common."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from borehall_desk.words import LANGUAGES, Sentence, Told, listed, same, say

MOST_TEXT = 20_000
"""Characters of one answer: the hall judges no longer ones."""


class WrongValue(Told, ValueError):
    """A value that is no answer to the field."""


class Kind:
    """A field by its ``form`` (see borehall-question-1); the form's words may be in either language."""

    def __init__(self, form: dict[str, Any]) -> None:
        self.form = form

    def take(self, value: Any) -> Any:
        """``value``, typed or set in code, as the plain value that is kept; None when it is blank; or WrongValue."""
        raise NotImplementedError

    def remark(self, raw: Any) -> Sentence | None:
        """What a kept value still lacks; None when it is complete."""
        return None

    def lack(self, raw: Any) -> Sentence | None:
        """What is missing of the value that a sheet holds, which a person may have edited; None when nothing is."""
        try:
            taken = self.take(raw)
        except WrongValue:
            return say("What the file holds here is no answer to this field.")
        return say("blank") if taken is None else self.remark(taken)

    def told(self, raw: Any) -> Sentence:
        """The value that a sheet holds in a few words, whatever it is."""
        try:
            taken = self.take(raw)
        except WrongValue:
            return seen(raw)
        return say("blank") if taken is None else self.shown(taken)

    def shown(self, raw: Any) -> Sentence:
        """A kept value in a few words."""
        return same(str(raw))

    def given_back(self, raw: Any) -> Any:
        """A kept value for who reads it in code."""
        return raw


def own(value: Any) -> Any:
    """Numbers and texts of numpy and pandas as Python's own; their blanks as None."""
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        value = value.item()
    is_blank = type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)
    return None if is_blank else value


def text_of(value: Any) -> str:
    """``value`` if it is a text of moderate length."""
    if not isinstance(value, str):
        raise WrongValue(say("A text is expected here, not {seen}.", seen=seen(value)))
    if len(value) > MOST_TEXT:
        raise WrongValue(
            say("The text has {length} characters; at most {most} are taken.", length=len(value), most=MOST_TEXT)
        )
    # Half of a character that a program cut in two could not be written to any file.
    return value.encode("utf-8", "replace").decode("utf-8")


def seen(value: Any) -> Sentence:
    """``value`` for a sentence that refuses it."""
    text = value if isinstance(value, str) else repr(value)
    short = text if len(text) <= 40 else text[:40] + "…"
    return {"zh_CN": f"“{short}”", "en": f"“{short}”"}


def nearest(name: str, names: list[str]) -> Sentence:
    """Which of ``names`` was probably meant, or all of them."""
    close = get_close_matches(name, names, 1)
    if close:
        return say("Did you mean {name}?", name=close[0])
    return say("There are: {names}.", names=listed(names)) if names else dict.fromkeys(LANGUAGES, "")
