"""What many draws of a task together show: the bounds of its numbers, the length of its working, how versions differ.

No trainee shall have a harder task than another, and no neighbour the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from borehall.bank.entry import Entry, Given
from borehall.bank.field import Choice, Choices, Integer, Number
from borehall.bank.table_field import Table
from borehall.words import say

SECRET = b"trial"
TRAINEES = 500
"""Pairs of so many trainees are compared."""

LEAST_VERSIONS = 500
"""Fewest that a card may state: with so many, of 30 trainees hardly two have the same numbers."""

MOST_SAME_ANSWERS = 0.05
"""Share of the pairs of trainees that may have the same answers throughout, though from other numbers."""

MOST_ALIKE = 0.9
"""Share of the draws that may have the same answer to one field."""

LOOSEST = 3.0
"""Bounds that are so many times as wide as what is drawn say nothing."""

HAIR = 1e-9
"""A float's own: 97.3 - 97.2 is a little less than 0.1."""

GENERATED = frozenset({"landform", "system_class", "bottoms"})
"""A mapping with one of these is what `borehall.bank.plant` drew: its bounds are tested there."""


@dataclass(frozen=True)
class Difficulty:
    """What was found: the numbers' ranges by address, the fewest and most steps, the share of pairs alike."""

    draws: int
    ranges: dict[str, tuple[float, float]]
    steps: tuple[int, int]
    same: float


def check_difficulty(entry: Entry, givens: Sequence[Given], trainees: int = TRAINEES) -> Difficulty:
    """What ``givens`` and the numbers of ``trainees`` show; AuthorFault for what doesn't hold."""
    answers = [entry.solve(given) for given in givens]
    ranges = _ranges(entry, givens, answers)
    _check_bounds(entry, givens, answers, ranges)
    steps = _checked_steps(entry, givens)
    _check_variety(entry, givens, answers)
    return Difficulty(len(givens), ranges, steps, _checked_versions(entry, trainees))


def numbers(value: Any, address: str = "") -> Iterator[tuple[str, float]]:
    """Each number in plain data under its address (``layers.thickness``), without what the generator of sites drew."""
    if isinstance(value, dict) and not GENERATED & set(value):
        for key, item in value.items():
            yield from numbers(item, f"{address}.{key}" if address else key)
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item, address)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield address, value


