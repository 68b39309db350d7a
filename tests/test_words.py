"""Every sentence in the code exists in Chinese, with the same places to fill."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import borehall
from borehall.words import catalogue

PACKAGE = Path(borehall.__file__).parent
PLACE = re.compile(r"\{(\w+)[^}]*\}")


def said() -> Iterator[tuple[str, str]]:
    """File and English of each literal sentence with words in it.

    What stands in data (scales of the rules, JupyterHub's titles) is tested where it is read.
    """
    for module in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                sentence = node.args[0]
                if isinstance(sentence, ast.Constant) and re.search("[A-Za-z]", PLACE.sub("", sentence.value)):
                    yield str(module.relative_to(PACKAGE)), sentence.value


def test_sentences_of_every_kind_are_found() -> None:
    sentences = dict((sentence, file) for file, sentence in said())
    assert sentences["Start the hall; Ctrl-C ends it."] == "cli.py", "one in a decorator"
    assert sentences["Handed in by: {names}."] == "grading/grade.py", "one within another call"
    assert any(sentence.startswith("{count} secret lines") for sentence in sentences), "one of two literals"


@pytest.mark.parametrize(("file", "english"), sorted(set(said())))
def test_each_sentence_has_a_chinese_one_with_the_same_places(file: str, english: str) -> None:
    chinese = catalogue("zh_CN").gettext(english)
    assert chinese != english, f"{file} says what no .po file has"
    assert set(PLACE.findall(chinese)) == set(PLACE.findall(english))


@pytest.mark.parametrize("po", sorted((PACKAGE / "locale").rglob("*.po")), ids=lambda po: po.name)
def test_no_translation_is_empty_or_unsure(po: Path) -> None:
    with po.open("rb") as text:
        messages = [message for message in read_po(text, locale="zh_CN") if message.id]
    assert messages
    assert [message.id for message in messages if message.fuzzy or not message.string] == []


def test_one_sentence_has_one_translation() -> None:
    """Two rooms may say the same, but the last file read would win silently."""
    seen: dict[str, tuple[str, str]] = {}
    for po in sorted((PACKAGE / "locale" / "zh_CN").glob("*.po")):
        with po.open("rb") as text:
            for message in read_po(text, locale="zh_CN"):
                earlier = seen.setdefault(message.id, (po.name, message.string)) if message.id else None
                assert earlier is None or earlier[1] == message.string, f"{message.id}: {earlier} and {po.name}"
