"""Checks of depths in a detailed investigation: every point of the works against the governing depth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borehall.rules.cement_plant_2015.clause_6_0_12_governing import (
    Candidate,
    Foundation,
    GoverningDepth,
    governing_depth,
)
from borehall.rules.citation import CEMENT
from borehall.rules.plan.finding import Finding, Findings, names
from borehall.rules.plan.works import Work, Works
from borehall.rules.refusal import Refused
from borehall.words import say

OPENING = CEMENT("6.0.12")
DEEPEN = CEMENT("6.0.12-7")
_HAIR = 1e-6


def required_depth(work: Work, works: Works) -> GoverningDepth | None:
    """What the clause asks for below the base of ``work``; None while its base isn't given."""
    if work.base is None:
        return None
    return governing_depth(
        Foundation(
            kind=work.foundation,
            base=work.base,
            embedment=work.embedment,
            pressure=work.pressure,
            ground=works.ground,
            tall_or_heavy=work.tall_or_heavy,
            deformation_checked=work.deformation_checked,
            heavy_equipment=work.heavy_equipment or work.heavy_dynamic,
            stability_depth=work.stability_depth,
            cover=works.site.cover,
        )
    )


def check_depths(work: Work, group: pd.DataFrame, works: Works, out: Findings) -> None:
    """Control, general and wave-velocity holes of one of the works."""
    try:
        needed = required_depth(work, works)
    except Refused as refusal:
        return out.skip(OPENING, say("{name}: {reason}", name=work.name, reason=refusal))
    if needed is None and work.layout == "stockyard":
        return out.skip(DEEPEN, say("{name}: {reason}", name=work.name, reason=say(
            "control holes must be deepened suitably; the clause gives no number, judge it yourself")))  # fmt: skip
    if needed is None:
        return out.skip(OPENING, say("{name}: {reason}", name=work.name, reason=say("base_width is not given")))
    if not needed.candidates:
        reason = say("no depth rule applies by itself; is it tall, heavy, or checked for deformation?")
        out.skip(OPENING, say("{name}: {reason}", name=work.name, reason=reason))
    masks = {"control": group["control"].to_numpy(), "general": ~group["control"].to_numpy()}
    masks["wave"] = group["shear_wave"].to_numpy() if "shear_wave" in group else np.zeros(len(group), bool)
    below = group["depth"].to_numpy() - base_depth(work, group)
    for candidate in needed.candidates:
        out.check(candidate.citation)
        _check_candidate(work, group[masks[candidate.holes]], below[masks[candidate.holes]], candidate, out)
    return None


def base_depth(work: Work, group: pd.DataFrame) -> np.ndarray:
    """Depth of the base below each collar: by elevations where both are given, else the embedment."""
    depth = np.full(len(group), work.embedment)
    if work.base_elevation is not None and "collar" in group:
        by_level = group["collar"].to_numpy() - work.base_elevation
        depth = np.where(np.isnan(by_level), depth, by_level)
    return depth


def _check_candidate(work: Work, group: pd.DataFrame, below: np.ndarray, asked: Candidate, out: Findings) -> None:
    short = below <= asked.depth + _HAIR if asked.exceeded else below < asked.depth - _HAIR
    if not short.any():
        return
    labels = tuple(group.index[short])
    kind = {"control": say("control holes"), "general": say("general holes"), "wave": say("wave-velocity holes")}
    found = say("{d:.2f} m below the base at the shallowest", d=float(below[short].min()))
    required = say("more than {d:.2f} m", d=asked.depth) if asked.exceeded else say("at least {d:.2f} m", d=asked.depth)
    where = say("{work}, {kind}: {names}", work=work.name, kind=kind[asked.holes], names=names(labels))
    out.add(Finding(asked.citation, asked.force, found, required, where, labels))
