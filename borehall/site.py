"""A site: a folder with the shape of DESIGN section 2, and where each thing in it lies."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from borehall.faults import PlatformFault
from borehall.words import say


@dataclass(frozen=True)
class Site:
    """The paths of one site. ``root`` is absolute; nothing here touches the disk."""

    root: Path

    @property
    def settings_file(self) -> Path:
        """The operator's settings."""
        return self.root / "hub_config" / "hall.toml"

    @property
    def hub_config(self) -> Path:
        """What JupyterHub is started with."""
        return self.root / "hub_config" / "jupyterhub_config.py"

    @property
    def courses(self) -> Path:
        """One folder for each course: course.toml, roster.csv, papers/."""
        return self.root / "courses"

    @property
    def var(self) -> Path:
        """Everything that a running site makes and git never sees: databases, secrets, homes, the exchange."""
        return self.root / "var"

    @property
    def hub(self) -> Path:
        """What only the hub's own account reads: its database, secrets, log."""
        return self.var / "hub"

    @property
    def initial_passwords(self) -> Path:
        """Hashes of passwords that were handed out and not yet changed."""
        return self.hub / "initial_passwords.sqlite"

    @property
    def ground(self) -> Path:
        """What trainees' accounts must reach: their homes and the exchange.

        For root it lies outside the site, since the site as a whole is then closed to trainees.
        """
        tag = hashlib.sha256(str(self.root).encode()).hexdigest()[:8]
        outside = Path("/var/lib/borehall") / f"{self.root.name}-{tag}"
        return outside if os.geteuid() == 0 or outside.is_dir() else self.var / "ground"

    @property
    def system_accounts_file(self) -> Path:
        """The table of numeric accounts, beside the homes whose owners it names: neither makes sense alone."""
        return self.ground / "system_accounts.json"

    @property
    def exchange(self) -> Path:
        """nbgrader's exchange."""
        return self.ground / "exchange"

    def home(self, trainee: str) -> Path:
        """A person's own folder. PlatformFault for a name, from whichever log-in, that would lead elsewhere."""
        if trainee in ("", ".", "..") or "/" in trainee:
            raise PlatformFault(
                say("{name} cannot be the name of a folder.", name=repr(trainee)),
                say("Expected: an account name of letters, digits, and . _ - after the first character."),
                say("Give this person another account name."),
            )
        return self.ground / "homes" / trainee

    def course(self, course: str) -> Path:
        """``courses/<course>``."""
        return self.courses / course

    def room(self, course: str) -> Path:
        """Where nbgrader works for a course: its gradebook, and links to source/, release/ and the rest."""
        return self.var / "courses" / course

    def step(self, step: str, course: str) -> Path:
        """``source/<course>`` and its sisters: release, submitted, autograded, feedback."""
        return self.root / step / course


def find_site(start: Path | None = None) -> Site:
    """The site that ``start`` (by default the working folder) lies in; PlatformFault when there is none."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "hub_config" / "hall.toml").is_file():
            return Site(folder)
    raise PlatformFault(
        say("No site found in {folder} or above it.", folder=here),
        say("A site is a folder with hub_config/hall.toml and courses/."),
        say("Go into a site, name one with --site DIR, or make one with: borehall new DIR"),
    )
