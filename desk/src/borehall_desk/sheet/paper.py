"""paper.json: which questions a paper has, and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borehall_desk.sheet.shape import part, read_json, titles
from borehall_desk.words import Sentence

NAME = "paper.json"
SCHEMA = "borehall-paper-1"


@dataclass(frozen=True)
class Slot:
    """A question's place in the paper."""

    id: str
    points: float


@dataclass(frozen=True)
class Section:
    """Questions under one title."""

    id: str
    titles: Sentence
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Paper:
    """What the card shows. ``hints`` says how often a question's answers may be checked."""

    course: str
    assignment: str
    titles: Sentence
    minutes: float
    hints: int
    sections: tuple[Section, ...]

    def slots(self) -> dict[str, Slot]:
        """Every place, by its id."""
        return {slot.id: slot for section in self.sections for slot in section.slots}


def read_paper(folder: Path) -> Paper | None:
    """The paper in ``folder``, None where there is none; Misshapen where it cannot be used."""
    file = folder / NAME
    if not file.exists():
        return None
    content = read_json(file, SCHEMA)
    hints = part(file, part(file, content, "hints", dict), "times", int, "hints.") if "hints" in content else 0
    sections = part(file, content, "sections", list)
    return Paper(
        course=part(file, content, "course", str),
        assignment=part(file, content, "assignment", str),
        titles=titles(file, content, ""),
        minutes=part(file, content, "minutes", (int, float)),
        hints=hints,
        sections=tuple(_section(file, one, f"sections[{i}].") for i, one in enumerate(sections)),
    )


def _section(file: Path, content: Any, place: str) -> Section:
    content = part(file, {"": content}, "", dict, place[:-1])
    slots = part(file, content, "questions", list, place)
    return Section(
        id=part(file, content, "id", str, place),
        titles=titles(file, content, place),
        slots=tuple(_slot(file, one, f"{place}questions[{i}].") for i, one in enumerate(slots)),
    )


def _slot(file: Path, content: Any, place: str) -> Slot:
    content = part(file, {"": content}, "", dict, place[:-1])
    return Slot(part(file, content, "id", str, place), float(part(file, content, "points", (int, float), place)))