def _answered(entry: Entry, given: Given, answers: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Each number to be answered: a field's name, or a table's with its column's."""
    for field in entry.fields(given):
        if isinstance(field, Number | Integer):
            yield field.name, answers[field.name]
        if isinstance(field, Table):
            for column in (one for one in field.columns if isinstance(one, Number | Integer)):
                yield from ((f"{field.name}.{column.name}", row[column.name]) for row in answers[field.name])


def _ranges(entry: Entry, givens: Sequence[Given], answers: Sequence[Any]) -> dict[str, tuple[float, float]]:
    seen: dict[str, tuple[float, float]] = {}
    for given, right in zip(givens, answers, strict=True):
        for address, value in (*numbers(given), *_answered(entry, given, right)):
            low, high = seen.get(address, (value, value))
            seen[address] = min(low, value), max(high, value)
    return seen


def _check_bounds(entry: Entry, givens: Sequence[Given], answers: Sequence[Any], ranges: Any) -> None:
    bounds = entry.card.bounds
    lacking = [f'"{name}": ({low:g}, {high:g})' for name, (low, high) in ranges.items() if name not in bounds]
    if lacking:
        raise entry.fault(
            say("TASK has no bounds for: {names}.", names=", ".join(lacking)),
            say("Expected: {expected}.", expected=say("bounds of every number that is drawn or answered")),
            say("Add them to bounds; what {n} draws gave stands beside each name.", n=len(givens)),
        )
    for name, (low, high) in bounds.items():
        least, greatest = ranges.get(name) or _sizes(entry, name, (*givens, *answers))
        if least < low - HAIR or greatest > high + HAIR:
            outside = least if least < low else greatest
            raise entry.fault(
                say("{name} is {value}, outside of {low:g} to {high:g}.", name=name, value=outside, low=low, high=high),
                say("Expected: {expected}.", expected=say("a task that holds for every draw")),
                say("Mend draw(), or the bounds in TASK."),
            )
        if greatest > least and high - low > LOOSEST * (greatest - least):
            raise entry.fault(
                say("The bounds of {name} say little: {low:g} to {high:g}.", name=name, low=low, high=high),
                say("Expected: {expected}.", expected=f"{least:g} – {greatest:g}"),
                say("Narrow the bounds in TASK to what is drawn."),
            )


def _sizes(entry: Entry, name: str, data: Iterable[Any]) -> tuple[int, int]:
    """Fewest and most items of a list or a mapping."""
    sizes = [len(one[name]) for one in data if isinstance(one.get(name), list | dict)]
    if sizes:
        return min(sizes), max(sizes)
    raise entry.fault(
        say("bounds has {name}, which is neither drawn nor answered.", name=name),
        say("Expected: {expected}.", expected=say("bounds of every number that is drawn or answered")),
        say("Mend the name in TASK."),
    )


def _checked_steps(entry: Entry, givens: Sequence[Given]) -> tuple[int, int]:
    lengths = [len(entry.working(given)) for given in givens]
    found, stated = (min(lengths), max(lengths)), entry.card.steps
    if stated is None or not stated[0] <= found[0] <= found[1] <= stated[1]:
        raise entry.fault(
            say("The working has {low} to {high} steps.", low=found[0], high=found[1]),
            say("Expected: {expected}.", expected=f"steps={stated}"),
            say("State steps=({low}, {high}) in TASK, or let draw() keep to fewer cases.", low=found[0], high=found[1]),
        )
    return found


def _check_variety(entry: Entry, givens: Sequence[Given], answers: Sequence[Any]) -> None:
    """No choice that is nearly always the same, no number that is always the same."""
    for field in entry.fields(givens[0]):
        if not isinstance(field, Choice | Choices | Number | Integer):
            continue
        seen = Counter(str(answer[field.name]) for answer in answers)
        commonest = seen.most_common(1)[0][1]
        if commonest > MOST_ALIKE * len(answers):
            raise entry.fault(
                say("{k} of {n} draws have the same answer to {name}.", k=commonest, n=len(answers), name=field.name),
                say("Expected: {expected}.", expected=say("answers that nobody can guess from a neighbour's")),
                say("Let draw() reach the other cases more often."),
            )


def _checked_versions(entry: Entry, trainees: int) -> float:
    """The share of pairs of trainees with the same numbers."""
    if entry.card.versions < LEAST_VERSIONS:
        raise entry.fault(
            say("TASK has {what}.", what=f"versions={entry.card.versions}"),
            say("Expected: {expected}.", expected=f"versions ≥ {LEAST_VERSIONS}"),
            say("Let draw() choose more, and from finer steps."),
        )
    givens = [entry.given(SECRET, f"{number}") for number in range(trainees)]
    same, answered = same_pairs(givens), same_pairs([entry.solve(given) for given in givens])
    _check_pairs(entry, say("the same numbers"), same, 1 / entry.card.versions)
    _check_pairs(entry, say("the same answers"), answered, MOST_SAME_ANSWERS)
    return same


def same_pairs(versions: Sequence[Any]) -> float:
    """The share of all pairs whose two are the same."""
    counts = Counter(map(repr, versions)).values()
    return sum(n * (n - 1) for n in counts) / (len(versions) * (len(versions) - 1))


def _check_pairs(entry: Entry, what: str, found: float, most: float) -> None:
    if found > most:
        raise entry.fault(
            say("Of all pairs of trainees, {found:.2%} have {what}.", found=found, what=what),
            say("Expected: {expected}.", expected=say("at most {most:.2%}", most=most)),
            say("Let draw() choose more, and from finer steps."),
        )
