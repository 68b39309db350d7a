"""Everything that the hub says exists in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from jinja2.ext import babel_extract
from jupyterhub.scopes import scope_definitions

import borehall.hub
from borehall.hub.pages.restate import sentences
from borehall.words import catalogue

HUB = Path(borehall.hub.__file__).parent
PLACE = re.compile(r"\{(\w+)[^}]*\}")

_MARKUP = "|".join(
    (
        r"\{% block page_class %\}.*?\{% endblock page_class %\}",
        r"\{#.*?#\}",
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
        r"<script.*?</script>",
    )
)


def said() -> Iterator[str]:
    """The English of every sentence."""
    for file in HUB.rglob("*.py"):
        with file.open("rb") as text:
            for _, message, _, _ in extract("python", text, keywords={"say": None}):
                yield message if isinstance(message, str) else message[0]
    for file in HUB.rglob("*.html"):
        with file.open("rb") as text:
            for _, _, message, _ in babel_extract(text, ["_"], [], {}):
                yield str(message if isinstance(message, str) else message[0])
    yield from sentences()
    yield from (scope["description"] for scope in scope_definitions.values())


def test_sentences_are_found_in_code_and_templates() -> None:
    found = set(said())
    assert "Open my notebooks" in found
    assert "Wrong user name or password. Check both, then try again." in found


WITH_WORDS = sorted(sentence for sentence in set(said()) if re.search("[A-Za-z]", sentence))


@pytest.mark.parametrize("sentence", WITH_WORDS)
def test_each_sentence_has_a_chinese_one_with_the_same_places(sentence: str) -> None:
    chinese = catalogue("zh_CN").gettext(sentence)
    assert re.search(r"[\u4e00-\u9fff]", chinese), sentence
    assert set(PLACE.findall(chinese)) == set(PLACE.findall(sentence))


def test_templates_hold_no_words_of_their_own() -> None:
    """Text between tags comes from the catalogue; what is left is markup and signs."""
    for file in HUB.rglob("*.html"):
        bare = re.sub(_MARKUP, " ", file.read_text(), flags=re.DOTALL)
        bare = re.sub(r"<[^>]*>", " ", bare)
        assert not re.search(r"[A-Za-z]{2,}", bare.replace("JupyterHub", "").replace("UTC", "")), (
            f"{file.name}: {bare.split()}"
        )
