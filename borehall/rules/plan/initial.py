"""Checks of an initial investigation: lines, spacing, control points, depth, sampling."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borehall.rules.cement_plant_2015 import (
    clause_5_0_8_points,
    clause_5_0_9_spacing,
    clause_5_0_10_depth,
    clause_5_0_11_sampling,
)
from borehall.rules.citation import CEMENT, Force
from borehall.rules.layout import nearest_distances
from borehall.rules.plan.finding import Finding, Findings, names
from borehall.rules.plan.points import coordinates
from borehall.rules.plan.works import Works
from borehall.rules.ranges import Interval
from borehall.rules.table import Tables
from borehall.words import say

LINES = CEMENT("5.0.8-1")
_PARALLEL = np.cos(np.radians(15))
"""Lines within 15° of each other count as parallel; distances between others are not compared."""


def check_initial(points: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    """All checks of the initial investigation."""
    own = points[points["kind"] != "geophysics"]
    _check_production_lines(own, works, out)
    _check_control(own, works, out)
    _check_spacing(own, works, tables, out)
    _check_depth(own, works, tables, out)
    _check_cover(own, works, out)
    _check_sampling(own, works, out)


def _check_production_lines(points: pd.DataFrame, works: Works, out: Findings) -> None:
    if not works.site.production_lines:
        return out.skip(LINES, say("site.production_lines is not given"))
    out.check(LINES)
    there = set(points["line"]) - {""} if "line" in points else set()
    for line in works.site.production_lines:
        if line.exploration_line not in there:
            found = say("no exploration line along it")
            out.add(Finding(LINES, Force.MUST, found, say("at least one"), line.name))
    return None


def _check_control(points: pd.DataFrame, works: Works, out: Findings) -> None:
    clause = clause_5_0_8_points.SHARE
    out.check(clause)
    n, control = len(points), int(points["control"].sum())
    bounds = clause_5_0_8_points.control_point_bounds(n, max(1, len(works.site.landform_units)))
    if not bounds.contains(control):
        found = say("{k} control points of {n}", k=control, n=n)
        out.add(Finding(clause, Force.SHOULD, found, str(bounds), say("whole plan"), source=bounds.source))
    if not works.site.landform_units:
        return out.skip(clause, say("site.landform_units is not given: control points in each unit"))
    if "unit" not in points:
        return out.skip(clause, say("the plan has no column {name}", name="unit"))
    counts = points.loc[points["control"], "unit"].value_counts()
    for unit in works.site.landform_units:
        if not counts.get(unit, 0):
            out.add(Finding(clause, Force.MUST, say("no control point"), say("at least one"), unit))
    return None


def _check_spacing(points: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    clause = clause_5_0_9_spacing.CLAUSE
    out.check(clause)
    complexity = works.site.ground_complexity
    along = clause_5_0_9_spacing.point_spacing_limits(complexity, tables)
    between = clause_5_0_9_spacing.line_spacing_limits(complexity, tables)
    if "line" not in points or not (points["line"] != "").any():
        return _check_net(points, along, out)
    lines = {str(name): group for name, group in points.groupby("line", sort=False) if name}
    single = [name for name, group in lines.items() if len(group) == 1]
    if single:
        out.skip(clause, say("lines of a single point: {names}", names=names(single)))
    axes = {name: _axis(group) for name, group in lines.items() if name not in single}
    for name, (_, direction) in axes.items():
        _check_along(name, lines[name], direction, along, out)
    return _check_between(axes, between, out)


def _axis(group: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Centre and direction of the points of a line."""
    xy = coordinates(group)
    centre = xy.mean(axis=0)
    direction = np.linalg.svd(xy - centre, full_matrices=False)[2][0]
    return centre, direction * (1 if direction[np.argmax(np.abs(direction))] > 0 else -1)


def _check_along(name: str, group: pd.DataFrame, direction: np.ndarray, limits: Interval, out: Findings) -> None:
    order = np.argsort(coordinates(group) @ direction)
    ordered = group.iloc[order]
    gaps = np.hypot(np.diff(ordered["x"]), np.diff(ordered["y"]))
    for i in map(int, np.flatnonzero(limits.above(gaps))):
        ends = (ordered.index[i], ordered.index[i + 1])
        where = say("line {line}, {a} to {b}", line=name, a=ends[0], b=ends[1])
        found = say("{gap:.1f} m between neighbours", gap=gaps[i])
        out.add(Finding(clause_5_0_9_spacing.CLAUSE, Force.MAY, found, str(limits), where, ends, limits.source))


def _check_between(axes: dict, limits: Interval, out: Findings) -> None:
    """Distances between neighbouring lines of one direction; each direction by itself."""
    left = dict(axes)
    alone = []
    while left:
        first = next(iter(left.values()))[1]
        family = {name: centre for name, (centre, direction) in left.items() if abs(direction @ first) >= _PARALLEL}
        left = {name: axis for name, axis in left.items() if name not in family}
        alone += [] if len(family) > 1 or len(axes) == 1 else list(family)
        _check_parallel(family, np.array([-first[1], first[0]]), limits, out)
    if alone:
        out.skip(clause_5_0_9_spacing.CLAUSE, say("lines without a parallel one: {names}", names=names(alone)))


