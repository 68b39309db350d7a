"""A task as a page that opens in any browser: statement, figure, form; with the solution and its working if wanted."""

from __future__ import annotations

from html import escape
from typing import Any

import mistune

from borehall.bank.entry import Entry, Given
from borehall.words import say, speaking

STYLE = """
body{font-family:'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif;max-width:46rem;
margin:2rem auto;padding:0 1rem;line-height:1.6;color:#222}table{border-collapse:collapse}td,th{border:1px solid #bbb;
padding:.2rem .6rem}.field{border-left:3px solid #1565c0;padding:.2rem 0 .2rem .8rem;margin:1rem 0}.solution{background:
#f3f7f1;padding:.6rem 1rem;margin-top:2rem}svg{max-width:100%;height:auto}pre{white-space:pre-wrap;font-size:.85rem}
"""


def page(entry: Entry, given: Given, language: str, *, solution: bool = False) -> str:
    """The whole page."""
    title = entry.card.title(language)
    return document(title, language, f"<h1>{escape(title)}</h1>" + question_part(entry, given, language, solution))


def question_part(entry: Entry, given: Given, language: str, solution: bool) -> str:
    """The task below its heading, as it stands in a page of one or of many."""
    question = entry.ask(given, language)
    with speaking(language):
        parts = [
            f"<p>{escape(_card(entry))}</p>",
            markdown(question.statement),
            question.figure or "",
            *(_field(form) for form in question.fields),
            _solution(entry, given, language) if solution else "",
        ]
    return "".join(parts)


def document(title: str, language: str, body: str) -> str:
    """``body`` as a page of its own."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    tag = language.replace("_", "-")
    return f'<!doctype html><html lang="{tag}"><head>{head}</head><body>{body}</body></html>\n'


def lines(entry: Entry, given: Given, language: str, *, solution: bool = False) -> str:
    """The same as text, without the figure, for a terminal."""
    question = entry.ask(given, language, with_figure=False)
    with speaking(language):
        parts = [question.title, _card(entry), "", question.statement]
        for form in question.fields:
            unit = f" ({form['unit']})" if form.get("unit") else ""
            parts += ["", f"▸ {form['prompt']}{unit}", *(f"  - {one['text']}" for one in form.get("options", ()))]
        if solution:
            parts += ["", *_instructors_lines(entry, given, language)]
    return "\n".join(parts)


def _card(entry: Entry) -> str:
    clauses = "; ".join(cited.label for cited in entry.card.clauses)
    level, minutes = entry.card.level, entry.card.minutes
    return say(
        "{id} · level {level} · {minutes} minutes · {clauses}",
        id=entry.id,
        level=level,
        minutes=minutes,
        clauses=clauses,
    )


def markdown(text: str) -> str:
    """Markdown as HTML."""
    # Raw HTML in a task's text is shown as text.
    return str(mistune.create_markdown(escape=True, plugins=["table"])(text))


def _field(form: dict[str, Any]) -> str:
    unit = f" <b>({escape(form['unit'])})</b>" if form.get("unit") else ""
    items = [escape(one["text"]) for one in form.get("options", ())]
    options = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""
    table = _table(form) if form["kind"] == "table" else ""
    code = f"<pre>{escape(form['signature'])}</pre>" if form["kind"] == "code" else ""
    return f'<div class="field">{markdown(form["prompt"])}{unit}{options}{table}{code}</div>'


def _table(form: dict[str, Any]) -> str:
    heads = "".join(f"<th>{escape(one['prompt'])} {escape(one.get('unit', ''))}</th>" for one in form["columns"])
    empty = "<td></td>" * len(form["columns"])
    rows = "".join(f"<tr><th>{escape(row)}</th>{empty}</tr>" for row in form["rows"])
    return f"<table><tr><th></th>{heads}</tr>{rows}</table>"


def _solution(entry: Entry, given: Given, language: str) -> str:
    heading, *rest = _instructors_lines(entry, given, language)
    return f'<div class="solution"><h2>{escape(heading)}</h2><pre>{escape(chr(10).join(rest))}</pre></div>'


def solution_lines(entry: Entry, given: Given, language: str) -> list[str]:
    """How it is done: a heading, the answers, the author's words, the working."""
    with speaking(language):
        answers, shown = entry.solve(given), []
        for field in entry.fields(given):
            text = entry.field_text(given, field, language)
            shown.append(f"{text.prompt}\n  → {field.shown(answers.get(field.name), text)}")
        steps = [step.text for step in entry.working(given)]
        words = entry.solution(given, language)
        return [say("Solution"), *shown, "", *([words, ""] if words else []), say("Working"), *steps]


def _instructors_lines(entry: Entry, given: Given, language: str) -> list[str]:
    told = [f"{one.name}: {entry.sentence(given, one)}" for one in entry.mistakes(given)]
    return [*solution_lines(entry, given, language), "", say("Mistakes that are told by name"), *told]
