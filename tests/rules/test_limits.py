"""At every limit of a clause: on which side the limit itself lies."""

import math

import pytest

from borehall.rules.cement_plant_2015 import (
    clause_3_0_grade,
    clause_5_0_5_mapping,
    clause_5_0_8_points,
    clause_5_0_9_spacing,
    clause_5_0_10_depth,
    clause_5_0_11_sampling,
    clause_5_0_13_seismic,
    clause_6_0_6_mapping,
    clause_6_0_10_points,
    clause_6_0_11_layout,
    clause_6_0_12_deformation,
    clause_6_0_12_depth,
    clause_6_0_12_governing,
    clause_6_0_13_sampling,
    clause_6_0_14_shear_wave,
    clause_7_0_advance_holes,
    clause_8_2_parameters,
    clause_8_3_site,
    clause_8_3_uniformity,
)
from borehall.rules.gb50007_2011.appendix_k_stress import Base
from borehall.rules.gb50011_2010 import clause_4_1_site, clause_4_3_liquefaction
from borehall.rules.gb50021_2001 import clause_3_1_grade
from borehall.rules.ground import ground
from borehall.rules.refusal import Refused


@pytest.mark.parametrize(("grade", "low", "high"), [(1, 30, 50), (2, 40, 100), (3, 75, 200)])
def test_spacing_limits_include_their_ends(grade, low, high):
    limits = clause_5_0_9_spacing.point_spacing_limits(grade)
    assert limits.contains(low) and limits.contains(high)
    assert not limits.contains(low - 0.01) and not limits.contains(high + 0.01)
    assert limits.contains(0.1 * 10 * high)


def test_open_end_of_the_depths_of_important_works():
    limits = clause_5_0_10_depth.hole_depth_limits(1)
    assert limits.control.high is None
    assert limits.control.contains([30, 29.9, 500]).tolist() == [True, False, True]


def test_stand_in_says_so_in_both_languages():
    from borehall.words import speaking

    limits = clause_5_0_9_spacing.line_spacing_limits(2)
    assert limits.source.is_stand_in
    assert limits.label.startswith("75 to 150 m [STAND-IN: GB 50021-2001")
    with speaking("zh_CN"):
        assert "替代值" in limits.label and "表4.1.5" in limits.label and "表5.0.9" in limits.label


def test_five_metres_still_count_as_narrow():
    assert clause_6_0_12_depth.narrow_rule_applies(5.0)
    assert not clause_6_0_12_depth.narrow_rule_applies(5.0001)


def test_control_hole_has_to_go_beyond_the_deformation_depth():
    assert clause_6_0_12_deformation.control_holes_short({"a": 8.0, "b": 8.001}, 8.0) == {"a": 0.0}


def test_hole_for_the_site_class_goes_deeper_than_the_cover():
    assert clause_5_0_10_depth.reaches_below_cover(20.1, 20)
    assert not clause_5_0_10_depth.reaches_below_cover(20, 20)


def test_half_a_metre_of_interlayer_does_not_oblige():
    assert clause_6_0_13_sampling.interlayers_to_sample({"a": 0.5, "b": 0.51}) == ["b"]


def test_ratio_equal_to_the_limit_is_uniform():
    even = clause_8_3_uniformity.uneven_by_modulus([4.0, 4.0])
    assert (even.limit, even.ratio, even.uneven) == (1.3, 1.0, False)
    assert not clause_8_3_uniformity.uneven_by_shape(2.0, 20, 0.8, 16).uneven
    assert clause_8_3_uniformity.uneven_by_shape(2.001, 20, 0.8, 16).uneven
    assert clause_8_3_uniformity.uneven_by_shape(2.0, 20, 0.801, 16).uneven


def test_depth_weights_and_grades_of_liquefaction():
    rule = clause_4_3_liquefaction
    assert [rule.depth_weight(z) for z in (0, 5, 12.5, 20, 25)] == [10, 10, 5, 0, 0]
    assert [rule.liquefaction_grade(i) for i in (0, 0.1, 6, 6.1, 18, 18.1)] == [
        "none", "slight", "slight", "moderate", "moderate", "severe",
    ]  # fmt: skip
    assert rule.liquefies(10, 10)


def test_screening_limits_themselves_do_not_excuse():
    screen = clause_4_3_liquefaction.screen_by_depth
    assert not screen(8, 8.0, 7.0, 2).by_cover
    assert not screen(8, 8.0, 7.0, 2).by_water
    assert screen(8, 8.01, 0, 2).by_cover and screen(8, 0, 7.01, 2).by_water
    assert screen(8, 6, 6, 0.5) == screen(8, 6, 6, 2.0)


@pytest.mark.parametrize(("intensity", "clay"), [(7, 10), (8, 13), (9, 16)])
def test_clay_content_at_the_limit_excuses_silt_only(intensity, clay):
    rule = clause_4_3_liquefaction.not_liquefiable_by_nature
    assert rule("silt", intensity, clay)
    assert not rule("silt", intensity, clay - 0.1)
    assert not rule("sand", intensity, clay)
    assert rule("sand", intensity, 0, late_pleistocene_or_older=True) == (intensity < 9)


