"""A task put to the test over many seeds: what `borehall task check` says, and what lets a task into a paper.

For each seed the right answers must earn everything, wrong, missing and invalid ones nothing, and each named mistake
be told by its name. What all draws together must show stands in `borehall.bank.difficulty`.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borehall.bank.code_field import Code
from borehall.bank.difficulty import TRAINEES, Difficulty, check_difficulty, numbers
from borehall.bank.entry import Entry, Given
from borehall.bank.field import Choice, Choices, Field, Number
from borehall.bank.judge import Key, judge
from borehall.bank.verdict import BY_HAND, FOLLOWS, INVALID, MISSING
from borehall.words import LANGUAGES, say

SEEDS = 100
TITLES_TO_FILL = ("（请填写题目名称）", "(give it a title)")
"""As in ``pattern/task.py.txt``."""

LEAST_MISTAKES = 2
MOST_DECIMALS = 6
"""Of a drawn number: longer ones differ in their last digit from machine to machine."""

HOSTILE: tuple[Any, ...] = (
    float("nan"), float("inf"), True, 10**400, "9" * 30_000, [[[[[[[[[[1]]]]]]]]]], {"value": float("nan")},
    {"value": 1, "unit": "furlong"}, {"value": 1, "unit": 3}, object(), [None], [{}], [{"x": "a"}], {"a": object()},
)  # fmt: skip
"""Raw values that no field takes."""


def check_task(entry: Entry, seeds: int = SEEDS, trainees: int = TRAINEES) -> Difficulty:
    """What the draws show; AuthorFault for the first thing that is wrong with the task."""
    if set(entry.card.titles.values()) & set(TITLES_TO_FILL):
        raise entry.fault(
            say("The title is still that of the pattern."),
            say("Expected: {expected}.", expected=say("a title in both languages")),
            say("Fill in titles in TASK, and whatever else the pattern left."),
        )
    givens = []
    for seed in range(seeds):
        given = entry.draw(seed)
        givens.append(given)
        try_given(entry, given, with_words=seed < 10)
    _check_mistakes(entry, givens)
    return check_difficulty(entry, givens, trainees)


def try_given(entry: Entry, given: Given, *, with_words: bool = True) -> None:
    """One trainee's numbers."""
    for complaint in _complaints(entry, given, with_words):
        raise entry.fault(complaint, say("Expected: {expected}.", expected=say("a task that holds for every draw")),
                          say("Drawn numbers: {given}", given=str(given)[:400]))  # fmt: skip


