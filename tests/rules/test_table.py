"""Tables: the shipped ones are sound, a site's own replace them, and a bad file is named with line, key and value."""

import pytest

from borehall.faults import AuthorFault
from borehall.rules.cement_plant_2015 import (
    appendix_c_buildings,
    clause_5_0_10_depth,
    clause_6_0_9_spacing,
    clause_7_0_advance_holes,
    clause_8_3_uniformity,
)
from borehall.rules.citation import Status
from borehall.rules.coverage import clause_states
from borehall.rules.refusal import Refused
from borehall.rules.table import SHIPPED, tables_of_site

GOOD = """source = "printed standard, page 21"
[[rows]]
ground_complexity = 1
point_low = 8
point_high = 12
[[rows]]
ground_complexity = 2
point_low = 12
point_high = 25
[[rows]]
ground_complexity = 3
point_low = 25
point_high = 40
"""
NAME = "cement_plant_2015/table_6_0_9.toml"


def site_with(folder, text, name=NAME):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


def test_every_shipped_table_says_where_it_is_from():
    for name, table in SHIPPED.items():
        assert table.source.label and table.title_en and table.title_zh, name
        assert table.source.remark or table.source.is_stand_in, name


def test_every_cement_table_without_values_stands_in_or_is_held():
    own = [table for name, table in SHIPPED.items() if name.startswith("cement_plant_2015/")]
    assert {table.source.status for table in own} == {Status.STAND_IN, Status.HELD, Status.LOW, Status.MISSING}


def test_site_replaces_a_table_and_results_name_its_file(tmp_path):
    tables = tables_of_site(site_with(tmp_path, GOOD))
    limits = clause_6_0_9_spacing.point_spacing_limits(2, tables)
    assert (limits.low, limits.high) == (12, 25)
    assert limits.source.status is Status.SITE and not limits.source.is_stand_in
    assert "table_6_0_9.toml" in limits.label and "page 21" in limits.label
    assert clause_6_0_9_spacing.point_spacing_limits(2).high == 30
    assert next(one for one in clause_states(tables) if one.clause == "6.0.9").state == "site"


def test_site_table_as_csv(tmp_path):
    rows = "# source: printed standard, page 21\nground_complexity,point_low,point_high\n1,8,12\n2,12,25\n3,25,40\n"
    tables = tables_of_site(site_with(tmp_path, rows, "cement_plant_2015/table_6_0_9.csv"))
    assert clause_6_0_9_spacing.point_spacing_limits(3, tables).high == 40


def test_replacing_the_parent_shows_through_the_stand_in(tmp_path):
    tables = tables_of_site(site_with(tmp_path, GOOD, "gb50021_2001/table_4_1_15.toml"))
    limits = clause_6_0_9_spacing.point_spacing_limits(1, tables)
    assert limits.high == 12 and limits.source.is_stand_in


def test_depth_table_may_go_by_plant_scale(tmp_path):
    rows = "".join(
        f'[[rows]]\nplant_scale = "{scale}"\ngeneral_low = {low}\ncontrol_low = {2 * low}\n'
        for scale, low in (("large", 20), ("medium", 15), ("small", 10))
    )
    tables = tables_of_site(site_with(tmp_path, f'source = "p. 9"\n{rows}', "cement_plant_2015/table_5_0_10.toml"))
    assert clause_5_0_10_depth.hole_depth_limits(plant_scale="large", tables=tables).control.low == 40
    with pytest.raises(Refused, match="plant_scale"):
        clause_5_0_10_depth.hole_depth_limits(1, tables=tables)


def test_karst_table_of_a_site_goes_by_karst_and_size(tmp_path):
    rows = """source = "p. 30"
[[rows]]
karst = "strong"
size_to = 1.0
holes = 1
multiple = 3
least_depth = 5
[[rows]]
karst = "strong"
holes = 3
multiple = 4
least_depth = 6
"""
    tables = tables_of_site(site_with(tmp_path, rows, "cement_plant_2015/table_7_0_6.toml"))
    find = clause_7_0_advance_holes.karst_advance_holes
    assert (find("strong", 1.0, tables).holes, find("strong", 1.1, tables).holes) == (1, 3)
    with pytest.raises(Refused):
        find("weak", 1.0, tables)


