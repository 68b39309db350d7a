"""What a check of a plan says: findings by clause, what was checked, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from borehall.rules.citation import Citation, Force, Source, Status
from borehall.words import say

_SHOWN = 8


@dataclass(frozen=True)
class Finding:
    """One departure from a clause. ``force`` is the clause's own: a *may* is a hint, not a fault.

    ``where`` names points or works; ``points`` are the labels of the offending rows of the plan, ``places`` the
    coordinates at which a point is lacking.
    """

    citation: Citation
    force: Force
    found: str
    required: str
    where: str
    points: tuple[object, ...] = ()
    source: Source | None = None
    places: tuple[tuple[float, float], ...] = ()

    @property
    def provenance(self) -> str:
        """The stand-in or site table behind the requirement, in the reader's language; empty for the clause's own."""
        if self.source is None or self.source.status is Status.HELD:
            return ""
        return self.source.label

    def __str__(self) -> str:
        """One line: force, clause, where, found, required."""
        line = say(
            "[{force}] {clause} · {where}: found {found}; required {required}",
            force=self.force.label,
            clause=self.citation.label,
            where=self.where,
            found=self.found,
            required=self.required,
        )
        return say("{line} ({provenance})", line=line, provenance=self.provenance) if self.provenance else line


@dataclass
class Findings(Sequence[Finding]):
    """All findings, the strictest first; ``checked`` clauses, and ``skipped`` ones with the reason."""

    items: list[Finding] = field(default_factory=list)
    checked: list[Citation] = field(default_factory=list)
    skipped: list[tuple[Citation, str]] = field(default_factory=list)

    def __getitem__(self, index):
        """The finding at a place."""
        return self.items[index]

    def __len__(self) -> int:
        """Number of findings."""
        return len(self.items)

    def __iter__(self) -> Iterator[Finding]:
        """Each finding."""
        return iter(self.items)

    def __str__(self) -> str:
        """Each finding, how many there are, and what could not be checked; one on each line."""
        counts = ", ".join(f"{force.label} {self.count(force)}" for force in Force)
        found = say("{n} findings ({counts}); {m} clauses checked.", n=len(self), counts=counts, m=len(self.checked))
        left = [say("Not checked: {clause}: {reason}", clause=one.label, reason=why) for one, why in self.skipped]
        return "\n".join([*map(str, self.items), found, *left])

    def _repr_html_(self) -> str:
        """How a notebook shows them: the table, and below it what could not be checked."""
        rest = "".join(f"<p>{escape(line)}</p>" for line in str(self).splitlines()[len(self) :])
        return self.frame().to_html(index=False) + rest

    def add(self, finding: Finding) -> None:
        """Take up one finding."""
        self.items.append(finding)

    def check(self, citation: Citation) -> None:
        """Say that a clause was checked."""
        if citation not in self.checked:
            self.checked.append(citation)

    def skip(self, citation: Citation, reason: str) -> None:
        """Say that a clause could not be checked, and why."""
        if (citation, reason) not in self.skipped:
            self.skipped.append((citation, reason))

    def settle(self) -> Findings:
        """Sort: must before should before may, then in the order of the checks."""
        order = list(Force)
        self.items.sort(key=lambda finding: order.index(finding.force))
        return self

    def count(self, force: Force) -> int:
        """Number of findings of one force."""
        return sum(finding.force is force for finding in self.items)

    def points(self) -> set[object]:
        """Labels of all points that some finding names."""
        return {label for finding in self.items for label in finding.points}

    def places(self) -> list[tuple[float, float]]:
        """Coordinates of all places at which some finding misses a point."""
        return [place for finding in self.items for place in finding.places]

    def frame(self) -> pd.DataFrame:
        """All findings as a table in the reader's language."""
        columns: dict[str, list[str]] = {
            say("force"): [f.force.label for f in self.items],
            say("clause"): [f.citation.label for f in self.items],
            say("where"): [f.where for f in self.items],
            say("found"): [f.found for f in self.items],
            say("required"): [f.required for f in self.items],
            say("points named"): [", ".join(map(str, f.points)) for f in self.items],
            say("a point is missing at"): ["; ".join(f"{x:.1f}, {y:.1f}" for x, y in f.places) for f in self.items],
            say("source of the value"): [f.provenance for f in self.items],
        }
        return pd.DataFrame(columns)


def names(labels: Sequence[object]) -> str:
    """Names of points in a sentence, cut when there are many."""
    shown = ", ".join(map(str, labels[:_SHOWN]))
    more = len(labels) - _SHOWN
    return say("{shown} and {n} more", shown=shown, n=more) if more > 0 else shown
