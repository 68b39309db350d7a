"""papers/<assignment>.toml: how an instructor composes a paper, read into a checked PaperFile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from borehall.checked import Checked, Document, Refused, TomlFile, read_toml
from borehall.course.course import Course, Title
from borehall.faults import AuthorFault, Fault
from borehall.rules.citation import CEMENT, STANDARDS
from borehall.words import say

_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise Refused(say("1 to 40 lower-case letters, digits or hyphens, starting with a letter"))
    return value


def _check_standard(value: str) -> str:
    names = [standard.folder for standard in STANDARDS]
    if value not in names:
        raise Refused(say("one of {choices}", choices=say(", ").join(names)))
    return value


Id = Annotated[str, AfterValidator(_check_id)]
Words = Annotated[str, Field(max_length=4000)]


class About(Checked):
    """[paper]: what holds for the whole."""

    minutes: Annotated[int, Field(ge=1, le=600)]
    hints: Annotated[int, Field(ge=0, le=100)] = 0
    working: bool = False
    introduction_zh: Words = ""
    introduction_en: Words = ""


class Questions(Checked):
    """[[sections.questions]]: a fixed ``task``, or a draw of ``count`` tasks by clause and level, or from ``tasks``."""

    points: Annotated[float, Field(ge=0.5, le=100)]
    task: Id | None = None
    id: Id | None = None
    clause: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    standard: Annotated[str, AfterValidator(_check_standard)] = CEMENT.folder
    level: Literal[1, 2, 3] | None = None
    tasks: Annotated[tuple[Id, ...], Field(strict=False, min_length=1)] | None = None
    count: Annotated[int, Field(ge=1, le=50)] = 1

    @property
    def slots(self) -> tuple[str, ...]:
        """The ids of the places."""
        if self.count == 1:
            return (self.id or self.task or "",)
        return tuple(f"{self.id}-{number}" for number in range(1, self.count + 1))


class PaperSection(Checked):
    """[[sections]]: a part of the paper under a heading."""

    id: Id
    title_zh: Title
    title_en: Title
    shuffle: bool = False
    questions: Annotated[tuple[Questions, ...], Field(strict=False, min_length=1)]


class PaperFile(Checked):
    """The tables of a paper's file."""

    paper: About
    sections: Annotated[tuple[PaperSection, ...], Field(strict=False, min_length=1)]


def read_paper(course: Course, assignment: str) -> TomlFile[PaperFile]:
    """The file of a paper of ``course``; one AuthorFault that names every problem otherwise."""
    file = paper_path(course, assignment)
    item = course.assignment(assignment)
    if item.source != "paper":
        raise course.document.fault(
            ("assignments", course.assignments.index(item), "source"),
            say("{name} is a notebook written by hand, not a paper.", name=assignment),
            say("Expected: {expected}.", expected='source = "paper"'),
            say("Write that line below its name, or name another assignment."),
        )
    return read_toml(file, PaperFile, AuthorFault, checks=[_check_questions, _check_slots])


def paper_path(course: Course, assignment: str) -> Path:
    """Where the file of a paper lies: beside course.toml."""
    return course.file.parent / "papers" / f"{assignment}.toml"


def _questions(document: Document) -> Iterator[tuple[tuple[str | int, ...], dict]]:
    """Each table of questions with its place, as far as the file has the shape for it."""
    sections = document.data.get("sections")
    for i, section in enumerate(sections if isinstance(sections, list) else []):
        inner = section.get("questions") if isinstance(section, dict) else None
        for j, table in enumerate(inner if isinstance(inner, list) else []):
            if isinstance(table, dict):
                yield ("sections", i, "questions", j), table


_DRAWS = ("clause", "level", "tasks", "count", "standard")


def _check_questions(document: Document) -> Iterator[Fault]:
    """A fixed task is named by ``task`` alone; a draw has an id, and a pool."""
    for place, table in _questions(document):
        if "task" in table:
            if extra := [key for key in _DRAWS if key in table]:
                yield document.fault(
                    (*place, extra[0]),
                    say("A fixed task and {key} stand together.", key=extra[0]),
                    say("Expected: either task, or a draw by clause and level or from tasks."),
                    say("Delete one of the two."),
                )
        elif not ({"clause", "level", "tasks"} & set(table)):
            yield document.fault(
                place,
                say("The question names no task, and nothing to draw one by."),
                say("Expected: either task, or a draw by clause and level or from tasks."),
                say('Add a line such as task = "silo-rings", or clause = "6.0.12".'),
            )
        elif "id" not in table:
            yield document.fault(
                place,
                say("The draw has no id."),
                say("Expected: a short name under which its questions stand in the notebook and the gradebook."),
                say('Add a line such as id = "depth".'),
            )


def _check_slots(document: Document) -> Iterator[Fault]:
    """No two questions in one place: the gradebook has one mark for each."""
    seen: set[str] = set()
    for place, table in _questions(document):
        try:
            slots = Questions.model_validate(table | {"points": 1.0}).slots
        except ValueError:
            continue
        for slot in sorted(seen.intersection(slots)):
            yield document.fault(
                place,
                say("A question called {id} is there already.", id=slot),
                say("Expected: a name of its own for each question."),
                say("Give one of the two another id."),
            )
        seen.update(slots)