def test_missing_folder_replaces_nothing(tmp_path):
    assert tables_of_site(tmp_path / "none").keys() == SHIPPED.keys()


@pytest.mark.parametrize(
    ("change", "line", "key", "says"),
    [
        (("point_high = 25", "point_high = 2.5"), 8, "rows[2].point_low", "upper limit 2.5"),
        (("point_high = 25", 'point_high = "25"'), 9, "rows[2].point_high", "a number"),
        (("point_high = 25", "point_heigh = 25"), 9, "rows[2].point_heigh", "nearest is point_high"),
        (("point_high = 25\n", ""), 6, "rows[2].point_high", "may not be empty"),
        (("point_high = 25", "point_high = nan"), 9, "rows[2].point_high", "finite"),
        (("point_high = 25", "point_high = 25000"), 9, "rows[2].point_high", "at most 500 m"),
        (("ground_complexity = 3", "ground_complexity = 2"), 11, "rows[3].ground_complexity", "only once"),
        (("ground_complexity = 3", "ground_complexity = 4"), 11, "rows[3].ground_complexity", "one of 1, 2, 3"),
        (('source = "printed standard, page 21"', 'source = ""'), 1, "source", "edition and page"),
        (('source = "printed standard, page 21"', 'sauce = "x"'), 1, "sauce", "only keys"),
        (("point_low = 8", "point_low = "), 4, None, "TOML"),
    ],
)
def test_bad_site_table_is_named_with_line_key_and_value(tmp_path, change, line, key, says):
    site_with(tmp_path, GOOD.replace(*change, 1))
    with pytest.raises(AuthorFault) as caught:
        tables_of_site(tmp_path)
    assert (caught.value.line, caught.value.key) == (line, key)
    assert caught.value.file == tmp_path / NAME
    assert says in str(caught.value)


def test_incomplete_and_unknown_tables_are_refused(tmp_path):
    site_with(tmp_path, GOOD.rpartition("[[rows]]")[0])
    with pytest.raises(AuthorFault, match="a row for 3 too"):
        tables_of_site(tmp_path)
    other = tmp_path / "other"
    site_with(other, GOOD, "cement_plant_2015/table_6_9.toml")
    with pytest.raises(AuthorFault, match="nearest is cement_plant_2015/table_6_0_9"):
        tables_of_site(other)


def test_limit_of_evenness_follows_the_site_table(tmp_path):
    rows = 'source = "p. 40"\n[[rows]]\nmean_modulus = 5\nlimit = 1.2\n[[rows]]\nmean_modulus = 10\nlimit = 1.4\n'
    tables = tables_of_site(site_with(tmp_path, rows, "cement_plant_2015/table_8_3_8.toml"))
    found = clause_8_3_uniformity.uneven_by_modulus([6.0, 9.0], tables)
    assert found.limit == pytest.approx(1.3) and found.uneven


def test_appendix_c_is_only_what_a_site_supplies(tmp_path):
    find = appendix_c_buildings.building_points_and_depths
    with pytest.raises(Refused, match="a site can supply"):
        find("preheater tower", 2)
    rows = 'source = "p. 60"\n[[rows]]\nbuilding = "preheater tower"\npoints = 9\ncontrol_depth = 35\n'
    tables = tables_of_site(site_with(tmp_path, rows, "cement_plant_2015/table_c.toml"))
    assert find("preheater tower", 2, tables)["points"] == 9
    with pytest.raises(Refused, match="preheater tower"):
        find("silo", 2, tables)
    assert clause_states(tables)[-1].state == "site"
    assert clause_states()[-1].state == "needs a table"
