"""What every field of a question has in common, and the fields of a single value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from borehall.bank.plain import NotAnAnswer, take_number
from borehall.bank.quantities import accepted, convert
from borehall.bank.rounding import Rounding, asked_to, last_place, looked_at
from borehall.words import say


@dataclass(frozen=True)
class FieldText:
    """The words of a field in one language: its prompt, and the text of each option, column or point of a rubric."""

    prompt: str = ""
    items: Mapping[str, str] | None = None

    def item(self, key: str) -> str:
        """The text of one option or column; its key when there is none."""
        return (self.items or {}).get(key, key)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A place for one answer.

    ``name`` is unique in its task; ``points`` its part of the task's marks; ``follows`` earlier fields on whose
    answers it builds, so that an error there is not punished twice.
    """

    name: str
    points: float = 1.0
    follows: tuple[str, ...] = ()
    kind: ClassVar[str] = ""
    by_hand: ClassVar[bool] = False

    def take(self, raw: Any) -> Any:
        """``raw`` (plain values) as a value to be compared; NotAnAnswer when it isn't one."""
        raise NotImplementedError

    def share(self, value: Any, expected: Any) -> float:
        """The part of the marks that ``value`` earns, 0 to 1."""
        raise NotImplementedError

    def is_mistake(self, value: Any, expected: Any, mistaken: Any) -> bool:
        """Whether ``value`` is what a mistaken road leads to, rather than just wrong."""
        return self.share(value, mistaken) >= 1.0 and self.share(value, expected) < 1.0

    def rounding(self, raw: Any, expected: Any) -> Rounding | None:
        """What is wrong with the digits of ``raw``, an answer that is near enough to ``expected``; None for nothing."""
        return None

    def form(self, text: FieldText) -> dict[str, Any]:
        """The field as plain data for the desk: nothing of the answer in it."""
        return {"name": self.name, "kind": self.kind, "prompt": text.prompt, "points": self.points}

    def wrong(self, expected: Any) -> Any:
        """A raw answer that is certainly wrong; for trials."""
        raise NotImplementedError

    def raw(self, expected: Any) -> Any:
        """``expected`` as the desk would hand it in; for trials and solutions."""
        return expected

    def shown(self, expected: Any, text: FieldText) -> str:
        """``expected`` for a reader of the solution."""
        return str(expected)


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A number with its unit.

    An answer counts when it is off by no more than ``relative`` of the expected value, or ``absolute``, or half of the
    last of the ``decimals`` that the form asks for. Any unit of the same kind is converted. Digits that are far from
    these decimals are remarked on; they cost the part ``rounding_costs`` of the marks, which the prompt then says.
    """

    unit: str = ""
    decimals: int = 2
    relative: float = 0.01
    absolute: float = 0.0
    rounding_costs: float = 0.0
    kind: ClassVar[str] = "number"

    def take(self, raw: Any) -> float:
        """A bare number is in the field's own unit; else value and unit together."""
        if type(raw) is not dict:
            return take_number(raw)
        if set(raw) - {"value", "unit"} or "value" not in raw:
            raise NotAnAnswer(say("A number with its unit is expected here: value and unit, nothing else."))
        unit = raw.get("unit", self.unit)
        value = take_number(raw["value"])
        try:
            return convert(value, unit if type(unit) is str else "?", self.unit)
        except KeyError:
            choices = ", ".join(filter(None, accepted(self.unit))) or say("none")
            raise NotAnAnswer(
                say("The unit {unit} doesn't fit here; accepted: {choices}.", unit=str(unit)[:20], choices=choices)
            ) from None

    def share(self, value: float, expected: float) -> float:
        """All or nothing, within the tolerance."""
        return float(abs(value - expected) <= self.play(expected))

    def play(self, expected: float) -> float:
        """How far an answer may be off."""
        # The last hair is the float's own: 0.005 off at two decimals still counts.
        return max(self.relative * abs(expected), self.absolute, 0.5 * 10.0**-self.decimals) + 1e-9

    def rounding(self, raw: Any, expected: float) -> Rounding | None:
        """By the last digit of the number as it was given, in whatever unit."""
        value, unit = (raw["value"], raw.get("unit", self.unit)) if type(raw) is dict else (raw, self.unit)
        seen = f"{value:.15g} {unit}".strip()
        place = last_place(value, convert(1.0, unit, self.unit))
        asked = asked_to(self.decimals, self.unit)
        return looked_at(self.take(raw), expected, place, self.decimals, seen, asked, self.rounding_costs)

    def form(self, text: FieldText) -> dict[str, Any]:
        """With units to choose from; the prompt says where digits count."""
        form = super().form(text) | {"unit": self.unit, "units": list(accepted(self.unit)), "decimals": self.decimals}
        if self.rounding_costs:
            asked = asked_to(self.decimals, self.unit)
            form["prompt"] = say("{prompt} (to {asked})", prompt=text.prompt, asked=asked)
        return form

    def wrong(self, expected: float) -> Any:
        """Far off, and of no use as anything else."""
        return {"value": expected * 7.3 + 11.17, "unit": self.unit}

    def raw(self, expected: float) -> Any:
        """Rounded as the form asks."""
        return {"value": round(float(expected), self.decimals), "unit": self.unit}

    def shown(self, expected: float, text: FieldText) -> str:
        """With its unit."""
        return f"{expected:.{self.decimals}f} {self.unit}".strip()


