"""A question in the notebook: shown as a form, and answered in code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import HTML, DisplayHandle, display

from borehall_desk.answer.kind import WrongValue, nearest
from borehall_desk.form.absence import WIDGET, reference, show_absence
from borehall_desk.form.statement import answers_html, statement_html
from borehall_desk.form.view import QuestionForm
from borehall_desk.seat import NotHandedOut, Seat
from borehall_desk.words import LANGUAGES, SPEECH, Sentence, here, joined, listed, say


class NoSuchField(WrongValue, AttributeError, KeyError):
    """A field that the question does not have."""

    def __str__(self) -> str:
        """Not as a KeyError would, in quotes."""
        return here(self.sentence)


class Question:
    """One question: ``q.outer = 8``, ``q["outer"]``, ``q.answers``; the form below it shows the same at once."""

    _seat: Seat
    _slot: str
    _form: QuestionForm | None

    def __init__(self, seat: Seat, slot: str) -> None:
        vars(self).update(_seat=seat, _slot=slot, _form=None, _statement=None, _shown_in=None)
        SPEECH.observe(lambda _: self._restate(), "language")

    def _show(self) -> None:
        """Displays statement, figure and form; where nothing was handed out, the reason."""
        self._seat.sheet.refresh()
        try:
            form = self._ensure_form()
        except NotHandedOut as reason:
            show_absence(reason.sentence, may_come=reason.may_come)
            self._note_cell()
            return
        vars(self)["_statement"] = display(HTML(self._statement_html()), display_id=True)
        answers = answers_html(self._spoken(), form.shown_answers())
        display({WIDGET: reference(form), "text/plain": self._slot, "text/html": answers}, raw=True)
        self._note_cell()

    def _note_cell(self) -> None:
        vars(self)["_shown_in"] = getattr(get_ipython(), "execution_count", None)

    def _ipython_display_(self) -> None:
        # A cell that ends in desk.question("…") has just shown it.
        if getattr(get_ipython(), "execution_count", None) != self._shown_in:
            self._show()

    def _ensure_form(self) -> QuestionForm:
        both = self._seat.both(self._slot)
        form = self._form or QuestionForm.of(self._seat, self._slot, both)
        vars(self)["_form"] = form
        return form

    def _restate(self) -> None:
        handle: DisplayHandle | None = self._statement
        if handle:
            handle.update(HTML(self._statement_html()))

    def _statement_html(self) -> str:
        paper = self._seat.usable_paper
        slot = paper.slots().get(self._slot) if paper else None
        return statement_html(self._spoken(), slot.points if slot else None)

    def _spoken(self) -> dict[str, Any]:
        return self._seat.both(self._slot)[SPEECH.language]

    # In code.

    @property
    def answers(self) -> dict[str, Any]:
        """All answers of this question as they are kept, by field."""
        self._seat.sheet.refresh()
        return self._seat.sheet.answers(self._slot)

    def _fields(self) -> list[str]:
        return [form["name"] for form in self._seat.both(self._slot)[LANGUAGES[0]]["fields"]]

    def __getitem__(self, name: str) -> Any:
        """The answer in a field, None while it is blank."""
        try:
            form = self._checked(name)
        except NotHandedOut:
            return None
        kind = form.kinds[name]
        raw = kind.take(self.answers.get(name))
        return None if raw is None else kind.given_back(raw)

    def __setitem__(self, name: str, value: Any) -> None:
        """Answers a field, and saves; None takes the answer away."""
        try:
            form = self._checked(name)
        except NotHandedOut as reason:
            print(here(joined([reason.sentence, say("Nothing was kept.")])))
            return
        try:
            form.put(name, form.kinds[name].take(value))
        except WrongValue as wrong:
            raise WrongValue(
                say("{name}: {reason}", name=name, reason=_with_kept(wrong.sentence, form, name))
            ) from None
        if self._seat.sheet.failure:
            print(here(say("Not saved: {reason}.", reason=self._seat.sheet.failure)))

    def _checked(self, name: str) -> QuestionForm:
        names = self._fields()
        if name not in names:
            wrong = say("Question {slot} has no field {name}.", slot=self._slot, name=name)
            raise NoSuchField(joined([wrong, nearest(name, names)]))
        return self._ensure_form()

    def __getattr__(self, name: str) -> Any:
        """``q.outer`` for ``q["outer"]``."""
        if name.startswith("_"):
            # IPython asks any object for its many ways of being shown.
            raise AttributeError(name)
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        """``q.outer = 8`` for ``q["outer"] = 8``."""
        self[name] = value

    def __iter__(self) -> Iterator[str]:
        """The names of the fields."""
        return iter(self._fields())

    def __dir__(self) -> list[str]:
        """With the fields, which Tab then completes."""
        return [*super().__dir__(), *self._fields()]

    def __repr__(self) -> str:
        """The question and what is answered."""
        return here(say("Question {slot}: {answers}", slot=self._slot, answers=listed(_lines(self.answers))))


def show_question(seat: Seat, slot: str) -> Question:
    """Displays the question in ``slot``; the same object for each time that its cell is run."""
    if slot not in seat.shown:
        seat.shown[slot] = Question(seat, slot)
    made: Question = seat.shown[slot]
    made._show()
    return made


def _lines(answers: dict[str, Any]) -> list[str]:
    return [f"{name} = {raw!r}" for name, raw in answers.items()]


def _with_kept(reason: Sentence, form: QuestionForm, name: str) -> Sentence:
    return joined([reason, form.kept(name)])
