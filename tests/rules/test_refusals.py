"""Bad input is refused with argument, value, bound and clause; nothing is calculated from it."""

import math

import numpy as np
import pytest

from borehall.rules.cement_plant_2015 import (
    clause_5_0_8_points,
    clause_5_0_9_spacing,
    clause_5_0_10_depth,
    clause_5_0_11_sampling,
    clause_6_0_10_points,
    clause_6_0_11_layout,
    clause_6_0_12_deformation,
    clause_6_0_12_depth,
    clause_6_0_13_sampling,
    clause_7_0_advance_holes,
    clause_8_2_parameters,
    clause_8_3_uniformity,
)
from borehall.rules.gb50007_2011 import appendix_k_stress, clause_5_3_settlement
from borehall.rules.gb50011_2010 import clause_4_1_site, clause_4_3_liquefaction
from borehall.rules.ground import ground
from borehall.rules.refusal import Refused
from borehall.words import speaking

BASE = appendix_k_stress.Base("rectangle", 4, 4)
SOIL = ground([[60, 18, 19.5]], None)

COUNTS = [
    clause_5_0_8_points.control_point_bounds,
    clause_5_0_11_sampling.sampling_point_bounds,
    clause_6_0_10_points.control_points_needed,
    clause_6_0_13_sampling.sampling_holes_needed,
    clause_6_0_13_sampling.drilled_sampling_holes_needed,
]
LENGTHS = [
    lambda x: clause_5_0_9_spacing.lines_needed(x, 10),
    lambda x: clause_5_0_9_spacing.points_on_line(100, x),
    lambda x: clause_6_0_11_layout.rectangle_outline_points(x, 10, 5),
    lambda x: clause_6_0_11_layout.silo_rings(x, 6, 3),
    lambda x: clause_6_0_12_depth.narrow_base_depth("strip", x),
    lambda x: clause_6_0_12_depth.heavy_equipment_depth(x),
    lambda x: clause_6_0_12_depth.general_hole_depth_range(x),
    lambda x: clause_7_0_advance_holes.advance_hole_depth(x),
    lambda x: clause_5_3_settlement.simplified_depth(x),
    lambda x: appendix_k_stress.corner_factor(x, 1, 1),
    lambda x: appendix_k_stress.Base("circle", x),
    lambda x: clause_6_0_12_deformation.deformation_depth(BASE, x, 1, SOIL),
    lambda x: clause_8_3_uniformity.uneven_by_modulus([5, x]),
    lambda x: clause_5_3_settlement.settlement(BASE, 100, [1, x], [5, 5]),
    lambda x: clause_4_1_site.equivalent_velocity([5, 5], [200, x], 8),
]


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("bad", [0, -1, 2.5, True, "7", None, math.nan, math.inf, [3]])
def test_counts_are_whole_and_positive(count, bad):
    with pytest.raises(Refused, match="whole number"):
        count(bad)


@pytest.mark.parametrize("rule", LENGTHS)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, -1.0, 0.0, "3", None, True, [[1.0], [2.0, 3.0]]])
def test_quantities_are_finite_and_positive(rule, bad):
    with pytest.raises(Refused):
        rule(bad)


@pytest.mark.parametrize(
    ("rule", "wrong_unit"),
    [
        (lambda: clause_6_0_12_depth.heavy_equipment_depth(6500), "6500"),
        (lambda: clause_8_3_uniformity.uneven_by_modulus([6200, 7000]), "6200"),
        (lambda: clause_6_0_12_deformation.deformation_depth(BASE, 150_000, 1, SOIL), "150000"),
        (lambda: ground([[60, 1800, 1950]]), "1800"),
        (lambda: clause_4_1_site.equivalent_velocity([20], [0.2], 20), "0.2"),
        (lambda: clause_4_3_liquefaction.critical_blows(12, 0.8, 400, 1), "400"),
    ],
)
def test_numbers_in_another_unit_are_refused_with_the_unit_asked(rule, wrong_unit):
    with pytest.raises(Refused, match=wrong_unit):
        rule()


def test_refusal_names_the_place_in_a_column():
    with pytest.raises(Refused) as caught:
        clause_6_0_12_depth.heavy_equipment_depth(np.array([3.0, math.nan, 5.0]))
    assert caught.value.argument == "width[1]"
    assert "6.0.12" in str(caught.value) and "500 m" in str(caught.value)


