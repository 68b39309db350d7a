"""Clauses of a single step have no second method: what a second person read in their text, written as tables.

Each line restates words of the clause, not of the code; a reading guards against slips, not against a shared
misunderstanding. Rules whose text isn't held (tables of the parent standards known by heart) have no reading here.
"""

from __future__ import annotations

import itertools

from borehall.rules.cement_plant_2015 import (
    clause_3_0_grade,
    clause_5_0_5_mapping,
    clause_5_0_8_points,
    clause_5_0_10_depth,
    clause_5_0_11_sampling,
    clause_5_0_13_seismic,
    clause_6_0_6_mapping,
    clause_6_0_10_points,
    clause_6_0_11_layout,
    clause_6_0_12_depth,
    clause_6_0_14_shear_wave,
    clause_7_0_advance_holes,
    clause_8_3_site,
    clause_8_3_uniformity,
)
from borehall.rules.cjj57_2012 import classes_site
from borehall.rules.gb50021_2001 import clause_3_1_grade
from tests.oracles.second_methods import second_method

TRUTHS = (False, True)


@second_method("second reading: 3.0.4, when stages may be merged")
def stages() -> None:
    for simple, settled, experience in itertools.product(TRUTHS, repeat=3):
        found = clause_3_0_grade.stages(
            "new", simple_conditions=simple, layout_settled=settled, built_experience=experience
        )
        assert len(found.stages) == 4, "merged stages still meet each one's requirements"
        assert found.may_merge == (experience or (simple and settled))
    for plant, enough in itertools.product(("extended", "rebuilt"), TRUTHS):
        found = clause_3_0_grade.stages(plant, data_suffice_for_initial_design=enough)
        assert found.stages[0] == ("detailed" if enough else "feasibility")


BUILDINGS = {
    "conveyor gallery": ("conveying", "gallery"), "transfer station": ("conveying", "transfer station"),
    "silo": ("silos", "silo"), "stockyard": ("stockpiling", "stockyard"), "crushing building": ("crushing", "outline"),
    "raw mill building": ("grinding", "outline"), "cement mill building": ("grinding", "outline"),
    "packing hall": ("packing", "outline"), "waste-heat power station": ("waste-heat power", "outline"),
    "preheater tower": ("burning", "outline"), "kiln middle": ("burning", "outline"),
    "kiln head": ("burning", "outline"), "waste-gas building": ("burning", "outline"),
    "conditioning tower": ("burning", "outline"), "chimney": ("burning", "chimney"),
}  # fmt: skip


@second_method("second reading: 3.0.2, 6.0.11 and 6.0.14, the buildings that they name")
def buildings() -> None:
    for building, (system_class, layout) in BUILDINGS.items():
        assert clause_3_0_grade.system_class(building).value == system_class
        assert clause_6_0_11_layout.layout_of(building) == layout


@second_method("second reading: 5.0.5 to 5.0.8, mapping, geophysics, lines")
def mapping_and_lines() -> None:
    for crossing, through in itertools.product(range(5), range(3)):
        lacking = clause_5_0_5_mapping.sections_short(crossing, through)
        assert lacking == (len(range(crossing, 3)), 0 if through else 1)
    for cover, karst in itertools.product(TRUTHS, repeat=2):
        assert clause_5_0_5_mapping.geophysics_wanted(cover, karst) == (cover and karst)
    for methods, directions in itertools.product(range(4), repeat=2):
        lacking = clause_5_0_5_mapping.geophysics_short(methods, directions)
        assert lacking == (len(range(methods, 2)), len(range(directions, 2)))
    for planned, along in itertools.product(range(1, 5), range(6)):
        assert clause_5_0_8_points.lines_short(planned, along) == len(range(along, planned))


@second_method("second reading: 5.0.10 to 5.0.13, depths, shear-wave holes, intensity")
def initial_stage() -> None:
    assert [clause_5_0_10_depth.reaches_below_cover(depth, 20) for depth in (19.9, 20, 20.1)] == [False, False, True]
    conditions = ("deep_cut", "rock_within_depth", "thick_even_hard_layer", "soft_layer", "tall_or_heavy_possible")
    actions = {True: ("deepen", "enter rock", "keep", "deepen pass", "deepen"),
               False: ("deepen", "end", "lessen", "deepen", "deepen")}  # fmt: skip
    for control, (condition, wanted) in itertools.product(
        TRUTHS, zip(conditions, zip(*actions.values(), strict=True), strict=True)
    ):
        found = clause_5_0_10_depth.hole_depth_adjustments(control, **{condition: True})
        assert " ".join(one.action for one in found) == wanted[0 if control else 1]
    assert [clause_5_0_11_sampling.shear_wave_holes_wanted(units) for units in (1, 2, 5)] == [3, 6, 15]
    for degrees in range(5, 10):
        work = clause_5_0_13_seismic.seismic_work(degrees)
        assert (work.evaluation, work.liquefaction) == (degrees in (6, 7, 8, 9), degrees in (7, 8, 9))


