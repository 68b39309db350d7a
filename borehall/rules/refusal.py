"""Refusals: bad input is named with argument, value, bound, unit and clause, and nothing is calculated from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from borehall.rules.citation import Citation
from borehall.rules.units import Numbers
from borehall.words import say


class Refused(ValueError):
    """A rule was asked something that it cannot answer: ``argument`` had ``value``, the clause needs ``bound``."""

    def __init__(self, argument: str, value: object, bound: str, citation: Citation | None = None) -> None:
        self.argument, self.value, self.bound, self.citation = argument, value, bound, citation
        sentence = say("{argument} = {value}: {bound}.", argument=argument, value=_short(value), bound=bound)
        super().__init__(f"{sentence} [{citation.label}]" if citation else sentence)


def _short(value: object) -> str:
    """``value`` as a person may read it, never a page of it."""
    text = repr(value.item()) if isinstance(value, np.generic) else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


@dataclass(frozen=True)
class Quantity:
    """A kind of number with its unit and the bounds outside of which the unit must be wrong.

    ``low_open`` says whether the lower bound itself is refused.
    """

    unit: str
    low: float
    high: float
    low_open: bool = False

    @property
    def bound(self) -> str:
        """The bound as a phrase."""
        left = ">" if self.low_open else "≥"
        return say(
            "must be a finite number {left} {low:g} and ≤ {high:g} {unit}",
            left=left,
            low=self.low,
            high=self.high,
            unit=self.unit,
        ).rstrip()

    def take(self, argument: str, value: Numbers, citation: Citation | None = None) -> Any:
        """``value`` as a float, or as a float array for a column; Refused when any of it is out of bounds."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            self._refuse_outside(argument, value, float(value), citation)
            return float(value)
        array = _as_floats(argument, value, citation)
        bad = ~np.isfinite(array) | (array > self.high) | ((array <= self.low) if self.low_open else (array < self.low))
        if bad.any():
            place = tuple(int(i) for i in np.argwhere(bad)[0])
            name = f"{argument}[{', '.join(map(str, place))}]" if place else argument
            raise Refused(name, float(array[place]), self.bound, citation)
        return float(array) if array.ndim == 0 else array

    def one(self, argument: str, value: Any, citation: Citation | None = None) -> float:
        """``value`` as a single float; Refused also for a column, where the rule has no meaning for one."""
        taken = self.take(argument, value, citation)
        if isinstance(taken, np.ndarray):
            raise Refused(argument, value, say("must be a single number"), citation)
        return float(taken)

    def _refuse_outside(self, argument: str, value: object, number: float, citation: Citation | None) -> None:
        low_ok = number > self.low if self.low_open else number >= self.low
        if not (math.isfinite(number) and low_ok and number <= self.high):
            raise Refused(argument, value, self.bound, citation)


def _as_floats(argument: str, value: Numbers, citation: Citation | None) -> np.ndarray:
    """``value`` as a float array; text, truth values and ragged lists are refused."""
    if isinstance(value, (list, tuple)) and any(isinstance(one, bool) for one in value):
        raise Refused(argument, value, say("must be a number or a column of numbers"), citation)
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "iuf":
        raise Refused(argument, value, say("must be a number or a column of numbers"), citation)
    return array.astype(float)


WIDTH = Quantity("m", 0, 500, low_open=True)
LENGTH = Quantity("m", 0, 100_000, low_open=True)
DEPTH = Quantity("m", 0, 1000)
THICKNESS = Quantity("m", 0, 1000, low_open=True)
SPACING = Quantity("m", 0, 10_000, low_open=True)
COORDINATE = Quantity("m", -1e8, 1e8)
ELEVATION = Quantity("m", -500, 9000)
PRESSURE = Quantity("kPa", 0, 10_000, low_open=True)
FINITE = Quantity("", -1e12, 1e12)
MODULUS = Quantity("MPa", 0, 2000, low_open=True)
UNIT_WEIGHT = Quantity("kN/m³", 5, 35)
VELOCITY = Quantity("m/s", 10, 9000)
SCALE = Quantity("", 1, 1e8)
AZIMUTH = Quantity("°", -360, 360)


def check_alike(citation: Citation, **columns: Any) -> None:
    """Refused when columns that belong together differ in length; single numbers go with any."""
    lengths = {name: len(column) for name, column in columns.items() if np.ndim(column) == 1}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{name}: {length}" for name, length in lengths.items())
        raise Refused(
            next(iter(lengths)), listed, say("columns that belong together must be of the same length"), citation
        )


def take_count(argument: str, value: object, citation: Citation | None = None, *, fewest: int = 1) -> int:
    """``value`` as an int of at least ``fewest``; Refused for fractions, truth values and text."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if isinstance(value, (float, np.floating)) and math.isfinite(value) and value == int(value):
        whole = True
    if not whole or int(value) < fewest:  # type: ignore[call-overload]
        raise Refused(argument, value, say("must be a whole number ≥ {fewest}", fewest=fewest), citation)
    return int(value)  # type: ignore[call-overload]


def take_choice(argument: str, value: Any, choices: Sequence[Any], citation: Citation | None = None) -> Any:
    """``value`` if it is one of ``choices`` (True is not 1); else Refused, with the choices."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or value not in choices:
        listed = ", ".join(map(str, choices))
        raise Refused(argument, value, say("must be one of {choices}", choices=listed), citation)
    return value


def take_grade(argument: str, value: Any, citation: Citation | None = None) -> int:
    """A grade 1, 2 or 3."""
    return int(take_choice(argument, value, (1, 2, 3), citation))


def take_points(argument: str, value: Any, citation: Citation | None = None, *, fewest: int = 1) -> np.ndarray:
    """``value`` as an array with a row of x, y for each point; Refused for another shape or fewer points."""
    array = np.asarray(COORDINATE.take(argument, value, citation))
    if array.ndim != 2 or array.shape[1] != 2 or len(array) < fewest:
        bound = say("must be a list of at least {fewest} pairs x, y", fewest=fewest)
        raise Refused(argument, value, bound, citation)
    return array


def take_column(argument: str, value: Any, kind: Quantity, citation: Citation | None = None) -> np.ndarray:
    """``value`` as a one-dimensional array of at least one number of ``kind``."""
    array = np.atleast_1d(np.asarray(kind.take(argument, value, citation)))
    if array.ndim != 1 or not len(array):
        raise Refused(argument, value, say("must be a list of at least one number"), citation)
    return array
