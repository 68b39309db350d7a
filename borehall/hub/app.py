"""JupyterHub with our pages: ``python -m borehall.hub.app -f jupyterhub_config.py``.

A sub-class, because what is needed sits where configuration does not reach: the template environments and the list of
handlers. Everything else is JupyterHub's.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from jupyterhub.app import JupyterHub
from jupyterhub.handlers.static import CacheControlStaticFilesHandler
from markupsafe import Markup
from tornado.ioloop import PeriodicCallback
from traitlets import Enum, Instance

from borehall.hub.accounts import HallAuthenticator
from borehall.hub.pages import STATIC
from borehall.hub.pages.home import courses_of
from borehall.hub.pages.page import hall_page
from borehall.hub.pages.restate import restate, status_advice, status_title
from borehall.hub.people import People
from borehall.hub.roster_users import LOOK_EVERY_S, ensure_roster_users
from borehall.words import LANGUAGES, current_language, say


class BorehallHub(JupyterHub):
    """JupyterHub in the reader's language."""

    # With the base class's name jupyterhub's own options and defaults stay valid.
    name = "jupyterhub"

    handlers: list[Any]
    people = Instance(People, allow_none=True, config=True, help="Who is in which course; None: the hub's own record.")
    _followed = -1
    language = Enum(["auto", *LANGUAGES], "auto", config=True, help="The language of the pages; auto: the reader's.")

    def init_handlers(self) -> None:
        """Each page in the reader's language, and our static files beside JupyterHub's."""
        super().init_handlers()
        static = (f"{self.hub_prefix}hall-static/(.*)", CacheControlStaticFilesHandler, {"path": str(STATIC)})
        spoken = [(route[0], hall_page(route[1]), *route[2:]) for route in self.handlers]
        self.handlers = [static, *spoken]

    async def initialize(self, *args: Any, **kwargs: Any) -> None:
        """Follow the rosters from the first moment, and whenever one changes."""
        await super().initialize(*args, **kwargs)
        if self.people is not None:
            await self._follow_rosters()
            PeriodicCallback(self._follow_rosters, 1000 * LOOK_EVERY_S).start()

    async def _follow_rosters(self) -> None:
        if self.people is not None and self.people.version() != self._followed:
            await ensure_roster_users(self, self.people)
            self._followed = self.people.version()

    def init_tornado_settings(self) -> None:
        """The words that templates use."""
        super().init_tornado_settings()
        self.tornado_settings["hall_language"] = self.language
        for environment in ("jinja2_env", "jinja2_env_sync"):
            self.tornado_settings[environment].globals.update(self._page_words())

    def _page_words(self) -> dict[str, Any]:
        return {
            "_": say,
            "courses_of": courses_of,
            "current_language": current_language,
            "hall_static": lambda name: f"{self.hub_prefix}hall-static/{name}?v={_version(name)}",
            "inline_static": lambda name: Markup((STATIC / name).read_text()),  # noqa: S704  (our own file)
            "languages": LANGUAGES if self.language == "auto" else (),
            "local_accounts": isinstance(self.authenticator, HallAuthenticator),
            "restate": restate,
            "status_title": status_title,
            "status_advice": status_advice,
        }


@cache
def _version(name: str) -> str:
    """Changes with the file, so that browsers may keep it."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


if __name__ == "__main__":
    # By its importable name: run as __main__ this module would define the class a second time.
    from borehall.hub import app

    app.BorehallHub.launch_instance()
