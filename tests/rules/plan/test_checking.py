"""Checks of a plan: a sound plan has no finding; each single fault has exactly its own."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borehall.rules.cement_plant_2015.clause_6_0_11_layout import (
    building_points,
    chimney_points,
    gallery_points,
    silo_rings,
    stockyard_grid,
    transfer_station_points,
)
from borehall.rules.citation import Force
from borehall.rules.plan import check
from borehall.rules.plan.depths import required_depth
from borehall.rules.plan.files import read_plan, read_works
from borehall.rules.plan.works import as_works
from borehall.rules.refusal import Refused
from borehall.rules.table import tables_of_site

EXAMPLE = Path(__file__).parents[3] / "docs" / "engineer" / "plan-check"
SQUARE = [[0, 0], [30, 0], [30, 20], [0, 20]]


def detailed(points, *, work="mill", control=3, depth=20.0, **columns):
    """A plan of boreholes at ``points``, every third a control hole, all sampled."""
    n = len(points)
    table = {"id": [f"{work}-{i}" for i in range(n)], "x": np.array(points)[:, 0], "y": np.array(points)[:, 1],
             "kind": "borehole", "control": [i % control == 0 for i in range(n)], "sampled": True, "depth": depth,
             "works": work}  # fmt: skip
    return pd.DataFrame({**table, **columns})


def works(*entries, **site):
    return {"site": {"ground_complexity": 2, "tolerance": 0.5, **site}, "works": list(entries)}


MILL = {"name": "mill", "system_class": "grinding", "footprint": SQUARE}


def found(findings):
    return [(finding.citation.clause, finding.force) for finding in findings]


def test_sound_building_has_no_finding():
    assert found(check(detailed(building_points(SQUARE, 30)), works(MILL), "detailed")) == []


def test_missing_corner_and_wide_gap():
    points = np.delete(building_points(SQUARE, 30), 2, axis=0)
    findings = check(detailed(points), works(MILL), "detailed")
    assert found(findings) == [("6.0.11-1", Force.SHOULD), ("6.0.9", Force.MAY)]
    assert findings[1].points == ("mill-1", "mill-2")
    assert findings[1].source.is_stand_in and "STAND-IN" in str(findings[1])


def test_equipment_without_its_point():
    entry = {**MILL, "equipment": [[15, 10]]}
    assert found(check(detailed(building_points(SQUARE, 30)), works(entry), "detailed")) == [("6.0.11-1", Force.SHOULD)]


@pytest.mark.parametrize(("n_control", "fails"), [(1, True), (2, False)])
def test_third_of_control_points(n_control, fails):
    plan = detailed(building_points(SQUARE, 30))
    plan["control"] = np.arange(len(plan)) < n_control
    clauses = found(check(plan, works(MILL), "detailed"))
    assert (("6.0.10-4", Force.MUST) in clauses) == fails


def test_half_sampled_and_a_third_drilled_with_cone_tests():
    plan = detailed(building_points(SQUARE, 10))
    plan["sampled"] = np.arange(10) < 4
    assert ("6.0.13-1", Force.MUST) in found(check(plan, works(MILL), "detailed"))
    plan["sampled"] = np.arange(10) < 5
    assert found(check(plan, works(MILL), "detailed")) == []
    plan["kind"] = np.where(np.arange(10) < 2, "cpt", "borehole")
    findings = check(plan, works(MILL), "detailed")
    assert found(findings) == [("6.0.13-1", Force.MUST)]
    assert "3 drilled holes" in findings[0].found and findings[0].required == "at least 4"


def test_building_without_any_point():
    other = {**MILL, "name": "packing", "system_class": "packing"}
    assert found(check(detailed(building_points(SQUARE, 30)), works(MILL, other), "detailed")) == [
        ("6.0.11-6", Force.MUST)
    ]


def test_heavy_machine_needs_points_of_its_own_and_three_are_wanted():
    entry = {**MILL, "heavy_dynamic": True, "base_width": 4.0}
    findings = check(detailed([[0, 0], [30, 0]], control=1), works(entry), "detailed")
    assert ("6.0.10-2", Force.SHOULD) in found(findings)
    other = {**entry, "name": "fan"}
    assert ("6.0.10-2", Force.MUST) in found(
        check(detailed(building_points(SQUARE, 30)), works(MILL, other), "detailed")
    )


SILO = {"name": "silo", "system_class": "silos", "layout": "silo", "centre": [0, 0], "diameter": 18}


def test_silo_rings_and_a_point_off_them():
    points = silo_rings(18, 6, 3).points
    assert found(check(detailed(points, work="silo"), works(SILO), "detailed")) == []
    points[7] *= 1.2
    findings = check(detailed(points, work="silo"), works(SILO), "detailed")
    assert found(findings) == [("6.0.11-4", Force.SHOULD)] and findings[0].points == ("silo-7",)
    assert found(check(detailed(points[:6], work="silo"), works(SILO), "detailed")) == [("6.0.11-4", Force.SHOULD)] * 2


def test_stockyard_grid_with_its_own_wider_spacing():
    yard = {"name": "yard", "system_class": "stockpiling", "layout": "stockyard",
            "footprint": [[0, 0], [120, 0], [120, 60], [0, 60]]}  # fmt: skip
    plan = detailed(stockyard_grid(120, 60, 50).points, work="yard")
    assert found(check(plan, works({**yard, "spacing": 50}), "detailed")) == []
    plan.loc[0, "x"] = -20
    assert ("6.0.11-2", Force.SHOULD) in found(check(plan, works({**yard, "spacing": 50}), "detailed"))


def test_gallery_needs_every_other_column_and_its_ends():
    columns = [[0.0, 15.0 * i] for i in range(7)]
    gallery = {"name": "gallery", "system_class": "conveying", "layout": "gallery", "columns": columns}
    plan = detailed(gallery_points(columns, alternate=True).points, work="gallery")
    assert found(check(plan, works(gallery), "detailed")) == []
    findings = check(plan.drop(index=1), works(gallery), "detailed")
    assert [finding.where for finding in findings] == ["gallery, columns 2 and 3", "gallery, columns 3 and 4"]
    ends = check(plan.drop(index=3), works(gallery), "detailed")
    assert "gallery, column 7" in [finding.where for finding in ends]


def test_transfer_station_and_chimney():
    box = [[0, 0], [9, 0], [9, 9], [0, 9]]
    station = {"name": "station", "system_class": "conveying", "layout": "transfer station", "footprint": box}
    plan = detailed(transfer_station_points(box), work="station")
    assert found(check(plan, works(station), "detailed")) == []
    assert found(check(plan[:4], works(station), "detailed")) == [("6.0.11-3", Force.SHOULD)]
    stack = {"name": "stack", "system_class": "burning", "layout": "chimney", "centre": [0, 0], "diameter": 12}
    plan = detailed(chimney_points(12, 4), work="stack")
    assert found(check(plan, works(stack), "detailed")) == []
    assert found(check(plan[:4], works(stack), "detailed")) == [("6.0.11-5", Force.SHOULD)]


TOWER = {"name": "tower", "system_class": "burning", "footprint": [[0, 0], [24, 0], [24, 20], [0, 20]],
         "base_width": 20, "base_length": 24, "embedment": 4.5, "pressure": 280, "tall_or_heavy": True}  # fmt: skip
STRATA = [
    {"name": "a", "bottom": 6, "unit_weight": 18.5, "saturated_unit_weight": 19.5},
    {"name": "b", "bottom": 14, "unit_weight": 18.8, "saturated_unit_weight": 19.8},
    {"name": "c", "bottom": 60, "unit_weight": 19.0, "saturated_unit_weight": 20.0},
]


@pytest.mark.parametrize(("control", "general", "clauses"), [
    (31.8, 14.5, []),
    (31.7, 14.5, ["6.0.12-2"]),
    (31.8, 14.4, ["6.0.12-2"]),
])  # fmt: skip
def test_tower_holes_against_the_deformation_depth(control, general, clauses):
    plan = detailed(building_points(TOWER["footprint"], 30), work="tower")
    plan["depth"] = np.where(plan["control"], control, general)
    given_works = {**works(TOWER, water_table=3.0), "strata": STRATA}
    assert [clause for clause, _ in found(check(plan, given_works, "detailed"))] == clauses


def test_collar_elevations_outrank_the_embedment():
    plan = detailed(building_points(TOWER["footprint"], 30), work="tower", collar=100.0)
    plan["depth"] = np.where(plan["control"], 31.8, 14.5)
    entry = {**TOWER, "base_elevation": 95.0}
    given_works = {**works(entry, water_table=3.0), "strata": STRATA}
    assert {clause for clause, _ in found(check(plan, given_works, "detailed"))} == {"6.0.12-2"}


def test_profile_that_ends_too_early_is_reported_as_not_checked():
    plan = detailed(building_points(TOWER["footprint"], 30), work="tower")
    findings = check(plan, {**works(TOWER), "strata": STRATA[:2]}, "detailed")
    assert any("reach deeper" in reason for _, reason in findings.skipped)


def test_samples_interlayers_and_shear_wave_holes():
    plan = detailed(building_points(SQUARE, 30), unit="terrace", shear_wave=[True] + [False] * 3)
    entry = {**MILL, "production_line": "1"}
    given_works = {
        **works(entry, production_lines=[{"name": "1"}], geological_units=["terrace"]),
        "samples": [{"system_class": "grinding", "layer": "b", "count": 5}],
        "interlayers": [{"name": "i", "thickness": 0.6}, {"name": "j", "thickness": 0.5}],
    }
    findings = check(plan, given_works, "detailed")
    assert found(findings) == [
        ("6.0.13-2", Force.MUST), ("6.0.13-3", Force.MUST), ("6.0.14", Force.MUST), ("6.0.14", Force.MUST),
    ]  # fmt: skip


def initial(nx=5, ny=5, dx=90.0, dy=100.0):
    rows = [(f"{j}-{i}", i * dx, j * dy, f"L{j}") for j in range(ny) for i in range(nx)]
    plan = pd.DataFrame(rows, columns=["id", "x", "y", "line"])
    number = np.arange(len(plan))
    plan["kind"], plan["control"], plan["sampled"] = "borehole", number % 4 == 0, number % 3 == 0
    plan["depth"] = np.where(plan["control"], 30.0, 15.0)
    return plan


def test_sound_initial_plan():
    assert found(check(initial(), works(importance=1), "initial")) == []


@pytest.mark.parametrize(("change", "clause"), [
    (lambda p: p.assign(control=False), "5.0.8-5"),
    (lambda p: p.assign(sampled=True), "5.0.11-1"),
    (lambda p: p.assign(depth=np.where(p["control"], 29.0, 15.0)), "5.0.10"),
    (lambda p: p.assign(x=p["x"] * 1.2), "5.0.9"),
    (lambda p: p.assign(y=p["y"] * 1.6), "5.0.9"),
])  # fmt: skip
def test_each_fault_of_an_initial_plan(change, clause):
    clauses = {one for one, _ in found(check(change(initial()), works(importance=1), "initial"))}
    assert clause in clauses


def test_rock_ends_general_holes_but_not_control_holes():
    plan = initial().assign(depth=5.0, in_rock=True)
    findings = check(plan, works(importance=1), "initial")
    assert [f.where.partition(":")[0] for f in findings if f.citation.clause == "5.0.10"] == ["control holes"]


def test_geophysical_points_do_not_count():
    plan = pd.concat([initial(), initial().assign(kind="geophysics", id=lambda p: "G" + p["id"])], ignore_index=True)
    assert found(check(plan, works(importance=1), "initial")) == []


def test_landform_units_production_lines_and_layers():
    plan = initial().assign(unit=["a"] * 24 + ["b"], shear_wave=False)
    plan.loc[24, "control"] = False
    lines = [{"name": "1", "exploration_line": "L9"}]
    site = {"importance": 1, "landform_units": ["a", "b"], "production_lines": lines,
            "geological_units": ["a"]}  # fmt: skip
    stratum = {**STRATA[0], "samples": 5}
    clauses = found(check(plan, {**works(**site), "strata": [stratum]}, "initial"))
    assert clauses == [
        ("5.0.8-1", Force.MUST), ("5.0.8-5", Force.MUST), ("5.0.11-2", Force.MUST), ("5.0.11-3", Force.SHOULD),
    ]  # fmt: skip


def test_advance_holes_at_every_pile_and_their_depth():
    entry = {**MILL, "advance_holes": "corestone", "size": 1.0, "columns": [[0, 0], [6, 0], [12, 0]], "embedment": 11.5}
    plan = detailed([[0, 0], [6, 0]], depth=16.5)
    findings = check(plan, works(entry), "construction")
    assert found(findings) == [("7.0.8", Force.SHOULD)] and "columns 3" in findings[0].where
    findings = check(plan.assign(depth=16.4), works({**entry, "advance_holes": "karst"}), "construction")
    assert found(findings) == [("7.0.6", Force.MUST)] * 2 and findings[0].source.is_stand_in


def test_site_table_changes_the_verdict(tmp_path):
    folder = tmp_path / "cement_plant_2015"
    folder.mkdir()
    lines = ["# source: printed", "ground_complexity,point_low,point_high", "1,5,8", "2,5,10", "3,10,15"]
    (folder / "table_6_0_9.csv").write_text("\n".join(lines))
    findings = check(detailed(building_points(SQUARE, 30)), works(MILL), "detailed", tables_of_site(tmp_path))
    assert {f.citation.clause for f in findings} == {"6.0.9"}
    assert "the site's own table" in str(findings[0])


@given(st.floats(0, 360), st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
def test_findings_do_not_care_where_north_is(azimuth, dx, dy):
    turn = np.radians(azimuth)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])

    def moved(points):
        return np.array(points, float) @ matrix.T + (dx, dy)

    points = np.delete(building_points(SQUARE, 15), 3, axis=0)
    here = check(detailed(points), works(MILL), "detailed")
    there = check(detailed(moved(points)), works({**MILL, "footprint": moved(SQUARE).tolist()}), "detailed")
    assert found(here) == found(there)


@pytest.mark.parametrize(("column", "value", "says"), [
    ("x", np.nan, "finite"), ("depth", -1.0, "finite"), ("depth", 20_000.0, "≤ 1000 m"), ("kind", "well", "borehole"),
    ("control", "perhaps", "yes or no"), ("works", "mil", "mill"), ("id", "mill-1", "only once"),
])  # fmt: skip
def test_unusable_cell_is_refused_with_column_and_row(column, value, says):
    plan = detailed(building_points(SQUARE, 30)).astype({"control": object})
    plan.loc[2, column] = value
    with pytest.raises(Refused, match=says) as caught:
        check(plan, works(MILL), "detailed")
    assert column in caught.value.argument


@pytest.mark.parametrize(("entry", "key", "says"), [
    ({**MILL, "footprint": [[0, 0], [1, 0]]}, "works.works.1.footprint", "a longer list"),
    ({**MILL, "foot_print": SQUARE}, "works.works.1.foot_print", "nearest is footprint"),
    ({**MILL, "base_width": float("nan")}, "works.works.1.base_width", "finite"),
    ({**MILL, "embedment": 2000.0}, "works.works.1.embedment", "≤ 1000"),
])  # fmt: skip
def test_works_that_do_not_fit_are_refused_with_their_key(entry, key, says):
    with pytest.raises(Refused, match=says) as caught:
        check(detailed(building_points(SQUARE, 30)), works(entry), "detailed")
    assert caught.value.argument == key


def test_missing_columns_empty_tables_and_unknown_stages_are_refused():
    plan = detailed(building_points(SQUARE, 30))
    with pytest.raises(Refused, match="column is needed"):
        check(plan.drop(columns="depth"), works(MILL), "detailed")
    with pytest.raises(Refused, match="at least one point"):
        check(plan[:0], works(MILL), "detailed")
    with pytest.raises(Refused, match="initial, detailed, construction"):
        check(plan, works(MILL), "feasibility")


def test_example_of_the_docs_has_exactly_its_planted_faults():
    findings = check(read_plan(EXAMPLE / "PLAN.csv"), read_works(EXAMPLE / "WORKS.toml"), "detailed")
    assert [f.citation.clause for f in findings] == ["6.0.13-2", "6.0.12-2", "6.0.11-4", "6.0.9"]


def test_what_no_rule_speaks_of_is_said_not_passed_over():
    plan = detailed(building_points(SQUARE, 30))
    wide = {**MILL, "base_width": 8.0}
    assert any("no depth rule" in reason for _, reason in check(plan, works(wide), "detailed").skipped)
    assert [c.clause for c, _ in check(plan, works(MILL), "construction").skipped] == ["7.0.5"]
    with pytest.raises(Refused, match="geophysical"):
        check(plan.assign(kind="geophysics"), works(MILL), "detailed")


def test_notebook_shows_findings_as_a_table_and_what_is_left():
    plan = detailed(building_points(SQUARE, 30), work="mill").assign(works="<mill>")
    findings = check(plan[:3], works({**MILL, "name": "<mill>"}), "detailed")
    html = findings._repr_html_()
    assert html.count("<tr") == len(findings) + 1 and "&lt;mill&gt;, corner 4" in html and "<mill>" not in html
    assert "Not checked" in html and str(findings).splitlines()[0] == str(findings[0])


def test_control_hole_that_only_just_reaches_the_deformation_depth_is_too_short():
    plan = detailed(building_points(TOWER["footprint"], 30), work="tower", control=1)
    given_works = {**works(TOWER, water_table=3.0), "strata": STRATA}
    deep = required_depth(as_works(given_works).works[0], as_works(given_works)).control
    for more, expected in ((0.0, ["6.0.12-2"]), (0.001, [])):
        findings = check(plan.assign(depth=TOWER["embedment"] + deep + more), given_works, "detailed")
        assert [clause for clause, _ in found(findings)] == expected


def test_collar_that_is_not_given_leaves_the_embedment():
    plan = detailed(building_points(TOWER["footprint"], 30), work="tower", collar=[100.0, np.nan, np.nan, 100.0])
    plan["depth"] = np.where(plan["control"], 31.8, 14.4)
    entry = {**TOWER, "base_elevation": 95.5}
    findings = check(plan, {**works(entry, water_table=3.0), "strata": STRATA}, "detailed")
    assert [f.points for f in findings] == [("tower-1", "tower-2")]


def test_hole_beside_a_pile_is_none_of_its_advance_holes():
    entry = {**MILL, "advance_holes": "corestone", "size": 1.0, "columns": [[0, 0]]}
    for offset, expected in ((0.5, []), (0.8, [("7.0.8", Force.SHOULD)])):
        assert found(check(detailed([[offset, 0]]), works(entry), "construction")) == expected
