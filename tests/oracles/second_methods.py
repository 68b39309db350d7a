"""Second roads to the same answers: numerical integration, enumeration, printed tables. Each raises on a difference."""

from __future__ import annotations

import itertools
import json
import math
import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from borehall.rules.cement_plant_2015 import (
    clause_3_0_grade,
    clause_5_0_5_mapping,
    clause_5_0_8_points,
    clause_5_0_9_spacing,
    clause_5_0_11_sampling,
    clause_6_0_10_points,
    clause_6_0_11_layout,
    clause_6_0_12_deformation,
    clause_6_0_12_governing,
    clause_6_0_13_sampling,
    clause_6_0_14_shear_wave,
    clause_8_2_parameters,
    clause_8_3_uniformity,
)
from borehall.rules.gb50007_2011 import appendix_k_stress as stress
from borehall.rules.gb50007_2011 import clause_5_3_settlement as settling
from borehall.rules.gb50011_2010 import clause_4_1_site, clause_4_3_liquefaction
from borehall.rules.gb50021_2001 import clause_3_1_grade, clause_4_1_layout, clause_14_2_statistics
from borehall.rules.ground import ground

METHODS: dict[str, Callable[[], None]] = {}

NODES, WEIGHTS = np.polynomial.legendre.leggauss(60)


