"""Several numbers at once, in a fixed order: what a function returns that gives more than one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from borehall.bank.field import Field, FieldText, Number
from borehall.bank.plain import NotAnAnswer
from borehall.words import say


@dataclass(frozen=True, kw_only=True)
class NumberList(Field):
    """A list with a number for each of ``parts``; each earns its share."""

    parts: tuple[Number, ...]
    kind: ClassVar[str] = "numbers"

    def take(self, raw: Any) -> list[float]:
        """As many numbers as there are parts."""
        if type(raw) is not list or len(raw) != len(self.parts):
            raise NotAnAnswer(say("A list of {n} numbers is expected here.", n=len(self.parts)))
        return [part.take(one) for part, one in zip(self.parts, raw, strict=True)]

    def share(self, value: Any, expected: Any) -> float:
        """The part of the numbers that are right."""
        pairs = zip(self.parts, value, expected, strict=True)
        return sum(part.share(one, right) for part, one, right in pairs) / len(self.parts)

    def form(self, text: FieldText) -> dict[str, Any]:
        """With the form of each number."""
        parts = [part.form(FieldText(text.item(part.name), text.items)) for part in self.parts]
        return super().form(text) | {"parts": parts}

    def wrong(self, expected: Any) -> Any:
        """Every number wrong."""
        return [part.wrong(right)["value"] for part, right in zip(self.parts, expected, strict=True)]

    def raw(self, expected: Any) -> Any:
        """Every number rounded as asked."""
        return [part.raw(right)["value"] for part, right in zip(self.parts, expected, strict=True)]

    def shown(self, expected: Any, text: FieldText) -> str:
        """All numbers in order."""
        return "[" + ", ".join(p.shown(one, text) for p, one in zip(self.parts, expected, strict=True)) + "]"
