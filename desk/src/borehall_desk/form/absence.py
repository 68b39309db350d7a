"""What stands where no question can be shown: why, and a way to try again without a line of code."""

from __future__ import annotations

from html import escape

import anywidget
import traitlets
from IPython.display import display

from borehall_desk.form import program
from borehall_desk.form.words import FORM_WORDS
from borehall_desk.words import SPEECH, Sentence, here

WIDGET = "application/vnd.jupyter.widget-view+json"


class Absence(anywidget.AnyWidget):
    """A sentence, and a button that has our extension run the paper's cells again."""

    _esm = program("element.js", "absence.js")
    _css = program("form.css")
    language = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict(FORM_WORDS).tag(sync=True)
    sentence = traitlets.Dict().tag(sync=True)
    may_come = traitlets.Bool().tag(sync=True)


def show_absence(sentence: Sentence, *, may_come: bool = False) -> None:
    """Displays ``sentence``; with a button where trying again may help."""
    absence = Absence(language=SPEECH.language, sentence=sentence, may_come=may_come)
    traitlets.link((SPEECH, "language"), (absence, "language"))
    html = f"<p>{escape(here(sentence))}</p>"
    display({WIDGET: reference(absence), "text/plain": here(sentence), "text/html": html}, raw=True)


def reference(widget: anywidget.AnyWidget) -> dict[str, object]:
    """What a notebook keeps of a widget that it shows."""
    return {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
