"""course.toml: what an instructor says about a course, read into a checked Course."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from borehall.checked import Checked, Document, Refused, gathered, nearest, read_toml
from borehall.course.usernames import is_username, username_kind
from borehall.faults import AuthorFault, Fault
from borehall.site import Site
from borehall.words import current_language, say

_COURSE_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_ASSIGNMENT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def _check_assignment_name(value: str) -> str:
    if not _ASSIGNMENT_NAME.fullmatch(value):
        raise Refused(say("1 to 64 letters, digits, hyphens or underscores, starting with a letter or digit"))
    return value


def _check_instructor(value: str) -> str:
    if not is_username(value):
        raise Refused(username_kind())
    return value


Title = Annotated[str, Field(min_length=1, max_length=80)]
Instructor = Annotated[str, AfterValidator(_check_instructor)]


class Assignment(Checked):
    """[[assignments]]: one practice or exam, under nbgrader's name for it."""

    name: Annotated[str, AfterValidator(_check_assignment_name)]
    title_zh: Title
    title_en: Title
    kind: Literal["practice", "exam"]
    source: Literal["notebook", "paper"] = "notebook"
    judge: Literal["apart", "kernel"] = "apart"
    due: AwareDatetime

    @property
    def title(self) -> str:
        """The title in the language in force."""
        return self.title_zh if current_language() == "zh_CN" else self.title_en


class _About(Checked):
    title_zh: Title
    title_en: Title
    demonstration: bool = False


class _People(Checked):
    instructors: Annotated[tuple[Instructor, ...], Field(min_length=1, strict=False)]


class CourseFile(Checked):
    """The tables of course.toml."""

    course: _About
    people: _People
    assignments: Annotated[tuple[Assignment, ...], Field(strict=False)] = ()


@dataclass(frozen=True)
class Course:
    """A course whose file is in order. ``id`` is its folder's name and stands in URLs, groups and file names."""

    id: str
    file: Path
    title_zh: str
    title_en: str
    demonstration: bool
    instructors: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    document: Document = field(repr=False, compare=False)

    @property
    def title(self) -> str:
        """The title in the language in force."""
        return self.title_zh if current_language() == "zh_CN" else self.title_en

    @property
    def roster_file(self) -> Path:
        """Where this course's roster lies."""
        return self.file.with_name("roster.csv")

    def assignment(self, name: str) -> Assignment:
        """The assignment called ``name``; AuthorFault with the nearest name when there is none."""
        names = [assignment.name for assignment in self.assignments]
        if name in names:
            return self.assignments[names.index(name)]
        alike = nearest(name, names)
        raise AuthorFault(
            say("Course {course} has no assignment {name}.", course=self.id, name=name),
            say("Its assignments: {names}.", names=say(", ").join(names) or "–"),
            say("Did you mean {name}?", name=alike) if alike else say("Add it to {file}.", file=self.file),
        )


def load_course(site: Site, course_id: str) -> Course:
    """The course in ``courses/<course_id>/course.toml``; one AuthorFault that names every problem otherwise."""
    check_course_id(site, course_id)
    read = read_toml(site.courses / course_id / "course.toml", CourseFile, AuthorFault, checks=[_check_unique_names])
    content = read.value
    return Course(
        id=course_id,
        file=read.document.path,
        title_zh=content.course.title_zh,
        title_en=content.course.title_en,
        demonstration=content.course.demonstration,
        instructors=content.people.instructors,
        assignments=content.assignments,
        document=read.document,
    )


def all_courses(site: Site) -> tuple[Course, ...]:
    """Every course of the site by id; one AuthorFault for all that are not in order."""
    courses, faults = [], []
    for course_id in _folders(site.courses):
        try:
            courses.append(load_course(site, course_id))
        except AuthorFault as fault:
            faults.append(fault)
    if faults:
        raise gathered(AuthorFault, faults, site.courses)
    return tuple(courses)


def check_course_id(site: Site, course_id: str) -> None:
    """AuthorFault unless ``course_id`` may name a course and is a folder of the site."""
    if not _COURSE_ID.fullmatch(course_id):
        raise AuthorFault(
            say("The course is called {id}.", id=repr(course_id)),
            say("Expected: 1 to 40 lower-case letters a to z, digits and hyphens, no hyphen at either end."),
            say("Rename the folder, also below source/ and release/: it stands in addresses and file names."),
            file=site.courses / course_id if "/" not in course_id else None,
        )
    if not (site.courses / course_id).is_dir():
        alike = nearest(course_id, _folders(site.courses))
        raise AuthorFault(
            say("There is no course {id}.", id=course_id),
            say("Courses of this site: {names}.", names=say(", ").join(_folders(site.courses)) or "–"),
            say("Did you mean {name}?", name=alike)
            if alike
            else say("Make the folder {folder} with a course.toml in it.", folder=site.courses / course_id),
        )


def check_sources(site: Site, course: Course) -> None:
    """AuthorFault unless every assignment of ``course`` has a notebook in its source folder."""
    faults = []
    for place, assignment in enumerate(course.assignments):
        folder = site.step("source", course.id) / assignment.name
        if not any(folder.glob("*.ipynb")):
            faults.append(_no_source(course, place, folder))
    if faults:
        raise gathered(AuthorFault, faults, course.file)


def _no_source(course: Course, place: int, folder: Path) -> Fault:
    assignment = course.assignments[place]
    if folder.is_dir():
        seen = say("The folder {folder} holds no notebook.", folder=folder)
    else:
        seen = say("The folder {folder} does not exist.", folder=folder)
    if assignment.source == "paper":
        command = f"borehall paper build {course.id} {assignment.name}"
        next_step = say("Build the paper's notebook: {command}", command=command)
    else:
        next_step = say("Put the notebook there, or take the assignment out of course.toml.")
    return course.document.fault(
        ("assignments", place, "name"),
        seen,
        say("Expected: the assignment's notebook (.ipynb) in that folder."),
        next_step,
    )


def _check_unique_names(document: Document) -> Iterator[Fault]:
    """Two assignments of one name; nbgrader's would be one. Letter case is no difference on every disk."""
    first: dict[str, int] = {}
    for place, name in _names(document.data.get("assignments")):
        earlier = first.setdefault(name.casefold(), place)
        if earlier != place:
            yield document.fault(
                ("assignments", place, "name"),
                say(
                    'name is "{name}", as on line {line}.',
                    name=name,
                    line=document.line(("assignments", earlier, "name")),
                ),
                say("Expected: a name of its own for each assignment; upper and lower case count as the same."),
                say("Rename one of the two."),
            )


def _names(assignments: object) -> Iterable[tuple[int, str]]:
    tables = assignments if isinstance(assignments, list) else []
    found = ((place, table.get("name")) for place, table in enumerate(tables) if isinstance(table, dict))
    return ((place, name) for place, name in found if isinstance(name, str))


def _folders(courses: Path) -> list[str]:
    if not courses.is_dir():
        return []
    return sorted(entry.name for entry in courses.iterdir() if entry.is_dir() and not entry.name.startswith("."))
