"""Which tasks a trainee gets in which place of a paper: fixed ones, draws, and the order within a section."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from borehall.bank.blueprint import Blueprint, Group, Section
from borehall.bank.seeds import Draw, seed_for


def secret_of(secret: bytes, assignment: str) -> bytes:
    """The secret of one assignment: the same task in two assignments has other numbers."""
    return hmac.new(secret, b"assignment " + assignment.encode(), hashlib.sha256).digest()


def compose(blueprint: Blueprint, secret: bytes, trainee: str) -> dict[str, str]:
    """The task in each place for ``trainee``. ``secret`` is the assignment's."""
    # No task's id has a space: this draw is nobody's numbers.
    rng = Draw(seed_for(secret, trainee, "the paper"))
    used = fixed_tasks(blueprint)
    chosen: dict[str, str] = {}
    for section in blueprint.sections:
        tasks: list[str] = []
        for group in section.groups:
            drawn = list(group.pool) if is_fixed(group) else _drawn(rng, group, used)
            used.update(drawn)
            tasks += drawn
        chosen |= zip(section.slots, rng.shuffled(tasks) if section.shuffle else tasks, strict=True)
    return chosen


def is_fixed(group: Group) -> bool:
    """Whether everybody has the same tasks there."""
    return len(group.pool) == len(group.slots)


def fixed_tasks(blueprint: Blueprint) -> set[str]:
    """The tasks that everybody has, which no draw may bring a second time."""
    return {task for group in blueprint.groups() if is_fixed(group) for task in group.pool}


def _drawn(rng: Draw, group: Group, used: Iterable[str]) -> list[str]:
    return rng.sample([task for task in group.pool if task not in used], len(group.slots))


@dataclass(frozen=True)
class Shortage:
    """A draw whose pool may run out: ``left`` tasks are certain to be there, for ``needed`` places."""

    section: int
    group: int
    left: int
    needed: int


def shortages(blueprint: Blueprint) -> Iterator[Shortage]:
    """Draws that could run out of tasks, however the draws before them fall."""
    fixed = fixed_tasks(blueprint)
    earlier: list[Group] = []
    for i, section in enumerate(blueprint.sections):
        for j, group in enumerate(section.groups):
            if is_fixed(group):
                continue
            pool = set(group.pool) - fixed
            taken = sum(min(len(other.slots), len(pool & set(other.pool))) for other in earlier)
            if len(pool) - taken < len(group.slots):
                yield Shortage(i, j, max(0, len(pool) - taken), len(group.slots))
            earlier.append(group)


def exposure(blueprint: Blueprint, trainees: int = 1000) -> dict[str, float]:
    """The share of ``trainees`` who meet each task, counted over made-up names."""
    met = Counter(
        task for number in range(trainees) for task in compose(blueprint, b"exposure", f"trainee {number}").values()
    )
    return {task: met[task] / trainees for task in blueprint.tasks()}


def uneven(section: Section) -> bool:
    """Whether tasks can't change places, since the places differ in points."""
    return section.shuffle and len({group.points for group in section.groups}) > 1
