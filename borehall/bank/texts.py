"""The words of a task in one language: a Markdown file with a part for each field and each mistake.

statement …
## field: depth
Prompt. Options, columns or points of a rubric follow as a list:
- key: text
## mistake: single-column
The sentence that helps.
## solution
How it is done (may be left out: the working is shown anyway).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from borehall.faults import AuthorFault
from borehall.words import say

LANGUAGES = {"zh_CN": "question.zh.md", "en": "question.en.md"}
_PART = re.compile(r"^##[ \t]+(?P<kind>field|mistake|solution)(?:[ \t]*[:：][ \t]*(?P<name>[\w-]+))?[ \t]*$", re.M)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.S)
_ITEM = re.compile(r"^- (?P<key>[\w.-]+)[:：][ \t]*(?P<text>.*)$")


@dataclass(frozen=True)
class Part:
    """Text with the line on which it begins (from 1)."""

    text: str
    line: int


@dataclass(frozen=True)
class Texts:
    """The statement, and the parts by kind and name."""

    file: Path
    statement: Part
    fields: dict[str, Part]
    mistakes: dict[str, Part]
    solution: Part | None

    def line_of(self, place: str) -> int | None:
        """The line on which ``place`` stands."""
        for number, line in enumerate(self.file.read_text("utf-8").splitlines(), 1):
            if place.partition("\n")[0] in line:
                return number
        return None


def read_texts(file: Path) -> Texts:
    """The parts of ``file``; AuthorFault for one that is missing, not UTF-8, or said twice."""
    text = _read(file)
    # Comments are blanked line by line, so that the line numbers stay.
    text = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    found = list(_PART.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    parts: dict[str, dict[str, Part]] = {"field": {}, "mistake": {}, "solution": {}}
    for one, end in zip(found, ends, strict=False):
        line, name = text.count("\n", 0, one.start()) + 1, one["name"] or ""
        if name in parts[one["kind"]] or (not name and one["kind"] != "solution"):
            raise AuthorFault(
                say("The heading {heading} is there twice, or has no name.", heading=one.group().strip()),
                say("Expected: {expected}.", expected="## field: name"),
                say("Mend the heading."),
                file=file,
                line=line,
            )
        parts[one["kind"]][name] = Part(text[one.end() : end].strip(), line)
    statement = Part(text[: found[0].start() if found else len(text)].strip(), 1)
    return Texts(file, statement, parts["field"], parts["mistake"], parts["solution"].get(""))


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        seen = say("The text of the task is missing.")
    except UnicodeDecodeError:
        seen = say("The text of the task is not UTF-8.")
    expected = say("Expected: {expected}.", expected=" / ".join(LANGUAGES.values()))
    raise AuthorFault(seen, expected, say("Write the file, in UTF-8."), file=file)


def split_items(text: str) -> tuple[str, dict[str, str]]:
    """The prompt, and the list's items by key."""
    items, prompt = {}, []
    for line in text.splitlines():
        found = _ITEM.match(line)
        if found:
            items[found["key"]] = found["text"].strip()
        else:
            prompt.append(line)
    return "\n".join(prompt).strip(), items
