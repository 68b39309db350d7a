"""nbgrader's Chinese: complete against the installed nbgrader, with every place filled, and never translated twice."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from borehall_desk import LABEXTENSION

WORDS = json.loads((LABEXTENSION / "static" / "nbgrader.zh_CN.json").read_text())
ALL = {english: chinese for part in WORDS.values() for english, chinese in part.items()}
FORMGRADER = Path(str(files("nbgrader"))) / "server_extensions" / "formgrader"
PLACE = re.compile(r"\{\w+\}")

# Names of programs, which stay; the brand at the top of each page; and what stands between two names.
UNTRANSLATED = {"nbgrader", "course_id", "nbgrader_config.py", "nbgrader formgrade", "JupyterHub"}


@pytest.mark.parametrize("english", sorted(ALL))
def test_a_translation_keeps_its_places_and_is_not_found_again(english: str) -> None:
    chinese = ALL[english]
    assert chinese.strip() == chinese != ""
    assert set(PLACE.findall(chinese)) <= set(PLACE.findall(english))
    assert chinese not in ALL
    assert english == " ".join(english.split()), "texts are compared with single spaces"


class Texts(HTMLParser):
    """The texts of a template, less what it fills in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style", "pre", "code")
        self.found += [value for name, value in attrs if name in ("title", "placeholder", "aria-label") and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style", "pre", "code")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def template_texts() -> set[str]:
    found = set()
    for template in [*FORMGRADER.glob("templates/*.tpl"), *FORMGRADER.glob("templates/formgrade/*.j2")]:
        if template.name == "formgrade_404.tpl":
            continue  # cannot be shown: it imports a file that nbgrader has renamed
        reader = Texts()
        reader.feed(re.sub(r"\{%.*?%\}|\{#.*?#\}", "", template.read_text(), flags=re.DOTALL))
        found |= {" ".join(re.sub(r"\{\{.*?\}\}", "\0", text).split()) for text in reader.found}
    return {text for text in found if re.search("[A-Za-z]{2,}", text)}


def script_texts() -> set[str]:
    """What formgrader's scripts put into the page: .text("…"), titles, messages with names in them."""
    found = set()
    for script in FORMGRADER.glob("static/js/*.js"):
        code = re.sub(r"//.*", "", script.read_text())
        found |= set(re.findall(r'\.text\("([^"]+)"\)', code))
        found |= set(re.findall(r'"help": "([^"]+)"', code))
        found |= set(re.findall(r'title: "([^"]+)"', code))
        for call in re.findall(r"create(?:Log)?Modal\(\s*(.*?)(?:,\s*response\[|\);)", code, flags=re.DOTALL):
            parts = re.split(r",\s*(?=\")", call)[1:]
            found |= {message(part) for part in parts}
    return {text for text in found if re.search("[A-Za-z]{2,}", text)}


def message(expression: str) -> str:
    """A JavaScript concatenation, names as \\0."""
    pieces = [piece.strip() for piece in re.split(r"\s\+\s", expression.split(", body")[0])]
    return "".join(piece.strip('"') if piece.startswith('"') else "\0" for piece in pieces)


def known(text: str) -> bool:
    if text in UNTRANSLATED or text.replace("\0", "").strip(" /:,+&rl;") in UNTRANSLATED | {""}:
        return True
    text = text.replace("&larr;", "←").replace("&rarr;", "→")
    patterns = (
        "".join(".+" if PLACE.fullmatch(part) else re.escape(part) for part in re.split(r"(\{\w+\})", english))
        for english in ALL
    )
    return any(re.fullmatch(pattern, text, re.DOTALL) for pattern in patterns)


def test_every_text_of_formgrader_s_templates_is_known() -> None:
    texts = template_texts()
    assert len(texts) > 60
    assert sorted(text for text in texts if not known(text)) == []


def test_every_text_of_formgrader_s_scripts_is_known() -> None:
    texts = script_texts()
    assert len(texts) > 50
    assert sorted(text for text in texts if not known(text)) == []
