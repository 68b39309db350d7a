"""The language that a reader of the hub's pages gets: the operator's, their own choice, or their browser's."""

from __future__ import annotations

from tornado.web import RequestHandler

from borehall.words import LANGUAGE_COOKIE, LANGUAGES, accepted_languages, negotiate_language

COOKIE_DAYS = 365


def readers_language(handler: RequestHandler) -> str:
    """The language for this request."""
    fixed = handler.settings.get("hall_language", "auto")
    if fixed != "auto":
        return str(fixed)
    for chosen in (handler.get_query_argument("lang", None), handler.get_cookie(LANGUAGE_COOKIE)):
        if chosen in LANGUAGES:
            return str(chosen)
    return negotiate_language(accepted_languages(handler.request.headers.get("Accept-Language", "")))
