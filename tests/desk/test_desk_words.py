"""Every sentence of the forms exists in Chinese, with the same places to fill, and no other is kept."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import borehall_desk
import pytest
from borehall_desk.words import LANGUAGES, SPEECH, Speech, Told, say

PACKAGE = Path(borehall_desk.__file__).parent
CHINESE = json.loads((PACKAGE / "words.zh_CN.json").read_text("utf-8"))
PLACE = re.compile(r"\{(\w+)[^}]*\}")


def said() -> Iterator[str]:
    """Each literal sentence; other packages of the desk have words of their own."""
    for module in sorted(PACKAGE.rglob("*.py")):
        source = module.read_text("utf-8")
        if "borehall_desk.words import" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                assert isinstance(node.args[0], ast.Constant), f"{module.name}:{node.lineno}"
                yield node.args[0].value


def test_every_sentence_is_translated_and_every_translation_is_said() -> None:
    assert set(said()) == set(CHINESE)


@pytest.mark.parametrize("english", sorted(CHINESE))
def test_a_translation_has_the_same_places(english: str) -> None:
    assert set(PLACE.findall(english)) == set(PLACE.findall(CHINESE[english]))
    assert re.search(r"[\u4e00-\u9fff]|^[{}\w：。]+$", CHINESE[english])


def test_a_sentence_within_a_sentence_speaks_the_same_language() -> None:
    whole = say("Kept as before: {value}.", value=say("none of these"))
    assert whole == {"en": "Kept as before: none of these.", "zh_CN": "仍保留原答案：以上都不选。"}


@pytest.mark.parametrize(("wanted", "spoken"), [("en", "en"), ("zh_CN", "zh_CN"), ("fr", "zh_CN"), ("", "zh_CN")])
def test_the_language_is_the_server_s(monkeypatch: pytest.MonkeyPatch, wanted: str, spoken: str) -> None:
    monkeypatch.setenv("BOREHALL_LANGUAGE", wanted)
    assert Speech().language == spoken


def test_an_error_is_said_in_the_language_in_force() -> None:
    error = Told(say("Nothing was kept."))
    assert set(LANGUAGES) == set(error.sentence)
    assert str(error) == error.sentence[SPEECH.language]
