"""Detailed investigation: all depth rules that apply to a foundation, and the one that governs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from borehall.rules.cement_plant_2015.clause_6_0_12_deformation import deformation_depth
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import (
    general_hole_depth_range,
    heavy_equipment_depth,
    narrow_base_depth,
    narrow_rule_applies,
    wave_hole_depth,
)
from borehall.rules.citation import CEMENT, Citation, Force, rule
from borehall.rules.gb50007_2011.appendix_k_stress import Base
from borehall.rules.ground import Ground
from borehall.rules.refusal import DEPTH, Refused, take_choice
from borehall.rules.units import KPa, Metre
from borehall.rules.working import step
from borehall.words import say

OPENING = CEMENT("6.0.12")
STABILITY = CEMENT("6.0.12-4")
COVER = CEMENT("6.0.12-5")
DEEPEN = CEMENT("6.0.12-7")
LESSEN = CEMENT("6.0.12-8")
KINDS = ("strip", "column", "raft", "ring")


@dataclass(frozen=True)
class Foundation:
    """What the depth rules need to know of a foundation. ``kind`` is strip, column, raft or ring.

    ``pressure`` (p0, kPa), ``embedment`` (m) and ``ground`` are needed where the deformation depth counts: under tall
    and heavy works and where the deformation is checked. ``stability_depth`` (m below the base) comes from a
    stability analysis, ``cover`` (m below ground) where the site's class is needed and its cover isn't known from
    nearby.
    """

    kind: str
    base: Base
    embedment: Metre = 0.0
    pressure: KPa | None = None
    ground: Ground | None = None
    tall_or_heavy: bool = False
    deformation_checked: bool = False
    heavy_equipment: bool = False
    stability_depth: Metre | None = None
    cover: Metre | None = None
    soft_underlayer_or_fill: bool = False
    hard_layer_in_depth: bool = False


@dataclass(frozen=True)
class Candidate:
    """A depth below the base that one clause asks for, of control holes, general holes, or a wave-velocity hole."""

    citation: Citation
    force: Force
    holes: str
    depth: Metre
    exceeded: bool = False
    """True when the hole must go beyond the depth, not only reach it."""


@dataclass(frozen=True)
class GoverningDepth:
    """Every candidate, the ones that govern, and what the clause leaves to the engineer."""

    candidates: tuple[Candidate, ...]
    notes: tuple[str, ...]

    def governing(self, holes: str) -> Candidate | None:
        """The deepest candidate for ``holes`` (control, general or wave); None when no rule speaks of them."""
        own = [candidate for candidate in self.candidates if candidate.holes == holes]
        return max(own, key=lambda candidate: candidate.depth, default=None)

    @property
    def control(self) -> Metre | None:
        """Depth of control holes below the base, m."""
        found = self.governing("control")
        return found.depth if found else None

    @property
    def general(self) -> Metre | None:
        """Depth of general holes below the base, m."""
        found = self.governing("general")
        return found.depth if found else None


@rule(OPENING)
def governing_depth(foundation: Foundation) -> GoverningDepth:
    """All depths that the clause asks for below a foundation, and the governing one of each kind of hole.

    Cement-plant investigation standard (2015), 6.0.12

    Arguments: ``foundation``; depths count from its base.
    Result: candidates with clause, force and depth; the governing one is the deepest for each kind of hole.
    Refusals: another kind of foundation; a wide, tall or checked one without pressure and ground; numbers out of
    bounds.
    """
    take_choice("kind", foundation.kind, KINDS, OPENING)
    candidates = [*_narrow(foundation), *_tall(foundation), *_special(foundation)]
    found = GoverningDepth(tuple(candidates), tuple(_notes(foundation)))
    for holes in ("control", "general", "wave"):
        own: dict[str, Any] = {
            f"d_item{c.citation.clause.rpartition('-')[2]}": c.depth for c in candidates if c.holes == holes
        }
        if own:
            expression = f"max({', '.join(own)})" if len(own) > 1 else next(iter(own))
            step(f"d_{holes}", expression, max(own.values()), "m", citation=OPENING, **own)
    return found


def _narrow(f: Foundation) -> list[Candidate]:
    """Item 1: strips and columns no wider than 5 m; the depth holds for all holes."""
    if f.kind not in ("strip", "column") or not narrow_rule_applies(f.base.shorter_side):
        return []
    depth = float(narrow_base_depth(f.kind, f.base.shorter_side))
    return [Candidate(CEMENT("6.0.12-1"), Force.MUST, holes, depth) for holes in ("control", "general")]


def _tall(f: Foundation) -> list[Candidate]:
    """Items 2 and 3: works that are tall and heavy, or whose deformation is checked."""
    if not (f.tall_or_heavy or f.deformation_checked):
        return []
    for name in ("pressure", "ground"):
        if getattr(f, name) is None:
            raise Refused(name, None, say("is needed for the deformation depth"), CEMENT("6.0.12-3"))
    assert f.pressure is not None and f.ground is not None  # noqa: S101 - for the type checker; refused above
    deep = deformation_depth(f.base, f.pressure, f.embedment, f.ground)
    least = general_hole_depth_range(f.base.shorter_side).low or 0.0
    return [
        Candidate(CEMENT("6.0.12-2"), Force.MUST, "control", deep.depth, exceeded=True),
        Candidate(CEMENT("6.0.12-2"), Force.MUST, "general", least),
    ]


def _special(f: Foundation) -> list[Candidate]:
    """Items 4, 5 and 6: stability, cover, heavy equipment."""
    found = []
    if f.stability_depth is not None:
        depth = DEPTH.one("stability_depth", f.stability_depth, STABILITY)
        found.append(Candidate(STABILITY, Force.MUST, "control", depth))
    if f.cover is not None:
        found.append(Candidate(COVER, Force.MUST, "wave", wave_hole_depth(f.cover, f.embedment)))
    if f.heavy_equipment:
        depth = float(heavy_equipment_depth(f.base.shorter_side))
        found += [Candidate(CEMENT("6.0.12-6"), Force.SHOULD, holes, depth) for holes in ("control", "general")]
    return found


def _notes(f: Foundation) -> list[str]:
    """Items 7 and 8, and the steady layer of item 2: the clause asks without giving a number."""
    notes = []
    if f.tall_or_heavy or f.deformation_checked:
        notes.append(say("General holes must also enter a layer that is distributed steadily."))
    if f.soft_underlayer_or_fill:
        notes.append(say("Stockyard, wide fill or a soft underlayer: deepen the control holes suitably."))
    if f.hard_layer_in_depth:
        notes.append(say("A thick, even, hard layer or rock within the depth: the holes may be suitably shorter."))
    return notes
