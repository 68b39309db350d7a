"""A course's papers desk: hands out papers and gives hints, in a process of its own under the course's account.

    python -m borehall.hub.papers_desk SITE COURSE

The hub starts it as a service; it drops to the course's account before it listens, and ends when the hub does. What
it takes comes through the post of a trainee's own server (borehall_desk.post_office), with that server's token.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import logging
import os
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from borehall_desk.letters import HINT, LIMITS, PAPER, LetterHandler, NoSuchPath, Refused, quiet_access
from jupyterhub.services.auth import HubAuth
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError

from borehall.course.handing_out import Refusal, hand_out, hint
from borehall.course.room import enter_room
from borehall.hub.papers_crew import Crew
from borehall.hub.papers_door import KNOWN_FOR_S, Door
from borehall.hub.sent_answers import sent_answers
from borehall.site import Site
from borehall.system_accounts import SystemAccounts

_PR_SET_PDEATHSIG = 1
_BACKLOG = 1024
"""A whole class runs its first cell in the same second."""


class _Letter(LetterHandler):
    """One request of a trainee who is in this course."""

    async def prepare(self) -> None:
        """Nobody's body is read before it is known who sends it."""
        super().prepare()
        with _refusals():
            self.trainee = await self.settings["door"].trainee(self.request.headers.get("Authorization", ""))

    async def answer(self, course: str, work: Callable[[Site], dict[str, Any]]) -> None:
        """Answers with what ``work`` makes on this site."""
        if course != self.settings["course"]:
            raise HTTPError(404)

        def make() -> bytes:
            # Who has gone would only keep others waiting.
            made = {} if self.gone else work(self.settings["site"])
            return json.dumps(made, ensure_ascii=False, allow_nan=False).encode()

        with _refusals():
            self.tell(await self.settings["crew"].do(self.trainee, make))


class _Paper(_Letter):
    async def get(self, course: str, assignment: str) -> None:
        """The trainee's own questions."""
        await self.answer(course, lambda site: hand_out(site, course, assignment, self.trainee))


class _Hint(_Letter):
    async def post(self, course: str, assignment: str, slot: str) -> None:
        """What helps with the answers sent."""
        await self.answer(
            course, lambda site: hint(site, course, assignment, slot, self.trainee, sent_answers(self.body))
        )


class _Health(LetterHandler):
    def get(self) -> None:
        """That it answers, for `borehall doctor`."""
        self.tell(b"{}")


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise Refused(refusal.status, refusal.sentences) from None


def papers_desk(site: Site, course: str, prefix: str, door: Door, crew: Crew) -> Application:
    """The service as it answers below ``prefix``."""
    below = re.escape(prefix) + "api/"
    routes = [(below + PAPER, _Paper), (below + HINT, _Hint), (below + "health", _Health)]
    return Application(
        routes,
        default_handler_class=NoSuchPath,
        log_function=quiet_access,
        site=site,
        course=course,
        door=door,
        crew=crew,
    )


async def _serve(site: Site, course: str) -> None:
    auth = HubAuth(cache_max_age=KNOWN_FOR_S)
    door = Door(course, os.environ["JUPYTERHUB_SERVICE_NAME"], auth)
    application = papers_desk(site, course, os.environ["JUPYTERHUB_SERVICE_PREFIX"], door, Crew())
    address = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    HTTPServer(application, **LIMITS).listen(address.port or 0, "127.0.0.1", backlog=_BACKLOG)
    # Until a signal ends the process: what it writes is whole at every moment.
    await asyncio.Event().wait()


def main() -> None:
    """Becomes the course's papers desk."""
    site, course = Site(Path(sys.argv[1])), sys.argv[2]
    enter_room(site, course, SystemAccounts(site.system_accounts_file))
    # After the change of account, which would clear it: a hub that was killed must not leave a desk behind.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    logging.basicConfig(level=logging.INFO, format=f"[%(levelname)s %(asctime)s papers-{course}] %(message)s")
    asyncio.run(_serve(site, course))


if __name__ == "__main__":
    main()
