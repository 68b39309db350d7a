"""Reading a plan and its works: what is wrong is named with file, line, key and value."""

from pathlib import Path

import pytest

from borehall.faults import AuthorFault
from borehall.rules.plan.files import read_plan, read_works

EXAMPLE = Path(__file__).parents[3] / "docs" / "engineer" / "plan-check"
HEAD = "id,x,y,kind,control,sampled,depth\n"
ROW = "a,0,0,borehole,yes,no,12\n"
SITE = "[site]\nground_complexity = 2\n"
WORK = '[[works]]\nname = "silo"\nsystem_class = "silos"\nlayout = "silo"\ncentre = [0, 0]\ndiameter = 18\n'


def plan(folder, text, encoding="utf-8"):
    file = folder / "PLAN.csv"
    file.write_bytes(text.encode(encoding))
    return file


def works(folder, text):
    file = folder / "WORKS.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_headings_and_words_in_any_usual_encoding(tmp_path, encoding):
    text = (EXAMPLE / "PLAN.csv").read_text(encoding="utf-8")
    table = read_plan(plan(tmp_path, text, encoding))
    assert table.loc["ZK01", "works"] == "窑尾塔架"
    assert table["control"].sum() == 18 and set(table["kind"]) == {"borehole", "cpt"}


def test_comments_and_blank_lines_do_not_shift_the_line_named(tmp_path):
    text = "# a remark\n" + HEAD + "\n" + ROW + "b,0,abc,borehole,yes,no,12\n"
    with pytest.raises(AuthorFault) as caught:
        read_plan(plan(tmp_path, text))
    assert (caught.value.line, caught.value.key) == (5, "y")
    assert "'abc'" in caught.value.seen and "finite number" in caught.value.expected


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        ("", None, None, "not a table"),
        ("id,x\na,1\n", 1, "y", "column is needed"),
        (HEAD, 1, "x", "at least one point"),
        (HEAD + ROW + ROW, 3, "id", "only once"),
        (HEAD + ROW.replace("borehole", "bore hole"), 2, "kind", "borehole, cpt"),
        (HEAD + ROW.replace("yes", "maybe"), 2, "control", "yes or no"),
        (HEAD + ROW.replace("12", "12000"), 2, "depth", "≤ 1000 m"),
        (HEAD + ROW.replace("12", ""), 2, "depth", "finite number"),
        (HEAD.replace("depth", "x"), 1, None, ""),
        (HEAD + "a,0,0,borehole,yes,no,12,extra,more\nb,1\n", None, None, ""),
    ],
)
def test_bad_plan(tmp_path, text, line, key, says):
    with pytest.raises(AuthorFault) as caught:
        read_plan(plan(tmp_path, text))
    assert caught.value.file == tmp_path / "PLAN.csv"
    assert says in str(caught.value)
    if key:
        assert (caught.value.line, caught.value.key) == (line, key)


def test_missing_and_binary_files(tmp_path):
    with pytest.raises(AuthorFault, match="cannot be read"):
        read_plan(tmp_path / "none.csv")
    file = tmp_path / "PLAN.csv"
    file.write_bytes(b"\x80\xff\x00\x81\xfe\xff")
    with pytest.raises(AuthorFault, match="UTF-8"):
        read_plan(file)


def test_works_of_the_example(tmp_path):
    found = read_works(EXAMPLE / "WORKS.toml")
    assert [work.name for work in found.works][:2] == ["窑尾塔架", "生料均化库"]
    assert found.ground.bottom == 60


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        (SITE.replace("2", "4"), 2, "site.ground_complexity", "≤ 3"),
        (SITE.replace("2", '"2"'), 2, "site.ground_complexity", "a whole number"),
        (SITE.replace("ground_complexity", "ground_complexty"), 1, "site.ground_complexity", "needed"),
        (SITE + "ground_complxity = 2\n", 3, "site.ground_complxity", "nearest is ground_complexity"),
        (SITE + WORK.replace("18", "-18"), 8, "works.1.diameter", "> 0"),
        (SITE + WORK.replace("diameter = 18\n", ""), 3, "works.1.diameter", "needed"),
        (SITE + WORK + WORK.replace("18", "nan"), 14, "works.2.diameter", "finite"),
        (SITE + WORK.replace('layout = "silo"', 'layout = "sillo"'), 6, "works.1.layout", "'outline', 'silo'"),
        (SITE + WORK.replace('"silos"', '"storage"'), 5, "works.1.system_class", "'crushing'"),
        (SITE + WORK + "diametre = 3\n", 9, "works.1.diametre", "nearest is diameter"),
        (SITE + WORK + "tall_or_heavy = true\n", 3, "works.1.base_width", "needed"),
        (SITE + WORK + 'advance_holes = "karst"\n', 3, "works.1.columns", "needed"),
        (SITE + "[[strata]]\nname = 3\n", 4, "strata.1.name", "quotes"),
        ("[site\n", 1, None, "TOML"),
        ("[site]\n", 1, "site.ground_complexity", "needed"),
        ("", None, "site", "needed"),
        (SITE + "[weather]\nrain = 1\n", 3, "weather", "a known key"),
    ],
)
def test_bad_works(tmp_path, text, line, key, says):
    with pytest.raises(AuthorFault) as caught:
        read_works(works(tmp_path, text))
    assert (caught.value.line, caught.value.key) == (line, key)
    assert caught.value.file == tmp_path / "WORKS.toml"
    assert says in caught.value.expected or says in caught.value.seen
