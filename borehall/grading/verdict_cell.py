"""A verdict as people read it in the graded notebook and in the feedback: both languages, everything typed escaped."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape
from typing import Any

from borehall.bank.entry import Entry, Given
from borehall.bank.field import Field
from borehall.bank.preview import markdown, solution_lines
from borehall.bank.verdict import FOLLOWS, RIGHT, FieldVerdict, Verdict
from borehall.words import LANGUAGES, say, speaking

_LONGEST = 400
_FIRST, _SECOND = LANGUAGES


def shown_question(entry: Entry, given: Given) -> str:
    """Statement and figure."""
    first, second = (entry.ask(given, language) for language in LANGUAGES)
    figure = _figure(first.figure, first.title) if first.figure else ""
    other = f"<details><summary>English</summary>{markdown(second.statement)}</details>"
    return f"<h3>{escape(first.title)} · {escape(second.title)}</h3>{markdown(first.statement)}{figure}{other}"


def shown_verdict(entry: Entry, given: Given, answers: Any, verdict: Verdict, points: float, working: bool) -> str:
    """A row for each field: what was asked, what was answered, what is said of it, and the marks."""
    worth = sum(field.points for field in verdict.fields)
    rows = [
        _row(entry, given, field, answers, judged, points / worth)
        for field, judged in zip(entry.fields(given), verdict.fields, strict=True)
    ]
    heads = [_both(message) for message in ("Asked", "Answered", "Found", "Marks")]
    remarks = [
        f"<p>{escape(text)}<br>{escape(other)}</p>"
        for text, other in zip(*(verdict.remarks[language] for language in LANGUAGES), strict=True)
    ]
    table = f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>{''.join(rows)}</table>"
    return table + "".join(remarks) + (_working(entry, given) if working else "")


def _row(entry: Entry, given: Given, field: Field, answers: Any, judged: FieldVerdict, each: float) -> str:
    prompts = [entry.field_text(given, field, language).prompt for language in LANGUAGES]
    raw = answers.get(field.name) if type(answers) is dict else None
    cells = [
        "<br>".join(map(escape, dict.fromkeys(prompts))),
        f"<code>{escape(_answer(raw))}</code>" if raw is not None else "–",
        _found(judged),
        f"{judged.share * judged.points * each:.3g} / {judged.points * each:.3g}",
    ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _found(judged: FieldVerdict) -> str:
    mark = "✓" if judged.state in (RIGHT, FOLLOWS) else "✗" if not judged.share else "◐"
    lines = [escape(judged.message.get(language, "")).replace("\n", "<br>") for language in LANGUAGES]
    clauses = [escape(judged.clause[language]) for language in LANGUAGES if language in judged.clause]
    return f"{mark} " + "<br>".join(dict.fromkeys([*lines, *clauses]))


def _answer(raw: Any) -> str:
    if type(raw) is dict and set(raw) <= {"value", "unit"}:
        raw = f"{_rounded(raw.get('value', ''))} {raw.get('unit', '')}".strip()
    text = raw if type(raw) is str else str(_rounded(raw))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def _rounded(raw: Any) -> Any:
    """Six digits are enough to see what was answered; nobody answers 0.30000000000000004."""
    if type(raw) is float:
        return float(f"{raw:.6g}")
    if type(raw) is list:
        return [_rounded(item) for item in raw[:_LONGEST]]
    return {key: _rounded(item) for key, item in raw.items()} if type(raw) is dict else raw


def _working(entry: Entry, given: Given) -> str:
    parts = []
    for language in LANGUAGES:
        heading, *rest = solution_lines(entry, given, language)
        text = escape("\n".join(rest))
        opened = " open" if language == _FIRST else ""
        parts.append(f"<details{opened}><summary>{escape(heading)}</summary><pre>{text}</pre></details>")
    return "".join(parts)


def _both(message: str) -> str:
    texts = []
    for language in LANGUAGES:
        with speaking(language):
            texts.append(escape(say(message)))
    return " ".join(texts)


def _figure(svg: str, title: str) -> str:
    data = base64.b64encode(svg.encode()).decode()
    return f'<img alt="{escape(title)}" src="data:image/svg+xml;base64,{data}">'


def as_output(page: str) -> Mapping[str, Any]:
    """The page as a notebook's output."""
    return {"output_type": "display_data", "data": {"text/html": page}, "metadata": {}}
