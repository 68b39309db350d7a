"""A trainee's version of a paper as a page, with or without solutions, for those who compose papers."""

from __future__ import annotations

from html import escape

from borehall.bank.preview import document, question_part
from borehall.course.handing_out import Place
from borehall.course.paper import Blueprint, load_tasks
from borehall.site import Site
from borehall.words import say, speaking


def preview_page(
    site: Site, blueprint: Blueprint, title: str, trainee: str, places: dict[str, Place], language: str, solution: bool
) -> str:
    """All questions of ``trainee``, in order."""
    entries = load_tasks(site, blueprint)
    points = blueprint.slots()
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(trainee)} · {blueprint.minutes} min</p>"]
    for section in blueprint.sections:
        parts.append(f"<h2>{escape(section.titles[language])}</h2>")
        for slot in section.slots:
            entry = entries[places[slot].task]
            parts.append(f"<h3>{escape(_heading(slot, entry.card.title(language), points[slot], language))}</h3>")
            parts.append(question_part(entry, places[slot].given, language, solution))
    return document(f"{title} · {trainee}", language, "".join(parts))


def _heading(slot: str, title: str, points: float, language: str) -> str:
    with speaking(language):
        return say("{title} ({slot}, {points:g} points)", title=title, slot=slot, points=points)
