"""Initial investigation: lines in two directions, single points, holes that classify the site, adjusted depths."""

import numpy as np
import pandas as pd
import pytest

from borehall.rules.cement_plant_2015.clause_5_0_10_depth import hole_depth_adjustments
from borehall.rules.citation import Force
from borehall.rules.plan import check
from tests.rules.plan.test_checking import found, initial, works


def crossing(gap):
    """Two lines along y, ``gap`` apart, across the five lines along x of the sound plan."""
    lines = pd.DataFrame({"x": np.repeat([20.0, 20.0 + gap], 3), "y": [40.0, 130, 220] * 2})
    lines = lines.assign(id=[f"C{i}" for i in range(6)], line=["C1"] * 3 + ["C2"] * 3, kind="borehole", depth=15.0)
    return pd.concat([initial(), lines.assign(control=False, sampled=False)], ignore_index=True)


@pytest.mark.parametrize(("gap", "expected"), [(150, []), (150.1, [{"C1", "C2"}])])
def test_lines_of_the_second_direction_are_compared_too(gap, expected):
    findings = check(
        crossing(gap).assign(control=lambda p: p.index % 4 == 0, depth=30.0), works(importance=1), "initial"
    )
    assert [set(f.where.split()) - {"lines", "and"} for f in findings if f.citation.clause == "5.0.9"] == expected
    assert not [reason for clause, reason in findings.skipped if clause.clause == "5.0.9"]


def test_line_of_its_own_direction_and_line_of_one_point_are_named():
    plan = crossing(100)
    plan = plan.drop(index=plan.index[plan["line"] == "C2"][1:])
    reasons = [
        reason for clause, reason in check(plan, works(importance=1), "initial").skipped if clause.clause == "5.0.9"
    ]
    assert reasons == ["lines of a single point: C2", "lines without a parallel one: C1"]


@pytest.mark.parametrize(("cover", "fails"), [(30.0, True), (29.9, False)])
def test_holes_that_classify_the_site_go_beyond_the_cover(cover, fails):
    plan = initial().assign(shear_wave=lambda p: p["control"])
    clauses = found(check(plan, works(importance=1, cover=cover), "initial"))
    assert (("5.0.10-4", Force.MUST) in clauses) == fails


def test_adjustments_of_the_depth_by_item_and_force():
    def of(control, **named):
        return [(a.citation.clause, a.action, a.force.value) for a in hole_depth_adjustments(control, **named)]

    assert of(True) == of(False) == []
    assert of(False, deep_cut=True, rock_within_depth=True) == [
        ("5.0.10-1", "deepen", "must"),
        ("5.0.10-1", "end", "may"),
    ]
    assert of(True, rock_within_depth=True) == [("5.0.10-1", "enter rock", "must")]
    assert of(True, thick_even_hard_layer=True) == [("5.0.10-2", "keep", "must")]
    assert of(False, thick_even_hard_layer=True) == [("5.0.10-2", "lessen", "may")]
    assert of(False, soft_layer=True) == [("5.0.10-2", "deepen", "must")]
    assert of(True, soft_layer=True) == [("5.0.10-2", "deepen", "must"), ("5.0.10-2", "pass", "must")]
    assert of(False, tall_or_heavy_possible=True) == [("5.0.10-3", "deepen", "must")]
