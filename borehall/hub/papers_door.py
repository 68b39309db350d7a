"""Who asks at a course's papers desk: the person whose server's token it is, and only if they are in the course."""

from __future__ import annotations

import re

from jupyterhub.services.auth import HubAuth
from tornado.web import HTTPError

from borehall.course.handing_out import Refusal
from borehall.hub.services import INSTRUCTORS
from borehall.hub.spawner import MEMBERS

KNOWN_FOR_S = 300
"""How long the hub's word about a token holds; a person who left the course or logged out is refused after it."""

_HEADER = re.compile(r"(?:token|bearer) ([!-~]{8,512})", re.IGNORECASE)


class Door:
    """Asks the hub about a token, by HubAuth alone: no cookie and no address opens it."""

    def __init__(self, course: str, service: str, auth: HubAuth) -> None:
        self.groups = {MEMBERS + course, INSTRUCTORS + course}
        self.scope = f"access:services!service={service}"
        self.auth = auth

    async def trainee(self, header: str) -> str:
        """The name that the hub gave to whoever holds the token in this Authorization header; Refusal otherwise."""
        found = _HEADER.fullmatch(header)
        person = await self._person(found[1]) if found else None
        if person is None:
            raise Refusal(
                403,
                "The hall does not know who asks. On the hall's home page stop your notebooks, then start them again.",
            )
        # The scope alone would let operators in, who have every scope; the groups alone, a token made for other things.
        if person["kind"] != "user" or not self.groups.intersection(person.get("groups", ())):
            raise Refusal(403, "You are not in this course. Ask your instructor to put you on the roster.")
        if not self.auth.check_scopes({self.scope}, person):
            raise Refusal(
                403,
                "Your notebooks were started before this course had papers. On the hall's home page stop them, then "
                "start them again.",
            )
        return person["name"]

    async def _person(self, token: str) -> dict | None:
        try:
            return await self.auth.user_for_token(token, sync=False)
        except HTTPError:
            raise Refusal(
                503, "The hall is starting anew. Your answers are saved. Try again in a minute; tell your instructor "
                "if it recurs.",
            ) from None  # fmt: skip
