"""A trainee's server: in a private home, in their language, and under their own account where root runs the hall."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Unicode

from borehall.hub.pages.language import readers_language
from borehall.site import Site
from borehall.system_accounts import SystemAccounts, become, ensure_folder
from borehall.words import LANGUAGES

MEMBERS = "nbgrader-"
"""The prefix of the groups of a course's trainees."""


class HallSpawner(LocalProcessSpawner):
    """Starts servers from the trainees' environment, which holds no rule, no answer and no gradebook."""

    site_root = Unicode(help="The site's folder.").tag(config=True)
    desk_programs = Unicode(help="The programs of the trainees' environment.").tag(config=True)
    desk_config = Unicode(help="Jupyter configuration of the trainees' environment.").tag(config=True)
    hall_address = Unicode(help="Where a server finds the hall's services.").tag(config=True)
    hall_language = Unicode("auto", help="zh_CN, en, or auto: the browser's.").tag(config=True)

    @property
    def site(self) -> Site:
        """The site that this server belongs to."""
        return Site(Path(self.site_root))

    @property
    def home(self) -> Path:
        """The trainee's own folder."""
        return self.site.home(self.user.name)

    async def start(self) -> tuple[str, int]:
        """Makes the home if there is none yet, and starts the server in it."""
        ensure_folder(self.home, 0o700, self._owner())
        return await super().start()

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Only what a trainee's server needs; nothing of the hub's own environment is handed on."""
        language = self._language()
        config = [str(Path(self.desk_config) / part) for part in (language, "common")]
        env.update(
            HOME=str(self.home),
            USER=self.user.name,
            LOGNAME=self.user.name,
            SHELL="/bin/bash",
            PATH=os.pathsep.join([self.desk_programs, "/usr/local/bin", "/usr/bin", "/bin"]),
            LANG="C.UTF-8",
            JUPYTER_CONFIG_PATH=os.pathsep.join(config),
            # Short, since the names of sockets below it may have 107 letters at most.
            JUPYTER_RUNTIME_DIR=str(self.home / ".run"),
            MATPLOTLIBRC=str(Path(self.desk_config) / "common"),
            BOREHALL_EXCHANGE=str(self.site.exchange),
            BOREHALL_HALL=self.hall_address,
            BOREHALL_LANGUAGE=language,
        )
        return env

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Drops to the trainee's account, in the groups of their courses, before the server's first line runs."""
        home, owner = self.home, self._owner()
        drop = become(*owner_and_groups(self.site, owner, self._courses())) if owner else lambda: None

        def prepare() -> None:
            drop()
            os.umask(0o077)
            os.chdir(home)

        return prepare

    def _language(self) -> str:
        """The language of whoever asked for the server; without a page to ask from, the hall's."""
        if self.handler is not None:
            return readers_language(self.handler)
        return LANGUAGES[0] if self.hall_language == "auto" else self.hall_language

    def _owner(self) -> tuple[int, int] | None:
        accounts = SystemAccounts(self.site.system_accounts_file)
        if not accounts.separate:
            return None
        uid = accounts.ensure("trainee", self.user.name)
        return uid, uid

    def _courses(self) -> list[str]:
        return [group.name.removeprefix(MEMBERS) for group in self.user.groups if group.name.startswith(MEMBERS)]


def owner_and_groups(site: Site, owner: tuple[int, int], courses: list[str]) -> tuple[int, list[int]]:
    """The uid of a trainee, and their gids: their own, then that of each course's trainees."""
    accounts = SystemAccounts(site.system_accounts_file)
    return owner[0], [owner[1], *(accounts.ensure("members", course) for course in courses)]
