"""What physics and geometry demand of the rules, over many drawn numbers."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from borehall.rules.cement_plant_2015 import (
    clause_5_0_8_points,
    clause_5_0_9_spacing,
    clause_5_0_11_sampling,
    clause_6_0_11_layout,
    clause_6_0_12_deformation,
    clause_6_0_12_depth,
    clause_7_0_advance_holes,
    clause_8_2_parameters,
    clause_8_3_uniformity,
)
from borehall.rules.citation import CEMENT
from borehall.rules.gb50007_2011 import appendix_k_stress as stress
from borehall.rules.gb50007_2011 import clause_5_3_settlement as settling
from borehall.rules.gb50011_2010 import clause_4_1_site, clause_4_3_liquefaction
from borehall.rules.ground import ground
from borehall.rules.layout import area, centroid, contains, nearest_distances, polygon_outline

width = st.floats(0.5, 40)
depth = st.floats(0, 60)
spacing = st.floats(1, 60)
pressure = st.floats(20, 500)
columns = st.lists(st.floats(0.5, 5.0), min_size=1, max_size=8)
moduli = st.lists(st.floats(1, 60), min_size=2, max_size=8)


@given(width, width, depth, st.floats(0.01, 5))
def test_stress_falls_with_depth_and_stays_a_share(a, b, z, more):
    above, below = stress.corner_factor(a, b, z), stress.corner_factor(a, b, z + more)
    assert 0 <= below <= above <= 0.25 + 1e-12


@given(width, width, depth)
def test_stress_does_not_care_which_side_is_the_length(a, b, z):
    assert stress.corner_factor(a, b, z) == pytest.approx(stress.corner_factor(b, a, z), abs=1e-12)
    assert stress.mean_corner_factor(a, b, z) == pytest.approx(stress.mean_corner_factor(b, a, z), abs=1e-7)


@given(width, width, st.floats(0.1, 60), st.floats(0.1, 10))
def test_stress_does_not_care_about_the_unit_of_length(a, b, z, scale):
    assume(a * scale <= 500 and b * scale <= 500 and z * scale <= 1000)
    assert stress.corner_factor(a, b, z) == pytest.approx(stress.corner_factor(a * scale, b * scale, z * scale))


@given(width, st.floats(0.1, 60))
def test_strip_bounds_rectangle_and_square_bounds_its_inscribed_circle(b, z):
    strip = stress.centre_stress_factor(stress.Base("strip", b), z)
    square = stress.centre_stress_factor(stress.Base("rectangle", b, b), z)
    circle = stress.centre_stress_factor(stress.Base("circle", b), z)
    assert strip >= square - 1e-12 >= circle - 2e-12


@given(width, pressure, st.floats(0, 5))
def test_deformation_depth_grows_with_pressure_and_with_water(b, p0, d):
    base, dry, wet = stress.Base("rectangle", b, b), ground([[400, 18, 19.5]]), ground([[400, 18, 19.5]], d)
    found = clause_6_0_12_deformation.deformation_depth(base, p0, d, dry).depth
    assert clause_6_0_12_deformation.deformation_depth(base, p0 * 1.2, d, dry).depth >= found
    assert clause_6_0_12_deformation.deformation_depth(base, p0, d, wet).depth >= found
    assert clause_6_0_12_deformation.depth_at_ratio(base, p0, d, dry, 0.1).depth >= found


@given(width, pressure, st.floats(0, 5), st.floats(1, 30))
def test_splitting_a_layer_changes_nothing(b, p0, d, cut):
    base = stress.Base("rectangle", b, b)
    whole = ground([[400, 18, 19.5]], 3.0)
    split = ground([[cut, 18, 19.5], [400, 18, 19.5]], 3.0)
    one, two = (clause_6_0_12_deformation.deformation_depth(base, p0, d, soil).depth for soil in (whole, split))
    assert one == pytest.approx(two, abs=1e-9)


@given(width, pressure, st.floats(0, 5))
def test_at_the_deformation_depth_both_stresses_meet(b, p0, d):
    found = clause_6_0_12_deformation.deformation_depth(stress.Base("circle", b), p0, d, ground([[400, 18, 19.5]]))
    if found.depth > 0:
        assert found.added_stress == pytest.approx(found.ratio * found.overburden, rel=1e-9)


@given(moduli)
def test_equivalent_modulus_lies_between_least_and_greatest(es):
    base = stress.Base("rectangle", 6, 9)
    found = settling.equivalent_modulus(base, [1.5] * len(es), es)
    assert min(es) * (1 - 1e-9) <= found <= max(es) * (1 + 1e-9)


@given(moduli, st.floats(0.5, 3))
def test_evenness_does_not_care_about_order(es, factor):
    forward, backward = (clause_8_3_uniformity.uneven_by_modulus(one) for one in (es, es[::-1]))
    assert forward.ratio == backward.ratio
    assert forward.uneven == backward.uneven


@given(moduli, pressure)
def test_settlement_is_proportional_to_pressure(es, p0):
    base, h = stress.Base("rectangle", 6, 9), [1.5] * len(es)
    assert settling.settlement(base, p0 * 2, h, es).total == pytest.approx(
        2 * settling.settlement(base, p0, h, es).total
    )


@given(st.integers(1, 10_000), st.integers(1, 30))
def test_control_points_lie_in_the_share_or_say_so(n, units):
    found = clause_5_0_8_points.control_point_bounds(n, units)
    assert found.fewest <= found.most
    assert found.within_share == (5 * found.fewest >= n and 3 * found.fewest <= n and found.fewest >= units)
    assert clause_5_0_8_points.control_point_bounds(n + 1, units).fewest >= found.fewest
    assert (
        clause_5_0_11_sampling.sampling_point_bounds(n + 1).fewest
        >= clause_5_0_11_sampling.sampling_point_bounds(n).fewest
    )


@given(st.floats(1, 1000), spacing)
def test_points_on_a_line_are_the_fewest_that_do(length, s):
    n = clause_5_0_9_spacing.points_on_line(length, s)
    assert length / (n - 1) <= s * (1 + 1e-9)
    assert n == 2 or length / (n - 2) > s * (1 - 1e-9)


@given(st.floats(1, 30), spacing)
def test_ring_by_chord_never_needs_more_than_by_arc(radius, s):
    chord, arc = (clause_6_0_11_layout.ring_points_needed(radius, s, measure) for measure in ("chord", "arc"))
    assert chord <= arc


@st.composite
def stars(draw):
    """Polygons around the origin, one corner in each direction."""
    n = draw(st.integers(3, 9))
    radii = draw(st.lists(st.floats(5, 60), min_size=n, max_size=n))
    angles = 2 * math.pi * np.arange(n) / n
    return np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])


@given(stars(), spacing, st.floats(0, 360), st.floats(-500, 500), st.floats(-500, 500))
def test_outline_turns_and_moves_with_its_polygon(polygon, s, azimuth, dx, dy):
    turn = np.radians(azimuth)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    points = polygon_outline(polygon, s, CEMENT("6.0.11-1"))
    sides = np.hypot(*(np.roll(polygon, -1, axis=0) - polygon).T)
    assume(np.all(np.abs(sides / s - np.round(sides / s)) > 1e-6))
    moved = polygon_outline(polygon @ matrix.T + (dx, dy), s, CEMENT("6.0.11-1"))
    assert moved == pytest.approx(points @ matrix.T + (dx, dy), abs=1e-6)
    gaps = np.hypot(*(np.roll(points, -1, axis=0) - points).T)
    assert (gaps <= s * (1 + 1e-9)).all()


@given(stars(), st.floats(-1e6, 1e6))
def test_area_and_centre_do_not_suffer_from_large_coordinates(polygon, shift):
    assert area(polygon + shift) == pytest.approx(area(polygon), rel=1e-6)
    assert centroid(polygon + shift) - shift == pytest.approx(centroid(polygon), abs=1e-5)
    assert contains(polygon, np.array([[0.0, 0.0], [100.0, 100.0]])).tolist() == [True, False]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=40))
def test_nearest_neighbour_is_that_of_all_pairs(places):
    points = np.array(places, float)
    gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    assert nearest_distances(points) == pytest.approx(gaps.min(axis=1))


@given(st.lists(st.floats(20, 40), min_size=3, max_size=30), st.floats(0.1, 10))
def test_characteristic_value_changes_with_the_unit_and_lies_on_the_adverse_side(values, scale):
    low, high = (clause_8_2_parameters.characteristic_value(values, side) for side in ("low", "high"))
    assert low.value <= low.statistics.mean <= high.value
    scaled = clause_8_2_parameters.characteristic_value([value * scale for value in values])
    assert scaled.value == pytest.approx(low.value * scale, rel=1e-6)
    related = clause_8_2_parameters.characteristic_value(values, correlation=0.8)
    assert related.value >= low.value - 1e-9


@given(st.floats(0.5, 19), st.floats(0.1, 1), st.floats(0, 3), st.floats(0.1, 2))
def test_critical_count_grows_with_depth_and_falls_with_water_and_clay(ds, more, dw, deeper):
    critical = clause_4_3_liquefaction.critical_blows
    assert critical(12, 0.8, ds + more, dw) > critical(12, 0.8, ds, dw)
    assert critical(12, 0.8, ds + more, dw) > critical(12, 0.8, ds + more, dw + deeper)
    assert critical(12, 0.8, ds + more, dw, 8) < critical(12, 0.8, ds + more, dw, 3)


@given(st.floats(11, 499), st.floats(0, 100), st.floats(0, 30))
def test_site_class_never_improves_with_thicker_cover(v, cover, more):
    order = ("I0", "I1", "II", "III", "IV")
    before, after = (clause_4_1_site.site_class(v, d) for d in (cover, cover + more))
    assert order.index(after) >= order.index(before)


@given(columns)
def test_columns_give_what_single_numbers_give(widths):
    for rule in (
        lambda b: clause_6_0_12_depth.narrow_base_depth("strip", b),
        clause_6_0_12_depth.heavy_equipment_depth,
        clause_7_0_advance_holes.advance_hole_depth,
        lambda b: stress.corner_factor(3.0, 2.0, b),
        lambda b: stress.mean_corner_factor(3.0, 2.0, b),
        clause_4_3_liquefaction.depth_weight,
    ):
        single = [rule(b) for b in widths]
        assert all(isinstance(one, float) for one in single)
        assert rule(np.array(widths)) == pytest.approx(single)
        series = rule(pd.Series(widths, index=[f"ZK{i}" for i in range(len(widths))]))
        assert isinstance(series, pd.Series)
        assert series.index[0] == "ZK0"
        assert series.tolist() == pytest.approx(single)
