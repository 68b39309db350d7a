"""The command: prints findings in the reader's language, writes workbook and figure whole, says what is wrong."""

from pathlib import Path

import matplotlib.image
import openpyxl
import pytest
from click.testing import CliRunner

from borehall.rules import plan_figure
from borehall.rules.plan import check
from borehall.rules.plan.files import read_plan, read_works
from borehall.rules.plan_command import plan
from borehall.rules.plan_figure import draw_plan
from borehall.words import speaking

EXAMPLE = Path(__file__).parents[2] / "docs" / "engineer" / "plan-check"
ARGUMENTS = ["check", str(EXAMPLE / "PLAN.csv"), "--works", str(EXAMPLE / "WORKS.toml")]


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setenv("BOREHALL_LANG", "zh_CN")


def test_example_in_chinese_with_workbook_and_figure(chinese, tmp_path):
    shown = CliRunner().invoke(plan, [*ARGUMENTS, "--out", str(tmp_path / "report")])
    assert shown.exit_code == 1
    assert "［应］《水泥工厂岩土工程勘察规范》（2015）第6.0.12条第2款" in shown.output
    assert "替代值" in shown.output and "共 4 条意见" in shown.output
    book = openpyxl.load_workbook(tmp_path / "report" / "plan-check.xlsx")
    assert book.sheetnames == ["意见", "检查范围", "勘探点"]
    assert [cell.value for cell in book["意见"][1]] == [
        "严格程度", "条款", "位置", "实际", "要求", "涉及的勘探点", "缺少勘探点处的坐标", "数值来源",
    ]  # fmt: skip
    assert [row[5] for row in book["意见"].iter_rows(values_only=True)][2:] == ["ZK03", "ZK08", "ZK19, ZK21"]
    assert book["意见"].auto_filter.ref == "A1:H5" and book["勘探点"].page_setup.orientation == "landscape"
    assert len(list(book["意见"].rows)) == 5
    points = list(book["勘探点"].values)
    assert points[0][0] == "编号" and {"类型", "控制性", "取样", "深度", "建筑物", "有意见"} <= set(points[0])
    assert {"是", "否", "钻孔", "窑尾塔架"} <= set(points[2]) | set(points[1])
    height, width, _ = matplotlib.image.imread(tmp_path / "report" / "plan-check.png").shape
    assert width > height > 1000
    assert sorted(file.name for file in (tmp_path / "report").iterdir()) == ["plan-check.png", "plan-check.xlsx"]


def test_sound_plan_ends_well(tmp_path, monkeypatch):
    monkeypatch.setenv("BOREHALL_LANG", "en")
    (tmp_path / "PLAN.csv").write_text("x,y,kind,control,sampled,depth\n0,0,borehole,1,1,9\n")
    (tmp_path / "WORKS.toml").write_text("[site]\nground_complexity = 2\n")
    shown = CliRunner().invoke(plan, ["check", str(tmp_path / "PLAN.csv"), "--works", str(tmp_path / "WORKS.toml")])
    assert shown.exit_code == 0 and "0 findings" in shown.output


def test_bad_input_ends_with_2_and_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("BOREHALL_LANG", "en")
    bad = tmp_path / "PLAN.csv"
    bad.write_text("x,y,kind,control,sampled,depth,works\n0,0,borehole,1,1,9,mill\n")
    arguments = ["check", str(bad), "--works", str(EXAMPLE / "WORKS.toml"), "--out", str(tmp_path / "report")]
    shown = CliRunner().invoke(plan, arguments)
    assert shown.exit_code == 2 and "'mill'" in shown.output and "窑尾塔架" in shown.output
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [(["--tables", "nowhere"], "no folder nowhere"), (["--out", str(EXAMPLE / "PLAN.csv")], "PLAN.csv")],
)
def test_folders_that_cannot_be_used_are_named(monkeypatch, more, says):
    monkeypatch.setenv("BOREHALL_LANG", "en")
    shown = CliRunner().invoke(plan, [*ARGUMENTS, *more])
    assert shown.exit_code == 2 and says in shown.output


