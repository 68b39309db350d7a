"""Whether a JSON file has the shape that was agreed on; what is wrong is told with file, place and what was seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from borehall_desk.words import LANGUAGES, Sentence, Told, say


class Misshapen(Told):
    """A file that is no JSON, or not of the agreed shape."""


def read_json(file: Path, schema: str) -> dict[str, Any]:
    """The content of ``file``; Misshapen unless it is a JSON object that names ``schema``."""
    try:
        content = json.loads(file.read_bytes().decode("utf-8"))
    except json.JSONDecodeError as error:
        seen = say("line {line}, character {column}: no JSON", line=error.lineno, column=error.colno)
        raise misshapen(file, seen) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise misshapen(file, say("it is no JSON text")) from error
    if not isinstance(content, dict) or content.get("schema") != schema:
        raise misshapen(file, say("it does not say schema {schema}", schema=schema))
    return content


def part(file: Path, owner: dict[str, Any], key: str, kind: type | tuple[type, ...], place: str = "") -> Any:
    """``owner[key]``, if it is of ``kind``; a truth value is no number."""
    value = owner.get(key)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        seen = json.dumps(value, ensure_ascii=False)[:60] if key in owner else say("nothing")
        raise misshapen(file, say("at {place} stands {seen}", place=f"{place}{key}", seen=seen))
    return value


def titles(file: Path, owner: dict[str, Any], place: str) -> Sentence:
    """``owner["titles"]`` in both languages."""
    found = part(file, owner, "titles", dict, place)
    return {language: part(file, found, language, str, f"{place}titles.") for language in LANGUAGES}


def misshapen(file: Path, seen: Sentence) -> Misshapen:
    """The fault of ``file``."""
    return Misshapen(say("{file} cannot be used: {seen}.", file=file.name, seen=seen))