def test_volcanic_interlayers_are_deducted_and_lenses_count_as_their_soil():
    layer = clause_4_1_site.ShearLayer
    profile = [layer(0, 4, 150), layer(4, 6, 900, "volcanic"), layer(6, 12, 200), layer(12, 14, 700, "lens"),
               layer(14, 18, 220), layer(18, None, 650)]  # fmt: skip
    assert clause_4_1_site.cover_thickness(profile) == 16


@pytest.mark.parametrize(("importance", "words"), [(1, "very serious"), (2, "serious"), (3, "not serious")])
def test_importance_by_consequence(importance, words):
    grade, source = clause_3_0_grade.importance_grade(words)
    assert grade == importance and source.is_stand_in


def test_worst_condition_decides_complexity():
    assert clause_3_1_grade.site_complexity("favourable", "none", "intact", "simple", "no effect") == 3
    assert clause_3_1_grade.site_complexity("favourable", "none", "intact", "simple", "needs study") == 1
    assert clause_3_1_grade.ground_complexity("one", "uneven", "none") == 2


def test_stages_and_their_merging():
    assert clause_3_0_grade.stages("new", simple_conditions=True, layout_settled=True).may_merge
    assert not clause_3_0_grade.stages("new", simple_conditions=True).may_merge
    assert clause_3_0_grade.stages("new", built_experience=True).may_merge
    enough = clause_3_0_grade.stages("extended", data_suffice_for_initial_design=True)
    assert enough.stages == ("detailed", "construction")
    assert len(clause_3_0_grade.stages("rebuilt").stages) == 4


def test_plant_scale_system_class_and_their_sources():
    assert [clause_3_0_grade.plant_scale(t).value for t in (4000, 3999, 2000, 1999)] == [
        "large", "medium", "medium", "small",
    ]  # fmt: skip
    assert clause_3_0_grade.system_class("preheater tower").value == "burning"


def test_obligations_by_intensity():
    work = clause_5_0_13_seismic.seismic_work
    assert [(work(i).evaluation, work(i).liquefaction) for i in (5, 6, 7)] == [
        (False, False), (True, False), (True, True),
    ]  # fmt: skip


def test_what_is_lacking_is_counted():
    assert clause_5_0_5_mapping.sections_short(2, 0) == (1, 1)
    assert clause_5_0_5_mapping.geophysics_short(1, 2) == (1, 0)
    assert clause_5_0_8_points.lines_short(2, 1) == 1
    assert clause_5_0_11_sampling.shear_wave_holes_wanted(2) == 6
    assert clause_6_0_10_points.points_short_at_heavy_or_tall(1) == 2
    short = clause_6_0_14_shear_wave.shear_wave_short({"1": 1}, {"a": 3, "b": 0})
    assert (short.lines, short.units) == ({"1": 1}, {"b": 3})


def test_words_that_call_for_geophysics():
    assert clause_5_0_5_mapping.geophysics_wanted(True, True)
    assert not clause_5_0_5_mapping.geophysics_wanted(True, False)
    assert [clause_6_0_6_mapping.geophysics_wanted(k) for k in ("none", "weak", "medium", "strong")] == [
        False, False, True, True,
    ]  # fmt: skip
    assert clause_6_0_6_mapping.mapping_scales(False) == (500, 1000)
    assert clause_7_0_advance_holes.geophysics_wanted("strong")


def test_triggers_of_the_construction_stage():
    items = clause_7_0_advance_holes.construction_stage_items
    assert items(differs_from_report=True) == (1,)
    assert items(on_rock=True, karst=True) == (2,)
    assert items(karst=True) == ()
    assert items(anomaly=True, on_rock=True, weak_seams=True) == (1, 2)
    fit = clause_7_0_advance_holes.advance_holes_fit
    assert fit(on_rock=True, karst=False, corestone_granite=True, weak_seams=False)


def test_suitability_is_the_worst_of_four_and_a_slope_on_the_limit_is_the_better():
    suit = clause_8_3_site.site_suitability
    assert [suit("稳定", slope, "good", "none").value for slope in (10, 10.1, 25, 25.1, 50, 50.1)] == [
        "适宜", "较适宜", "较适宜", "适宜性差", "适宜性差", "不适宜",
    ]  # fmt: skip
    assert suit("稳定", 1, "good", "serious threat").value == "不适宜"
    assert clause_8_3_uniformity.uneven_across_units(True, True)


def test_general_holes_reach_half_to_one_width():
    limits = clause_6_0_12_depth.general_hole_depth_range(20)
    assert (limits.low, limits.high) == (10, 20)


