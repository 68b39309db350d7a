"""A trainee's outputs made safe to look at: text, tables and pictures of known kinds, nothing that runs."""

from __future__ import annotations

import base64
import binascii
import re
from html.parser import HTMLParser
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

MOST_OUTPUTS = 1_000
MOST_TEXT = 200_000
MOST_PICTURE = 1_000_000
_TEXTS = ("text/plain", "text/markdown", "text/latex")
_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_TAGS = {
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "div", "span", "p", "br", "hr", "b", "i", "em",
    "strong", "code", "pre", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "sub", "sup",
    "small", "details", "summary",
}  # fmt: skip
_ATTRIBUTES = {"class", "border", "colspan", "rowspan", "align", "halign", "scope"}
_STYLE = re.compile(r"<style[^>]*>[^<]*</style>", re.IGNORECASE)
_STYLED = re.compile(r" style=\"[^\"<>]*\"")
_SURROGATES = re.compile("[\ud800-\udfff]")


def safe_outputs(sent: Any) -> list[NotebookNode]:
    """Notebook outputs of what a runner sent; what is none, or of an unknown kind, is left out."""
    found = (_safe(output) for output in sent[:MOST_OUTPUTS] if isinstance(output, dict)) if type(sent) is list else ()
    return [output for output in found if output is not None]


def _safe(output: dict[str, Any]) -> NotebookNode | None:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in ("stdout", "stderr"):
        return new_output("stream", name=output["name"], text=_text(output.get("text")))
    if kind == "error":
        lines = output.get("traceback")
        traceback = [_text(line) for line in lines[:60]] if type(lines) is list else []
        name, value = _text(output.get("ename"))[:200], _text(output.get("evalue"))
        return new_output("error", ename=name, evalue=value, traceback=traceback)
    if kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
        data = _bundle(output["data"])
        return new_output(str(kind), data=data) if data else None
    return None


def _bundle(data: dict[str, Any]) -> dict[str, str]:
    made = {mime: _text(data[mime]) for mime in _TEXTS if type(data.get(mime)) is str}
    html = _STYLED.sub("", _STYLE.sub("", _text(data.get("text/html"))))
    if html and is_plain_html(html):
        made["text/html"] = html
    made.update({mime: data[mime] for mime, start in _PICTURES.items() if _is_picture(data.get(mime), start)})
    return made


def _text(sent: Any) -> str:
    return _SURROGATES.sub("\ufffd", sent[:MOST_TEXT]) if type(sent) is str else ""


def _is_picture(sent: Any, start: bytes) -> bool:
    if type(sent) is not str or len(sent) > MOST_PICTURE:
        return False
    try:
        return base64.b64decode(sent, validate=True).startswith(start)
    except (binascii.Error, ValueError):
        return False


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.plain = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.plain &= tag in _TAGS and all(name in _ATTRIBUTES for name, _ in attrs)

    def handle_comment(self, data: str) -> None:
        self.plain = False

    def handle_decl(self, decl: str) -> None:
        self.plain = False

    handle_pi = unknown_decl = handle_comment


def is_plain_html(html: str) -> bool:
    """Whether there is nothing in ``html`` but tables and text; browsers must not make more of it than the parser."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    # A "<" that the parser took for text could be a tag to a browser.
    return parser.plain and "<" not in re.sub(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s+[a-z]+=\"[^\"<>]*\")*\s*/?>", "", html)
