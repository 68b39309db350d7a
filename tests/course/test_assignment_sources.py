"""The hand-written assignments as their instructors wrote them: what nbgrader, a reader and the rules ask of them."""

import ast
import base64
import io
import json
import re
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from PIL import Image

from borehall.rules.cement_plant_2015 import clause_5_0_9_spacing as initial
from borehall.rules.cement_plant_2015 import clause_6_0_9_spacing as detailed
from borehall.rules.cement_plant_2015.clause_5_0_10_depth import hole_depth_limits
from borehall.rules.gb50007_2011.appendix_k_stress import Base, centre_stress_factor
from borehall.words import speaking
from tests.course.marked_course import ASSIGNMENTS, graded, source_of

QUESTIONS = ("number", "numbers", "selection", "function")
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*)\n### END HIDDEN TESTS", re.DOTALL)


def hidden_tests(assignment):
    cells = graded(source_of(assignment)).items()
    return {name: ast.parse(HIDDEN.search(cell.source)[1]) for name, cell in cells if cell.cell_type == "code"}


def given(assignment) -> dict[str, Any]:
    values: dict[str, Any] = {"pd": pd}
    for cell in source_of(assignment).cells:
        if cell.id.startswith("given-"):
            exec(cell.source, values)
    return values


def as_plain(value):
    return [as_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_points_add_up_to_a_hundred_over_enough_cells(assignment):
    cells = graded(source_of(assignment)).values()
    by_hand = [cell for cell in cells if cell.metadata.nbgrader.solution]
    assert sum(cell.metadata.nbgrader.points for cell in cells) == 100
    assert 6 <= len(cells) - len(by_hand) <= 8
    assert [cell.cell_type for cell in by_hand] == ["markdown"]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_cells_keep_their_names(assignment):
    notebook = source_of(assignment)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.language == "zh"
    for cell in notebook.cells:
        marked = cell.metadata.get("nbgrader")
        assert marked is None or marked.grade_id == cell.id
        assert not cell.get("outputs") and not cell.get("execution_count")


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_text_is_chinese_first_and_english_after(assignment):
    for cell in source_of(assignment).cells:
        if cell.cell_type == "markdown":
            chinese, english = (
                re.search(r"[\u4e00-\u9fff]", cell.source),
                re.search(r"[A-Za-z]{4}.*[a-z]{4}", cell.source),
            )
            assert chinese and english, cell.id


def test_both_assignments_use_the_same_tools():
    tools = {
        next(cell.source for cell in source_of(assignment).cells if cell.id == "tools") for assignment in ASSIGNMENTS
    }
    assert len(tools) == 1


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_only_hidden_tests_know_the_rules(assignment):
    for cell in source_of(assignment).cells:
        assert "borehall" not in HIDDEN.sub("", cell.source), cell.id
    for name, test in hidden_tests(assignment).items():
        imported = {node.module for node in ast.walk(test) if isinstance(node, ast.ImportFrom)}
        assert any(module.startswith("borehall.rules.") for module in imported), name


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_expected_value_is_typed(assignment):
    for name, test in hidden_tests(assignment).items():
        for call in (node for node in ast.walk(test) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr in (
                "number",
                "numbers",
                "selection",
                "function",
            ):
                expected = call.args[1]
                assert not isinstance(expected, ast.Constant), name
                assert {one.id for one in ast.walk(expected) if isinstance(one, ast.Name)}, name


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_hidden_tests_hold_the_given_values_of_their_own(assignment):
    """A trainee may change a given value, by accident or on purpose: the test must not follow, nor may it differ."""
    values, used = given(assignment), set()
    for name, test in hidden_tests(assignment).items():
        (mark,) = (node for node in test.body if isinstance(node, ast.FunctionDef))
        arguments = [one.arg for one in mark.args.args]
        defaults = [eval(ast.unparse(one)) for one in mark.args.defaults]
        assert len(arguments) == len(defaults), name
        for argument, default in zip(arguments, defaults, strict=True):
            assert as_plain(default) == as_plain(values[argument]), f"{name}: {argument}"
        read = {node.id for node in ast.walk(test) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        assert not (read & set(values)) - set(arguments) - {"pd"}, name
        used |= set(arguments)
    assert used


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_figure_was_drawn_from_the_given_values(assignment):
    (figure,) = (cell.attachments for cell in source_of(assignment).cells if cell.get("attachments"))
    ((name, content),) = figure.items()
    picture = Image.open(io.BytesIO(base64.b64decode(content["image/png"])))
    drawn_from = json.loads(picture.text["Given"])
    values = given(assignment)
    assert drawn_from == {key: as_plain(values[key]) for key in drawn_from}
    assert picture.width >= 1600, name


def rows_of(assignment, cell_id):
    (source,) = (cell.source for cell in source_of(assignment).cells if cell.id == cell_id)
    assert "代用值" in source and "Stand-in" in source and "GB 50021-2001" in source
    lines = [line.strip("| ").split(" | ") for line in source.splitlines() if re.match(r"\| [一二三]级", line)]
    assert len(lines) == 3
    return [[cell.strip() for cell in line[1:]] for line in lines]


def as_written(interval):
    return f"≥{interval.low:g}" if interval.high is None else f"{interval.low:g}～{interval.high:g}"


STAND_INS = {
    ("spacing", "stand-in-initial"): (
        initial.line_spacing_limits,
        initial.point_spacing_limits,
    ),
    ("spacing", "stand-in-detailed"): (detailed.point_spacing_limits,),
    ("depth", "stand-in-initial"): (
        lambda grade: hole_depth_limits(grade).general,
        lambda grade: hole_depth_limits(grade).control,
    ),
}


@pytest.mark.parametrize("place", STAND_INS, ids="-".join)
def test_a_stand_in_says_so_and_shows_what_the_rules_hold(place):
    rules = STAND_INS[place]
    assert rows_of(*place) == [[as_written(rule(grade)) for rule in rules] for grade in (1, 2, 3)]
    with speaking("en"):
        assert all(rule(1).source.is_stand_in for rule in rules)


def test_the_stresses_of_the_table_are_those_under_the_tower():
    values = given("depth")
    pressure, length = 260.0, 24.0
    raft = Base("rectangle", values["tower_width"], length)
    expected = [pressure * centre_stress_factor(raft, z) if z else pressure for z in values["stress_depths"]]
    assert values["added_stress"] == pytest.approx(expected, abs=0.051)
    assert [round(after - before, 6) for before, after in pairwise(values["overburden"])] == [20.0] * 20
