"""What a paper asks for: its balance by clause and level, its minutes over all draws, and who meets which task."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from borehall.bank.blueprint import Blueprint
from borehall.bank.entry import Entry
from borehall.bank.paper import compose, exposure, is_fixed
from borehall.words import say

VERSIONS = 1000
"""How many made-up trainees' papers are looked at."""

MOST_UNEVEN = 0.1
"""Versions of a paper may differ in their minutes by this share; more is unfair."""


@dataclass(frozen=True)
class Balance:
    """``by_chapter`` and ``by_level`` are shares of the points, on average over trainees; ``minutes`` the shortest,
    mean and longest version; ``exposure`` the share of trainees who meet each task."""

    by_chapter: Mapping[str, float]
    by_level: Mapping[int, float]
    minutes: tuple[int, float, int]
    exposure: Mapping[str, float]


def balance(blueprint: Blueprint, entries: Mapping[str, Entry]) -> Balance:
    """Counted over `VERSIONS` made-up trainees."""
    points, total = blueprint.slots(), sum(blueprint.slots().values()) * VERSIONS
    by_chapter: dict[str, float] = defaultdict(float)
    by_level: dict[int, float] = defaultdict(float)
    minutes = []
    for number in range(VERSIONS):
        tasks = compose(blueprint, b"balance", f"trainee {number}")
        minutes.append(sum(entries[task].card.minutes for task in tasks.values()))
        for slot, task in tasks.items():
            by_chapter[chapter(entries[task])] += points[slot] / total
            by_level[entries[task].card.level] += points[slot] / total
    spread = (min(minutes), sum(minutes) / VERSIONS, max(minutes))
    return Balance(dict(sorted(by_chapter.items())), dict(sorted(by_level.items())), spread, exposure(blueprint))


def chapter(entry: Entry) -> str:
    """Where a task belongs by its first clause: its standard, and the chapter."""
    cited = entry.card.clauses[0]
    number = re.search(r"[A-Z]?\d+|[A-Z]\b", cited.clause)
    return f"{cited.standard.label} · {number.group() if number else cited.clause}"


def concerns(blueprint: Blueprint, found: Balance, entries: Mapping[str, Entry]) -> Iterator[str]:
    """What an instructor should look at before the paper goes out; none of it keeps the paper from being built."""
    shortest, _, longest = found.minutes
    if longest > blueprint.minutes:
        yield say("Its tasks need up to {n} minutes, and {minutes} are given.", n=longest, minutes=blueprint.minutes)
    if longest - shortest > MOST_UNEVEN * longest:
        yield say("Some trainees get {short} minutes of work, others {long}.", short=shortest, long=longest)
    for group in blueprint.groups():
        levels = sorted({entries[task].card.level for task in group.pool})
        if not is_fixed(group) and len(levels) > 1:
            yield say(
                "{slots}: tasks of levels {levels} for the same points; name a level.",
                slots=say(", ").join(group.slots), levels=say(", ").join(map(str, levels)),
            )  # fmt: skip
        if not is_fixed(group) and len(group.pool) <= 2 * len(group.slots):
            yield say(
                "{slots}: only {n} tasks to draw from; neighbours often meet the same.",
                slots=say(", ").join(group.slots), n=len(group.pool),
            )  # fmt: skip