def test_tables_of_the_site_that_we_are_in(tmp_path, monkeypatch):
    monkeypatch.setenv("BOREHALL_LANG", "en")
    (tmp_path / "hub_config").mkdir()
    (tmp_path / "hub_config" / "hall.toml").write_text("")
    folder = tmp_path / "rules" / "cement_plant_2015"
    folder.mkdir(parents=True)
    lines = ["# source: our copy", "ground_complexity,point_low,point_high", "1,5,8", "2,5,10", "3,10,15"]
    (folder / "table_6_0_9.csv").write_text("\n".join(lines))
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(plan, ARGUMENTS)
    assert "the site's own table (table_6_0_9.csv: our copy)" in shown.output


@pytest.mark.filterwarnings("error")
def test_figure_is_english_where_no_chinese_font_is_installed(monkeypatch):
    monkeypatch.setattr(plan_figure, "installed_fonts", lambda: ["DejaVu Sans"])
    points, works = read_plan(EXAMPLE / "PLAN.csv"), read_works(EXAMPLE / "WORKS.toml")
    with speaking("zh_CN"):
        figure = draw_plan(points, works, check(points, works, "detailed"))
    texts = [text.get_text() for text in figure.findobj(lambda one: hasattr(one, "get_text"))]
    assert "depth below collar (m)" in texts
    assert all(text.isascii() for text in texts if text != "−")


def test_names_in_the_figure_cover_neither_marks_nor_each_other():
    points, works = read_plan(EXAMPLE / "PLAN.csv"), read_works(EXAMPLE / "WORKS.toml")
    figure = draw_plan(points, works, check(points, works, "detailed"))
    axes, renderer = figure.axes[0], figure.canvas.get_renderer()
    boxes = {text.get_text(): text.get_window_extent(renderer) for text in axes.texts}
    assert {work.name for work in works.works} | {"ZK03", "ZK08", "ZK19", "ZK21"} <= set(boxes)
    assert len(boxes) >= len(points) - 3 + len(works.works)
    marks = axes.transData.transform(points[["x", "y"]].to_numpy())
    for name, box in boxes.items():
        assert not [other for other, its in boxes.items() if other != name and box.overlaps(its)], name
        assert not any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for x, y in marks), name


def test_figure_marks_where_points_are_missing_and_prints_survey_coordinates_in_full():
    points, works = read_plan(EXAMPLE / "PLAN.csv"), read_works(EXAMPLE / "WORKS.toml")
    few = points.drop(index=["ZK16", "ZK38"])
    figure = draw_plan(few, works, check(few, works, "detailed"))
    (crosses,) = (one for one in figure.axes[0].collections if one.get_label() == "a point is missing")
    assert crosses.get_offsets().tolist() == [[90, 0], [145, 95]]
    moved = few.assign(x=few["x"] + 3_456_000)
    axes = draw_plan(
        moved, works.model_copy(update={"works": ()}), check(moved.drop(columns="works"), works, "detailed")
    ).axes[0]
    assert all(len(text.get_text()) == 7 for text in axes.get_xticklabels())


def test_figure_of_an_initial_plan_shows_its_lines():
    points = read_plan(EXAMPLE / "PLAN.csv").drop(columns="works")
    points["line"] = ["A", "B"] * 20 + ["", "C"]
    works = read_works(EXAMPLE / "WORKS.toml").model_copy(update={"works": ()})
    above, below = draw_plan(points, works, check(points, works, "initial")).axes
    assert [line.get_linestyle() for line in above.lines] == ["-.", "-."]
    assert {"A", "B"} <= {text.get_text() for text in above.texts} & {text.get_text() for text in below.texts}


def test_figure_of_many_points_names_only_those_in_a_finding():
    points, works = read_plan(EXAMPLE / "PLAN.csv"), read_works(EXAMPLE / "WORKS.toml")
    many = plan_of_many(points)
    figure = draw_plan(many, works, check(many, works, "detailed"))
    named = {text.get_text() for text in figure.axes[0].texts if text.get_text().startswith("ZK")}
    assert named and {name.partition("-")[0] for name in named} <= {"ZK03", "ZK08", "ZK19", "ZK21"}


def plan_of_many(points):
    import pandas as pd

    return pd.concat([points.rename(index=lambda name, k=k: f"{name}-{k}") for k in range(4)])
