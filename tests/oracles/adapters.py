"""One adapter for each family of cases.json: from inputs, through the rules, to values named as expected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from borehall.rules.cement_plant_2015 import (
    clause_3_0_grade,
    clause_5_0_5_mapping,
    clause_5_0_8_points,
    clause_5_0_9_spacing,
    clause_5_0_10_depth,
    clause_5_0_11_sampling,
    clause_6_0_9_spacing,
    clause_6_0_10_points,
    clause_6_0_11_layout,
    clause_6_0_12_deformation,
    clause_6_0_12_depth,
    clause_6_0_13_sampling,
    clause_7_0_advance_holes,
    clause_8_1_3_basis,
    clause_8_2_parameters,
    clause_8_3_site,
    clause_8_3_uniformity,
)
from borehall.rules.cjj57_2012 import classes_site
from borehall.rules.gb50007_2011.appendix_k_stress import Base, stress_at_point
from borehall.rules.gb50007_2011.clause_5_3_settlement import settlement, simplified_depth
from borehall.rules.gb50011_2010 import clause_4_1_site, clause_4_3_liquefaction
from borehall.rules.gb50021_2001 import clause_4_1_layout
from borehall.rules.gb50021_2001.chapter_5_1_karst import karst_hole_floor
from borehall.rules.gb50021_2001.clause_14_2_statistics import correction_coefficient
from borehall.rules.ground import ground
from borehall.rules.jgj72_2017 import clause_8_2_4_uniformity

Values = dict[str, Any]
ADAPTERS: dict[str, Callable[[Values], Values]] = {}


def answers(*ids: str) -> Callable[[Callable[[Values], Values]], Callable[[Values], Values]]:
    """The function below answers the cases with these ids."""

    def enter(adapter: Callable[[Values], Values]) -> Callable[[Values], Values]:
        ADAPTERS.update(dict.fromkeys(ids, adapter))
        return adapter

    return enter


@answers("GR-01")
def grade(i: Values) -> Values:
    found = [clause_3_0_grade.investigation_grade(*combo) for combo in i["combos_importance_site_ground_rock"]]
    return {"grades": [f"{one.may_be}(permitted)" if one.may_be else one.grade for one in found]}


@answers("GR-02")
def basis(i: Values) -> Values:
    found = [clause_8_1_3_basis.evaluation_basis(grade) for grade in i["grades"]]
    return {
        "load_test_expected": [one.load_tests_expected for one in found],
        "strength_and_deformation_indices_required": [one.strength_and_deformation_indices for one in found],
    }


@answers("MP-01")
def mapping_extent(i: Values) -> Values:
    area = clause_5_0_5_mapping.mapping_area
    return {
        "area_required_km2": area(*i["site_m"], i["margin_required_m"]) / 1e6,
        "area_preferred_km2": area(*i["site_m"], i["margin_preferred_m"]) / 1e6,
    }


@answers("MP-02")
def smallest_unit(i: Values) -> Values:
    return {"ground_m": clause_5_0_5_mapping.smallest_mapped_unit(i["scales"])}


@answers("IN-01", "IN-02", "IN-04")
def initial_counts(i: Values) -> Values:
    lines, points = (
        clause_5_0_9_spacing.line_spacing_limits(i["ground_complexity"]),
        clause_5_0_9_spacing.point_spacing_limits(i["ground_complexity"]),
    )
    assert [lines.low, lines.high] == i["line_interval_m"]
    assert [points.low, points.high] == i["point_interval_m"]
    parent = clause_4_1_layout.initial_point_spacing(i["ground_complexity"])
    assert [parent.low, parent.high] == i["point_interval_m"]
    parent = clause_4_1_layout.initial_line_spacing(i["ground_complexity"])
    assert [parent.low, parent.high] == i["line_interval_m"]
    length, width = i["site_m"]
    n_lines = clause_5_0_9_spacing.lines_needed(width, i["target_line_m"])
    on_line = clause_5_0_9_spacing.points_on_line(length, i["target_point_m"])
    control = clause_5_0_8_points.control_point_bounds(n_lines * on_line)
    sampling = clause_5_0_11_sampling.sampling_point_bounds(n_lines * on_line)
    return {
        "n_lines": n_lines,
        "points_per_line": on_line,
        "total": n_lines * on_line,
        "line_spacing_m": width / (n_lines - 1),
        "point_spacing_m": length / (on_line - 1),
        "control_min": control.fewest,
        "control_max": control.most,
        "sampling_min": sampling.fewest,
        "sampling_max": sampling.most,
    }


@answers("IN-05")
def control_by_unit(i: Values) -> Values:
    found = clause_5_0_8_points.control_point_bounds(i["total_points"], i["landform_units"])
    return {
        "control_by_share": found.by_share,
        "control_needed": found.fewest,
        "within_share": found.within_share,
    }


@answers("IN-07")
def gaps(i: Values) -> Values:
    limits = clause_5_0_9_spacing.line_spacing_limits(i["ground_complexity"])
    found = clause_5_0_9_spacing.gaps_too_wide(i["line_offsets_m"], limits.high)
    return {"gaps_m": found.gaps, "violations": found.too_wide, "ok": found.ok, "lines_to_add": found.to_add}


@answers("IN-08")
def layer_samples(i: Values) -> Values:
    missing = clause_5_0_11_sampling.layers_short_of_samples(i["counts_per_layer"])
    return {"short_layers": list(missing), "missing": missing}


@answers("IN-10")
def initial_depth(i: Values) -> Values:
    limits = [clause_5_0_10_depth.hole_depth_limits(importance) for importance in i["importance"]]
    parents = [clause_4_1_layout.initial_hole_depths(importance) for importance in i["importance"]]
    assert [str(one.control) for one in parents] == [str(one.control) for one in limits]
    return {
        "general_ok": [one.general.contains(d) for one, d in zip(limits, i["planned_general_m"], strict=True)],
        "control_ok": [one.control.contains(d) for one, d in zip(limits, i["planned_control_m"], strict=True)],
    }


def _detailed(total: int) -> Values:
    return {
        "total": total,
        "control_min": clause_6_0_10_points.control_points_needed(total),
        "sampling_min": clause_6_0_13_sampling.sampling_holes_needed(total),
    }


@answers("DE-01")
def detailed_counts(i: Values) -> Values:
    return {
        "control_min": [clause_6_0_10_points.control_points_needed(n) for n in i["totals"]],
        "sampling_min": [clause_6_0_13_sampling.sampling_holes_needed(n) for n in i["totals"]],
        "drilled_sampling_min_with_cpt": [clause_6_0_13_sampling.drilled_sampling_holes_needed(n) for n in i["totals"]],
    }


@answers("DE-02", "DE-04", "DE-05")
def building(i: Values) -> Values:
    limits = clause_6_0_9_spacing.point_spacing_limits(i["ground_complexity"])
    assert [limits.low, limits.high] == i["interval_m"]
    parent = clause_4_1_layout.detailed_point_spacing(i["ground_complexity"])
    assert [parent.low, parent.high] == i["interval_m"]
    found = clause_6_0_11_layout.rectangle_outline_points(*i["plan_m"], limits.high, i["extra_points"])
    return {
        "intervals_long": found.intervals_long,
        "intervals_short": found.intervals_short,
        "spacing_long_m": found.spacing_long,
        "spacing_short_m": found.spacing_short,
        "perimeter_points": len({tuple(point) for point in found.outline}),
        **_detailed(found.total),
    }


@answers("DE-07")
def main_layers(i: Values) -> Values:
    return {
        "short": list(clause_6_0_13_sampling.samples_short(i["undisturbed_or_test_count"])),
        "interlayers_to_sample": clause_6_0_13_sampling.interlayers_to_sample(i["interlayers_m"]),
    }


@answers("SI-01", "SI-02")
def silo(i: Values) -> Values:
    found = clause_6_0_11_layout.silo_rings(
        i["diameter_m"], i["n_outer"], i["n_inner"], i["centre"], i["start_azimuth_deg"]
    )
    return {
        "outer_radius_m": found.outer_radius,
        "inner_radius_m": found.inner_radius,
        "outer": found.outer.tolist(),
        "inner": found.inner.tolist(),
        "centre": found.centre[0].tolist(),
        "outer_chord_m": found.outer_chord,
        "inner_chord_m": found.inner_chord,
        "min_distance_m": found.least_distance,
        **_detailed(found.total),
    }


@answers("SI-04")
def silo_audit(i: Values) -> Values:
    radii = i["measured_radius_m"]
    tolerance = i["relative_tolerance_of_R"] * i["diameter_m"] / 2
    found = clause_6_0_11_layout.audit_silo_rings(
        i["diameter_m"], radii["outer"], radii["inner"], radii["centre_offset_m"], tolerance
    )
    return {
        "outer_ok": found.outer_ok,
        "inner_ok": found.inner_ok,
        "centre_ok": found.centre_ok,
        "inner_expected_m": found.inner_expected,
    }


@answers("SI-05")
def dense_group(i: Values) -> Values:
    without = clause_6_0_11_layout.units_without_point(i["points_in_silo"])
    return {"silos_without_point": without, "ok": not without}


@answers("ST-01", "ST-02")
def stockyard(i: Values) -> Values:
    found = clause_6_0_11_layout.stockyard_grid(*i["yard_m"], i["max_spacing_m"])
    return {
        "columns": found.columns,
        "rows": found.rows,
        "dx_m": found.dx,
        "dy_m": found.dy,
        **_detailed(len({tuple(point) for point in found.points})),
    }


@answers("ST-04")
def circular_store(i: Values) -> Values:
    grid = clause_6_0_11_layout.circular_store_grid
    return {f"inside_{step}": len(grid(i["diameter_m"], step)) for step in i["grids_m"]}


@answers("CV-01", "CV-02")
def gallery(i: Values) -> Values:
    columns = np.column_stack([np.arange(i["columns"]) * i["column_step_m"], np.zeros(i["columns"])])
    every = clause_6_0_11_layout.gallery_points(columns, alternate=False)
    alternate = clause_6_0_11_layout.gallery_points(columns, alternate=True)
    return {
        "every_column": len(every.points),
        "alternate": len(alternate.points),
        "alternate_column_numbers": alternate.numbers,
        "max_gap_alternate_m": alternate.widest_gap,
    }


@answers("CV-04")
def transfer_station(i: Values) -> Values:
    a, b = i["plan_m"]
    points = clause_6_0_11_layout.transfer_station_points([(0, 0), (a, 0), (a, b), (0, b)])
    return {"points": points.tolist(), **_detailed(len(points))}


@answers("DP-01")
def narrow(i: Values) -> Values:
    depths = [clause_6_0_12_depth.narrow_base_depth(kind, b) for kind, b in i["cases_kind_b"]]
    assert depths == [clause_4_1_layout.narrow_base_depth(kind, b) for kind, b in i["cases_kind_b"]]
    return {"depth_m": depths}


@answers("DP-02")
def narrow_applies(i: Values) -> Values:
    return {"applicable": clause_6_0_12_depth.narrow_rule_applies(i["b_m"])}


@answers("DP-04")
def heavy(i: Values) -> Values:
    return {"depth_m": clause_6_0_12_depth.heavy_equipment_depth(np.array(i["b_m"]))}


@answers("DP-05")
def drilled(i: Values) -> Values:
    found = clause_6_0_12_depth.drilled_length(i["collar_elev_m"], i["base_elev_m"], i["required_below_base_m"])
    return {
        "base_depth_m": found.base_depth,
        "drilled_length_m": found.length,
        "bottom_elev_m": found.bottom_elevation,
    }


def base_of(i: Values) -> Base:
    shape = {"rect": "rectangle"}.get(i["shape"], i["shape"])
    return Base(shape, i["B_m"], i["L_m"] if shape == "rectangle" else None)


def ground_of(i: Values):
    soft = i.get("high_compressibility_layers", ())
    return ground(i["layers_bottom_gamma_gammasat"], i["water_table_m"], soft)


@answers("BD-01", "BD-02", "BD-04", "BD-05", "BD-07")
def deformation(i: Values) -> Values:
    arguments = base_of(i), i["p0_kPa"], i["embedment_m"], ground_of(i)
    found = clause_6_0_12_deformation.depth_at_ratio(*arguments, i["ratio"])
    assert clause_6_0_12_deformation.deformation_depth(*arguments) == found
    return {
        "depth_below_base_m": found.depth,
        "sigma_z_kPa": found.added_stress,
        "sigma_c_eff_kPa": found.overburden,
        "overburden_at_base_kPa": found.overburden_at_base,
        "control_hole_min_from_ground_m": found.from_ground,
    }


@answers("BD-08")
def soft_layer(i: Values) -> Values:
    arguments = base_of(i), i["p0_kPa"], i["embedment_m"], ground_of(i)
    at_20 = clause_6_0_12_deformation.depth_at_ratio(*arguments, 0.2)
    return {
        "z20_m": at_20.depth,
        "z20_ground_depth_m": at_20.from_ground,
        "in_layer": at_20.layer,
        "z10_m": clause_6_0_12_deformation.depth_at_ratio(*arguments, 0.1).depth,
        "governing_m": clause_6_0_12_deformation.deformation_depth(*arguments).depth,
    }


@answers("BD-10")
def corner_method(i: Values) -> Values:
    def stress(x: float, y: float) -> float:
        return stress_at_point(i["L_m"], i["B_m"], i["p0_kPa"], x, y, i["z_m"])

    return {"centre_kPa": stress(3, 2), "mid_long_side_kPa": stress(3, 0), "corner_kPa": stress(0, 0)}


@answers("BD-11")
def control_holes(i: Values) -> Values:
    short = clause_6_0_12_deformation.control_holes_short(i["control_holes_m"], i["required_from_ground_m"])
    return {"ok": {name: name not in short for name in i["control_holes_m"]}, "shortfall_m": short}


@answers("SE-01")
def simplified(i: Values) -> Values:
    return {"zn_m": simplified_depth(i["b_m"])}


@answers("SE-02")
def one_sublayer(i: Values) -> Values:
    soil = ground([[100, i["gamma"], i["gamma"]]], i["water_table_m"])
    p0 = i["p_total_kPa"] - soil.effective_overburden(i["embedment_m"])
    top, bottom = i["sublayer_m"]
    base = Base("rectangle", i["B_m"], i["L_m"])
    return {"p0_kPa": p0, "delta_s_mm": settlement(base, p0, [bottom - top], [i["Es_MPa"]], start=top).total}


@answers("SC-01", "SC-02", "SC-04")
def characteristic(i: Values) -> Values:
    found = clause_8_2_parameters.characteristic_value(i["values"], {"-": "low", "+": "high"}[i["sign"]])
    s = clause_8_2_parameters.summary(i["values"])
    return {
        "n": s.n,
        "max": s.largest,
        "min": s.smallest,
        "mean": s.mean,
        "std": s.deviation,
        "cov": s.variation,
        "coef": correction_coefficient(s.n),
        "gamma_s": found.factor,
        "characteristic": found.value,
    }


@answers("SC-05")
def depth_related(i: Values) -> Values:
    found = clause_8_2_parameters.characteristic_value(i["values"], correlation=i["r"])
    return {
        "mean": found.statistics.mean,
        "std": found.statistics.deviation,
        "std_residual": found.deviation,
        "cov_residual": found.variation,
        "gamma_s": found.factor,
        "gamma_s_if_not_related": clause_8_2_parameters.characteristic_value(i["values"]).factor,
    }


KINDS = {
    "density": "physical",
    "compression modulus for settlement": "deformation",
    "permeability": "permeability",
    "shear modulus (dynamic)": "dynamic",
    "cohesion for bearing capacity": "bearing strength",
    "friction angle for slope stability": "slope strength",
}


@answers("SC-07")
def representative(i: Values) -> Values:
    return {"use": [clause_8_2_parameters.representative_kind(KINDS[name]) for name in i["parameters"]]}


@answers("NU-01", "NU-02", "NU-04", "NU-05")
def by_modulus(i: Values) -> Values:
    found = clause_8_3_uniformity.uneven_by_modulus(i["Es_equiv_MPa_per_hole"])
    assert clause_8_2_4_uniformity.uniformity_limit(found.mean) == found.limit
    return {"mean_MPa": found.mean, "K": found.limit, "ratio": found.ratio, "non_uniform": found.uneven}


@answers("NU-07")
def by_shape(i: Values) -> Values:
    bottoms = i["bearing_layer_bottom_m"]
    found = clause_8_3_uniformity.uneven_by_shape(
        abs(bottoms["hole1"] - bottoms["hole2"]), i["hole_distance_m"], i["thickness_difference_across_b_m"], i["b_m"]
    )
    parent = clause_8_2_4_uniformity.uneven_by_shape(2.4, i["hole_distance_m"], 0.0, i["b_m"])
    assert parent.uneven
    return {
        "slope": found.slope,
        "slope_limit": found.slope_limit,
        "thickness_limit_m": found.thickness_limit,
        "non_uniform": found.uneven,
    }


@answers("VS-01", "VS-02", "VS-04")
def shear_wave(i: Values) -> Values:
    thicknesses, velocities = zip(*i["layers_thickness_vs"], strict=True)
    found = clause_4_1_site.equivalent_velocity(thicknesses, velocities, i["cover_m"])
    return {
        "d0_m": found.depth,
        "t_s": found.time,
        "vse_m_s": found.velocity,
        "site_class": clause_4_1_site.site_class(found.velocity, i["cover_m"]),
    }


@answers("VS-05")
def unknown_thickness(i: Values) -> Values:
    (first, v_first), (_, v_second) = i["layers"]
    low, high = 0.1, 11.0
    for _ in range(60):
        h = (low + high) / 2
        v = clause_4_1_site.equivalent_velocity([first, h], [v_first, v_second], first + h).velocity
        low, high = (h, high) if v > i["vse"] else (low, h)
    layer = clause_4_1_site.ShearLayer
    profile = [layer(0, first, v_first), layer(first, first + h, v_second), layer(first + h, None, i["next_layer_vs"])]
    return {"h_m": h, "cover_m": clause_4_1_site.cover_thickness(profile)}


@answers("VS-07")
def class_edges(i: Values) -> Values:
    return {"class": [clause_4_1_site.site_class(v, cover) for v, cover in i["vse_cover"]]}


@answers("VS-08")
def cover(i: Values) -> Values:
    found = {
        name: clause_4_1_site.cover_thickness([clause_4_1_site.ShearLayer(*row) for row in rows])
        for name, rows in i["profiles_top_bottom_vs"].items()
    }
    return {"cover_m": found}


GRADE_WORDS = {"none": "none", "slight": "slight 轻微", "moderate": "moderate 中等", "severe": "severe 严重"}


@answers("LQ-01", "LQ-02", "LQ-04")
def liquefaction(i: Values) -> Values:
    rule = clause_4_3_liquefaction
    ds, n, d, z, rho = map(np.array, zip(*i["rows_ds_N_di_zi_rhoc"], strict=True))
    accelerations = {7: 0.10, 12: 0.20}
    assert rule.reference_blows(accelerations[i["N0"]]) == i["N0"]
    assert rule.group_factor(1) == i["beta"]
    critical = rule.critical_blows(i["N0"], i["beta"], ds, i["dw_m"], rho)
    index = rule.liquefaction_index(n, critical, d, z)
    return {
        "Ncr": critical,
        "liquefies": rule.liquefies(n, critical),
        "I_lE": index,
        "grade": GRADE_WORDS[rule.liquefaction_grade(index)],
    }


@answers("LQ-05")
def screening(i: Values) -> Values:
    screen = clause_4_3_liquefaction.screen_by_depth
    assert clause_4_3_liquefaction.characteristic_depth("sand", 8) == i["d0_m"]
    found = [screen(i["d0_m"], du, dw, i["db_m"]) for du, dw in i["du_dw"]]
    return {
        "tests": [[one.by_cover, one.by_water, one.by_both] for one in found],
        "liquefaction_ignored": [one.ignored for one in found],
    }


@answers("AD-01")
def advance_depth(i: Values) -> Values:
    return {"depth_m": clause_7_0_advance_holes.advance_hole_depth(np.array(i["side_or_pile_diameter_m"]))}


@answers("AD-02")
def past_obstacle(i: Values) -> Values:
    _, bottom = i["boulder_top_bottom_below_base_m"]
    found = clause_7_0_advance_holes.advance_hole_past_obstacle(i["side_m"], bottom)
    return {
        "three_times_m": found.by_size,
        "minimum_to_clear_m": found.to_clear,
        "governing_m": found.governing,
        "if_measured_below_boulder_m": found.below_obstacle,
    }


@answers("AD-04")
def advance_length(i: Values) -> Values:
    arguments = i["working_level_m"], i["designed_toe_elev_m"], i["pile_diameter_m"]
    found = clause_7_0_advance_holes.advance_hole_length(*arguments)
    return {
        "below_toe_m": found.length - found.base_depth,
        "drilled_length_m": found.length,
        "bottom_elev_m": found.bottom_elevation,
    }


@answers("AD-05")
def karst_floor(i: Values) -> Values:
    found = [clause_7_0_advance_holes.karst_advance_holes("medium", d) for d in i["pile_diameter_m"]]
    assert all(one.source.is_stand_in for one in found)
    assert [karst_hole_floor(d).depth for d in i["pile_diameter_m"]] == [one.depth for one in found]
    return {"depth_m": [one.depth for one in found], "holes": [one.holes for one in found]}


@answers("SS-01")
def stability(i: Values) -> Values:
    found = {name: clause_8_3_site.site_stability(**words).value for name, words in i["sites"].items()}
    assert found == {name: classes_site.site_stability(**words) for name, words in i["sites"].items()}
    return {"class": found}
