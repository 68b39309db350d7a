"""The form of one question: a widget whose two languages, answers and states are plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import anywidget
import ipywidgets
import traitlets

from borehall_desk.answer import kind_of
from borehall_desk.answer.kind import Kind, WrongValue
from borehall_desk.answer.progress import Both
from borehall_desk.answer.table import Table
from borehall_desk.form import program
from borehall_desk.form.hints import Hints
from borehall_desk.form.plan import plan_widget
from borehall_desk.form.statement import line_html
from borehall_desk.form.words import FORM_WORDS
from borehall_desk.seat import Seat
from borehall_desk.sheet.answers import Sheet
from borehall_desk.words import LANGUAGES, SPEECH, Sentence, here, joined, same, say

SAVED, BLANK, UNFINISHED, UNSAVED = "saved", "blank", "unfinished", "unsaved"
NUMBERS = ("number", "integer")


class QuestionForm(anywidget.AnyWidget):
    """Shows the fields of a question and what is kept of each; what is typed comes as messages and is checked here."""

    _esm = program("element.js", "language.js", "controls.js", "table.js", "form.js")
    _css = program("form.css")
    slot = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    faces = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict(FORM_WORDS).tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    hint = traitlets.Dict().tag(sync=True)
    plans = traitlets.Dict().tag(sync=True, **ipywidgets.widget_serialization)

    @classmethod
    def of(cls, seat: Seat, slot: str, both: Both) -> QuestionForm:
        """The form of ``both``, a question by language."""
        made = cls(slot=slot, language=SPEECH.language, faces=_faces(both))
        made._begin(seat, both)
        return made

    def _begin(self, seat: Seat, both: Both) -> None:
        self.seat, self.sheet = seat, seat.sheet
        self.forms = {form["name"]: form for form in both[LANGUAGES[0]]["fields"]}
        self.kinds: dict[str, Kind] = {name: kind_of(form) for name, form in self.forms.items()}
        self._refused: dict[str, Sentence] = {}
        self._echo: dict[str, list[Any]] = {}
        self._led_to: dict[str, Any] = {}
        self._times: dict[str, datetime] = {}
        self.hints = Hints(self)
        plans = {name: form for name, form in self.forms.items() if form["kind"] == "plan"}
        self.plans = {name: plan_widget(self, name, form) for name, form in plans.items()}
        self.on_msg(self._hear)
        self.sheet.watch(lambda _: self._show())
        traitlets.link((SPEECH, "language"), (self, "language"))
        self._show()

    def _hear(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        kind = content.get("type")
        if kind == "answer":
            self._typed(content)
        elif kind == "hint":
            self.hints.ask()
        elif kind == "save":
            self.sheet.save()

    def _typed(self, content: dict[str, Any]) -> None:
        name, cell = content["field"], content.get("cell")
        key = f"{name}/{cell[0]}/{cell[1]}" if cell else name
        self._echo[key] = content["echo"]
        try:
            raw = self._taken(name, cell, content["value"])
        except WrongValue as wrong:
            self._refused[key] = joined([wrong.sentence, self.kept(name, cell)])
            self._show()
        else:
            self._refused.pop(key, None)
            self._led_to[key] = self._part(name, raw, cell)
            self._keep(name, raw)

    def _taken(self, name: str, cell: list[Any] | None, value: Any) -> Any:
        kind = self.kinds[name]
        if cell and isinstance(kind, Table):
            return kind.take_cell(self.sheet.answers(self.slot).get(name), cell[0], cell[1], value)
        return kind.take(value)

    def put(self, name: str, raw: Any) -> None:
        """Keeps a value that was set in code, and shows it instead of whatever is typed."""
        for key in [key for key in {**self._refused, **self._echo} if key.partition("/")[0] == name]:
            self._refused.pop(key, None)
            self._echo.pop(key, None)
        self._keep(name, raw)

    def _keep(self, name: str, raw: Any) -> None:
        self._times[name] = datetime.now()
        self.sheet.put(self.slot, name, raw)

    def kept(self, name: str, cell: list[Any] | None = None) -> Sentence:
        """What stays in force when a value is refused."""
        kind = self.kinds[name]
        raw = self._part(name, self.sheet.answers(self.slot).get(name), cell)
        if cell and isinstance(kind, Table):
            kind = kind.columns[cell[1]]
        if raw is None:
            return say("Nothing is kept here.")
        return say("Kept as before: {value}.", value=kind.told(raw))

    def _part(self, name: str, raw: Any, cell: list[Any] | None) -> Any:
        """The kept value of a field, or of one cell of a table."""
        kind = self.kinds[name]
        return kind.rows_of(raw)[int(cell[0])].get(cell[1]) if cell and isinstance(kind, Table) else raw

    def shown_answers(self) -> dict[str, str]:
        """Every answer in a few words, in the language in force."""
        answers = self.sheet.answers(self.slot)
        return {name: here(kind.told(answers[name])) for name, kind in self.kinds.items() if name in answers}

    def _show(self) -> None:
        answers = self.sheet.answers(self.slot)
        self._forget_echoes(answers)
        said = {name: self._said(name, answers.get(name)) for name in self.forms}
        notices = [one for one in (self.sheet.notice, self.seat.stranger()) if one]
        self.state = {
            "answers": answers, "said": said, "refused": dict(self._refused), "echo": dict(self._echo),
            "failure": self._failure(self.sheet), "notice": joined(notices) if notices else None,
        }  # fmt: skip
        self.hints.age(answers)

    def _forget_echoes(self, answers: dict[str, Any]) -> None:
        """A page keeps what was typed in it, unless something else is kept by now."""
        for key in [key for key in self._echo if key not in self._refused]:
            name, *cell = key.split("/")
            if self._part(name, answers.get(name), cell) != self._led_to.get(key):
                del self._echo[key]

    def _said(self, name: str, raw: Any) -> dict[str, Any]:
        if self.sheet.is_unsaved(self.slot, name):
            return {"state": UNSAVED, "text": say("Not saved: {reason}.", reason=self.sheet.failure or same("?"))}
        if raw is None:
            return {"state": BLANK, "text": say("Not answered yet") if name not in self._times else say("Cleared")}
        remark = self.kinds[name].lack(raw)
        saved = self._saved(name, raw)
        if remark:
            return {"state": UNFINISHED, "text": say("{saved}. {remark}", saved=saved, remark=remark)}
        return {"state": SAVED, "text": saved}

    def _saved(self, name: str, raw: Any) -> Sentence:
        moment = self._times.get(name, self.sheet.saved_at)
        saved = say("Saved {time}", time=f"{moment:%H:%M:%S}") if moment else say("Saved")
        if self.forms[name]["kind"] not in NUMBERS:
            return saved
        return say("{saved}: {value}", saved=saved, value=self.kinds[name].told(raw))

    @staticmethod
    def _failure(sheet: Sheet) -> Sentence | None:
        if not sheet.failure:
            return None
        return say(
            "Not saved: {reason}. What you entered is still here, and saving is tried again.", reason=sheet.failure
        )


def _faces(both: Both) -> dict[str, Any]:
    return {language: [_face(form) for form in both[language]["fields"]] for language in LANGUAGES}


def _face(form: dict[str, Any]) -> dict[str, Any]:
    """A field as the page needs it: its words, and for a plan nothing of the works, which the editor has."""
    left_out = ("works", "stage", "columns") if form["kind"] == "plan" else ()
    face = {key: value for key, value in form.items() if key not in left_out} | {"html": line_html(form["prompt"])}
    if form["kind"] == "table":
        face["columns"] = [_face(column) for column in form["columns"]]
    return face
