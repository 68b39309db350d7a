"""The plan editor as a part of a question's form."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import ipywidgets
import traitlets
from traitlets import TraitError

from borehall_desk.answer.kind import WrongValue
from borehall_desk.plan_editor import PlanEditor
from borehall_desk.words import SPEECH

if TYPE_CHECKING:
    from borehall_desk.form.view import QuestionForm


def plan_widget(form: QuestionForm, name: str, field: dict[str, Any]) -> ipywidgets.DOMWidget:
    """An editor for the plan in ``name``, tied to the sheet both ways."""
    kept = form.sheet.answers(form.slot).get(name)
    try:
        value = form.kinds[name].take(kept) or []
    except WrongValue:
        # The form says so; the file's own words stay until something is drawn.
        value = []
    editor = PlanEditor(works=field["works"], stage=field["stage"], language=SPEECH.language, value=value)
    traitlets.link((SPEECH, "language"), (editor, "language"))
    PlanTie(form, name, editor)
    return editor


class PlanTie:
    """Keeps what is drawn, and draws what is kept."""

    def __init__(self, form: QuestionForm, name: str, editor: ipywidgets.DOMWidget) -> None:
        self.form, self.name, self.editor = form, name, editor
        editor.observe(self._drawn, "value")
        form.sheet.watch(lambda _: self._kept())

    def _drawn(self, _change: Any) -> None:
        raw = self.form.kinds[self.name].take(self.editor.value)
        if raw != self._now():
            self.form.put(self.name, raw)

    def _kept(self) -> None:
        kept = self._now() or []
        if kept != self.editor.value:
            with suppress(TraitError):
                self.editor.value = kept

    def _now(self) -> Any:
        return self.form.sheet.answers(self.form.slot).get(self.name)