def test_refusal_speaks_chinese():
    with speaking("zh_CN"), pytest.raises(Refused) as caught:
        clause_6_0_12_depth.heavy_equipment_depth(-1)
    assert "第6.0.12条第6款" in str(caught.value)
    assert "必须" in str(caught.value)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (lambda: clause_6_0_12_depth.narrow_base_depth("raft", 2), "strip, column"),
        (lambda: clause_6_0_12_depth.narrow_base_depth("strip", 5.01), "other items"),
        (lambda: clause_5_0_9_spacing.line_spacing_limits(4), "1, 2, 3"),
        (lambda: clause_5_0_9_spacing.line_spacing_limits(True), "1, 2, 3"),
        (lambda: clause_5_0_10_depth.hole_depth_limits(), "goes by it"),
        (lambda: clause_6_0_12_deformation.deformation_depth(BASE, 500, 1, ground([[8, 18, 19]])), "reach deeper"),
        (lambda: clause_6_0_12_deformation.deformation_depth(BASE, 100, 60, SOIL), "profile ends"),
        (lambda: ground([[5, 18, 19], [5, 18, 19]]), "> 5"),
        (lambda: ground([[5, 18]]), "saturated"),
        (lambda: ground([[5, 18, 9.5]]), "unit weight of water"),
        (lambda: clause_8_2_parameters.characteristic_value([5]), "two numbers"),
        (lambda: clause_8_2_parameters.characteristic_value([-5, -6]), "positive mean"),
        (lambda: clause_8_2_parameters.characteristic_value([1, 100, 1]), "scatter"),
        (lambda: clause_5_3_settlement.settlement(BASE, 100, [1, 2], [5]), "as many as"),
        (lambda: clause_5_3_settlement.depth_by_last_slice(BASE, 100, [2.0], [5]), "deeper than 2"),
        (lambda: clause_5_3_settlement.simplified_depth(31), "30"),
        (lambda: clause_4_1_site.equivalent_velocity([5], [200], 12), "at least 12"),
        (lambda: clause_4_1_site.cover_thickness([clause_4_1_site.ShearLayer(0, None, 200)]), "ends the cover"),
        (lambda: clause_4_1_site.cover_thickness([clause_4_1_site.ShearLayer(1, None, 600)]), "last layer ended"),
        (lambda: clause_4_3_liquefaction.critical_blows(12, 0.8, 0.5, 15), "not positive"),
        (lambda: clause_6_0_11_layout.building_points([(0, 0), (1, 0)], 5), "at least 3"),
        (lambda: clause_6_0_11_layout.building_points([(0, 0), (1, 0), (2, 0)], 5), "area"),
        (lambda: clause_6_0_11_layout.building_points([(0, 0), (0, 0), (2, 0), (1, 3)], 5), "twice"),
        (lambda: clause_6_0_12_depth.drilled_length(100, 120, 5), "above the collar"),
        (lambda: appendix_k_stress.Base("rectangle", 4), "rectangle"),
        (lambda: appendix_k_stress.Base("circle", 4, 3), "only"),
    ],
)
def test_refusal_says_what_is_needed(rule, words):
    with pytest.raises(Refused, match=words):
        rule()


@pytest.mark.parametrize(
    "rule",
    [
        lambda x: clause_5_0_9_spacing.lines_needed(x, 10),
        lambda x: clause_5_0_9_spacing.points_on_line(100, x),
        lambda x: clause_6_0_11_layout.silo_rings(x, 6, 3),
        lambda x: clause_6_0_11_layout.ring_points_needed(9, x, "arc"),
        lambda x: clause_6_0_12_depth.general_hole_depth_range(x),
        lambda x: clause_6_0_12_depth.drilled_length(100, x, 5),
        lambda x: clause_6_0_12_deformation.deformation_depth(BASE, x, 1, SOIL),
        lambda x: clause_4_1_site.site_class(200, x),
        lambda x: clause_5_3_settlement.settlement_factor(x, 100, 100),
        lambda x: appendix_k_stress.Base("circle", x),
    ],
)
def test_a_column_where_one_number_is_meant_is_refused(rule):
    with pytest.raises(Refused, match="single number"):
        rule(np.array([5.0, 6.0]))


def test_columns_of_different_length_are_refused():
    with pytest.raises(Refused, match="same length"):
        clause_4_3_liquefaction.critical_blows(12, 0.8, np.array([3.0, 4.0]), 1, np.array([3.0, 3.0, 3.0]))
    with pytest.raises(Refused, match="same length"):
        clause_4_3_liquefaction.liquefies([1, 2], [1, 2, 3])
