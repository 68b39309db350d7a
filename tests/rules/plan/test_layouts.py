"""Where the points of the works lie: holes in a yard, rings, piers, points astray."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borehall.rules.cement_plant_2015.clause_6_0_11_layout import (
    building_points,
    chimney_points,
    gallery_points,
    kiln_line_points,
    silo_rings,
    stockyard_grid,
)
from borehall.rules.citation import Force, Status
from borehall.rules.layout import contains, distances_to, emptiest_places
from borehall.rules.plan import check
from borehall.rules.refusal import Refused
from tests.rules.plan.test_checking import MILL, SILO, SQUARE, detailed, found, works

BOX = [[0, 0], [120, 0], [120, 60], [0, 60]]
YARD = {"name": "yard", "system_class": "stockpiling", "layout": "stockyard", "footprint": BOX, "spacing": 40}
MAY = ("6.0.9", Force.MAY)


def yard_without(*left_out, spacing=40.0):
    grid = stockyard_grid(120, 60, spacing).points
    return detailed(np.delete(grid, left_out, axis=0), work="yard")


def test_hole_in_the_middle_of_a_yard_is_found_and_its_place_named():
    assert found(check(yard_without(spacing=30), works(YARD), "detailed")) == []
    findings = check(yard_without(6, spacing=30), works({**YARD, "spacing": 30}), "detailed")
    assert found(findings) == [MAY]
    (place,) = findings[0].places
    assert np.hypot(place[0] - 30, place[1] - 30) < 2
    assert "required a grid of 30 m" in str(findings[0])


def test_each_hole_of_a_yard_is_named_once():
    findings = check(yard_without(6, 8, spacing=30), works({**YARD, "spacing": 30}), "detailed")
    assert found(findings) == [MAY] and "2 empty places" in findings[0].found
    assert sorted(round(x, -1) for x, _ in findings[0].places) == [30, 90]


def test_bare_corner_and_side_of_a_yard():
    assert found(check(yard_without(0), works(YARD), "detailed")) == [MAY]
    inset = stockyard_grid(90, 30, 30).points + 15
    assert found(check(detailed(inset, work="yard"), works({**YARD, "spacing": 30}), "detailed")) == []


def test_spacing_of_the_works_file_is_not_called_the_standards_stand_in():
    wide, ordinary = (check(yard_without(0), works({**YARD, "spacing": s}), "detailed") for s in (40, 20))
    assert wide[0].source.status is Status.HELD and not wide[0].provenance
    assert ordinary[0].source.is_stand_in


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 40)), min_size=1, max_size=12), st.floats(8, 30))
def test_emptiest_places_are_those_of_a_dense_scan(points, reach):
    polygon, points = np.array([[0, 0], [60, 0], [60, 40], [20, 40.0]]), np.array(points)
    places, gaps = emptiest_places(polygon, points, reach)
    assert contains(polygon, places).all() if len(places) else True
    assert (gaps > reach).all() and distances_to(places, points) == pytest.approx(gaps)
    scan = np.array([[x, y] for x in range(61) for y in range(41)], float)
    worst = distances_to(scan[contains(polygon, scan)], points).max()
    if len(places):
        assert gaps.max() == pytest.approx(worst, abs=reach / 4)
    else:
        assert worst <= reach * 1.2


def test_two_points_on_a_large_silos_outline_are_too_few():
    silo = {**SILO, "diameter": 60}
    rings = silo_rings(60, 8, 4).points
    assert found(check(detailed(rings, work="silo"), works(silo), "detailed")) == []
    few = np.delete(rings, [1, 2, 3], axis=0)
    findings = check(detailed(few, work="silo"), works(silo), "detailed")
    assert found(findings) == [MAY] and findings[0].points == ("silo-0", "silo-1")
    assert "60.0 m" in findings[0].found


def test_neighbours_on_a_ring_are_compared_by_the_chord():
    n, limit = 12, 30.0
    diameter = limit / math.sin(math.pi / n)
    for grown, expected in ((0.999, []), (1.001, [MAY] * n)):
        stack = {"name": "s", "system_class": "burning", "layout": "chimney", "centre": [0, 0],
                 "diameter": diameter * grown}  # fmt: skip
        plan = detailed(chimney_points(diameter * grown, n), work="s")
        assert found(check(plan, works(stack), "detailed")) == expected


def test_chimney_is_tall_and_has_points_on_its_outline():
    stack = {"name": "s", "system_class": "burning", "layout": "chimney", "centre": [0, 0], "diameter": 12}
    only_centre = detailed([[0, 0]], work="s")
    assert found(check(only_centre, works(stack), "detailed")) == [
        ("6.0.10-2", Force.SHOULD),
        ("6.0.11-5", Force.SHOULD),
    ]
    astray = detailed([*chimney_points(12, 4), [3, 0]], work="s")
    assert check(astray, works(stack), "detailed")[0].points == ("s-5",)


PIERS = [[10, 5], [34, 23], [58, 41]]
KILN = {"name": "kiln", "system_class": "burning", "layout": "kiln", "piers": PIERS, "base_width": 6, "base_length": 8,
        "foundation": "raft"}  # fmt: skip


def kiln_plan():
    azimuth = math.degrees(math.atan2(18, 24))
    return detailed(kiln_line_points((10, 5), azimuth, [0.0, 30.0, 60.0], 8, 6), work="kiln")


def test_kiln_has_points_at_the_corners_and_the_centre_of_each_pier():
    assert found(check(kiln_plan(), works(KILN), "detailed")) == []
    findings = check(kiln_plan().assign(control=True).drop(index=[9, 10]), works(KILN), "detailed")
    assert found(findings) == [("6.0.11-5", Force.SHOULD)] * 2
    assert [f.where for f in findings] == ["kiln, pier 2, centre", "kiln, pier 3, corner 1"]
    assert findings[0].places == (pytest.approx((34.0, 23.0)),)


def test_point_between_two_piers_serves_neither():
    plan = kiln_plan()
    plan.loc[4, ["x", "y"]] = [22.0, 14.0]
    assert {f.where for f in check(plan, works(KILN), "detailed")} == {"kiln: kiln-4", "kiln, pier 1, centre"}


@pytest.mark.parametrize("key", ["piers", "base_width", "base_length"])
def test_kiln_needs_its_piers_and_their_size(key):
    with pytest.raises(Refused, match="this key is needed") as caught:
        check(kiln_plan(), works({k: v for k, v in KILN.items() if k != key}), "detailed")
    assert caught.value.argument == f"works.works.1.{key}"


def test_points_outside_of_their_building_but_for_its_equipment():
    plan = detailed([*building_points(SQUARE, 30), [36, 10]])
    findings = check(plan, works(MILL), "detailed")
    assert found(findings) == [("6.0.11-1", Force.SHOULD)] and findings[0].points == ("mill-4",)
    assert found(check(plan, works({**MILL, "equipment": [[36, 10]]}), "detailed")) == []


def test_gallery_point_beside_its_columns():
    columns = [[0.0, 15.0 * i] for i in range(5)]
    gallery = {"name": "g", "system_class": "conveying", "layout": "gallery", "columns": columns}
    plan = detailed([*gallery_points(columns, alternate=True).points, [6, 30]], work="g")
    assert [f.points for f in check(plan, works(gallery), "detailed")] == [("g-3",)]


def test_plan_in_other_coordinates_than_its_works_is_refused():
    plan = detailed(building_points(SQUARE, 30)).assign(x=lambda p: p["x"] + 3_456_000)
    with pytest.raises(Refused, match="are x and y swapped") as caught:
        check(plan, works(MILL), "detailed")
    assert caught.value.value == "mill"


def test_two_works_of_one_name_are_refused():
    with pytest.raises(Refused, match="each name only once") as caught:
        check(detailed(building_points(SQUARE, 30)), works(MILL, MILL), "detailed")
    assert caught.value.argument == "works.works.2.name"


def test_plan_without_works_is_checked_as_a_whole_only():
    findings = check(detailed(building_points(SQUARE, 30)).drop(columns="works"), works(MILL), "detailed")
    assert found(findings) == []
    assert any("no column works" in reason for _, reason in findings.skipped)
    stray = detailed(building_points(SQUARE, 30))
    stray.loc[3, "works"] = ""
    assert any("mill-3" in reason for _, reason in check(stray, works(MILL), "detailed").skipped)


def test_yard_is_reminded_of_deeper_control_holes():
    assert ("6.0.12-7", True) in [
        (clause.clause, "no number" in reason)
        for clause, reason in check(yard_without(), works(YARD), "detailed").skipped
    ]


def test_shear_wave_holes_should_stand_at_mills_or_tall_works():
    store = {"name": "store", "system_class": "packing", "footprint": [[50, 0], [80, 0], [80, 20], [50, 20]]}
    points = np.vstack([building_points(SQUARE, 30), building_points(SQUARE, 30) + (50, 0)])
    plan = detailed(points, control=2).assign(unit="u", works=["mill"] * 4 + ["store"] * 4)
    site = {"production_lines": [{"name": "1"}], "geological_units": ["u"]}
    entries = [{**MILL, "production_line": "1"}, {**store, "production_line": "1"}]
    for holes, expected in (([4, 5, 6], [("6.0.14", Force.SHOULD)]), ([0, 4, 5], [])):
        plan["shear_wave"] = np.isin(np.arange(8), holes)
        assert found(check(plan, works(*entries, **site), "detailed")) == expected


def test_both_ends_of_a_gallery_want_a_point():
    columns = [[0.0, 15.0 * i] for i in range(7)]
    gallery = {"name": "g", "system_class": "conveying", "layout": "gallery", "columns": columns}
    findings = check(detailed(columns[1::2], work="g"), works(gallery), "detailed")
    assert [f.where for f in findings] == ["g, column 1", "g, column 7"]


def test_outline_is_closed_and_wider_spacing_is_for_yards_and_conveyors_only():
    plan = detailed(building_points(SQUARE, 30))
    findings = check(plan, works({**MILL, "spacing": 40}, ground_complexity=1), "detailed")
    assert [f.points for f in findings] == [(f"mill-{i}", f"mill-{(i + 1) % 4}") for i in range(4)]


@pytest.mark.parametrize("shift", [(3000, 0), (-3000, 0), (0, 3000), (0, -3000)])
def test_plan_astray_in_any_direction_is_refused(shift):
    plan = detailed(np.array(building_points(SQUARE, 30)) + shift)
    with pytest.raises(Refused, match="at least (2970|2980|3000) m"):
        check(plan, works(MILL), "detailed")


def test_pointed_corner_of_a_yard_is_looked_at_though_the_raster_misses_it():
    places, gaps = emptiest_places(np.array([[0, 10], [90, 0], [90, 30.0]]), np.array([[61, 12.0]]), 60.0)
    assert places.tolist() == [[0, 10]] and gaps == pytest.approx([math.hypot(61, 2)])
