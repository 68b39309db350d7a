"""Checks of advance holes in the construction stage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borehall.rules.cement_plant_2015 import clause_7_0_advance_holes
from borehall.rules.citation import Citation, Force, Source
from borehall.rules.plan.depths import base_depth
from borehall.rules.plan.finding import Finding, Findings, names
from borehall.rules.plan.points import coordinates
from borehall.rules.plan.works import Work, Works
from borehall.rules.table import Tables
from borehall.words import say


def check_construction(points: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    """Number and depth of advance holes at every column or pile."""
    own = points[points["kind"] == "borehole"]
    if not any(work.advance_holes for work in works.works):
        out.skip(clause_7_0_advance_holes.METHOD, say("no works with advance_holes are given"))
    for work in works.works:
        if work.advance_holes:
            group = own[own["works"] == work.name] if "works" in own else own.iloc[:0]
            _check_work(work, group, works, tables, out)


def _asked(work: Work, tables: Tables) -> tuple[Citation, Force, int, float, Source | None]:
    """Clause, force of the count, holes at each column, depth below the base, provenance."""
    size = work.size or 0.0
    if work.advance_holes == "karst":
        karst = clause_7_0_advance_holes.karst_advance_holes(work.karst, size, tables)
        return clause_7_0_advance_holes.KARST, Force.MUST, karst.holes, karst.depth, karst.source
    depth = float(clause_7_0_advance_holes.advance_hole_depth(size))
    return clause_7_0_advance_holes.GRANITE, Force.SHOULD, 1, depth, None


def _check_work(work: Work, group: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    clause, force, holes, depth, source = _asked(work, tables)
    out.check(clause)
    columns = np.array(work.columns)
    reach = max(works.site.tolerance, (work.size or 0.0) / 2)
    gaps = np.hypot(*(columns[:, None] - coordinates(group)[None]).transpose(2, 0, 1))
    short = np.flatnonzero((gaps <= reach).sum(axis=1) < holes)
    if len(short):
        where = say("{work}, columns {names}", work=work.name, names=names([int(i) + 1 for i in short]))
        found = say("columns or piles with too few holes: {n}", n=len(short))
        places = tuple((float(x), float(y)) for x, y in columns[short])
        out.add(Finding(clause, force, found, say("at least {n} at each", n=holes), where, (), source, places))
    below = group["depth"].to_numpy() - base_depth(work, group)
    shallow = below < depth - 1e-6
    if shallow.any():
        labels = tuple(group.index[shallow])
        found = say("{d:.2f} m below the base at the shallowest", d=float(below[shallow].min()))
        where = say("{work}: {names}", work=work.name, names=names(labels))
        out.add(Finding(clause, Force.MUST, found, say("at least {d:.2f} m", d=depth), where, labels, source))
