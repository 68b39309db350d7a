"""A course's grading desk: nbgrader's formgrader in a server of its own, under the course's account.

    python -m borehall.hub.grading_desk SITE COURSE LANGUAGE

The hub starts it as a service; it drops to the course's account before it listens, and ends when the hub does.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

import borehall_desk

import borehall.course
from borehall.course.room import enter_room
from borehall.site import Site
from borehall.system_accounts import SystemAccounts

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Becomes the course's server."""
    site, course, language = Site(Path(sys.argv[1])), sys.argv[2], sys.argv[3]
    enter_room(site, course, SystemAccounts(site.system_accounts_file))
    # formgrader follows each reader's language; the JupyterLab around it has one for all, as Lab's defaults have.
    config = (
        Path(borehall.course.__file__).parent / "config",
        Path(borehall_desk.__file__).parent / "config" / language,
    )
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(map(str, config))
    # After the change of account, which would clear it: a hub that was killed must not leave a desk behind.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    program = str(Path(sys.executable).parent / "jupyterhub-singleuser")
    options = [f"--ServerApp.root_dir={site.room(course)}", "--ServerApp.default_url=/formgrader"]
    os.execv(program, [program, *options])  # noqa: S606 (no shell is wanted)


if __name__ == "__main__":
    main()
