"""The hub's pages: templates, their looks, and the words on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from borehall.hub.pages.home import PersonName

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"

Titles = Mapping[str, str]
"""A title by language: ``{"zh_CN": …, "en": …}``."""


def set_pages(
    c: Any,
    *,
    language: str,
    courses: Mapping[str, Titles],
    hall_title: Titles,
    person_name: Callable[[str], str] | None = None,
) -> None:
    """Our pages, for a hub that is started as `borehall.hub.app`. Only sets.

    ``language`` is ``auto`` (the reader's), ``zh_CN`` or ``en``; ``courses`` maps a course to its title in each
    language; ``person_name`` finds the name that a user is greeted by (default: the user name).
    """
    c.BorehallHub.language = language
    hub = c.JupyterHub
    hub.template_paths = [str(TEMPLATES)]
    hub.logo_file = str(STATIC / "logo.svg")
    # The home page greets first; a server starts when its owner asks for it.
    hub.redirect_to_server = False
    hub.template_vars = {
        "courses": {course: dict(titles) for course, titles in courses.items()},
        "hall_title": dict(hall_title),
        # JupyterHub calls what is callable in here with the user whose page it makes.
        "person": PersonName(person_name),
    }
