"""A plan drawn by the trainee, judged by every rule that can be checked rather than against one drawing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

import pandas as pd

from borehall.bank.field import Field, FieldText
from borehall.bank.plain import NotAnAnswer
from borehall.rules.citation import Citation, Force
from borehall.rules.plan import Finding, Findings, check
from borehall.rules.plan.finding import names
from borehall.rules.refusal import Refused
from borehall.words import current_language, say, speaking

COST = {Force.MUST: 0.4, Force.SHOULD: 0.25, Force.MAY: 0.1}
"""What a violated clause costs, by its force. A *must* counts once: shares and depths are missed as a whole. Of the
others each place counts, up to `MOST`: a corner without a point is a slip, a yard without a grid is no plan."""

MOST = 0.6
"""The most that a single clause may cost: right depths and shares still earn something when the layout is none."""

WASTE = 0.2
"""What a plan with more points than `PlanDrawing.most_points` costs."""

LACK = 0.1
"""What each point costs of which a plan has fewer than `PlanDrawing.least_points`, as far as no finding says so."""

MOST_ROWS = 300
COLUMNS = ("id", "x", "y", "kind", "control", "sampled", "depth", "works", "line", "unit", "shear_wave", "collar")
_NEEDED = {"x", "y", "kind", "control", "sampled", "depth"}
_TYPES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("x", "y", "depth", "collar"), (int, float)),
    **dict.fromkeys(("control", "sampled", "shear_wave"), (bool,)),
    **dict.fromkeys(("kind", "works", "line", "unit"), (str,)),
    "id": (str, int),
}


@dataclass(frozen=True, kw_only=True)
class PlanDrawing(Field):
    """Points on a plan, with kind and depth. ``works`` is what `borehall.rules.plan.check` takes.

    ``most_points`` is where a plan begins to be wasteful, None when any number will do; ``least_points`` what the
    statement itself asks for, where the clause gives no number (as of points on a silo's rings). ``costs`` say by
    clause what a place costs of which its force says too little: the distance of points is a *may*, and yet all that
    makes a grid.
    """

    works: Mapping[str, Any]
    stage: str = "detailed"
    most_points: int | None = None
    least_points: int = 0
    costs: Mapping[str, float] = field(default_factory=dict)
    kind: ClassVar[str] = "plan"

    def take(self, raw: Any) -> list[dict[str, Any]]:
        """A list of points, each a mapping; refused as a whole when one of its cells can't be used."""
        if type(raw) is not list or not raw or len(raw) > MOST_ROWS or not all(type(row) is dict for row in raw):
            raise NotAnAnswer(say("A list of 1 to {n} points is expected here.", n=MOST_ROWS))
        for number, row in enumerate(raw, 1):
            self._check_row(number, row)
        ids = [str(row["id"]) for row in raw if row.get("id") is not None]
        if len(set(ids)) < len(ids):
            raise NotAnAnswer(say("Two points have the same name."))
        rows = [self._placed(row) for row in raw]
        try:
            self._violations(rows)
        except NotAnAnswer:
            # The same refusal, in the trainee's own language.
            self.findings(rows)
        return rows

    def _check_row(self, number: int, row: dict[str, Any]) -> None:
        if lacking := _NEEDED - set(row):
            raise NotAnAnswer(say("Point {n} lacks {names}.", n=number, names=", ".join(sorted(lacking))))
        if unknown := set(row) - set(COLUMNS):
            strange = ", ".join(sorted(unknown))[:80]
            raise NotAnAnswer(say("Point {n} has what no point has: {names}.", n=number, names=strange))
        for name, value in row.items():
            if value is not None and type(value) not in _TYPES[name] or (value is None and name in _NEEDED):
                raise NotAnAnswer(say("Point {n}: {name} can't be read.", n=number, name=name))

    def _placed(self, row: dict[str, Any]) -> dict[str, Any]:
        """The only works that a point can belong to need not be named."""
        works = self.works.get("works", ())
        own = {"works": works[0]["name"]} if len(works) == 1 else {}
        return own | {name: value for name, value in row.items() if value is not None}

    def findings(self, rows: list[dict[str, Any]]) -> Findings:
        """What the rules say of the plan, in the language in force; NotAnAnswer when they can't read it."""
        return self._found(rows, current_language())

    def _violations(self, rows: list[dict[str, Any]]) -> Findings:
        """The same for whoever reads no sentence: in any language, so that it is found once."""
        return self._found(rows, "en")

    def _found(self, rows: list[dict[str, Any]], language: str) -> Findings:
        found = _findings(json.dumps(rows), json.dumps(self.works), self.stage, language)
        if isinstance(found, str):
            raise NotAnAnswer(found)
        return found

    def share(self, value: Any, expected: Any) -> float:
        """1 less what the violated clauses cost. A clause that the model plan lets be checked must be checkable."""
        found, model = self._violations(value), self._violations(expected)
        costs = self._costs(found)
        for citation in model.checked:
            if citation not in found.checked:
                costs[citation] = COST[Force.MUST]
        wasteful = self.most_points is not None and len(value) > self.most_points
        lost = sum(costs.values()) + (WASTE if wasteful else 0.0) + self._lacking(value, found)
        return max(0.0, round(1.0 - lost, 9))

    def _lacking(self, value: list[dict[str, Any]], found: Findings) -> float:
        """What too few points cost beyond the places that are found to lack one."""
        named = sum(map(self._cost, found), 0.0)
        return max(0.0, min(MOST, LACK * (self.least_points - len(value))) - named)

    def _cost(self, finding: Finding) -> float:
        """What one finding costs: as much for each place that it names."""
        return self.costs.get(finding.citation.clause, COST[finding.force]) * max(1, len(finding.places))

    def _costs(self, found: Findings) -> dict[Citation, float]:
        """What each violated clause costs."""
        costs: dict[Citation, float] = {}
        for finding in found:
            so_far = costs.get(finding.citation, 0.0)
            if finding.force is Force.MUST:
                costs[finding.citation] = max(so_far, COST[Force.MUST])
            else:
                costs[finding.citation] = max(so_far, min(MOST, so_far + self._cost(finding)))
        return costs

    def remarks(self, value: Any) -> list[str]:
        """What is wrong with the plan, a line each, in the language in force."""
        lines = [str(finding) for finding in self.findings(value)]
        stray = [str(row.get("id", i)) for i, row in enumerate(value, 1) if not row.get("works")]
        if stray and self.stage == "detailed":
            lines.append(say("Points that serve no works, and are held to no layout: {names}.", names=names(stray)))
        if self.most_points is not None and len(value) > self.most_points:
            lines.append(say("The plan has {n} points; {most} would do.", n=len(value), most=self.most_points))
        if len(value) < self.least_points:
            # How many it should be is for the trainee to find out: a hint says this sentence, too.
            lines.append(say("The plan has {n} points, fewer than the question asks for.", n=len(value)))
        return lines

    def is_mistake(self, value: Any, expected: Any, mistaken: Any) -> bool:
        """The plan violates every clause that the mistaken one violates."""
        theirs = {finding.citation for finding in self._violations(mistaken)}
        return bool(theirs) and theirs <= {finding.citation for finding in self._violations(value)}

    def form(self, text: FieldText) -> dict[str, Any]:
        """With the works to draw around, and the columns of a point."""
        return super().form(text) | {"works": dict(self.works), "stage": self.stage, "columns": list(COLUMNS)}

    def wrong(self, expected: Any) -> Any:
        """One shallow point far away, for none of the works."""
        return [{"x": 9e3, "y": 9e3, "kind": "borehole", "control": False, "sampled": False, "depth": 0.5}]

    def shown(self, expected: Any, text: FieldText) -> str:
        """A line for each point."""
        several = len(self.works.get("works", ())) > 1
        return "\n".join(
            f"{row.get('id', i)}: ({row['x']:.2f}, {row['y']:.2f}), {row['depth']:.1f} m"
            + (f", {row['works']}" if several and row.get("works") else "")
            + (f", {say('control')}" if row["control"] else "")
            + (f", {say('sampled')}" if row["sampled"] else "")
            for i, row in enumerate(expected, 1)
        )


@lru_cache(maxsize=64)
def _findings(rows: str, works: str, stage: str, language: str) -> Findings | str:
    """The findings, or why there are none. A refusal is kept, too: a judge asks for it as often."""
    # A judge asks about the same plan once for each mistake and each language; a check takes far longer than all else.
    with speaking(language):
        try:
            return check(pd.DataFrame(json.loads(rows)), json.loads(works), stage)
        except Refused as refusal:
            return say("The plan can't be read: {reason}", reason=str(refusal))