def sheet_of(fields: Sequence[Field], answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """``answers`` as a trainee's sheet, and what the calls of code fields gave."""
    sheet: dict[str, Any] = {}
    returned: dict[str, Any] = {}
    for field in fields:
        if field.by_hand:
            sheet[field.name] = say("A text.")
            continue
        raw = field.raw(answers[field.name])
        if isinstance(field, Code):
            sheet[field.name], returned[field.name] = f"{field.signature}\n    …", raw
        else:
            sheet[field.name] = raw
    return sheet, returned


def wrong_sheet(fields: Sequence[Field], answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A sheet with every answer wrong."""
    sheet, returned = sheet_of(fields, answers)
    for field in fields:
        wrong = field.wrong(answers.get(field.name))
        (returned if isinstance(field, Code) else sheet)[field.name] = wrong
    return sheet, returned


def _complaints(entry: Entry, given: Given, with_words: bool) -> Iterator[str]:
    if not _is_plain(given):
        yield say("draw() gives something that is not plain data (numbers, text, lists, mappings).")
    if uneven := [f"{name}={value!r}" for name, value in numbers(given) if round(value, MOST_DECIMALS) != value]:
        yield say("draw() gives digits that no statement shows: {numbers}.", numbers=", ".join(uneven[:3]))
    key = entry.key(given)
    fields, expected = key.fields, key.expected
    if lacking := {field.name for field in fields if not field.by_hand} - set(expected):
        yield say("solve() has no answer for: {names}.", names=", ".join(lacking))
        return
    yield from _complaints_on_answers(fields, expected)
    yield from _complaints_on_marks(key, fields, expected)
    yield from _complaints_on_mistakes(key, fields, expected)
    if with_words:
        yield from _complaints_on_words(entry, given)


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(type(key) is str and _is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or (
        type(value) in (int, float, str, bool) and (type(value) is not float or math.isfinite(value))
    )


def _complaints_on_answers(fields: Sequence[Field], expected: Mapping[str, Any]) -> Iterator[str]:
    for field in fields:
        if isinstance(field, Number) and (not math.isfinite(expected[field.name]) or expected[field.name] == 0):
            yield say(
                "The answer to {name} is nothing to calculate: {value}.", name=field.name, value=expected[field.name]
            )
        if isinstance(field, Choice | Choices):
            picked = {expected[field.name]} if isinstance(field, Choice) else set(expected[field.name])
            if not picked <= set(field.options) or len(set(field.options)) < 2:
                yield say("The answer to {name} is none of its options.", name=field.name)


def _complaints_on_marks(key: Key, fields: Sequence[Field], expected: Any) -> Iterator[str]:
    right = judge(key, *sheet_of(fields, expected))
    if right.share + right.open_share < 1.0:
        lost = ", ".join(one.name for one in right.fields if one.share < 1.0 and one.state != BY_HAND)
        yield say("The right answers don't earn everything: {names}.", names=lost)
    wrong = judge(key, *wrong_sheet(fields, expected))
    # A wrong answer may by chance be what follows from another wrong one, and then earns its marks rightly.
    judged = [one for one in wrong.fields if one.state != FOLLOWS]
    if any(one.share > 0 for one in judged if _can_be_wrong(one.name, fields, expected)):
        yield say("Wrong answers earn something.")
    if any(one.state != MISSING for one in judge(key, {}).fields):
        yield say("Missing answers are not taken as missing.")
    for hostile in HOSTILE:
        verdict = judge(key, {field.name: hostile for field in fields}, {field.name: hostile for field in fields})
        if verdict.share > 0 or any(one.state not in (INVALID, MISSING, "not run", BY_HAND) for one in verdict.fields):
            yield say("An answer that is none is not refused: {value}.", value=repr(hostile)[:40])


def _can_be_wrong(name: str, fields: Sequence[Field], expected: Any) -> bool:
    """All options right leaves no wrong one to pick."""
    field = next(one for one in fields if one.name == name)
    return not (isinstance(field, Choices) and set(expected[name]) == set(field.options))


def _complaints_on_mistakes(key: Key, fields: Sequence[Field], expected: Any) -> Iterator[str]:
    names = {field.name for field in fields}
    for mistake in key.mistakes:
        if not mistake.answers or set(mistake.answers) - names:
            yield say("The mistake {name} answers none of the fields.", name=mistake.name)
            continue
        verdict = judge(key, *sheet_of(fields, {**expected, **mistake.answers}))
        for name in mistake.answers:
            told = verdict.field(name)
            if told.share >= 1.0 or told.mistake != mistake.name:
                yield say("The mistake {name} is not told: {told}.", name=mistake.name, told=told.mistake or told.state)


def _complaints_on_words(entry: Entry, given: Given) -> Iterator[str]:
    for language in LANGUAGES:
        question = entry.ask(given, language)
        entry.solution(given, language)
        forms = [question.statement, *(form["prompt"] for form in question.fields)]
        if not all(text.strip() for text in forms):
            yield say("A statement or a prompt is empty ({language}).", language=language)
        if question.figure is not None:
            try:
                ElementTree.fromstring(question.figure)  # noqa: S314 - our own drawing
            except ElementTree.ParseError as error:
                yield say("The figure is no valid drawing: {error}", error=error)


def _check_mistakes(entry: Entry, givens: Sequence[Given]) -> None:
    names = {mistake.name for given in givens for mistake in entry.mistakes(given)}
    if len(names) < LEAST_MISTAKES:
        raise entry.fault(
            say("{n} mistakes are named.", n=len(names)),
            say("Expected: {expected}.", expected=say("two mistakes that trainees really make, or more")),
            say("Add to mistakes(), and a sentence for each to both texts."),
        )
