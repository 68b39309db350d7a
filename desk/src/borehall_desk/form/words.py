"""The words of the form and the card, which the page itself puts in place."""

from __future__ import annotations

from borehall_desk.words import LANGUAGES, say

_WORDS = {
    "answer": say("Your answer"),
    "unit": say("unit"),
    "clear": say("Clear"),
    "none": say("None of these"),
    "choose": say("choose"),
    "characters": say("characters"),
    "code_keys": say("Tab indents; press Esc, then Tab, to leave the box"),
    "language": say("Language of the questions"),
    "saving": say("Saving …"),
    "waiting": say("Not saved yet: the notebook is busy. Saved as soon as it is free."),
    "retry": say("Save now"),
    "again": say("Try again"),
    "check": say("Check my answer"),
    "checking": say("The hall is looking …"),
    "left": say("checks left: {n}", n="{n}"),
    "none_left": say("No check left for this question"),
    "old": say("your answer has changed since"),
    "clause": say("See"),
    "card": say("Answer card"),
    "question": say("Question"),
    "points": say("Points"),
    "state": say("State"),
    "go": say("Go to this question"),
    "blank": say("blank"),
    "partly": say("partly answered"),
    "answered": say("answered"),
    "worth": say("points"),
    "of": say("questions answered"),
    "minutes": say("minutes"),
}

FORM_WORDS = {language: {key: sentence[language] for key, sentence in _WORDS.items()} for language in LANGUAGES}
