"""A function that the trainee writes. It runs elsewhere: here only what its calls returned is compared, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from borehall.bank.field import Field, FieldText
from borehall.bank.plain import NotAnAnswer, plain
from borehall.words import say

Call = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Code(Field):
    """A function by name, its arguments, and ``result``, a field that compares each returned value.

    ``calls`` are the arguments to call it with. They stay on the judging side: the form doesn't hold them. Whoever
    runs the function answers with a list as long: ``{"value": …}`` or ``{"error": "…"}`` for each call, in order.
    """

    arguments: tuple[str, ...]
    calls: tuple[Call, ...]
    result: Field
    kind: ClassVar[str] = "code"

    @property
    def signature(self) -> str:
        """The first line of the function."""
        return f"def {self.name}({', '.join(self.arguments)}):"

    def take(self, raw: Any) -> str:
        """The source text."""
        if type(raw) is not str or not raw.strip():
            raise NotAnAnswer(say("The source of a function is expected here."))
        return raw

    def take_returned(self, returned: Any) -> list[Any]:
        """What each call gave: a value to be compared, or None where it failed; NotAnAnswer for another shape."""
        if type(returned) is not list or len(returned) != len(self.calls):
            raise NotAnAnswer(say("The function was not called as often as was asked."))
        return [self._value(one) for one in returned]

    def _value(self, one: Any) -> Any:
        try:
            return self.result.take(plain(one["value"])) if type(one) is dict and "value" in one else None
        except NotAnAnswer:
            return None

    def share(self, value: Any, expected: Any) -> float:
        """The part of the calls that gave the right value."""
        good = sum(
            got is not None and self.result.share(got, right) >= 1.0 for got, right in zip(value, expected, strict=True)
        )
        return good / len(self.calls)

    def is_mistake(self, value: Any, expected: Any, mistaken: Any) -> bool:
        """Every call in which the mistaken function differs from the right one gave the mistaken value."""
        telling = [
            (got, wrong)
            for got, right, wrong in zip(value, expected, mistaken, strict=True)
            if self.result.share(wrong, right) < 1.0
        ]
        return bool(telling) and all(got is not None and self.result.share(got, wrong) >= 1.0 for got, wrong in telling)

    def form(self, text: FieldText) -> dict[str, Any]:
        """With the first line of the function; the calls stay behind."""
        return super().form(text) | {"signature": self.signature}

    def wrong(self, expected: Any) -> Any:
        """Returned values, all wrong."""
        return [{"value": self.result.wrong(one)} for one in expected]

    def raw(self, expected: Any) -> Any:
        """Returned values, all right."""
        return [{"value": self.result.raw(one)} for one in expected]

    def shown(self, expected: Any, text: FieldText) -> str:
        """A line for each call."""
        lines = zip(self.calls, expected, strict=True)
        return "\n".join(
            f"{self.name}({', '.join(map(repr, call))}) → {self.result.shown(one, text)}" for call, one in lines
        )
