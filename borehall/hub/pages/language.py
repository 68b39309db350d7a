"""The language that a reader of the hub's pages gets: the operator's, their own choice, or their browser's."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode

from jupyterhub.apihandlers import APIHandler
from jupyterhub.handlers import BaseHandler
from jupyterhub.handlers.pages import ProxyErrorHandler
from tornado.httputil import url_concat
from tornado.web import RequestHandler

from borehall.words import LANGUAGES, negotiate_language, speaking

COOKIE = "borehall-language"
"""Keeps a reader's choice for a year, on the whole site: services and notebooks may follow it."""

_YEAR = 365


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
    for chosen in (handler.get_query_argument("lang", None), handler.get_cookie(COOKIE)):
        if chosen in LANGUAGES:
            return str(chosen)
    return negotiate_language(accepted_languages(handler.request.headers.get("Accept-Language", "")))


class InReadersLanguage:
    """Put before a handler class of JupyterHub, it makes `say` answer in the reader's language.

    ``?lang=`` keeps a choice in a cookie and vanishes from the address: JupyterHub would carry it along and take it
    for an option of the server that it starts.
    """

    async def _execute(self: Any, transforms: Any, *args: bytes, **kwargs: bytes) -> None:
        # Tornado runs this in a task of its own for each request, so the language stays with the request however
        # requests interleave; and it spans error pages, which prepare() would miss.
        with speaking(readers_language(self)):
            await super()._execute(transforms, *args, **kwargs)  # type: ignore[misc]

    async def prepare(self: Any) -> None:
        """Keep a choice of language, then go on as JupyterHub does."""
        if self._keeps_choice():
            return
        await super().prepare()  # type: ignore[misc]

    @property
    def template_namespace(self: Any) -> dict[str, Any]:
        """JupyterHub's words for templates, and what a switch of language needs."""
        words = {**super().template_namespace, "language_query": self._language_query}  # type: ignore[misc]
        if isinstance(self, ProxyErrorHandler):
            # The proxy asks without the reader's headers and shows the answer at another address: the page finds
            # the reader's language by itself, and has no address that a switch could lead to.
            retold = self.settings.get("hall_language") == "auto"
            words |= {"from_proxy": True, "retold": retold, "languages": ()}
        return words

    def _language_query(self: Any, language: str) -> str:
        return urlencode([*self._query_without_choice(), ("lang", language)])

    def _keeps_choice(self: Any) -> bool:
        chosen = self.get_query_argument("lang", None)
        if chosen not in LANGUAGES or self.request.method != "GET" or isinstance(self, APIHandler):
            return False
        self._jupyterhub_user = None  # JupyterHub's log line asks for it; who it is does not matter yet
        self._set_cookie(COOKIE, chosen, encrypted=False, path=self.base_url, expires_days=_YEAR, samesite="Lax")
        self.redirect(url_concat(self.request.path, self._query_without_choice()))
        return True

    def _query_without_choice(self: Any) -> list[tuple[str, str]]:
        names = [name for name in self.request.query_arguments if name != "lang"]
        return [(name, value) for name in names for value in self.get_query_arguments(name, strip=False)]


@cache
def in_readers_language(handler: type) -> type:
    """``handler`` with `InReadersLanguage` put before it, where it is one of JupyterHub's pages; else itself."""
    if not issubclass(handler, BaseHandler) or issubclass(handler, InReadersLanguage):
        return handler
    # The name stays: JupyterHub's metrics count requests by it.
    return type(handler.__name__, (InReadersLanguage, handler), {"__module__": handler.__module__})