def _check_parallel(centres: dict, across: np.ndarray, limits: Interval, out: Findings) -> None:
    order = sorted(centres, key=lambda name: float(centres[name] @ across))
    for a, b in zip(order, order[1:], strict=False):
        gap = float((centres[b] - centres[a]) @ across)
        if limits.above(gap):
            found = say("{gap:.1f} m between lines", gap=gap)
            where = say("lines {a} and {b}", a=a, b=b)
            out.add(Finding(clause_5_0_9_spacing.CLAUSE, Force.MAY, found, str(limits), where, (), limits.source))


def _check_net(points: pd.DataFrame, limits: Interval, out: Findings) -> None:
    """A net without named lines: each point's nearest neighbour."""
    gaps = nearest_distances(coordinates(points))
    far = limits.above(gaps)
    if far.any() and len(points) > 1:
        labels = tuple(points.index[far])
        found = say("{gap:.1f} m to the nearest neighbour", gap=float(gaps[far].max()))
        clause = clause_5_0_9_spacing.CLAUSE
        out.add(Finding(clause, Force.MAY, found, str(limits), names(labels), labels, limits.source))


def _check_depth(points: pd.DataFrame, works: Works, tables: Tables, out: Findings) -> None:
    clause = clause_5_0_10_depth.CLAUSE
    by_scale = tables["cement_plant_2015/table_5_0_10"].keys == ("plant_scale",)
    key = "plant_scale" if by_scale else "importance"
    if getattr(works.site, key) is None:
        return out.skip(clause, say("site.{key} is not given", key=key))
    out.check(clause)
    limits = clause_5_0_10_depth.hole_depth_limits(works.site.importance, works.site.plant_scale, tables)
    in_rock = points["in_rock"].to_numpy() if "in_rock" in points else np.zeros(len(points), bool)
    for control, own in ((True, limits.control), (False, limits.general)):
        bored = (points["control"] == control).to_numpy() & (control | ~in_rock)
        short = bored & own.below(points["depth"])
        if short.any():
            labels = tuple(points.index[short])
            found = say("depth {depth:.1f} m", depth=float(points["depth"][short].min()))
            found = say("{n} of them too shallow, the worst: {what}", n=len(labels), what=found)
            kind = say("control holes") if control else say("general holes")
            where = say("{kind}: {names}", kind=kind, names=names(labels))
            out.add(Finding(clause, Force.MUST, found, str(own), where, labels, own.source))
    return None


def _check_cover(points: pd.DataFrame, works: Works, out: Findings) -> None:
    """Holes in which the shear-wave velocity is measured serve to classify the site: they go beyond the cover."""
    cover = works.site.cover
    if cover is None or "shear_wave" not in points:
        return out.skip(clause_5_0_10_depth.BELOW_COVER, say("site.cover, or the column shear_wave, is not given"))
    out.check(clause_5_0_10_depth.BELOW_COVER)
    measured = points.loc[points["shear_wave"], "depth"]
    short = measured[[not clause_5_0_10_depth.reaches_below_cover(depth, cover) for depth in measured]]
    if len(short):
        found = say("depth {depth:.1f} m", depth=float(short.min()))
        where = say("{kind}: {names}", kind=say("wave-velocity holes"), names=names(list(short.index)))
        required = say("more than {d:.2f} m", d=cover)
        out.add(Finding(clause_5_0_10_depth.BELOW_COVER, Force.MUST, found, required, where, tuple(short.index)))
    return None


def _check_sampling(points: pd.DataFrame, works: Works, out: Findings) -> None:
    share = clause_5_0_11_sampling.SHARE
    out.check(share)
    n, sampled = len(points), int(points["sampled"].sum())
    bounds = clause_5_0_11_sampling.sampling_point_bounds(n)
    if not bounds.contains(sampled):
        found = say("{k} points with samples or tests of {n}", k=sampled, n=n)
        out.add(Finding(share, Force.MAY, found, str(bounds), say("whole plan"), source=bounds.source))
    _check_layers(works, out)
    _check_shear_wave(points, works, out)


def _check_layers(works: Works, out: Findings) -> None:
    clause = clause_5_0_11_sampling.LAYERS
    counts = {layer.name: layer.samples for layer in works.strata if layer.samples is not None}
    if not counts:
        return out.skip(clause, say("strata.samples is not given"))
    out.check(clause)
    for layer, lacking in clause_5_0_11_sampling.layers_short_of_samples(counts).items():
        found = say("samples or tests: {n}", n=counts[layer])
        required = say("at least {n}", n=counts[layer] + lacking)
        out.add(Finding(clause, Force.MUST, found, required, say("layer {name}", name=layer)))
    return None


def _check_shear_wave(points: pd.DataFrame, works: Works, out: Findings) -> None:
    clause = clause_5_0_11_sampling.SHEAR_WAVE
    if not works.site.geological_units or "shear_wave" not in points or "unit" not in points:
        return out.skip(clause, say("site.geological_units, or the columns unit and shear_wave, are not given"))
    out.check(clause)
    counts = points.loc[points["shear_wave"], "unit"].value_counts()
    for unit in works.site.geological_units:
        if counts.get(unit, 0) < clause_5_0_11_sampling.SHEAR_WAVE_HOLES_PER_UNIT:
            found = say("holes with shear-wave velocity: {n}", n=int(counts.get(unit, 0)))
            out.add(Finding(clause, Force.SHOULD, found, say("at least {n}", n=3), unit))
    return None
