"""questions.json: the trainee's own questions, as the hall handed them out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borehall_desk.sheet.shape import part, read_json
from borehall_desk.words import LANGUAGES

NAME = "questions.json"
SCHEMA = "borehall-questions-1"
QUESTION = "borehall-question-1"


@dataclass(frozen=True)
class HandedOut:
    """The questions of one trainee, by slot and language."""

    trainee: str
    questions: dict[str, dict[str, dict[str, Any]]]


def read_questions(folder: Path) -> HandedOut | None:
    """What was handed out into ``folder``, None where nothing was; Misshapen where it cannot be used."""
    file = folder / NAME
    return check_questions(file, read_json(file, SCHEMA)) if file.exists() else None


def check_questions(file: Path, content: dict[str, Any]) -> HandedOut:
    """``content`` once every question in it has the agreed shape."""
    found = part(file, content, "questions", dict)
    for slot in found:
        both = part(file, found, slot, dict, "questions.")
        for language in LANGUAGES:
            _check(file, part(file, both, language, dict, f"questions.{slot}."), f"questions.{slot}.{language}.")
        _check_same_fields(file, both, slot)
    return HandedOut(part(file, content, "trainee", str), found)


def _check(file: Path, question: dict[str, Any], place: str) -> None:
    for key in ("title", "statement"):
        part(file, question, key, str, place)
    if question.get("figure") is not None:
        part(file, question, "figure", str, place)
    for i, form in enumerate(part(file, question, "fields", list, place)):
        _check_form(file, part(file, {"": form}, "", dict, f"{place}fields[{i}]"), f"{place}fields[{i}].")


def _check_form(file: Path, form: dict[str, Any], place: str) -> None:
    for key in ("name", "kind", "prompt"):
        part(file, form, key, str, place)
    needed: dict[str, dict[str, type]] = {
        "number": {"unit": str, "units": list},
        "choice": {"options": list},
        "choices": {"options": list},
        "table": {"rows": list, "columns": list},
        "code": {"signature": str},
        "plan": {"works": dict, "columns": list},
    }
    for key, kind in needed.get(form["kind"], {}).items():
        part(file, form, key, kind, place)
    for i, column in enumerate(form["columns"] if form["kind"] == "table" else ()):
        _check_form(file, part(file, {"": column}, "", dict, f"{place}columns[{i}]"), f"{place}columns[{i}].")


def _check_same_fields(file: Path, both: dict[str, Any], slot: str) -> None:
    one, other = ([{"name": form["name"]} for form in both[language]["fields"]] for language in LANGUAGES)
    if one != other:
        part(file, {"fields": None}, "fields", list, f"questions.{slot}.")
