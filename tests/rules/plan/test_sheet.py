"""Plans as engineers have them: from Excel, with units in the headings, silos called 1#, half-empty rows."""

import openpyxl
import pytest

from borehall.faults import AuthorFault
from borehall.rules.plan import check
from borehall.rules.plan.files import read_plan
from borehall.words import speaking

HEADS = ["勘探点编号", "X(m)", "Y（m）", "类型", "控制性", "取样", "孔深(m)", "建（构）筑物", "孔口高程", "备注"]
ROWS = [
    ["ZK1", 3456000.5, 512000, "钻孔", "是", "√", 30, "1#水泥库", 52.3, "1# 角点"],
    ["#2", 3456010.5, 512000, "静力触探", "", None, 20.5, "1#水泥库", None, None],
]


def text(delimiter=","):
    lines = [HEADS, *ROWS]
    return "\n".join(delimiter.join("" if cell is None else str(cell) for cell in line) for line in lines) + "\n"


def write(folder, data):
    file = folder / "PLAN.csv"
    file.write_bytes(data)
    return file


def workbook(folder, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = folder / "PLAN.xlsx"
    book.save(file)
    return file


def assert_read(table):
    assert table.index.tolist() == ["ZK1", "#2"]
    assert table["works"].tolist() == ["1#水泥库"] * 2
    assert table["depth"].tolist() == [30, 20.5] and table["x"].tolist() == [3456000.5, 3456010.5]
    assert table["control"].tolist() == table["sampled"].tolist() == [True, False]
    assert table["kind"].tolist() == ["borehole", "cpt"]
    assert table["collar"].isna().tolist() == [False, True]
    assert table.attrs["unused"] == ["备注"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_from_excel(tmp_path, encoding, delimiter):
    assert_read(read_plan(write(tmp_path, text(delimiter).encode(encoding))))


def test_rows_of_commas_at_the_end_and_empty_columns(tmp_path):
    lines = [line + ",," for line in text().splitlines()]
    assert_read(read_plan(write(tmp_path, "\n".join([*lines, "," * 11, "," * 11]).encode())))


def test_workbook(tmp_path):
    assert_read(read_plan(workbook(tmp_path, [HEADS, *ROWS, [None] * 10])))


def test_remarks_above_and_below_the_heading(tmp_path):
    lines = text().splitlines()
    assert_read(read_plan(write(tmp_path, "\n".join(["# a, b, c", lines[0], "# x,,", *lines[1:]]).encode())))


def test_heading_with_a_line_break(tmp_path):
    broken = text().replace("孔深(m)", '"孔深\n(m)"')
    assert_read(read_plan(write(tmp_path, broken.encode())))
    with pytest.raises(AuthorFault) as caught:
        read_plan(write(tmp_path, broken.replace("20.5", "abc").encode()))
    assert (caught.value.line, caught.value.key) == (4, "孔深\n(m)")


def test_fault_in_a_workbook_names_row_and_heading(tmp_path):
    bad = [ROWS[0], [*ROWS[1][:6], "20 m", *ROWS[1][7:]]]
    with pytest.raises(AuthorFault, match="'20 m'") as caught:
        read_plan(workbook(tmp_path, [HEADS, *bad]))
    assert (caught.value.line, caught.value.key) == (3, "孔深(m)")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("PLAN.xlsx", b"id,x,y", "not a table"),
        ("PLAN.csv", b"", "the file is empty"),
        ("PLAN.csv", text().replace("52.3,1# 角点", "52.3,1#,角点").encode(), "no more cells than column names: 10"),
        ("PLAN.csv", ("id,x\n" + "a," + "9" * 200_000).encode(), "not a table"),
    ],
)
def test_files_that_hold_no_plan(tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(AuthorFault, match=says):
        read_plan(tmp_path / name)


def test_missing_column_and_unknown_kind_in_the_readers_language(tmp_path):
    with speaking("zh_CN"):
        with pytest.raises(AuthorFault) as caught:
            read_plan(write(tmp_path, text().replace("孔深(m)", "长度").encode()))
        assert caught.value.key == "深度（depth）"
        with pytest.raises(AuthorFault, match="钻孔, 静探"):
            read_plan(write(tmp_path, text().replace("静力触探", "钎探").encode()))


def test_two_headings_of_one_meaning_are_refused(tmp_path):
    with pytest.raises(AuthorFault, match="one column of this name") as caught:
        read_plan(write(tmp_path, text().replace("备注", "深度").encode()))
    assert caught.value.key == "深度"


def test_blank_yes_or_no_in_a_table_of_pandas_is_a_no():
    import pandas as pd

    points = pd.DataFrame({"x": [0.0, 90], "y": 0.0, "kind": "borehole", "control": [True, None],
                           "sampled": pd.array([True, pd.NA], dtype="boolean"), "depth": 30.0})  # fmt: skip
    findings = check(points, {"site": {"ground_complexity": 2, "importance": 1}}, "initial")
    assert not [f for f in findings if "control points of" in f.found]
