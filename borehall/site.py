"""A site: a folder with the shape of DESIGN section 2, and where each thing in it lies."""

from __future__ import annotations

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
