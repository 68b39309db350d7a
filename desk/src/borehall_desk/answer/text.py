"""An answer in words."""

from __future__ import annotations

from typing import Any

from borehall_desk.answer.kind import Kind, text_of
from borehall_desk.words import Sentence, say


class Text(Kind):
    """A text of moderate length."""

    def take(self, value: Any) -> str | None:
        """The text as it is."""
        return (text_of(value) if str(value).strip() else None) if value is not None else None

    def shown(self, raw: Any) -> Sentence:
        """Its length."""
        return say("{n} characters", n=len("".join(raw.split())))
