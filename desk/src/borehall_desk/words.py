"""Sentences for trainees in both languages, and the language that this notebook's forms speak at the moment.

The source holds English; ``words.zh_CN.json`` holds the Chinese. A sentence always travels in both languages, since a
trainee may change the language of a form that is already shown.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from traitlets import Enum, HasTraits

LANGUAGES = ("zh_CN", "en")

Sentence = dict[str, str]
"""One sentence, by language."""


class Speech(HasTraits):
    """The language in force; forms observe it, so that one switch changes all."""

    language = Enum(LANGUAGES)

    def _language_default(self) -> str:
        wanted = os.environ.get("BOREHALL_LANGUAGE", "")
        return wanted if wanted in LANGUAGES else LANGUAGES[0]


SPEECH = Speech()
"""Of this kernel: a notebook has one reader."""


class Told(Exception):
    """Something that a trainee has to know, as a sentence in both languages."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        """In the language in force."""
        return here(self.sentence)


def say(message: str, /, **values: Any) -> Sentence:
    """``message`` in both languages, its ``{name}`` places filled; a value may be a sentence itself."""
    spoken = {"zh_CN": _chinese()[message], "en": message}
    return {
        language: text.format(**{name: _in(language, value) for name, value in values.items()})
        for language, text in spoken.items()
    }


def here(sentence: Sentence) -> str:
    """``sentence`` in the language in force."""
    return sentence[SPEECH.language]


def joined(sentences: list[Sentence], separators: Sentence | None = None) -> Sentence:
    """Sentences one after the other; Chinese needs no space between them."""
    between = separators or {"zh_CN": "", "en": " "}
    return {language: between[language].join(one[language] for one in sentences) for language in LANGUAGES}


def listed(items: list[str] | list[Sentence]) -> Sentence:
    """Items with the comma of each language."""
    return joined([same(item) if isinstance(item, str) else item for item in items], {"zh_CN": "、", "en": ", "})


def same(text: str) -> Sentence:
    """A name, which is the same in every language."""
    return dict.fromkeys(LANGUAGES, text)


def _in(language: str, value: Any) -> Any:
    return value[language] if isinstance(value, dict) else value


@cache
def _chinese() -> dict[str, str]:
    return dict(json.loads(Path(__file__).with_name("words.zh_CN.json").read_text("utf-8")))