@second_method("second reading: 6.0.6, 6.0.7, 6.0.10 and 6.0.14, detailed stage")
def detailed_stage() -> None:
    assert clause_6_0_6_mapping.mapping_scales(complex_part=False) == (500, 1000)
    assert clause_6_0_6_mapping.mapping_scales(complex_part=True) == (100, 500)
    karst = {"none": False, "weak": False, "medium": True, "strong": True}
    assert {word: clause_6_0_6_mapping.geophysics_wanted(word) for word in karst} == karst
    assert [clause_6_0_10_points.points_short_at_heavy_or_tall(n) for n in range(5)] == [3, 2, 1, 0, 0]
    for line, unit in itertools.product(range(4), range(5)):
        short = clause_6_0_14_shear_wave.shear_wave_short({"1": line}, {"a": unit})
        assert short.lines.get("1", 0) == len(range(line, 2))
        assert short.units.get("a", 0) == len(range(unit, 3))


@second_method("second reading: 6.0.12, depths below the base")
def depths() -> None:
    rule = clause_6_0_12_depth
    limits = rule.general_hole_depth_range(18)
    assert (limits.low, limits.high) == (9, 18)
    assert rule.stability_holes_short({"deep": 12, "just": 11, "short": 10}, 11) == {"short": 1}
    for yard, fill, soft in itertools.product(TRUTHS, repeat=3):
        found = rule.control_holes_to_deepen(stockyard=yard, wide_fill=fill, soft_underlayer=soft)
        assert found == any((yard, fill, soft))
    for hard, thick, even in itertools.product(TRUTHS, repeat=3):
        found = rule.holes_may_be_shorter(hard_layer_within_depth=hard, thick=thick, even=even)
        assert found == all((hard, thick, even))


@second_method("drilled from the ground: wave-velocity hole and cover")
def wave_hole() -> None:
    for cover, embedment in ((30, 0), (30, 6.5), (4, 6.5)):
        below = clause_6_0_12_depth.wave_hole_depth(cover, embedment)
        assert clause_6_0_12_depth.drilled_length(100, 100 - embedment, below).length == max(cover, embedment)


@second_method("second reading: 7.0.2, 7.0.5 and 7.0.7, construction stage")
def construction_stage() -> None:
    rule = clause_7_0_advance_holes
    for differs, anomaly, rock, karst, granite, seams in itertools.product(TRUTHS, repeat=6):
        in_rock = {"on_rock": rock, "karst": karst, "corestone_granite": granite, "weak_seams": seams}
        second = rock and any((karst, granite, seams))
        items = rule.construction_stage_items(differs_from_report=differs, anomaly=anomaly, **in_rock)
        assert items == (() if not differs and not anomaly else (1,)) + ((2,) if second else ())
        assert rule.advance_holes_fit(**in_rock) == second
    assert [rule.geophysics_wanted(word) for word in ("weak", "medium", "strong")] == [False, False, True]


@second_method("second reading: 8.3.7, ground across units")
def across_units() -> None:
    for crosses, differ in itertools.product(TRUTHS, repeat=2):
        assert clause_8_3_uniformity.uneven_across_units(crosses, differ) == (crosses and differ)


@second_method("ranks of four criteria, the worst decides: suitability")
def suitability() -> None:
    classes = ("不适宜", "适宜性差", "较适宜", "适宜")
    stability = ("不稳定", "稳定性差", "基本稳定", "稳定")
    slopes = (60.0, 40.0, 20.0, 5.0)
    soils = ("very poor", "poor", "fair", "good")
    waters = ("serious threat", "strong", "slight", "none")
    for ranks in itertools.product(range(4), repeat=4):
        a, b, c, d = ranks
        words = stability[a], slopes[b], soils[c], waters[d]
        assert classes_site.site_suitability(*words) == classes[min(ranks)]
        assert clause_8_3_site.site_suitability(*words).value == classes[min(ranks)]


@second_method(
    "guifan.net 2021/12324 and jianshe99.com ma2013112010460555979342: conditions of each site grade (published)"
)
def site_grades() -> None:
    published = (
        ("dangerous", "unfavourable", "favourable"),
        ("strong", "general", "none"),
        ("strongly damaged", "damaged", "intact"),
        ("complex", "fairly complex", "simple"),
        ("needs study", "base below water", "no effect"),
    )
    easy = [words[2] for words in published]
    assert clause_3_1_grade.site_complexity(*easy) == 3
    for place, words in enumerate(published):
        for grade, word in enumerate(words[:2], 1):
            one = [*easy[:place], word, *easy[place + 1 :]]
            assert clause_3_1_grade.site_complexity(*one) == grade
