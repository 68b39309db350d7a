"""The notebook of a paper: for each question a cell that shows it, and a cell that the gradebook counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from borehall.bank.blueprint import Blueprint, Section
from borehall.words import LANGUAGES, say, speaking

QUESTION_TAG = "borehall-question"
CARD_TAG = "borehall-card"
CHECK_TAG = "borehall-check"
CARD_NAME = "card"
NBGRADER_SCHEMA = 3

_CARD = "from borehall_desk import desk\n\ndesk.card()"
_SHOWN = 'desk.question("{slot}")'
_COUNTED = """\
desk.check("{slot}")
### BEGIN HIDDEN TESTS
desk.leave_to_judge("{slot}")
### END HIDDEN TESTS"""


def counted_name(slot: str) -> str:
    """nbgrader's name of the cell that holds the mark of a question."""
    return f"question-{slot}"


def shown_name(slot: str) -> str:
    """nbgrader's name of the cell that shows a question."""
    return f"show-{slot}"


def write_notebook(blueprint: Blueprint, titles: Mapping[str, str], introduction: Mapping[str, str]) -> NotebookNode:
    """The source notebook. The same blueprint gives the same notebook, byte for byte."""
    cells = [
        _words("title", _title(blueprint, titles, introduction)),
        _code(CARD_NAME, _CARD, tags=[CARD_TAG]),
        *(cell for section in blueprint.sections for cell in _section(section)),
    ]
    metadata = {
        "borehall": {"paper": {"course": blueprint.course, "assignment": blueprint.assignment}},
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return notebook


def _title(blueprint: Blueprint, titles: Mapping[str, str], introduction: Mapping[str, str]) -> str:
    points = sum(blueprint.slots().values())
    parts = []
    for language in LANGUAGES:
        with speaking(language):
            sums = say(
                "{count} questions, {points:g} points, {minutes} minutes.",
                count=len(blueprint.slots()), points=points, minutes=blueprint.minutes,
            )  # fmt: skip
            how = say("Fill in the forms; each answer is saved at once. Your own calculations may stand in new cells.")
        heading = "#" if language == LANGUAGES[0] else "##"
        parts += [f"{heading} {titles[language]}", introduction[language], f"{sums} {how}"]
    return "\n\n".join(part for part in parts if part)


def _section(section: Section) -> Iterator[NotebookNode]:
    heading = " · ".join(dict.fromkeys(section.titles[language] for language in LANGUAGES))
    yield _words(f"section-{section.id}", f"## {heading}")
    for group in section.groups:
        for slot in group.slots:
            yield _code(shown_name(slot), _SHOWN.format(slot=slot), tags=[QUESTION_TAG], slot=slot)
            yield _code(
                counted_name(slot), _COUNTED.format(slot=slot), points=group.points, tags=[CHECK_TAG], slot=slot
            )


def _words(name: str, text: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text, id=_id(name), metadata={"nbgrader": _nbgrader(name, "markdown")})


def _code(
    name: str, source: str, *, points: float | None = None, tags: list[str] | None = None, slot: str = ""
) -> NotebookNode:
    metadata: dict[str, Any] = {"nbgrader": _nbgrader(name, "code", points)}
    if slot:
        metadata["borehall"] = {"question": slot}
    if tags:
        # Forms are what trainees work with; the line of code that calls them only puzzles who never programmed.
        metadata |= {"tags": tags, "jupyter": {"source_hidden": True}}
    return nbformat.v4.new_code_cell(source, id=_id(name), metadata=metadata)


def _nbgrader(name: str, cell_type: str, points: float | None = None) -> dict[str, Any]:
    marks = {"points": points} if points is not None else {}
    return {
        "schema_version": NBGRADER_SCHEMA, "grade_id": name, "cell_type": cell_type,
        "grade": points is not None, "locked": True, "solution": False, "task": False, **marks,
    }  # fmt: skip


def _id(name: str) -> str:
    """A cell's own id, made from its name rather than from chance."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]
