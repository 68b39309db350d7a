"""Numbers as people write them: with a unit, with full-width digits, with grouped thousands."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

from borehall_desk.answer.kind import Kind, WrongValue, own, seen
from borehall_desk.words import Sentence, listed, same, say

LARGEST = 1e15
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}([, ])\d{3}(\1\d{3})*(\.\d+)?")
_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_WITH_UNIT = re.compile(r"(?P<number>[^A-Za-z%‰°]*?(?:\de[+-]?\d+)?)\s*(?P<unit>[A-Za-z%‰°].*)?", re.IGNORECASE)
# What a Chinese keyboard gives where a number has a point or a minus.
_SIGNS = str.maketrans({"。": ".", "．": ".", "，": ",", "−": "-", "–": "-", "—": "-"})


class Quantity(float):
    """A number that knows its unit."""

    unit: str

    def __new__(cls, value: float, unit: str) -> Quantity:
        """``value`` in ``unit``."""
        made = super().__new__(cls, value)
        made.unit = unit
        return made

    def __repr__(self) -> str:
        """With the unit."""
        return f"{float(self):g} {self.unit}"


def read_number(text: str) -> int | float:
    """The number that ``text`` says; WrongValue for anything that could mean two numbers."""
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS)).strip()
    comma = _COMMA.fullmatch(plain)
    if comma and not _GROUPED.fullmatch(plain):
        raise WrongValue(say("Write the decimal point as a dot: {number}.", number=f"{comma[1]}.{comma[2]}"))
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(" ", "")
    if not _PLAIN.fullmatch(plain):
        raise WrongValue(say("{seen} is not a number. Write digits only, such as 12.5.", seen=seen(text.strip())))
    return checked(float(plain) if re.search(r"[.e]", plain, re.IGNORECASE) else int(plain))


def checked(value: Any) -> int | float:
    """``value`` if it is a finite number of moderate size."""
    value = own(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongValue(say("A number is expected here, not {seen}.", seen=seen(value)))
    if (isinstance(value, float) and not math.isfinite(value)) or abs(value) > LARGEST:
        raise WrongValue(say("{seen} is not finite, or beyond all bounds.", seen=seen(value)))
    return float(value) if isinstance(value, float) else int(value)


class Number(Kind):
    """A number, with its unit where the field has one.

    In code: ``12.5`` in the field's own unit, ``(12.5, "cm")``, ``{"value": 12.5, "unit": "cm"}`` or ``"12.5 cm"``.
    """

    def take(self, value: Any) -> Any:
        """``{"value": …, "unit": …}``, or the bare number where the field has no unit."""
        number, unit = self._parts(value)
        if number is None or (isinstance(number, str) and not number.strip()):
            return None
        if isinstance(number, str):
            number, own_unit = self._read(number)
            unit = own_unit if own_unit is not None else unit
        else:
            number = checked(number)
        unit = self._unit(unit)
        return {"value": number, "unit": unit} if unit else number

    def _parts(self, value: Any) -> tuple[Any, str]:
        if isinstance(value, dict):
            number = value.get("value", value.get("text"))
            if set(value) - {"value", "text", "unit"}:
                raise WrongValue(say("A number with its unit is expected here, not {seen}.", seen=seen(value)))
            return number, value.get("unit", self.form["unit"])
        if isinstance(value, tuple) and len(value) == 2:
            return value
        return own(value), getattr(value, "unit", self.form["unit"])

    def _read(self, text: str) -> tuple[int | float, str | None]:
        found = _WITH_UNIT.fullmatch(unicodedata.normalize("NFKC", text.translate(_SIGNS)).strip())
        if found and found["unit"] and re.search(r"\d", found["number"]):
            return read_number(found["number"]), found["unit"].strip()
        return read_number(text), None

    def _unit(self, unit: Any) -> str:
        for known in self.form["units"]:
            if isinstance(unit, str) and _plain(known) == _plain(unit):
                return str(known)
        choices = listed([one for one in self.form["units"] if one and one != "1"])
        sentence = say("The unit {seen} does not fit here; there are: {choices}.", seen=seen(unit), choices=choices)
        none = say("No unit belongs here, only the number; {seen} is one.", seen=seen(unit))
        raise WrongValue(sentence if any(self.form["units"]) else none)

    def shown(self, raw: Any) -> Sentence:
        """With its unit."""
        return same(f"{raw['value']} {raw['unit']}" if isinstance(raw, dict) else str(raw))

    def given_back(self, raw: Any) -> Any:
        """A number to calculate with; it knows its unit."""
        return Quantity(raw["value"], raw["unit"]) if isinstance(raw, dict) else raw


def _plain(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).strip()


class Integer(Kind):
    """A whole number; 8.0 is taken for 8."""

    def take(self, value: Any) -> int | None:
        """The number."""
        value = value.get("text", value) if isinstance(value, dict) else own(value)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        number = read_number(value) if isinstance(value, str) else checked(value)
        if number != int(number):
            raise WrongValue(say("A whole number is expected here, not {seen}.", seen=seen(value)))
        return int(number)
