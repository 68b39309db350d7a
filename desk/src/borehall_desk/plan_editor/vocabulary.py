"""What a point has, and how it is called: one file for Python and for the browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VOCABULARY: dict[str, Any] = json.loads((HERE / "vocabulary.json").read_text("utf-8"))
WORDS: dict[str, dict[str, str]] = json.loads((HERE / "words.json").read_text("utf-8"))

COLUMNS: dict[str, dict[str, Any]] = VOCABULARY["columns"]
KINDS: dict[str, dict[str, Any]] = VOCABULARY["kinds"]
LANGUAGES = tuple(WORDS)


def say(language: str, key: str, **places: object) -> str:
    """The sentence ``key`` of words.json with its places filled."""
    return WORDS[language][key].format(**places)


def heading(language: str, column: str) -> str:
    """A column as its reader knows it, with the name that code uses where that is another one."""
    name = COLUMNS[column][language]
    return name if language == "en" and name == column or name == column else f"{name} ({column})"


def column_of(heading: object) -> str:
    """The column that a heading means, without a unit in brackets; the heading itself when it means none."""
    bare = re.sub(r"\s*[(（/]\s*m\s*[)）]?$", "", str(heading).strip().lower()).replace("(", "（").replace(")", "）")
    return _named(COLUMNS).get(bare, bare)


def kind_of(word: object) -> str:
    """The kind of point that a word means; the word itself when it means none."""
    bare = str(word).strip().lower()
    return _named(KINDS).get(bare, bare)


def _named(entries: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {
        name.lower(): key for key, one in entries.items() for name in (key, one["en"], one["zh_CN"], *one["others"])
    }
