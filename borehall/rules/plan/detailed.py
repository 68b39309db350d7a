"""Checks of a detailed investigation: counts over the whole plan and for each of the works."""

from __future__ import annotations

import pandas as pd

from borehall.rules.cement_plant_2015 import (
    clause_6_0_10_points,
    clause_6_0_13_sampling,
    clause_6_0_14_shear_wave,
)
from borehall.rules.citation import CEMENT, Force
from borehall.rules.plan.depths import check_depths
from borehall.rules.plan.finding import Finding, Findings, names
from borehall.rules.plan.layouts import check_layout
from borehall.rules.plan.works import Work, Works
from borehall.rules.table import Tables
from borehall.words import say

EVERY_UNIT = CEMENT("6.0.11-6")
HEAVY_OWN = CEMENT("6.0.10-2")


def check_detailed(points: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    """All checks of the detailed investigation."""
    own = points[points["kind"] != "geophysics"]
    _check_control(own, out)
    _check_sampling(own, out)
    _check_samples(works, out)
    _check_shear_wave(own, works, out)
    if "works" not in own:
        return out.skip(EVERY_UNIT, say("the plan has no column {name}", name="works"))
    _note_strays(own, out)
    groups = dict(list(own.groupby("works", sort=False)))
    for work in works.works:
        group = groups.get(work.name, own.iloc[:0])
        _check_counts(work, group, out)
        if len(group):
            check_layout(work, group, works, tables, out)
            check_depths(work, group, works, out)
    return None


def _note_strays(points: pd.DataFrame, out: Findings) -> None:
    """Points of no works count in the shares; where they lie and how deep they go is held to nothing."""
    stray = points.index[points["works"] == ""]
    if len(stray):
        out.skip(EVERY_UNIT, say("points that serve no works: {names}", names=names(list(stray))))


def _check_control(points: pd.DataFrame, out: Findings) -> None:
    clause = clause_6_0_10_points.CONTROL
    out.check(clause)
    n, control = len(points), int(points["control"].sum())
    needed = clause_6_0_10_points.control_points_needed(n)
    if control < needed:
        found = say("{k} control points of {n}", k=control, n=n)
        out.add(Finding(clause, Force.MUST, found, say("at least {n}", n=needed), say("whole plan")))


def _check_sampling(points: pd.DataFrame, out: Findings) -> None:
    clause = clause_6_0_13_sampling.HOLES
    out.check(clause)
    n, sampled = len(points), int(points["sampled"].sum())
    needed = clause_6_0_13_sampling.sampling_holes_needed(n)
    if sampled < needed:
        found = say("{k} points with samples or tests of {n}", k=sampled, n=n)
        out.add(Finding(clause, Force.MUST, found, say("at least {n}", n=needed), say("whole plan")))
    if not (points["kind"] == "cpt").any():
        return
    drilled = int((points["sampled"] & (points["kind"] == "borehole")).sum())
    needed = clause_6_0_13_sampling.drilled_sampling_holes_needed(n)
    if drilled < needed:
        found = say("{k} drilled holes with samples of {n}", k=drilled, n=n)
        out.add(Finding(clause, Force.MUST, found, say("at least {n}", n=needed), say("whole plan")))


def _check_samples(works: Works, out: Findings) -> None:
    clause = clause_6_0_13_sampling.SAMPLES
    if works.samples:
        out.check(clause)
        counts = {(sample.system_class, sample.layer): sample.count for sample in works.samples}
        for (system, layer), lacking in clause_6_0_13_sampling.samples_short(counts).items():
            found = say("samples or tests: {n}", n=counts[system, layer])
            where = say("{system}, layer {name}", system=say(system), name=layer)
            required = say("at least {n}", n=counts[system, layer] + lacking)
            out.add(Finding(clause, Force.MUST, found, required, where))
    else:
        out.skip(clause, say("samples is not given"))
    clause = clause_6_0_13_sampling.INTERLAYERS
    if not works.interlayers:
        return out.skip(clause, say("interlayers is not given"))
    out.check(clause)
    thick = clause_6_0_13_sampling.interlayers_to_sample({one.name: one.thickness for one in works.interlayers})
    for one in works.interlayers:
        if one.name in thick and not one.sampled:
            found = say("{t:g} m thick, without sample or test", t=one.thickness)
            required = say("a sample or a test above 0.5 m")
            out.add(Finding(clause, Force.MUST, found, required, say("interlayer {name}", name=one.name)))
    return None


def _check_shear_wave(points: pd.DataFrame, works: Works, out: Findings) -> None:
    clause = clause_6_0_14_shear_wave.CLAUSE
    if "shear_wave" not in points or not works.site.production_lines or not works.site.geological_units:
        return out.skip(
            clause, say("site.production_lines, site.geological_units, or the column shear_wave are not given")
        )
    if "unit" not in points or "works" not in points:
        return out.skip(clause, say("the plan has no column {name}", name="unit, works"))
    out.check(clause)
    measured = points[points["shear_wave"]]
    line_of = {work.name: work.production_line for work in works.works}
    lines = measured["works"].map(line_of).value_counts()
    units = measured["unit"].value_counts()
    short = clause_6_0_14_shear_wave.shear_wave_short(
        {line.name: int(lines.get(line.name, 0)) for line in works.site.production_lines},
        {unit: int(units.get(unit, 0)) for unit in works.site.geological_units},
    )
    for name, lacking in (*short.lines.items(), *short.units.items()):
        needed = clause_6_0_14_shear_wave.PER_LINE if name in short.lines else clause_6_0_14_shear_wave.PER_UNIT
        found = say("holes with shear-wave velocity: {n}", n=needed - lacking)
        out.add(Finding(clause, Force.MUST, found, say("at least {n}", n=needed), name))
    wanted = [work.name for work in works.works if work.system_class == "grinding" or work.tall_or_heavy]
    if wanted and not measured["works"].isin(wanted).any():
        found, required = say("no hole with shear-wave velocity"), say("at least one")
        where = say("mill buildings, tall and heavy works: {names}", names=names(wanted))
        out.add(Finding(clause, Force.SHOULD, found, required, where))
    return None


def _check_counts(work: Work, group: pd.DataFrame, out: Findings) -> None:
    """Points of its own, and three at heavy dynamic machines and tall structures."""
    out.check(EVERY_UNIT)
    if group.empty:
        clause = HEAVY_OWN if work.heavy_equipment or work.heavy_dynamic else EVERY_UNIT
        out.add(Finding(clause, Force.MUST, say("no point"), say("at least one"), work.name))
        return
    if not (work.heavy_dynamic or work.tall_or_heavy or work.layout == "chimney"):
        return
    out.check(HEAVY_OWN)
    lacking = clause_6_0_10_points.points_short_at_heavy_or_tall(len(group))
    if lacking:
        found = say("points: {n}", n=len(group))
        required = say("at least {n}", n=len(group) + lacking)
        out.add(Finding(HEAVY_OWN, Force.SHOULD, found, required, work.name, tuple(group.index)))
