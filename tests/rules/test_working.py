"""The working: every step that a rule reports evaluates to what it says, as text and as LaTeX."""

import math

import numpy as np
import pandas as pd
import pytest

from borehall.rules.cement_plant_2015 import (
    clause_5_0_5_mapping,
    clause_5_0_8_points,
    clause_5_0_9_spacing,
    clause_5_0_11_sampling,
    clause_6_0_10_points,
    clause_6_0_11_layout,
    clause_6_0_12_deformation,
    clause_6_0_12_depth,
    clause_6_0_12_governing,
    clause_6_0_13_sampling,
    clause_6_0_14_shear_wave,
    clause_7_0_advance_holes,
    clause_8_2_parameters,
    clause_8_3_uniformity,
)
from borehall.rules.expression import to_latex, to_text
from borehall.rules.gb50007_2011 import clause_5_3_settlement
from borehall.rules.gb50007_2011.appendix_k_stress import Base
from borehall.rules.gb50011_2010 import clause_4_1_site, clause_4_3_liquefaction
from borehall.rules.ground import ground
from borehall.rules.working import show
from borehall.words import speaking

BASE = Base("rectangle", 4, 6)
SOIL = ground([[60, 18, 19.5]], 2.0)
FOUNDATION = clause_6_0_12_governing.Foundation(
    "column", BASE, 1.5, 150, SOIL, tall_or_heavy=True, heavy_equipment=True, cover=20.0
)
CALLS = [
    (clause_5_0_5_mapping.mapping_area, (600, 400, 100, "round")),
    (clause_5_0_5_mapping.mapping_area, (600, 400)),
    (clause_5_0_5_mapping.smallest_mapped_unit, (2000,)),
    (clause_5_0_8_points.control_point_bounds, (45, 2)),
    (clause_5_0_9_spacing.lines_needed, (400, 100)),
    (clause_5_0_11_sampling.sampling_point_bounds, (45,)),
    (clause_6_0_10_points.control_points_needed, (23,)),
    (clause_6_0_11_layout.rectangle_outline_points, (36, 18, 30, 1)),
    (clause_6_0_11_layout.silo_rings, (18, 6, 3)),
    (clause_6_0_11_layout.ring_points_needed, (20, 15, "arc")),
    (clause_6_0_11_layout.ring_points_needed, (20, 15, "chord")),
    (clause_6_0_11_layout.stockyard_grid, (120, 60, 50)),
    (clause_6_0_12_depth.narrow_base_depth, ("strip", 1.8)),
    (clause_6_0_12_depth.heavy_equipment_depth, (np.array([6.5, 3.0]),)),
    (clause_6_0_12_depth.drilled_length, (102.3, 96.0, 13.0)),
    (clause_6_0_12_deformation.deformation_depth, (BASE, 150, 1.5, SOIL)),
    (clause_6_0_12_deformation.deformation_depth, (Base("circle", 18), 250, 3, SOIL)),
    (clause_6_0_12_deformation.deformation_depth, (Base("strip", 2.4), 120, 1.6, SOIL)),
    (clause_6_0_12_governing.governing_depth, (FOUNDATION,)),
    (clause_6_0_13_sampling.sampling_holes_needed, (15,)),
    (clause_6_0_14_shear_wave.shear_wave_holes_needed, (2, 1)),
    (clause_7_0_advance_holes.advance_hole_past_obstacle, (1.8, 7.0)),
    (clause_7_0_advance_holes.karst_advance_holes, ("strong", 2.2)),
    (clause_8_2_parameters.characteristic_value, ([18, 18.1, 17.7, 18.2], "low", 0.5)),
    (clause_8_2_parameters.characteristic_value, ([18, 18.1, 17.7, 18.2], "high")),
    (clause_8_3_uniformity.uneven_by_modulus, ([6.2, 7.0, 8.1],)),
    (clause_8_3_uniformity.uneven_by_shape, (2.4, 20, 1.1, 16)),
    (clause_5_3_settlement.settlement, (BASE, 150, [2, 3], [5, 8])),
    (clause_5_3_settlement.settlement_factor, (7.0, 175, 200)),
    (clause_5_3_settlement.simplified_depth, (20,)),
    (clause_4_1_site.equivalent_velocity, ([2, 3, 20], [150, 200, 300], 25)),
    (clause_4_3_liquefaction.screen_by_depth, (8, 5, 3, 2)),
    (clause_4_3_liquefaction.critical_blows, (12, 0.8, np.array([1.4, 4.0]), 1.0, 3.5)),
    (clause_4_3_liquefaction.liquefaction_index, ([2, 15], [7.2, 12.1], [1.1, 1.0], [1.55, 4.0])),
]
NAMES = {
    "ceil": lambda x: math.ceil(x - 1e-9), "floor": math.floor, "sqrt": np.sqrt, "ln": np.log, "pi": math.pi,
    "sin": np.sin, "atan": np.arctan, "asin": math.asin, "total": np.sum,
    "max": lambda *x: np.maximum.reduce(np.broadcast_arrays(*x)),
    "min": lambda *x: np.minimum.reduce(np.broadcast_arrays(*x)),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "arguments"), CALLS, ids=lambda one: getattr(one, "__name__", ""))
