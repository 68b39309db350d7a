"""The judging of answers by field: units, tolerance, follow-through, named mistakes.

Whatever comes in, a verdict comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from borehall.bank import verdict as states
from borehall.bank.code_field import Code
from borehall.bank.field import Field
from borehall.bank.plain import NotAnAnswer, plain
from borehall.bank.plan_field import PlanDrawing
from borehall.bank.task import Mistake
from borehall.bank.verdict import FieldVerdict, Verdict
from borehall.rules.citation import CEMENT
from borehall.words import LANGUAGES, say, speaking

DIGITS = CEMENT("8.4.5-4")
"""Asks for significant digits as the rules of drawing and reporting have them."""

Solve = Callable[[Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Key:
    """What the judge holds: the fields, the right answers, and the ways to be wrong.

    ``solve`` takes answers to go on from instead of its own; ``sentence`` is the help for a mistake, in the language
    in force.
    """

    task: str
    fields: Sequence[Field]
    expected: Mapping[str, Any]
    mistakes: Sequence[Mistake]
    solve: Solve
    sentence: Callable[[Mistake], str]


def judge(key: Key, answers: Any, returned: Any = None) -> Verdict:
    """The verdict on one answer sheet's section.

    ``answers`` maps fields to raw values, as read from JSON; ``returned`` maps code fields to what their calls gave.
    Nothing in either is trusted, and nothing in them can raise.
    """
    spoken = {}
    for language in LANGUAGES:
        with speaking(language):
            spoken[language] = _judged(key, answers, returned)
    fields = tuple(
        replace(
            versions[0],
            message=_by_language([one.message for one in versions]),
            clause=_by_language([one.clause or {} for one in versions]),
        )
        for versions in zip(*(fields for fields, _ in spoken.values()), strict=True)
    )
    return Verdict(key.task, fields, {language: remarks for language, (_, remarks) in spoken.items()})


def _by_language(texts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The same sentence in each language, under the language's name; empty when nothing was said."""
    return {language: text["text"] for language, text in zip(LANGUAGES, texts, strict=True) if text}


def _judged(key: Key, answers: Any, returned: Any) -> tuple[list[FieldVerdict], list[str]]:
    """Verdicts in the language in force, and remarks on the sheet as a whole."""
    sheet, remarks = _sheet(key, answers)
    taken: dict[str, Any] = {}
    verdicts: list[FieldVerdict] = []
    for field in key.fields:
        found = _taken(field, sheet, returned)
        if isinstance(found, FieldVerdict):
            verdicts.append(found)
            continue
        taken[field.name] = found
        verdicts.append(_compared(key, field, plain(sheet[field.name]), taken, verdicts))
    return verdicts, remarks


def _sheet(key: Key, answers: Any) -> tuple[dict[str, Any], list[str]]:
    """The section as a dictionary of raw values; a field that no sheet should have is named, not judged."""
    if type(answers) is not dict:
        return {}, [say("The answers are not a sheet: a value for each field is expected.")] if answers else []
    known = {field.name for field in key.fields}
    extra = [str(name)[:40] for name in answers if type(name) is str and name not in known]
    remarks = [say("Not asked for, and not judged: {names}.", names=", ".join(sorted(extra)[:8]))] if extra else []
    return {name: value for name, value in answers.items() if type(name) is str and name in known}, remarks


def _taken(field: Field, sheet: Mapping[str, Any], returned: Any) -> Any:
    """The value to compare, or the verdict of a field that has none."""
    raw = sheet.get(field.name)
    try:
        if type(raw) is str and not raw.strip():
            raw = None
        if raw is None:
            return _said(field, states.MISSING, say("Not answered."))
        value = field.take(plain(raw))
        if field.by_hand:
            return _said(field, states.BY_HAND, say("An instructor reads and marks this."))
        if isinstance(field, Code):
            given = returned.get(field.name) if type(returned) is dict else None
            if given is None:
                return _said(field, states.NOT_RUN, say("The function has not been run yet."))
            return field.take_returned(given)
        return value
    except NotAnAnswer as refusal:
        return _said(field, states.INVALID, str(refusal))


