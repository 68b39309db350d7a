"""A course's grading desk: nbgrader's formgrader in a server of its own, under the course's account.

    python -m borehall.hub.grading_desk SITE COURSE

The hub starts it as a service; it drops to the course's account before it listens, and ends when the hub does.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

from borehall.course.room import enter_room
from borehall.site import Site
from borehall.system_accounts import SystemAccounts

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Becomes the course's server."""
    site, course = Site(Path(sys.argv[1])), sys.argv[2]
    enter_room(site, course, SystemAccounts(site.system_accounts_file))
    # After the change of account, which would clear it: a hub that was killed must not leave a desk behind.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    program = str(Path(sys.executable).parent / "jupyterhub-singleuser")
    options = [f"--ServerApp.root_dir={site.room(course)}", "--ServerApp.default_url=/formgrader"]
    os.execv(program, [program, *options])  # noqa: S606 (no shell is wanted)


if __name__ == "__main__":
    main()
