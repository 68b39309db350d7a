"""The check of a whole exploration plan."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pydantic import ValidationError

from borehall.rules.plan.construction import check_construction
from borehall.rules.plan.detailed import check_detailed
from borehall.rules.plan.finding import Findings
from borehall.rules.plan.initial import check_initial
from borehall.rules.plan.points import coordinates, take_plan
from borehall.rules.plan.works import Works, as_works
from borehall.rules.plan.works_flaw import flaw_of
from borehall.rules.refusal import Refused, take_choice
from borehall.rules.table import SHIPPED, Tables
from borehall.rules.units import Metre
from borehall.words import say

CHECKS = {"initial": check_initial, "detailed": check_detailed, "construction": check_construction}
STAGES = tuple(CHECKS)
_ASTRAY: Metre = 500.0
"""Works none of whose points is nearer than this are no question of layout: the two files don't fit together."""


def check(points: pd.DataFrame, works: Works | dict[str, Any], stage: str, tables: Tables = SHIPPED) -> Findings:
    """Hold a plan against every clause that can be checked by numbers.

    Arguments: ``points`` a row for each point: x, y, kind, control, sampled, depth, and where known id, works, line,
    unit, collar, shear_wave, in_rock; ``works`` the site and its works (a `Works`, or a mapping of that form);
    ``stage`` initial, detailed or construction; ``tables`` the site's, else as shipped.
    Result: findings, the strictest first, with what was checked and what could not be.
    Refusals: a table with an unusable cell, by column and row; points at works that aren't in ``works``; another
    stage.
    """
    run = CHECKS[take_choice("stage", stage, STAGES)]
    table, checked = take_plan(points), _take_works(works)
    if "works" in table and stage != "initial":
        _match_works(table, checked)
    if (table["kind"] == "geophysics").all():
        bound = say("must have a point that isn't geophysical: those don't count as exploration points")
        raise Refused("points.kind", "geophysics", bound)
    out = Findings()
    run(table, checked, tables, out)
    return out.settle()


def _match_works(table: pd.DataFrame, works: Works) -> None:
    """Refuse points of works that aren't given, and works all of whose points lie far away from them."""
    known = list(dict.fromkeys(work.name for work in works.works))
    for label, name in table["works"].items():
        if name and name not in known:
            raise Refused(f"points.works[{label}]", name, say("must be one of {choices}", choices=", ".join(known)))
    places, serves = coordinates(table), table["works"].to_numpy()
    for work in works.works:
        own = places[serves == work.name]
        low, high = work.corners.min(axis=0), work.corners.max(axis=0)
        outside = np.maximum(np.maximum(low - own, own - high), 0)
        gap = float(np.hypot(*outside.T).min(initial=np.inf))
        if np.isfinite(gap) and gap > _ASTRAY:
            bound = say("all lie at least {gap:.0f} m from it; are x and y swapped, or unit or origin different?",
                        gap=gap)  # fmt: skip
            raise Refused("points.x, y", work.name, bound)


def _take_works(works: Works | dict[str, Any]) -> Works:
    if isinstance(works, Works):
        return works
    try:
        return as_works(works)
    except ValidationError as error:
        flaw = flaw_of(error)
        raise Refused(f"works.{flaw.key}", flaw.value, say("expected {expected}", expected=flaw.expected)) from error