@dataclass(frozen=True, kw_only=True)
class Integer(Field):
    """A whole number without unit, such as a number of boreholes. 8.0 is taken for 8."""

    kind: ClassVar[str] = "integer"

    def take(self, raw: Any) -> int:
        """A whole number."""
        value = take_number(raw)
        if value != int(value):
            raise NotAnAnswer(say("A whole number is expected here."))
        return int(value)

    def share(self, value: int, expected: int) -> float:
        """All or nothing."""
        return float(value == expected)

    def wrong(self, expected: int) -> Any:
        """Far off."""
        return expected * 7 + 101


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of several options, named by their keys."""

    options: tuple[str, ...]
    kind: ClassVar[str] = "choice"

    def take(self, raw: Any) -> str:
        """The key of an option."""
        if type(raw) is not str or raw not in self.options:
            raise NotAnAnswer(say("One of the options is expected here."))
        return raw

    def share(self, value: str, expected: str) -> float:
        """All or nothing."""
        return float(value == expected)

    def form(self, text: FieldText) -> dict[str, Any]:
        """With the options and their texts."""
        options = [{"key": key, "text": text.item(key)} for key in self.options]
        return super().form(text) | {"options": options}

    def wrong(self, expected: str) -> Any:
        """The first other option."""
        return next(key for key in self.options if key != expected)

    def shown(self, expected: str, text: FieldText) -> str:
        """The option's text."""
        return text.item(expected)


@dataclass(frozen=True, kw_only=True)
class Choices(Field):
    """Several options at once: one picked wrongly earns nothing, one left out costs its part."""

    options: tuple[str, ...]
    kind: ClassVar[str] = "choices"

    def take(self, raw: Any) -> frozenset[str]:
        """The keys of some options."""
        if type(raw) is not list or not all(type(key) is str and key in self.options for key in raw):
            raise NotAnAnswer(say("A list of some of the options is expected here."))
        return frozenset(raw)

    def share(self, value: Any, expected: Any) -> float:
        """The part of the right options, as long as none is wrong."""
        picked, right = frozenset(value), frozenset(expected)
        if not right:
            return float(not picked)
        return len(picked) / len(right) if picked <= right else 0.0

    def form(self, text: FieldText) -> dict[str, Any]:
        """With the options and their texts."""
        options = [{"key": key, "text": text.item(key)} for key in self.options]
        return super().form(text) | {"options": options}

    def wrong(self, expected: Any) -> Any:
        """The other options; when all are right, none."""
        return [key for key in self.options if key not in set(expected)]

    def raw(self, expected: Any) -> Any:
        """In the order of the options."""
        return [key for key in self.options if key in set(expected)]

    def shown(self, expected: Any, text: FieldText) -> str:
        """The options' texts."""
        return "; ".join(text.item(key) for key in self.raw(expected)) or say("none of them")


@dataclass(frozen=True, kw_only=True)
class FreeText(Field):
    """An answer in words, marked by hand along a rubric: the share of each of its points by key."""

    rubric: Mapping[str, float]
    least_length: int = 20
    kind: ClassVar[str] = "text"
    by_hand: ClassVar[bool] = True

    def take(self, raw: Any) -> str:
        """Any text that isn't blank."""
        if type(raw) is not str or not raw.strip():
            raise NotAnAnswer(say("A text is expected here."))
        return raw

    def share(self, value: str, expected: Any) -> float:
        """Nothing until somebody has read it."""
        return 0.0

    def is_mistake(self, value: Any, expected: Any, mistaken: Any) -> bool:
        """Never said by the machine."""
        return False

    def wrong(self, expected: Any) -> Any:
        """Any text would do; a blank one is no answer."""
        return "?"

    def shown(self, expected: Any, text: FieldText) -> str:
        """The rubric."""
        return "; ".join(f"{text.item(key)} ({share:.0%})" for key, share in self.rubric.items())
