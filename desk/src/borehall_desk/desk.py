"""The desk in the notebook: ``from borehall_desk import desk``, then ``desk.card()`` and ``desk.question("…")``.

In a folder where nothing was handed out (an instructor's source, say) everything works and says so.
"""

from __future__ import annotations

from IPython.core.getipython import get_ipython

from borehall_desk.answer.progress import lacking_of
from borehall_desk.form.card import show_card
from borehall_desk.form.question import Question, show_question
from borehall_desk.seat import NotHandedOut, Seat, seat_here
from borehall_desk.words import here, joined, say

__all__ = ["Question", "card", "check", "leave_to_judge", "question"]


def question(slot: str) -> Question:
    """Shows statement, figure and form of the question in ``slot``, and gives it to answer in code as well."""
    return show_question(seat_here(), slot)


def card() -> None:
    """Shows the answer card: every question, its points, and what is still blank."""
    show_card(seat_here())


def check(slot: str) -> None:
    """Says what is still blank. Where nobody is at the keyboard, as in nbgrader's Validate, blanks are an error."""
    seat = seat_here()
    try:
        seat.sheet.refresh()
        lacking = lacking_of(seat.both(slot), seat.sheet.answers(slot))
    except NotHandedOut as reason:
        print(reason)
        return
    if not lacking:
        print(here(say("Question {slot} is answered and saved.", slot=slot)))
        return
    told = here(say("Question {slot} is not finished: {lacking}", slot=slot, lacking=joined(lacking, _SEMICOLONS)))
    if not _someone_is_there():
        raise AssertionError(told)
    print(told)


_SEMICOLONS = {"zh_CN": "；", "en": "; "}


def leave_to_judge(slot: str) -> None:
    """Ends a test cell whose marks come from the hall's judge, never from running it. Without questions it passes."""
    seat: Seat = seat_here()
    if seat.is_handed_out:
        raise AssertionError(here(say("Question {slot} is marked by the hall, not by running this cell.", slot=slot)))


def _someone_is_there() -> bool:
    """Whether the cell was run with a way to ask its reader something; nbgrader's programs run it without."""
    kernel = getattr(get_ipython(), "kernel", None)
    return bool(kernel and kernel.get_parent("shell").get("content", {}).get("allow_stdin"))