def second_method(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """The check below is known as ``name``."""

    def enter(check: Callable[[], None]) -> Callable[[], None]:
        METHODS[name] = check
        return check

    return enter


def integral(f: Callable[[np.ndarray], np.ndarray], low: float, high: float, parts: int = 1) -> float:
    """Gauss-Legendre integral over equal parts of an interval."""
    edges = np.linspace(low, high, parts + 1)
    half, middle = np.diff(edges) / 2, (edges[:-1] + edges[1:]) / 2
    return float(sum(h * (f(m + h * NODES) * WEIGHTS).sum() for h, m in zip(half, middle, strict=True)))


def point_load_factor(x1: float, x2: float, y1: float, y2: float, z: float) -> float:
    """Boussinesq's point loads summed over a rectangle seen from the origin; parts as fine as the depth is small."""
    parts = max(1, math.ceil(max(x2 - x1, y2 - y1) / (2 * z)))

    def along(x: np.ndarray) -> np.ndarray:
        return np.array([integral(lambda y, x=x: 3 * z**3 / (2 * math.pi * (x**2 + y**2 + z**2) ** 2.5), y1, y2, parts)
                         for x in np.atleast_1d(x)])  # fmt: skip

    return integral(along, x1, x2, parts)


def line_load_factor(width: float, z: float) -> float:
    """Flamant's line loads summed over a strip, seen from its middle."""
    parts = max(1, math.ceil(width / (2 * z)))
    return integral(lambda x: 2 * z**3 / (math.pi * (x**2 + z**2) ** 2), -width / 2, width / 2, parts)


def ring_load_factor(radius: float, z: float) -> float:
    """Rings of point loads summed over a circle, seen from its middle."""
    parts = max(1, math.ceil(radius / z))
    return integral(lambda r: 3 * z**3 * r / (r**2 + z**2) ** 2.5, 0, radius, parts)


BASES = (
    stress.Base("rectangle", 20, 24),
    stress.Base("rectangle", 2, 8),
    stress.Base("strip", 2.4),
    stress.Base("circle", 18),
)


def numeric_factor(base: stress.Base, z: float) -> float:
    """Factor under the centre by summing loads."""
    if base.shape == "rectangle":
        a, b = base.length / 2, base.width / 2
        return 4 * point_load_factor(0, a, 0, b, z)
    return line_load_factor(base.width, z) if base.shape == "strip" else ring_load_factor(base.width / 2, z)


@second_method("point loads: corner factor")
def corner_factor() -> None:
    for a, b, z in itertools.product((1, 3, 10), (1, 2.5), (0.3, 1, 6)):
        assert stress.corner_factor(a, b, z) == pytest.approx(point_load_factor(0, a, 0, b, z), abs=1e-7)


@second_method("quadrature of the corner factor: mean corner factor")
def mean_corner_factor() -> None:
    for length, width, z in ((1, 1, 2), (5, 2, 3), (2, 5, 3), (8, 1, 0.01)):
        total = integral(lambda d, a=length, b=width: stress.corner_factor(a, b, d), 0, z, 20)
        assert stress.mean_corner_factor(length, width, z) == pytest.approx(total / z, abs=1e-9)


@second_method("point, line and ring loads: centre factor")
def centre_factor() -> None:
    for base, z in itertools.product(BASES, (0.5, 3, 20)):
        assert stress.centre_stress_factor(base, z) == pytest.approx(numeric_factor(base, z), abs=1e-7)


@second_method("trapezoids: area of the centre factor")
def centre_area() -> None:
    for base in BASES:
        z = np.linspace(0, 12, 120_001)
        area = np.trapezoid(stress.centre_stress_factor(base, z), z)
        assert stress.centre_stress_area(base, 12.0) == pytest.approx(area, rel=1e-6)


@second_method("point loads: beside and below a rectangle")
def stress_beside() -> None:
    for x, y in ((2, 1), (0, 0), (-3, 1), (7, 9), (6, -2), (6, 2)):
        factor = point_load_factor(-x, 6 - x, -y, 4 - y, 3)
        assert stress.stress_at_point(6, 4, 100, x, y, 3.0) == pytest.approx(100 * factor, abs=1e-5)


@second_method("scan in steps of 10 mm with summed loads: deformation depth")
def deformation_depth() -> None:
    layers = [[6, 18.5, 19.5], [14, 18.8, 19.8], [60, 19.0, 20.0]]
    for base, p0 in zip(BASES, (280, 90, 120, 250), strict=True):
        found = clause_6_0_12_deformation.deformation_depth(base, p0, 2.0, ground(layers, 3.0))
        near = np.arange(max(found.depth - 0.2, 0.01), found.depth + 0.2, 0.01)
        holds = [p0 * numeric_factor(base, z) <= 0.2 * strip_sum(layers, 3.0, 2.0 + z) for z in near]
        assert near[holds.index(True)] == pytest.approx(found.depth, abs=0.011)
        assert not holds[0]


def strip_sum(layers: list[list[float]], water: float, depth: float) -> float:
    """Effective overburden by thin strips."""
    n = 2000
    middles = (np.arange(n) + 0.5) * depth / n
    weights = []
    for z in middles:
        bottom, above, below = next(row for row in layers if z <= row[0])
        weights.append(above if z < water else below - 10)
    return float(np.sum(weights) * depth / n)


@second_method("1 cm slices of summed stress: settlement")
def settlement() -> None:
    thicknesses, moduli = [2.0, 3.0, 4.0], [5.0, 8.0, 12.0]
    for base in BASES:
        z = np.arange(0.005, 9, 0.01)
        es = np.array(moduli)[np.searchsorted(np.cumsum(thicknesses), z)]
        slices = 150 * np.asarray(stress.centre_stress_factor(base, z)) / es * 0.01
        assert settling.settlement(base, 150, thicknesses, moduli).total == pytest.approx(slices.sum(), rel=1e-4)


@second_method("one layer that settles alike: equivalent modulus")
def equivalent_modulus() -> None:
    thicknesses, moduli = [2.0, 3.0, 4.0], [5.0, 8.0, 12.0]
    for base in BASES:
        es = clause_8_3_uniformity.hole_modulus(base, thicknesses, moduli)
        layered = settling.settlement(base, 150, thicknesses, moduli).total
        assert settling.settlement(base, 150, [9.0], [es]).total == pytest.approx(layered, rel=1e-12)


@second_method("slice by slice: depth of the last slice")
def last_slice() -> None:
    base = stress.Base("rectangle", 3, 5)
    found = settling.depth_by_last_slice(base, 120, [4.0, 20.0], [4.0, 9.0])
    total, z = 0.0, 0.0
    while True:
        es = 4.0 if z < 4.0 - 1e-9 else 9.0
        top, end = stress.centre_stress_area(base, z), stress.centre_stress_area(base, min(z + 0.6, 24))
        if z < 4.0 < z + 0.6:
            cut = stress.centre_stress_area(base, 4.0)
            share = 120 * ((cut - top) / 4.0 + (end - cut) / 9.0)
        else:
            share = 120 * (end - top) / es
        total += share
        z += 0.6
        if share <= 0.025 * total:
            break
    assert found == pytest.approx(z)


@second_method("counting by hand: shares of points")
def shares() -> None:
    for n in range(1, 400):
        inside = [k for k in range(1, n + 1) if 5 * k >= n and 3 * k <= n]
        bounds = clause_5_0_8_points.control_point_bounds(n)
        assert bounds.by_share == ((inside[0], inside[-1]) if inside else (math.ceil(n / 5), n // 3))
        half = [k for k in range(1, n + 1) if 4 * k >= n and 2 * k <= n]
        sampling = clause_5_0_11_sampling.sampling_point_bounds(n)
        assert (sampling.fewest, sampling.most) == ((half[0], half[-1]) if half else (1, 1))
        third = next(k for k in range(n + 1) if 3 * k >= n)
        second = next(k for k in range(n + 1) if 2 * k >= n)
        assert clause_6_0_10_points.control_points_needed(n) == third
        assert clause_6_0_13_sampling.drilled_sampling_holes_needed(n) == third
        assert clause_6_0_13_sampling.sampling_holes_needed(n) == second
        assert clause_4_1_layout.sampling_holes_needed(n) == second
        assert clause_4_1_layout.drilled_sampling_holes_needed(n) == third


@second_method("laying out one after another: points on lines and rings")
def laying_out() -> None:
    for length, spacing in itertools.product((10, 37.5, 99.9, 100), (7, 12.5, 33.3, 100)):
        n = next(k for k in itertools.count(2) if length / (k - 1) <= spacing + 1e-9)
        assert clause_5_0_9_spacing.points_on_line(length, spacing) == n
        assert clause_5_0_9_spacing.lines_needed(length, spacing) == n
    for radius, spacing in itertools.product((4.5, 9, 20), (3, 8, 15)):
        arc = next(k for k in itertools.count(3) if 2 * math.pi * radius / k <= spacing + 1e-9)
        chord = next(k for k in itertools.count(3) if 2 * radius * math.sin(math.pi / k) <= spacing + 1e-9)
        assert clause_6_0_11_layout.ring_points_needed(radius, spacing, "arc") == arc
        assert clause_6_0_11_layout.ring_points_needed(radius, spacing, "chord") == chord


@second_method("enumeration of all triples: grade")
def grades() -> None:
    triples = list(itertools.product((1, 2, 3), repeat=3))
    for find in (clause_3_0_grade.investigation_grade, clause_3_1_grade.investigation_grade):
        found = [find(*triple).grade for triple in triples]
        assert [found.count(grade) for grade in "甲乙丙"] == [19, 7, 1]


@second_method("small grids: shear-wave holes")
def shear_wave_holes() -> None:
    for lines, units in itertools.product((1, 2, 3), (1, 2)):
        n = clause_6_0_14_shear_wave.shear_wave_holes_needed(lines, units)
        assert _can_serve(n, lines, units)
        assert not _can_serve(n - 1, lines, units)


def _can_serve(n: int, lines: int, units: int) -> bool:
    """Whether n holes, each on one line and in one unit, can give every line two and every unit three."""
    places = list(itertools.product(range(lines), range(units)))
    for holes in itertools.combinations_with_replacement(places, n):
        by_line = [sum(hole[0] == i for hole in holes) for i in range(lines)]
        by_unit = [sum(hole[1] == i for hole in holes) for i in range(units)]
        if min(by_line) >= 2 and min(by_unit) >= 3:
            return True
    return False


@second_method("Python's statistics module: mean and deviation")
def soil_statistics() -> None:
    values = [12.1, 13.7, 11.0, 15.2, 12.9, 14.4, 13.3]
    for found in (
        clause_8_2_parameters.summary(values),
        clause_14_2_statistics.summary(values),
        clause_14_2_statistics.characteristic_value(values).statistics,
    ):
        assert found.mean == pytest.approx(statistics.mean(values))
        assert found.deviation == pytest.approx(statistics.stdev(values))


@second_method("travel time in steps of 1 mm: equivalent velocity")
def travel_time() -> None:
    thicknesses, velocities, cover = [3.2, 5.1, 6.0, 12.0], [140, 190, 260, 320], 17.4
    z = np.arange(0.0005, cover, 0.001)
    vs = np.array(velocities)[np.searchsorted(np.cumsum(thicknesses), z)]
    found = clause_4_1_site.equivalent_velocity(thicknesses, velocities, cover)
    assert found.time == pytest.approx((0.001 / vs).sum(), rel=1e-4)


@second_method("the table written as comparisons: site class")
def site_classes() -> None:
    for v, d in itertools.product(
        (120, 150, 151, 250, 251, 500, 501, 800, 801), (0, 2.9, 3, 4.9, 5, 15, 15.1, 50, 50.1, 80, 81)
    ):
        assert clause_4_1_site.site_class(v, d) == _site_class(v, d), (v, d)


def _site_class(v: float, d: float) -> str:
    if v > 500:
        return "I0" if v > 800 else "I1"
    if v > 250:
        return "I1" if d < 5 else "II"
    if d < 3:
        return "I1"
    if v > 150:
        return "II" if d <= 50 else "III"
    return "II" if d <= 15 else "III" if d <= 80 else "IV"


@second_method("integral of the weight over a slice: liquefaction index")
def weights() -> None:
    for top, bottom in ((0, 2), (1.5, 4.5), (6, 8), (12, 16)):
        mean = integral(lambda z: np.array([min(10, 10 * (20 - one) / 15) for one in z]), top, bottom) / (bottom - top)
        assert clause_4_3_liquefaction.depth_weight((top + bottom) / 2) == pytest.approx(mean)


@second_method("random points: mapped area with round corners")
def mapped_area() -> None:
    rng = np.random.default_rng(7)
    xy = rng.uniform((-100, -100), (700, 500), (400_000, 2))
    outside = np.maximum(np.maximum(-xy, xy - (600, 400)), 0)
    share = (np.hypot(*outside.T) <= 100).mean()
    assert clause_5_0_5_mapping.mapping_area(600, 400, 100, "round") == pytest.approx(share * 800 * 600, rel=2e-3)


@second_method("deepest of all items written out: governing depth")
def governing() -> None:
    layers = ground([[60, 18, 19.5]], 2.0)
    base = stress.Base("rectangle", 4, 4)
    deep = clause_6_0_12_deformation.deformation_depth(base, 150, 1.5, layers).depth
    found = clause_6_0_12_governing.governing_depth(
        clause_6_0_12_governing.Foundation(
            "column",
            base,
            1.5,
            150,
            layers,
            deformation_checked=True,
            heavy_equipment=True,
            stability_depth=7.5,
            cover=21.0,
        )
    )
    assert found.control == max(6.0, deep, 8.0, 7.5)
    assert found.general == max(6.0, 2.0, 8.0)
    assert found.governing("wave").depth == 19.5


@second_method("printed tables of GB 50007, appendix K")
def printed_tables() -> None:
    printed = json.loads((Path(__file__).parent / "appendix_k.json").read_text(encoding="utf-8"))
    depths = np.array(printed["depth_over_width"])
    for ratio, row in printed["corner"].items():
        assert stress.corner_factor(float(ratio), 1.0, depths) == pytest.approx(row, abs=6e-4)
    for ratio, row in printed["mean"].items():
        assert stress.mean_corner_factor(float(ratio), 1.0, depths) == pytest.approx(row, abs=6e-5)


@second_method("parent's own address: statistics and moduli")
def parents() -> None:
    base, layers = BASES[0], ([2.0, 3.0], [5.0, 8.0])
    assert settling.equivalent_modulus(base, *layers) == clause_8_3_uniformity.hole_modulus(base, *layers)
    values, units = pd.Series([1.0, 2.0, 3.0, 10.0, 14.0]), pd.Series(["a", "a", "a", "b", "b"])
    found = clause_14_2_statistics.summary_by_unit(values, units)
    pandas_own = values.groupby(units).agg(["mean", "std"])
    assert found["mean"].tolist() == pandas_own["mean"].tolist()
    assert found["deviation"].tolist() == pytest.approx(pandas_own["std"].tolist())


@second_method("triangles: polygon layouts keep to their outline")
def polygon_layouts() -> None:
    ell = [(0, 0), (30, 0), (30, 10), (12, 10), (12, 25), (0, 25)]
    points = clause_6_0_11_layout.building_points(ell, 10, [(6, 6)])
    sides = [math.dist(a, b) for a, b in zip(ell, [*ell[1:], ell[0]], strict=True)]
    assert len(points) == sum(math.ceil(side / 10) for side in sides) + 1
    for corner in ell:
        assert np.hypot(*(points - corner).T).min() == 0
    station = clause_6_0_11_layout.transfer_station_points(ell)
    parts = [((15, 5), 300), ((6, 17.5), 180)]
    centre = [sum(c[k] * area for c, area in parts) / 480 for k in (0, 1)]
    assert station[-1] == pytest.approx(centre)


@second_method("distances from the centre: chimneys, ring foundations, kilns, columns")
def round_layouts() -> None:
    for place in (clause_6_0_11_layout.chimney_points, clause_6_0_10_points.ring_foundation_points):
        points = place(12, 5, (3.0, 4.0))
        distances = np.hypot(*(points - (3.0, 4.0)).T)
        assert distances == pytest.approx([6.0] * 5 + [0.0])
    kiln = clause_6_0_11_layout.kiln_line_points((0, 0), 30, [0, 20], 6, 4)
    assert np.hypot(*(kiln[9] - kiln[4])) == pytest.approx(20)
    assert np.hypot(*(kiln[:4] - kiln[4]).T) == pytest.approx([math.hypot(3, 2)] * 4)
    assert len(clause_6_0_10_points.column_grid_points([0, 6, 12], [0, 9])) == 6


@second_method("the table written as comparisons: factor of the settlement and slice thickness")
def settlement_tables() -> None:
    assert settling.settlement_factor(7.0, 200, 200) == 1.0
    assert settling.settlement_factor(7.0, 150, 200) == 0.7
    assert settling.settlement_factor(5.5, 100, 200) == pytest.approx(0.85)
    assert settling.settlement_factor(1.0, 200, 100) == 1.4
    assert settling.settlement_factor(30.0, 200, 100) == 0.2
    assert settling.settlement_factor(7.0, 175, 200) == pytest.approx(0.85)
    edges = {1.0: 0.3, 2.0: 0.3, 2.01: 0.6, 4.0: 0.6, 4.01: 0.8, 8.0: 0.8, 8.01: 1.0}
    assert {b: settling.slice_thickness(b) for b in edges} == edges


@second_method("item 60d751f8 of a university code library, by GB 50011-2010 (published)")
def seven_tests_in_sand_and_silt() -> None:
    liquefaction = clause_4_3_liquefaction
    depths, blows = np.array([3, 5, 7, 13, 15]), np.array([11, 11, 13, 13, 15])
    critical = liquefaction.critical_blows(
        liquefaction.reference_blows(0.20), liquefaction.group_factor(1), depths, 2.0
    )
    assert critical == pytest.approx([9.54, 12.52, 14.79, 19.49, 20.65], abs=0.006)
    assert liquefaction.liquefies(blows, critical).tolist() == [False, True, True, True, True]
    assert liquefaction.depth_weight(np.array([5, 7, 13, 14.5])) == pytest.approx([10, 8.67, 4.67, 3.67], abs=0.006)
    assert liquefaction.not_liquefiable_by_nature("silt", 8, 13.5)


@second_method("item 390e73af of a university code library, by GB 50011-2010 (published)")
def weights_between_five_and_twenty() -> None:
    middles = np.array([5.5, 7, 9.75, 13.25])
    assert clause_4_3_liquefaction.depth_weight(middles) == pytest.approx([9.67, 8.67, 6.83, 4.50], abs=0.006)


@second_method("app.ixiawen.com question 1887757: volcanic interlayer deducted (published)")
def volcanic_interlayer() -> None:
    layer = clause_4_1_site.ShearLayer
    profile = [
        layer(0, 2, 120),
        layer(2, 25, 400),
        layer(25, 26, 1000, "volcanic"),
        layer(26, 40, 380),
        layer(40, None, 700),
    ]
    cover = clause_4_1_site.cover_thickness(profile)
    assert cover == 39
    found = clause_4_1_site.equivalent_velocity([2, 23], [120, 400], cover)
    assert found.time == pytest.approx(0.0617, abs=5e-5)
    assert clause_4_1_site.site_class(found.velocity, cover) == "II"
