"""The post office in a trainee's Jupyter server: takes what a kernel asks at a Unix socket to the hall.

It opens before any kernel can start. Nothing in it waits in the server's way, and it knows two kinds of letters only:
for a paper, and for a hint. The hall knows the trainee by the server's own token, which no kernel needs for this.
"""

from __future__ import annotations

import atexit
import os
import socket
import tempfile
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_unix_socket
from tornado.web import Application
from traitlets.log import get_logger

from borehall_desk.hall_line import HallLine
from borehall_desk.letters import HINT, LIMITS, PAPER, LetterHandler, NoSuchPath, quiet_access
from borehall_desk.post import SOCKET_VARIABLE

LONGEST_PATH = 107
"""Bytes that the name of a Unix socket may have."""

_IN_TMP = "borehall-post-"


class PaperLetter(LetterHandler):
    """Asks for the trainee's questions."""

    async def get(self, course: str, assignment: str) -> None:
        """Takes the question to the hall, and its answer back."""
        self.tell(*await _hall(self).ask(course, f"paper/{course}/{assignment}"))


class HintLetter(LetterHandler):
    """Asks what the judge says about the answers to one question."""

    async def post(self, course: str, assignment: str, slot: str) -> None:
        """Takes the answers to the hall, and its hint back."""
        self.tell(*await _hall(self).ask(course, f"hint/{course}/{assignment}/{slot}", self.body))


def open_post_office(runtime_dir: str | Path, environment: MutableMapping[str, str] = os.environ) -> HTTPServer | None:
    """Opens the socket and names it to the kernels to come; nothing, and no noise, outside a hall."""
    hall, token = environment.get("BOREHALL_HALL"), environment.get("JUPYTERHUB_API_TOKEN")
    if not hall or not token:
        return None
    place = _place(Path(runtime_dir))
    if _somebody_listens(place):
        # A server within a server, as from a terminal: its kernels use the outer one's socket.
        return None
    try:
        listener = bind_unix_socket(str(place), mode=0o600)
    except (OSError, ValueError) as error:
        get_logger().error("The post office cannot open %s, so papers cannot be fetched: %s", place, error)
        return None
    server = HTTPServer(counter(HallLine(hall, token)), **LIMITS)
    server.add_socket(listener)
    atexit.register(_remove, place, place.stat().st_ino)
    environment[SOCKET_VARIABLE] = str(place)
    return server


def counter(line: HallLine) -> Application:
    """The two letters that are taken, and a refusal for everything else."""
    routes = [(rf"/{PAPER}", PaperLetter), (rf"/{HINT}", HintLetter)]
    return Application(routes, default_handler_class=NoSuchPath, log_function=quiet_access, line=line)


def _hall(handler: LetterHandler) -> HallLine:
    return handler.settings["line"]


def _place(runtime_dir: Path) -> Path:
    """Where the socket lies: only this account comes there, and the name is short enough."""
    for place in (runtime_dir / "post", Path.home() / ".post"):
        if len(os.fsencode(place)) <= LONGEST_PATH:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return place
    # On a site that lies deep below other folders.
    return Path(tempfile.mkdtemp(prefix=_IN_TMP)) / "post"


def _somebody_listens(place: Path) -> bool:
    """Whether the socket is in use; one that a killed server left behind is not."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(place))
        except TimeoutError:
            return True
        except OSError:
            return False
    return True


def _remove(place: Path, inode: int) -> None:
    with suppress(OSError):
        if place.stat().st_ino == inode:
            place.unlink()
            if place.parent.name.startswith(_IN_TMP):
                place.parent.rmdir()
