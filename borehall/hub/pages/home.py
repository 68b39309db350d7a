"""What the home page says of its reader: the courses they take or teach, by their groups in the hub."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from borehall.words import current_language

_TEACHES, _TAKES = "formgrade-", "nbgrader-"
"""Names that nbgrader gives the groups of a course: `c.nbgrader` looks for these two."""


@dataclass(frozen=True)
class CourseCard:
    """One course on the home page."""

    course: str
    title: str
    teaches: bool


@dataclass(frozen=True)
class PersonName:
    """Finds the name that a user is greeted by; equal to another that looks in the same place."""

    find: object = None

    def __call__(self, user: object) -> str:
        """The name of JupyterHub's ``user``, empty for a visitor."""
        if user is None:
            return ""
        name = str(user.name)  # type: ignore[attr-defined]
        return self.find(name) or name if callable(self.find) else name


def courses_of(groups: Iterable[str], courses: Mapping[str, Mapping[str, str]]) -> list[CourseCard]:
    """A card for each course that ``groups`` name, those taught first; who teaches and takes a course gets one card."""
    names = set(groups)
    teaches = {name.removeprefix(_TEACHES) for name in names if name.startswith(_TEACHES)}
    takes = {name.removeprefix(_TAKES) for name in names if name.startswith(_TAKES)}
    return [
        CourseCard(course, courses.get(course, {}).get(current_language(), course), course in teaches)
        for course in [*sorted(teaches), *sorted(takes - teaches)]
    ]
