"""Somebody at the hub's pages: a browser less its scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from borehall.hub.initial_passwords import InitialPasswords

HUB_COOKIE = "jupyterhub-hub-login"


@dataclass
class RealHub:
    """A running hub, and the two stores that its accounts lie in."""

    address: str
    initial: InitialPasswords
    database_url: str

    def visitor(self, language: str = "zh-CN") -> Visitor:
        """Somebody who is not logged in."""
        return Visitor(self, language)

    def person(self, name: str, language: str = "zh-CN", password: str = "a-fine-password") -> Visitor:
        """``name``, logged in; an account that has no password yet gets this one, to keep."""
        if not self.initial.has(name):
            self.initial.put(name, password, must_change=False)
        visitor = self.visitor(language)
        answer = visitor.log_in(name, password)
        assert visitor.is_logged_in, answer.text
        return visitor


class Visitor:
    """A browser's cookies and language."""

    def __init__(self, hub: RealHub, language: str) -> None:
        self.hub = hub
        self.web = requests.Session()
        self.web.headers["Accept-Language"] = language

    @property
    def is_logged_in(self) -> bool:
        """Whether the hub knows who this is."""
        return HUB_COOKIE in self.web.cookies

    def get(self, path: str, **options: object) -> requests.Response:
        """A page, wherever it leads."""
        return self.web.get(self.hub.address + path, timeout=30, **options)  # type: ignore[arg-type]

    def send(self, path: str, page: requests.Response, **fields: str) -> requests.Response:
        """Sends a form with the cross-site token of ``page``."""
        token = re.search(r'data-xsrf="([^"]+)"', page.text)
        assert token, page.text
        return self.web.post(self.hub.address + path, data={"_xsrf": token[1], **fields}, timeout=30)

    def log_in(self, name: str, password: str, next_page: str = "") -> requests.Response:
        """The page that follows."""
        path = "/hub/login" + (f"?next={next_page}" if next_page else "")
        return self.send(path, self.get(path), username=name, password=password)

    def choose(self, page: requests.Response, new: str, again: str | None = None, **fields: str) -> requests.Response:
        """Answers the page that asks for a password of one's own."""
        action = re.search(r'action="([^"]+)" method="post" id="choose-password"', page.text)
        assert action, page.text
        kept = dict(re.findall(r'name="(username|password)" value="([^"]*)"', page.text))
        return self.send(
            action[1].replace("&amp;", "&"),
            page,
            **{**kept, "new_password": new, "new_password_confirmation": new if again is None else again, **fields},
        )


def path_of(answer: requests.Response) -> str:
    """Where the visitor ended up."""
    return urlsplit(answer.url).path
