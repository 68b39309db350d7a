"""formgrader's pages in the reader's language: a Jupyter Server extension beside nbgrader's own.

nbgrader's formgrader has its English built in. Every page of it gets one script at the start of its head, which
translates the texts as they appear (in Chinese) and mends the links to files (in both languages). The pages come from
two template engines and a number of error handlers, so the script is put in where all of them pass: on the way out.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache, partial
from html import escape
from pathlib import Path

import borehall_desk
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.httputil import HTTPHeaders, HTTPServerRequest

from borehall.words import LANGUAGE_COOKIE, LANGUAGES, accepted_languages, negotiate_language, say, speaking

_HERE = Path(__file__).parent
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_ERROR_PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>{code}</title></head>
<body style="font: 16px/1.7 sans-serif; margin: 15vh auto; max-width: 32rem; padding: 0 1rem">
<p style="color: #777; margin: 0">{code}</p><h1 style="font-size: 1.5rem; margin: 0 0 1rem">{what}</h1>
<p><a href="{home}">{back}</a></p></body></html>
"""
_WORDS = borehall_desk.LABEXTENSION / "static"


class FormgraderScript(JupyterHandler):
    """Serves the script for one language: words that anybody may read."""

    @allow_unauthenticated
    def get(self, language: str) -> None:
        """The script, as long in the browser's cache as its address, which holds its hash."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(script(language))


class ScriptedPages(web.OutputTransform):
    """Puts the script into formgrader's pages on their way out; everything else passes untouched."""

    def __init__(self, base_url: str, request: HTTPServerRequest) -> None:
        self.base_url = base_url
        self.is_formgrader = request.path.startswith(url_path_join(base_url, "formgrader"))
        self.language = page_language(request)

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """The page with the script, if this is one and it comes whole."""
        if not (self.is_formgrader and finishing and headers.get("Content-Type", "").startswith("text/html")):
            return status_code, headers, chunk
        # The same page differs by language, which its validator does not know.
        headers.pop("Etag", None)
        headers.add("Vary", "Cookie, Accept-Language")
        if status_code >= 400 and not chunk:
            chunk = self._error_page(status_code)
        chunk = _HEAD.sub(lambda head: head.group() + self._tag(), chunk, count=1)
        if "Content-Length" in headers:
            headers["Content-Length"] = str(len(chunk))
        return status_code, headers, chunk

    def _error_page(self, status_code: int) -> bytes:
        """A page where nbgrader leaves a blank one: it does so for every address that it does not know."""
        with speaking(self.language):
            what = say("There is no such page here.") if status_code == 404 else say("This page could not be shown.")
            back = say("Back to the assignments")
        home = url_path_join(self.base_url, "formgrader/manage_assignments")
        return _ERROR_PAGE.format(code=status_code, what=escape(what), home=escape(home), back=escape(back)).encode()

    def _tag(self) -> bytes:
        address = url_path_join(self.base_url, f"borehall/formgrader.{self.language}.js")
        return f'<script src="{address}?v={fingerprint(self.language)}"></script>'.encode()


def page_language(request: HTTPServerRequest) -> str:
    """The language of a page: what the person chose in the hall, else what the browser prefers."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen and chosen.value in LANGUAGES:
        return chosen.value
    return negotiate_language(accepted_languages(request.headers.get("Accept-Language", "")))


@cache
def script(language: str) -> str:
    """The script of ``language``: the words and what translates by them, then what formgrader needs of it."""
    parts = [(_HERE / "formgrader_pages.js").read_text("utf-8")]
    words = _WORDS / f"nbgrader.{language}.json"
    if words.is_file():
        listed = json.dumps(json.loads(words.read_text("utf-8")), ensure_ascii=False)
        tag = json.dumps(language.replace("_", "-"))
        parts.insert(0, (_WORDS / "translate.js").read_text("utf-8"))
        parts.append(f"borehallFormgrader.speak({tag}, {listed});\n")
    return "".join(parts)


@cache
def fingerprint(language: str) -> str:
    """What changes whenever the script does."""
    return hashlib.sha256(script(language).encode()).hexdigest()[:12]


def _load_jupyter_server_extension(serverapp: ServerApp) -> None:
    base_url = serverapp.web_app.settings["base_url"]
    serverapp.web_app.add_transform(partial(ScriptedPages, base_url))  # type: ignore[arg-type]
    languages = "|".join(LANGUAGES)
    route = url_path_join(base_url, rf"borehall/formgrader\.({languages})\.js")
    serverapp.web_app.add_handlers(".*$", [(route, FormgraderScript)])


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]
