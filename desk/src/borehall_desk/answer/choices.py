"""One option, or several."""

from __future__ import annotations

from typing import Any

from borehall_desk.answer.kind import Kind, WrongValue, own, seen
from borehall_desk.words import Sentence, listed, same, say


class _WithOptions(Kind):
    def _key(self, value: Any) -> str:
        value = own(value)
        for option in self.form["options"]:
            if value in (option["key"], option["text"]):
                return str(option["key"])
        raise WrongValue(
            say("{seen} is none of the options; there are: {options}.", seen=seen(value), options=self._options())
        )

    def _options(self) -> Sentence:
        return listed([f"{one['key']} ({one['text']})" for one in self.form["options"]])

    def _text(self, key: str) -> str:
        return str(next((one["text"] for one in self.form["options"] if one["key"] == key), key))


class Choice(_WithOptions):
    """One option, by its key; in code also by its text."""

    def take(self, value: Any) -> str | None:
        """The key."""
        return None if own(value) is None or value == "" else self._key(value)

    def shown(self, raw: Any) -> Sentence:
        """The option's text."""
        return same(self._text(raw))


class Choices(_WithOptions):
    """Several options by their keys; an empty list says that none fits, which is an answer as well."""

    def take(self, value: Any) -> list[str] | None:
        """The keys, in the order of the options."""
        if value is None:
            return None
        if isinstance(value, str | dict) or not hasattr(value, "__iter__"):
            raise WrongValue(
                say(
                    "A list of options is expected here, such as [{example!r}].", example=self.form["options"][0]["key"]
                )
            )
        picked = {self._key(one) for one in value}
        return [one["key"] for one in self.form["options"] if one["key"] in picked]

    def shown(self, raw: Any) -> Sentence:
        """The options' texts."""
        return listed([self._text(key) for key in raw]) if raw else say("none of these")
