"""The marks of one graded test cell: partial credit, and words that help without giving the answer away.

For the hidden tests of hand-written notebooks. A hidden test ends with `Marking.total` as the last value of its cell,
which nbgrader reads as partial credit; what is printed above it, the trainee reads in the feedback. A wrong, missing or
odd answer never raises here: it costs its own points and no others.
"""

from __future__ import annotations

import contextlib
import io
import math
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from borehall.words import LANGUAGES, say, speaking

Call = tuple[tuple[Any, ...], Any]
"""Arguments of a trainee's function, and the result that is expected of it."""


class Marking:
    """Marks the answers of one cell, one after the other.

    ``answers`` is the trainee's namespace (``globals()`` in a test cell); ``clause`` is cited in every remark. The
    remarks ``zh`` and ``en`` say what to look at again; they are printed, an expected value never is.
    """

    def __init__(self, answers: Mapping[str, Any], clause: str) -> None:
        self._answers, self._clause, self._points = answers, clause, 0.0

    @property
    def total(self) -> float:
        """The points given so far, to two decimals: a sum of shares must not top the cell's own points by a hair."""
        return round(self._points, 2)

    def number(self, name: str, expected: float, *, points: float, within: float = 0.0, zh: str, en: str) -> None:
        """Marks a single number: all of ``points`` when it is ``expected``, give or take ``within``."""
        if not self._is_filled_in(name, points):
            return
        seen = self._answers[name]
        if plain(seen) is None:
            self._reject(name, points, "{name} should be a single number; found {kind}.", kind=type(seen).__name__)
            return
        self._judge(name, float(same(seen, expected, within)), points, zh, en)

    def numbers(
        self, name: str, expected: Sequence[float], *, points: float, within: float = 0.0, zh: str, en: str
    ) -> None:
        """Marks a list or column of numbers: each one in its place brings an equal share of ``points``."""
        seen = self._listed(name, points)
        if seen is None:
            return
        if len(seen) != len(expected):
            message = "{name} should have {wanted} values; found {found}."
            self._reject(name, points, message, wanted=len(expected), found=len(seen))
            return
        right = sum(same(one, other, within) for one, other in zip(seen, expected, strict=True))
        self._judge(name, right / len(expected), points, zh, en)

    def selection(self, name: str, expected: Iterable[str], *, points: float, zh: str, en: str) -> None:
        """Marks names chosen in any order: each right one earns a share, each wrong one takes a share back."""
        seen = self._listed(name, points)
        if seen is None:
            return
        wanted, chosen = set(expected), {str(one).strip() for one in seen}
        right = len(wanted & chosen) - len(chosen - wanted)
        self._judge(name, max(0, right) / len(wanted), points, zh, en)

    def function(
        self, name: str, calls: Sequence[Call], *, points: float, within: float = 0.0, zh: str, en: str
    ) -> None:
        """Marks the trainee's function by calling it: each of ``calls`` brings an equal share of ``points``."""
        if not self._is_filled_in(name, points):
            return
        function = self._answers[name]
        if not callable(function):
            self._reject(name, points, "{name} should be a function; found {kind}.", kind=type(function).__name__)
            return
        results = [_called(function, given) for given, _ in calls]
        if all(result is None or isinstance(result, NotImplementedError) for result in results):
            self._reject(name, points, "{name} has not been filled in.")
            return
        pairs = zip(calls, results, strict=True)
        wrong = [given for (given, expected), result in pairs if not same(result, expected, within)]
        named = "; ".join(f"{name}({', '.join(map(repr, given))})" for given in wrong)
        more = _in_both("Not yet right: {calls}", calls=named)
        self._judge(name, 1 - len(wrong) / len(calls), points, f"{zh}\n   {more[0]}", f"{en}\n   {more[1]}")

    def _listed(self, name: str, points: float) -> list[Any] | None:
        """The answer as a list; None, with a remark, when it is none."""
        if not self._is_filled_in(name, points):
            return None
        seen = self._answers[name]
        if isinstance(seen, Iterable) and not isinstance(seen, (str, bytes, Mapping)):
            return list(seen)
        self._reject(name, points, "{name} should be a list or a column; found {kind}.", kind=type(seen).__name__)
        return None

    def _is_filled_in(self, name: str, points: float) -> bool:
        """False, with a remark, for a name that is missing or still holds the placeholder ``...``."""
        if self._answers.get(name, ...) is not ...:
            return True
        self._reject(name, points, "{name} has not been filled in.")
        return False

    def _reject(self, name: str, points: float, message: str, **values: object) -> None:
        self._give(name, 0, points, _in_both(message, name=name, **values))

    def _judge(self, name: str, share: float, points: float, zh: str, en: str) -> None:
        remarks = zip(LANGUAGES, (zh, en), strict=True)
        again = [
            _in(one, "Look again at clause {clause}: {remark}", clause=self._clause, remark=r) for one, r in remarks
        ]
        self._give(name, share, points, again if share < 1 else ())

    def _give(self, name: str, share: float, points: float, remarks: Sequence[str]) -> None:
        self._points += share * points
        print(f"{'✗' if remarks else '✓'} {name}  {share * points:.3g} / {points:g}")
        for remark in remarks:
            print(f"   {remark}")


def plain(value: Any) -> float | None:
    """``value`` as a float if it is a single real number, numpy's included; None for truth values, text, columns."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def same(seen: Any, expected: Any, within: float = 0.0) -> bool:
    """Whether an answer is the expected one: a number to ``within``, a list by its elements, None as None."""
    if expected is None:
        return seen is None
    if isinstance(expected, (list, tuple)):
        if not isinstance(seen, Iterable) or isinstance(seen, (str, Mapping)):
            return False
        listed = list(seen)
        return len(listed) == len(expected) and all(same(*pair, within) for pair in zip(listed, expected, strict=True))
    number = plain(seen)
    return number is not None and abs(number - expected) <= within + 1e-9 * max(1.0, abs(expected))


def _called(function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """What a trainee's function answers or raises. What it prints is dropped: nbgrader takes stderr for a fault."""
    nowhere = io.StringIO()
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        try:
            return function(*given)
        except Exception as fault:  # noqa: BLE001 - whatever a trainee's function raises is that function's fault
            return fault


def _in(language: str, message: str, **values: object) -> str:
    with speaking(language):
        return say(message, **values)


def _in_both(message: str, **values: object) -> list[str]:
    """A sentence in each of our languages: the notebook is bilingual, and nothing here knows who reads it."""
    return [_in(language, message, **values) for language in LANGUAGES]
