"""What each of JupyterHub's pages gets from the hall, put before its handler's class."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode

from jupyterhub.apihandlers import APIHandler
from jupyterhub.handlers import BaseHandler
from jupyterhub.handlers.pages import ProxyErrorHandler
from tornado.httputil import url_concat

from borehall.hub.pages.language import COOKIE_DAYS, readers_language
from borehall.words import LANGUAGE_COOKIE, LANGUAGES, speaking


class HallPage:
    """`say` answers in the reader's language, and ``?lang=`` chooses it.

    The choice is kept in a cookie and vanishes from the address: JupyterHub would carry it along and take it for an
    option of the server that it starts.
    """

    # JupyterHub 6.1 sets it only for requests with a token, but asks for it whenever a session has ended: the page
    # would fail instead of sending its reader to log in.
    _token_authenticated = False

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

    def set_header(self, name: str, value: Any) -> None:
        """Pages say how their text is encoded; JupyterHub leaves that to guesses."""
        if name == "Content-Type" and value == "text/html":
            value = "text/html; charset=UTF-8"
        super().set_header(name, value)  # type: ignore[misc]

    @property
    def template_namespace(self: Any) -> dict[str, Any]:
        """JupyterHub's words for templates, and what a switch of language needs."""
        words = {**super().template_namespace, "language_query": self._language_query}  # type: ignore[misc]
        if isinstance(self, ProxyErrorHandler):
            # The proxy asks without the reader's headers and shows the answer at another address: the page finds
            # the reader's language by itself, and has no address that a switch could lead to.
            words |= {
                "from_proxy": True,
                "languages": (),
                "retell": self.request.uri if self.settings.get("hall_language") == "auto" else "",
                "silent_service": self.get_query_argument("url", "").startswith(f"{self.base_url}services/"),
            }
        return words

    def _language_query(self: Any, language: str) -> str:
        return urlencode([*self._query_without_choice(), ("lang", language)])

    def _keeps_choice(self: Any) -> bool:
        chosen = self.get_query_argument("lang", None)
        if chosen not in LANGUAGES or self.request.method != "GET" or isinstance(self, APIHandler):
            return False
        self._jupyterhub_user = None  # JupyterHub's log line asks for it; who it is does not matter yet
        self._set_cookie(
            LANGUAGE_COOKIE, chosen, encrypted=False, path=self.base_url, expires_days=COOKIE_DAYS, samesite="Lax"
        )
        self.redirect(url_concat(self.request.path, self._query_without_choice()))
        return True

    def _query_without_choice(self: Any) -> list[tuple[str, str]]:
        names = [name for name in self.request.query_arguments if name != "lang"]
        return [(name, value) for name in names for value in self.get_query_arguments(name, strip=False)]


@cache
def hall_page(handler: type) -> type:
    """``handler`` as a `HallPage`, where it is one of JupyterHub's; else itself."""
    if not issubclass(handler, BaseHandler) or issubclass(handler, HallPage):
        return handler
    # The name stays: JupyterHub's metrics count requests by it.
    return type(handler.__name__, (HallPage, handler), {"__module__": handler.__module__})
