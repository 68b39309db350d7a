"""A task in force: its card, its functions and its words, tied together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borehall.bank.field import Field, FieldText, Number
from borehall.bank.judge import Key, judge
from borehall.bank.question import Question
from borehall.bank.seeds import Draw, seed_for
from borehall.bank.task import Mistake, Task
from borehall.bank.template import Unfilled, fill
from borehall.bank.texts import Part, Texts, split_items
from borehall.bank.verdict import Verdict
from borehall.faults import AuthorFault
from borehall.rules.working import Step, show
from borehall.words import current_language, say, speaking

Given = dict[str, Any]
MOST_TURNS = 60
NARROWEST = 0.02
"""A value that decides something lies further from its limit than this share of it: rounding decides nothing."""


@dataclass(frozen=True)
class Entry:
    """One task of the bank. ``draws``, ``asks`` … are the functions of its ``task.py``."""

    card: Task
    folder: Path
    texts: Mapping[str, Texts]
    draws: Callable[[Draw], Given]
    lists_fields: Callable[[Given], Sequence[Field]]
    solves: Callable[..., dict[str, Any]]
    lists_mistakes: Callable[[Given], Sequence[Mistake]]
    draws_figure: Callable[[Given], str] | None = None
    lists_margins: Callable[[Given], Sequence[tuple[float, float]]] | None = None

    @property
    def id(self) -> str:
        """The task's name."""
        return self.card.id

    def given(self, secret: bytes, trainee: str) -> Given:
        """The numbers of ``trainee``: the same whenever and wherever they are asked for."""
        return self.draw(seed_for(secret, trainee, self.id))

    def draw(self, seed: int) -> Given:
        """The numbers of ``seed``: the first draw in which every mistake leads somewhere else than the right road."""
        rng = Draw(seed)
        for _ in range(MOST_TURNS):
            given = self.draws(rng)
            if self.is_clear(given):
                return given
        raise self.fault(
            say("Of {n} draws none is clear: a mistake leads to the right answer, or two to the same.", n=MOST_TURNS),
            say("Expected: {expected}.", expected=say("numbers by which right and wrong can be told apart")),
            say("Let draw() choose other numbers."),
        )

    def is_clear(self, given: Given) -> bool:
        """Whether there is something to calculate, and each mistake differs from the right answer and any other one."""
        fields = {field.name: field for field in self.fields(given)}
        expected = self.solve(given)
        if any(
            isinstance(field, Number) and _shows_as_nothing(field, expected.get(name)) for name, field in fields.items()
        ):
            return False
        margins = self.lists_margins(given) if self.lists_margins else ()
        if any(abs(value - limit) <= NARROWEST * abs(limit) for value, limit in margins):
            return False
        mistakes = self.mistakes(given)
        for i, one in enumerate(mistakes):
            if any(fields[name].share(value, expected[name]) >= 1.0 for name, value in one.answers.items()):
                return False
            for other in mistakes[:i]:
                both = set(one.answers) & set(other.answers)
                if any(fields[n].is_mistake(one.answers[n], expected[n], other.answers[n]) for n in both):
                    return False
        return True

    def fields(self, given: Given) -> tuple[Field, ...]:
        """The fields of the question."""
        return tuple(self.lists_fields(given))

    def solve(self, given: Given, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The right answers; with ``known`` answers taken for granted, those that follow from them."""
        return self.solves(given, dict(known or {}))

    def mistakes(self, given: Given) -> tuple[Mistake, ...]:
        """The wrong roads that these numbers allow."""
        return tuple(self.lists_mistakes(given))

    def working(self, given: Given) -> tuple[Step, ...]:
        """The steps of the solution, as the rules report them."""
        return show(self.solve, given).steps

    def ask(self, given: Given, language: str, *, with_figure: bool = True) -> Question:
        """The question in ``language``."""
        with speaking(language):
            forms = [field.form(self.field_text(given, field, language)) for field in self.fields(given)]
            statement = self._said(self.texts[language], self.texts[language].statement, given)
            figure = self.draws_figure(given) if self.draws_figure and with_figure else None
        title = self.card.title(language)
        return Question(self.id, language, title, statement, figure, tuple(forms), self.card.level, self.card.minutes)

    def field_text(self, given: Given, field: Field, language: str) -> FieldText:
        """Prompt and items of one field."""
        texts = self.texts[language]
        prompt, items = split_items(self._said(texts, self._part(texts, "field", field.name), given))
        return FieldText(prompt, items)

    def judge(self, given: Given, answers: Any, returned: Any = None) -> Verdict:
        """The verdict on a sheet's section (see `borehall.bank.judge`)."""
        return judge(self.key(given), answers, returned)

    def key(self, given: Given) -> Key:
        """What the judge needs."""
        return Key(
            task=self.id,
            fields=self.fields(given),
            expected=self.solve(given),
            mistakes=self.mistakes(given),
            solve=lambda known: self.solve(given, known),
            sentence=lambda mistake: self.sentence(given, mistake),
        )

    def sentence(self, given: Given, mistake: Mistake) -> str:
        """What helps who made ``mistake``, in the language in force."""
        texts = self.texts[current_language()]
        return self._said(texts, self._part(texts, "mistake", mistake.name), given | {"mistake": dict(mistake.answers)})

    def solution(self, given: Given, language: str) -> str:
        """The author's words on how it is done; empty when there are none."""
        with speaking(language):
            texts = self.texts[language]
            data = given | {"answer": self.solve(given)}
            return self._said(texts, texts.solution, data) if texts.solution else ""

    def _part(self, texts: Texts, kind: str, name: str) -> Part:
        parts = texts.fields if kind == "field" else texts.mistakes
        if name not in parts:
            raise AuthorFault(
                say("The part {heading} is missing.", heading=f"## {kind}: {name}"),
                say("Expected: {expected}.", expected=say("a part for each field and each mistake")),
                say("Write it at the end of the file."),
                file=texts.file,
            )
        return parts[name]

    def _said(self, texts: Texts, part: Part, data: Mapping[str, Any]) -> str:
        try:
            return fill(part.text, data)
        except Unfilled as unfilled:
            raise AuthorFault(
                say("The place {place} can't be filled.", place=unfilled.place),
                say("Expected: {expected}.", expected=", ".join(sorted(data))),
                say("Let draw() give it, or mend the place."),
                file=texts.file,
                line=texts.line_of(unfilled.place) or part.line,
            ) from None

    def fault(self, seen: str, expected: str = "", next_step: str = "", line: int | None = None) -> AuthorFault:
        """A fault of this task's author."""
        return AuthorFault(seen, expected, next_step, file=self.folder / "task.py", line=line)


def _shows_as_nothing(field: Number, value: Any) -> bool:
    """A number that its decimals round to zero is nothing to calculate, whatever hair of a float is left."""
    return isinstance(value, int | float) and abs(value) < 0.5 * 10.0**-field.decimals
