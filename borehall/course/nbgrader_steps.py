"""nbgrader's own steps, run for one course from within its room, with their failures turned into faults."""

from __future__ import annotations

import logging
import os
import re
import sys
import warnings
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from sqlalchemy.exc import SAWarning
from traitlets.config import PyFileConfigLoader

from borehall.course.room import CONFIG_FILE, check_room
from borehall.faults import AuthorFault, Fault
from borehall.site import Site
from borehall.words import say

_RAISED = re.compile(r"(\w+\.)*\w*(Error|Exception)\b.*")
"""The last line of a traceback, which nbgrader logs without a level."""


def open_steps(site: Site, course: str) -> NbGraderAPI:
    """nbgrader for ``course``, configured by its room; PlatformFault when the room has not been made."""
    check_room(site, course)
    file = site.room(course) / CONFIG_FILE
    _find_alembic()
    # nbgrader 0.9 reads rows before it adds them, which SQLAlchemy 2.1 remarks on; the rows come out complete.
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    # The captured log is for faults only; nbgrader would print every line of it as well.
    logging.getLogger("nbgrader").setLevel(logging.INFO)
    config = PyFileConfigLoader(file.name, path=str(file.parent)).load_config()
    steps = NbGraderAPI(config=config)
    steps.log.propagate = False
    return steps


def _find_alembic() -> None:
    """nbgrader runs `alembic` by name to stamp a new gradebook, and dies without it on PATH."""
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])


def stop_if_interrupted(result: dict) -> None:
    """Ctrl-C ends the command; nbgrader would take it for a failure of one step and go on to the next."""
    if result.get("error", "").rstrip().endswith("KeyboardInterrupt"):
        raise KeyboardInterrupt


def check_done(result: dict, doing: str, kind: type[Fault] = AuthorFault) -> str:
    """The log of a step that went well; else a fault of ``kind`` that says what failed and nbgrader's own words."""
    stop_if_interrupted(result)
    log = result.get("log", "")
    if result["success"]:
        return log
    raise kind(doing, next_step=own_words(result))


def own_words(result: dict) -> str:
    """What nbgrader said last of a failure: its errors, or else the exception's last line."""
    log = result.get("log", "").splitlines()
    errors = [line for line in log if line.startswith(("[ERROR]", "[CRITICAL]")) or _RAISED.match(line)]
    exception = [line for line in result.get("error", "").strip().splitlines() if line.strip()][-1:]
    return say("nbgrader says: {words}", words=" / ".join([*errors[-3:], *exception]) or "–")
