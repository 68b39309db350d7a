"""The answer card: every question of the paper, its points, and what is still blank."""

from __future__ import annotations

from html import escape
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from borehall_desk.answer.progress import BLANK, progress
from borehall_desk.form import program
from borehall_desk.form.absence import WIDGET, reference, show_absence
from borehall_desk.form.words import FORM_WORDS
from borehall_desk.seat import NotHandedOut, Seat
from borehall_desk.sheet.paper import Section
from borehall_desk.sheet.shape import Misshapen
from borehall_desk.words import SPEECH, Sentence, here, same, say


class AnswerCard(anywidget.AnyWidget):
    """Shows the paper; follows the sheet."""

    _esm = program("element.js", "language.js", "card.js")
    _css = program("form.css")
    language = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict(FORM_WORDS).tag(sync=True)
    paper = traitlets.Dict().tag(sync=True)

    @classmethod
    def of(cls, seat: Seat) -> AnswerCard:
        """The card of the paper at ``seat``."""
        made = cls(language=SPEECH.language)
        traitlets.link((SPEECH, "language"), (made, "language"))
        made.seat = seat
        made.look()
        seat.sheet.watch(lambda _: made.look())
        seat.on_arrival(made.look)
        return made

    def look(self) -> None:
        """Counts again."""
        paper = self.seat.usable_paper
        if not paper:
            return
        notice: Sentence | None = None
        try:
            self.seat.handed()
        except NotHandedOut as reason:
            notice = reason.sentence
        sections = [self._section(section, with_questions=notice is None) for section in paper.sections]
        self.paper = {"titles": paper.titles, "minutes": paper.minutes, "notice": notice, "sections": sections}

    def _section(self, section: Section, with_questions: bool) -> dict[str, Any]:
        found = self.seat.handed().questions if with_questions else {}
        rows = []
        for slot in section.slots:
            both = found.get(slot.id)
            titles = {language: one["title"] for language, one in both.items()} if both else same(slot.id)
            state = progress(both, self.seat.sheet.answers(slot.id)) if both else BLANK
            rows.append({"slot": slot.id, "titles": titles, "points": slot.points, "state": state})
        return {"titles": section.titles, "questions": rows}


def show_card(seat: Seat) -> None:
    """Displays the card; where there is no paper, the reason."""
    seat.sheet.refresh()
    try:
        absent = None if seat.paper else say("There is no paper in this folder, so there is no card.")
    except Misshapen as damage:
        absent = damage.sentence
    if absent:
        show_absence(absent)
        return
    if seat.card is None:
        seat.card = AnswerCard.of(seat)
    card: AnswerCard = seat.card
    card.look()
    display({WIDGET: reference(card), "text/plain": here(say("Answer card")), "text/html": _static(card)}, raw=True)


def _static(card: AnswerCard) -> str:
    """The card as it was when it was shown, for where no card can be."""
    language = SPEECH.language
    rows = "".join(
        f"<tr><td>{escape(one['titles'][language])}</td><td>{one['points']:g}</td>"
        f"<td>{escape(FORM_WORDS[language][one['state']])}</td></tr>"
        for section in card.paper["sections"]
        for one in section["questions"]
    )
    return f'<table class="bh-answers">{rows}</table>'
