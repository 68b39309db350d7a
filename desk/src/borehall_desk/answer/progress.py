"""How far a question is answered."""

from __future__ import annotations

from typing import Any

from borehall_desk.answer import kind_of
from borehall_desk.answer.kind import WrongValue
from borehall_desk.words import LANGUAGES, Sentence, say

Both = dict[str, dict[str, Any]]
"""A question by language."""

BLANK, PARTLY, ANSWERED = "blank", "partly", "answered"


def lacking_of(question: Both, answers: dict[str, Any]) -> list[Sentence]:
    """A line for each field that is blank or unfinished."""
    lines = []
    for number, form in enumerate(question[LANGUAGES[0]]["fields"]):
        remark = _remark(form, answers.get(form["name"]))
        if remark:
            prompts = {language: question[language]["fields"][number]["prompt"] for language in LANGUAGES}
            lines.append(say("{prompt}: {remark}", prompt=prompts, remark=remark))
    return lines


def _remark(form: dict[str, Any], raw: Any) -> Sentence | None:
    try:
        return kind_of(form).lack(raw)
    except WrongValue as unknown_kind:
        return unknown_kind.sentence


def progress(question: Both, answers: dict[str, Any]) -> str:
    """BLANK, PARTLY or ANSWERED."""
    forms = question[LANGUAGES[0]]["fields"]
    if not any(form["name"] in answers for form in forms):
        return BLANK
    return PARTLY if lacking_of(question, answers) else ANSWERED
