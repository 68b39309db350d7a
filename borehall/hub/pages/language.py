"""The language that a reader of the hub's pages gets: the operator's, their own choice, or their browser's."""

from __future__ import annotations

from tornado.web import RequestHandler

from borehall.words import LANGUAGE_COOKIE, LANGUAGES, negotiate_language

COOKIE_DAYS = 365


def accepted_languages(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first; those with ``q=0`` are left out."""
    wanted = []
    for place, part in enumerate(header.split(",")):
        tag, _, quality = part.partition(";")
        try:
            weight = float(quality.partition("=")[2]) if quality else 1.0
        except ValueError:
            continue
        if tag.strip() and weight > 0:
            wanted.append((-weight, place, tag.strip()))
    return [tag for _, _, tag in sorted(wanted)]


def readers_language(handler: RequestHandler) -> str:
    """The language for this request."""
    fixed = handler.settings.get("hall_language", "auto")
    if fixed != "auto":
        return str(fixed)
    for chosen in (handler.get_query_argument("lang", None), handler.get_cookie(LANGUAGE_COOKIE)):
        if chosen in LANGUAGES:
            return str(chosen)
    return negotiate_language(accepted_languages(handler.request.headers.get("Accept-Language", "")))