def test_items_of_the_depth_clause_that_compare_or_only_advise():
    rule = clause_6_0_12_depth
    assert rule.stability_holes_short({"a": 7.5, "b": 7.4}, 7.5) == {"b": pytest.approx(0.1)}
    assert [rule.wave_hole_depth(cover, 4.5) for cover in (21, 4.5, 3)] == [16.5, 0, 0]
    assert rule.control_holes_to_deepen(stockyard=True, wide_fill=False, soft_underlayer=False)
    assert not rule.control_holes_to_deepen(stockyard=False, wide_fill=False, soft_underlayer=False)
    assert rule.holes_may_be_shorter(hard_layer_within_depth=True, thick=True, even=True)
    assert not rule.holes_may_be_shorter(hard_layer_within_depth=True, thick=True, even=False)


def test_layout_of_every_building_named_in_the_clause():
    layout = clause_6_0_11_layout.layout_of
    found = {name: layout(name) for name in ("silo", "chimney", "kiln middle", "conveyor gallery", "auxiliary works")}
    assert list(found.values()) == ["silo", "chimney", "outline", "gallery", None]


def test_exactly_500_metres_per_second_does_not_end_the_cover():
    layer = clause_4_1_site.ShearLayer
    assert clause_4_1_site.cover_thickness([layer(0, 10, 300), layer(10, 15, 500), layer(15, None, 600)]) == 15


def test_contrast_is_held_against_every_layer_above_and_below_five_metres_only():
    layer = clause_4_1_site.ShearLayer
    soft_between = [layer(0, 6, 200), layer(6, 10, 100), layer(10, 14, 420), layer(14, None, 620)]
    assert clause_4_1_site.cover_thickness(soft_between) == 14
    assert clause_4_1_site.cover_thickness([layer(0, 5, 150), layer(5, 9, 420), layer(9, None, 620)]) == 9
    assert clause_4_1_site.cover_thickness([layer(0, 5.1, 150), layer(5.1, 9, 420), layer(9, None, 620)]) == 5.1


def test_clay_counts_as_three_per_cent_at_least():
    critical = clause_4_3_liquefaction.critical_blows
    assert critical(12, 0.8, 5, 1, 0) == critical(12, 0.8, 5, 1, 3) > critical(12, 0.8, 5, 1, 3.1)


@pytest.mark.parametrize("find", [clause_3_0_grade.investigation_grade, clause_3_1_grade.investigation_grade])
def test_rock_eases_the_grade_of_one_combination_only(find):
    eased = [(i, s, g) for i in (1, 2, 3) for s in (1, 2, 3) for g in (1, 2, 3) if find(i, s, g, on_rock=True).may_be]
    assert eased == [(1, 3, 3)]


def test_layer_of_exactly_two_and_a_half_times_does_not_end_the_cover_one_of_exactly_400_does():
    layer = clause_4_1_site.ShearLayer
    assert clause_4_1_site.cover_thickness([layer(0, 6, 160), layer(6, 10, 400), layer(10, None, 620)]) == 10
    assert clause_4_1_site.cover_thickness([layer(0, 6, 100), layer(6, 10, 400), layer(10, None, 620)]) == 6


def test_ratio_of_moduli_equal_to_its_limit_is_uniform():
    found = clause_8_3_uniformity.uneven_by_modulus([2.6, 2.0])
    assert found.ratio == found.limit == 1.3 and not found.uneven
    assert clause_8_3_uniformity.uneven_by_modulus([2.61, 2.0]).uneven


def test_width_of_the_depth_rules_is_the_shorter_side():
    soil = ground([[200, 18, 19.5]])
    for base in (Base("rectangle", 30, 10), Base("rectangle", 10, 30)):
        foundation = clause_6_0_12_governing.Foundation("raft", base, 2, 200, soil, tall_or_heavy=True)
        assert clause_6_0_12_governing.governing_depth(foundation).general == 5


def test_critical_count_is_asked_down_to_twenty_metres():
    critical = clause_4_3_liquefaction.critical_blows
    assert critical(12, 0.8, 20.0, 1) == pytest.approx(12 * 0.8 * (math.log(13.5) - 0.1))
    with pytest.raises(Refused, match="≤ 20 m"):
        critical(12, 0.8, 20.01, 1)


@pytest.mark.parametrize(("n", "enough"), [(5, False), (6, True)])
def test_six_values_are_enough(n, enough):
    assert clause_8_2_parameters.characteristic_value([18.0, 19, 17, 18, 19, 17][:n]).enough == enough


def test_screening_by_depth_needs_more_than_each_limit():
    def tests_passed(cover, water):
        found = clause_4_3_liquefaction.screen_by_depth(8, cover, water, 1.0)
        return found.by_cover, found.by_water, found.by_both

    assert tests_passed(8, 3.5) == tests_passed(4.5, 7) == tests_passed(6, 5.5) == (False, False, False)
    assert tests_passed(8.01, 0) == (True, False, False)
    assert tests_passed(0, 7.01) == (False, True, False)
    assert tests_passed(6, 5.51) == (False, False, True)


def test_gap_of_exactly_the_limit_is_not_too_wide():
    audit = clause_5_0_9_spacing.gaps_too_wide([0, 100, 200.01], 100)
    assert len(audit.too_wide) == 1 and audit.to_add == 1
    assert clause_5_0_9_spacing.gaps_too_wide([0, 0.1, 0.2, 0.30000000000000004], 0.1).ok
