"""A question's statement and figure as HTML that stays readable without a kernel."""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from typing import Any

import mistune

from borehall_desk.words import SPEECH, say


@cache
def _markdown() -> mistune.Markdown:
    # Raw HTML in a task's text is shown as text.
    return mistune.create_markdown(escape=True, plugins=["table"])


def html_of(text: str) -> str:
    """Markdown as HTML."""
    return str(_markdown()(text))


def line_html(text: str) -> str:
    """Markdown of one line as HTML without a paragraph around it."""
    html = html_of(text).strip()
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return inner if "<p>" not in inner else html


def statement_html(question: dict[str, Any], points: float | None) -> str:
    """Title, points, statement and figure of one question, in the language in force."""
    language = SPEECH.language
    worth = say("{points} points", points=f"{points:g}")[language] if points is not None else ""
    tag = language.replace("_", "-")
    badge = f' <span class="bh-worth">{escape(worth)}</span>' if worth else ""
    return (
        f'<div class="bh-statement" lang="{tag}"><h3 class="bh-title">{escape(question["title"])}{badge}</h3>'
        f"{html_of(question['statement'])}{_figure(question)}</div>"
    )


def _figure(question: dict[str, Any]) -> str:
    if not question.get("figure"):
        return ""
    # In an <img> a drawing can run no script and fetch nothing.
    data = base64.b64encode(question["figure"].encode()).decode()
    label = say("Figure: {title}. Its numbers stand in the text.", title=question["title"])[SPEECH.language]
    return f'<p><img class="bh-figure" alt="{escape(label)}" src="data:image/svg+xml;base64,{data}"></p>'


def answers_html(question: dict[str, Any], shown: dict[str, str]) -> str:
    """The answers as they were when the form was shown, for where no form can be."""
    none = say("blank")[SPEECH.language]
    rows = "".join(
        f"<tr><td>{line_html(form['prompt'])}</td><td>{escape(shown.get(form['name'], none))}</td></tr>"
        for form in question["fields"]
    )
    return f'<table class="bh-answers">{rows}</table>'