def _compared(
    key: Key, field: Field, raw: Any, taken: Mapping[str, Any], earlier: Sequence[FieldVerdict]
) -> FieldVerdict:
    value, expected = taken[field.name], key.expected[field.name]
    share = field.share(value, expected)
    if share >= 1.0:
        return _with_digits(field, raw, expected, _said(field, states.RIGHT, say("Right."), share=1.0))
    followed = _followed(key, field, taken, earlier)
    if followed is not None:
        return _with_digits(field, raw, followed.expected, _said(field, states.FOLLOWS, followed.sentence, share=1.0))
    state = states.PARTLY if share > 0 else states.WRONG
    for mistake in key.mistakes:
        if field.name in mistake.answers and field.is_mistake(value, expected, mistake.answers[field.name]):
            clause = {"text": mistake.clause.label}
            text = "\n".join([key.sentence(mistake), *_particulars(field, value)])
            told = _said(field, state, text, share=share, mistake=mistake.name, clause=clause)
            return _with_digits(field, raw, expected, told)
    return _with_digits(field, raw, expected, _said(field, state, _unexplained(field, value, share), share=share))


def _with_digits(field: Field, raw: Any, expected: Any, found: FieldVerdict) -> FieldVerdict:
    """``found``, less what the digits of a right answer cost, and with a sentence on them."""
    rounding = field.rounding(raw, expected) if found.share > 0 else None
    if rounding is None:
        return found
    message = {"text": f"{found.message['text']}\n{rounding.sentence}"}
    if not rounding.cost:
        return replace(found, message=message)
    state = states.PARTLY if found.state == states.RIGHT else found.state
    clause = found.clause or {"text": DIGITS.label}
    share = max(0.0, round(found.share - rounding.cost, 9))
    return replace(found, state=state, share=share, message=message, clause=clause)


def _particulars(field: Field, value: Any) -> list[str]:
    """What is wrong with a plan, point by point; other answers have no parts to speak of."""
    return field.remarks(value) if isinstance(field, PlanDrawing) else []


def _unexplained(field: Field, value: Any, share: float) -> str:
    if particulars := _particulars(field, value):
        return "\n".join(particulars)
    return say("Partly right.") if share > 0 else say("Not right.")


@dataclass(frozen=True)
class _Followed:
    """What is right once earlier answers are taken for granted, and how that is said."""

    expected: Any
    sentence: str


def _followed(key: Key, field: Field, taken: Mapping[str, Any], earlier: Sequence[FieldVerdict]) -> _Followed | None:
    """Not None where the answer is right once the earlier answers that lost marks are taken for granted."""
    lost = {one.name for one in earlier if one.share < 1.0 and one.name in field.follows and one.name in taken}
    if not lost or not all(_plausible(taken[name], key.expected[name]) for name in lost):
        return None
    try:
        from_there = key.solve({name: taken[name] for name in lost})[field.name]
    except (ValueError, ArithmeticError, LookupError, TypeError):
        # An earlier answer outside of what the rules take leads nowhere.
        return None
    if field.share(taken[field.name], from_there) < 1.0:
        return None
    only_digits = all(
        one.share(taken[one.name], key.expected[one.name]) >= 1.0 for one in key.fields if one.name in lost
    )
    if only_digits:
        return _Followed(from_there, say("Right from your earlier answer, as you rounded it."))
    return _Followed(from_there, say("Right from your earlier answer, which was wrong."))


def _plausible(value: Any, expected: Any) -> bool:
    """Whether a number is of the expected order: a million boreholes are not worth laying out."""
    if type(value) not in (int, float):
        return True
    return bool(abs(expected) / 10 <= abs(value) <= abs(expected) * 10)


def _said(
    field: Field, state: str, text: str, *, share: float = 0.0, mistake: str = "", clause: Any = None
) -> FieldVerdict:
    return FieldVerdict(field.name, state, share, field.points, {"text": text}, mistake, clause or {})
