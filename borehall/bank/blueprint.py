"""The plan of a paper: sections, places, and the tasks that may come to stand in each place. Plain data in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = "borehall-blueprint-1"


@dataclass(frozen=True)
class Group:
    """Places with the same points, filled from one pool of tasks without repeating one. One of one is a fixed task."""

    slots: tuple[str, ...]
    points: float
    pool: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of the paper. With ``shuffle``, its tasks change places from trainee to trainee."""

    id: str
    titles: Mapping[str, str]
    shuffle: bool
    groups: tuple[Group, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        """The places, in order."""
        return tuple(slot for group in self.groups for slot in group.slots)


@dataclass(frozen=True)
class Blueprint:
    """A paper as it was built. ``hints`` is how often help may be asked for per question; ``working`` shows in the
    feedback how it is done."""

    course: str
    assignment: str
    minutes: int
    hints: int
    working: bool
    sections: tuple[Section, ...]

    def groups(self) -> Iterator[Group]:
        """All groups, in order."""
        return (group for section in self.sections for group in section.groups)

    def slots(self) -> dict[str, float]:
        """Points of each place, in order."""
        return {slot: group.points for group in self.groups() for slot in group.slots}

    def tasks(self) -> list[str]:
        """Every task that somebody may meet."""
        return sorted({task for group in self.groups() for task in group.pool})

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"schema": SCHEMA, **asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Blueprint:
        """What `as_json` gave; KeyError or TypeError for anything else."""
        if data["schema"] != SCHEMA:
            raise KeyError(data["schema"])
        content = {key: value for key, value in data.items() if key not in ("schema", "sections")}
        return cls(**content, sections=tuple(map(_section, data["sections"])))


def _section(data: Mapping[str, Any]) -> Section:
    groups = [Group(tuple(one["slots"]), one["points"], tuple(one["pool"])) for one in data["groups"]]
    return Section(data["id"], dict(data["titles"]), data["shuffle"], tuple(groups))