def test_each_step_is_true_and_can_be_shown(rule, arguments):
    shown = show(rule, *arguments)
    assert shown.steps
    for step in shown.steps:
        value = eval(step.expression, {"__builtins__": {}}, {**NAMES, **step.given})
        assert value == pytest.approx(step.value, rel=1e-9), step.expression
        assert step.citation is not None and step.citation.label in step.text
        assert step.latex.count("{") == step.latex.count("}")
        assert step.latex.count(r"\left") == step.latex.count(r"\right")


@pytest.mark.parametrize(("rule", "arguments"), CALLS, ids=lambda one: getattr(one, "__name__", ""))
def test_latex_can_be_set(rule, arguments):
    from matplotlib.mathtext import MathTextParser

    parser = MathTextParser("path")
    for step in show(rule, *arguments).steps:
        if step.latex.isascii():
            parser.parse(f"${step.latex}$")


def test_same_call_gives_the_plain_value():
    arguments = (BASE, 150, 1.5, SOIL)
    plain = clause_6_0_12_deformation.deformation_depth(*arguments)
    assert show(clause_6_0_12_deformation.deformation_depth, *arguments).value == plain


def test_text_latex_and_markdown_of_one_step():
    shown = show(clause_5_3_settlement.simplified_depth, 20)
    assert "b × (2.5 - 0.4 × ln(b)) = 20 × (2.5 - 0.4 × ln(20)) = 26.0341 m" in str(shown)
    assert r"\ln\left(20\right)" in shown.latex and shown.latex.startswith(r"\begin{aligned}")
    with speaking("zh_CN"):
        assert "第5.3.8条" in shown._repr_markdown_()


def test_columns_keep_their_kind_while_shown():
    widths = pd.Series([1.0, 2.0], index=["a", "b"])
    assert show(clause_6_0_12_depth.heavy_equipment_depth, widths).value.index.tolist() == ["a", "b"]


def test_brackets_and_signs():
    given = {"a": -2.0, "b": 3}
    assert to_text("(a + b)*b - (a - b)", given) == "((-2) + 3) × 3 - ((-2) - 3)"
    assert to_text("a/(b*c)") == "a / (b × c)"
    assert to_text("-a**2") == "-a^2"
    assert to_latex("sigma_c/(a + b)") == r"\frac{\sigma_{\mathrm{c}}}{a + b}"
    assert to_latex("total(p_0/E_s)") == r"\sum \frac{p_{\mathrm{0}}}{E_{\mathrm{s}}}"


def test_rule_that_only_looks_up_shows_its_clause_and_value():
    shown = show(clause_8_2_parameters.representative_kind, "physical")
    assert str(shown) == "[Cement-plant investigation standard (2015), clause 8.2.3]: mean"
    assert shown._repr_markdown_() == str(shown)


def test_step_says_nothing_twice_and_writes_its_symbol_as_people_do():
    shown = str(show(clause_8_3_uniformity.uneven_by_modulus, [5, 6, 9]))
    assert "K = 1.4524" in shown and "K = K" not in shown and "E_max / E_min = 9 / 5 = 1.8" in shown
    assert str(show(clause_5_3_settlement.settlement_factor, 5, 100, 120)).startswith("ψ = ψ_low")


def test_candidates_of_the_governing_depth_bear_the_numbers_of_their_items():
    lines = str(show(clause_6_0_12_governing.governing_depth, FOUNDATION)).splitlines()
    control = next(line for line in lines if line.startswith("d_control"))
    assert control.startswith("d_control = max(d_item1, d_item2, d_item6) = max(6, ")
