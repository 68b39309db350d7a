"""A thousand generated sites: every number in its bounds, and fitting the others."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from borehall.bank.figures import log_figure, plan_figure, section_figure
from borehall.bank.plant import draw_ground, draw_holes, draw_plant, rules_ground, shear_layers, works_file
from borehall.bank.plant.layout import KINDS
from borehall.bank.plant.soils import SOILS
from borehall.bank.seeds import Draw
from borehall.rules.gb50011_2010.clause_4_1_site import cover_thickness
from borehall.rules.plan.works import as_works

SEEDS = range(1000)
GROUNDS = [draw_ground(Draw(seed)) for seed in SEEDS]
PLANTS = [draw_plant(Draw(seed)) for seed in SEEDS]


def test_layers_follow_one_another_down_to_forty_metres() -> None:
    for ground in GROUNDS:
        top = 0.0
        for layer in ground["layers"]:
            assert layer["top"] == top and abs(layer["bottom"] - top - layer["thickness"]) < 1e-9
            top = layer["bottom"]
        assert 40 <= top <= 100
        assert 1.5 <= ground["water"] <= 6.0


def test_the_properties_of_a_layer_are_its_soil_s() -> None:
    for layer in (layer for ground in GROUNDS for layer in ground["layers"]):
        soil = SOILS[layer["soil"]]
        for key in ("unit_weight", "modulus", "velocity", "bearing"):
            low, high = getattr(soil, key)
            assert low - 5 <= layer[key] <= high + 5
        assert soil.blows[0] <= layer["blows"] <= soil.blows[1]
        assert layer["saturated_unit_weight"] > max(10, layer["unit_weight"])


def test_stiffness_grows_downwards_but_for_soft_layers_and_the_rules_read_the_profile() -> None:
    for ground in GROUNDS:
        layers = [layer for layer in ground["layers"] if not layer["soft"]]
        assert layers[0]["velocity"] < layers[-1]["velocity"]
        assert layers[-1]["modulus"] == max(layer["modulus"] for layer in layers)
        assert rules_ground(ground).effective_overburden(30.0) > 200
        assert 5 < cover_thickness(shear_layers(ground)) < 70


def test_sites_differ() -> None:
    assert len({repr(ground) for ground in GROUNDS}) == len(GROUNDS)
    assert len({repr(plant) for plant in PLANTS}) == len(PLANTS)
    assert len({ground["landform"] for ground in GROUNDS}) == 3


def test_no_works_stand_over_another_and_sizes_are_a_plant_s() -> None:
    for plant in PLANTS:
        ends = [-1.0]
        for work in plant["works"]:
            assert work["x"] > ends[-1]
            ends.append(work["x"] + work["length"])
            assert 8 <= work["width"] <= work["length"] <= 215
            assert 1.5 <= work["embedment"] <= 5 and 120 <= work["pressure"] <= 310
            assert work["foundation"] != "column" or work["base_width"] <= 5
        assert [work["building"] for work in plant["works"]] == list(KINDS)


def test_a_larger_output_has_larger_buildings() -> None:
    def mean(output: int) -> float:
        lengths = [work["length"] for plant in PLANTS if plant["output"] == output for work in plant["works"]]
        return sum(lengths) / len(lengths)

    assert mean(2500) < mean(5000) < mean(8000)


def test_the_rules_take_the_plant_as_a_works_file() -> None:
    for seed in range(50):
        made = works_file({"ground_complexity": 2}, GROUNDS[seed], PLANTS[seed]["works"], {"silo": "1号库"})
        assert [work.name for work in as_works(made).works if work.layout == "silo"] == ["1号库"]


def test_the_figures_show_the_site_and_are_valid_drawings() -> None:
    for seed in range(30):
        ground, rng = GROUNDS[seed], Draw(seed)
        holes = draw_holes(rng, ground, 4, 25.0)
        log = log_figure(ground, [("blows", "N")])
        for drawing in (log, section_figure(ground, holes, 30.0), plan_figure(PLANTS[seed]["works"])):
            ElementTree.fromstring(drawing)
        for layer in ground["layers"]:
            assert f">{layer['bottom']:.1f}<" in log and f"{layer['number']} {layer['soil']}" in log


def test_holes_of_a_section_waver_around_the_same_ground() -> None:
    ground = GROUNDS[0]
    holes = draw_holes(Draw(5), ground, 5, 20.0, waviness=0.1)
    assert len({tuple(hole["bottoms"]) for hole in holes}) == 5
    for hole in holes:
        for bottom, layer in zip(hole["bottoms"], ground["layers"], strict=True):
            assert abs(bottom - layer["bottom"]) <= 0.1 * layer["bottom"] + 0.2
