"""Clauses that ask for contents rather than numbers, as checklists in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from borehall.rules.citation import CEMENT, Citation, Force
from borehall.rules.refusal import take_choice
from borehall.words import current_language

_FOLDER = Path(__file__).parent / CEMENT.folder


@dataclass(frozen=True)
class Item:
    """One thing that a clause asks for, in our own words."""

    number: str
    en: str
    zh: str

    @property
    def text(self) -> str:
        """In the reader's language."""
        return self.zh if current_language() == "zh_CN" else self.en


@dataclass(frozen=True)
class Checklist:
    """All that a clause asks for; ``lost`` names items that are missing in the available text."""

    citation: Citation
    force: Force
    title_en: str
    title_zh: str
    items: tuple[Item, ...]
    lost: tuple[str, ...]

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.title_zh if current_language() == "zh_CN" else self.title_en

    def missing(self, done: Iterable[str]) -> list[Item]:
        """The items not among ``done`` (item numbers); Refused for a number that isn't in the list."""
        numbers = tuple(item.number for item in self.items)
        ticked = {take_choice("done", number, numbers, self.citation) for number in done}
        return [item for item in self.items if item.number not in ticked]


@cache
def checklists() -> dict[str, Checklist]:
    """All checklists of the cement-plant standard by clause, in the standard's order."""
    found = [_read(file) for file in _FOLDER.glob("checklist_*.toml")]
    found.sort(key=lambda one: [(not part.isdigit(), part.zfill(3)) for part in one.citation.clause.split(".")])
    return {one.citation.clause: one for one in found}


def checklist(clause: str) -> Checklist:
    """The checklist of one clause, such as ``4.0.3``; Refused with the clauses that have one."""
    return checklists()[take_choice("clause", clause, tuple(checklists()))]


def _read(file: Path) -> Checklist:
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    items = tuple(Item(item["item"], item["en"], item["zh"]) for item in data["items"])
    title = data["title"]
    return Checklist(CEMENT(data["clause"]), Force(data["force"]), title["en"], title["zh"], items, tuple(data["lost"]))
