"""The pages and the example made from the settings' declarations."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from borehall.faults import PlatformFault
from borehall.hub.settings import HallSettings, load_settings
from borehall.hub.settings_reference import EXAMPLE, PAGES, example_file, main, stale_files, write_reference

ROOT = Path(__file__).parents[2]


def test_the_files_of_this_repository_are_current():
    assert stale_files(ROOT) == [], "run: python -m borehall.hub.settings_reference"


def test_written_files_are_current(tmp_path):
    assert len(stale_files(tmp_path)) == len(PAGES) + 1
    write_reference(tmp_path)
    assert stale_files(tmp_path) == []


def test_the_example_changes_nothing_until_it_is_edited(tmp_path):
    write_reference(tmp_path)
    assert load_settings(tmp_path / EXAMPLE) == HallSettings()


def test_the_example_with_every_line_opened_holds_every_default(tmp_path):
    path = tmp_path / "hall.toml"
    path.write_text(re.sub(r"(?m)^# ([a-z_]+ = )", r"\1", example_file()), encoding="utf-8")
    assert load_settings(path) == HallSettings()
    opened = tomllib.loads(path.read_text("utf-8"))
    assert {section: set(keys) for section, keys in opened.items()} == {
        section: set(declared.annotation.model_fields) for section, declared in HallSettings.model_fields.items()
    }


def test_an_operators_own_value_is_no_disagreement_and_is_kept(tmp_path):
    write_reference(tmp_path)
    example = tmp_path / EXAMPLE
    own = example.read_text("utf-8").replace("# port = 8000", "port = 8443")
    example.write_text(own, encoding="utf-8")
    assert stale_files(tmp_path) == []
    write_reference(tmp_path)
    assert example.read_text("utf-8") == own


def test_own_values_between_old_comments_are_not_overwritten(tmp_path):
    write_reference(tmp_path)
    example = tmp_path / EXAMPLE
    own = "# of another version\n[hub]\nport = 8443\n"
    example.write_text(own, encoding="utf-8")
    assert stale_files(tmp_path) == [example]
    with pytest.raises(PlatformFault):
        write_reference(tmp_path)
    assert example.read_text("utf-8") == own


@pytest.mark.parametrize("name", [*PAGES, EXAMPLE])
def test_an_edited_file_is_stale_and_the_command_says_so(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert main(["--check"]) == 1
    assert name in capsys.readouterr().err
    assert main([]) == 0


@pytest.mark.parametrize(("name", "language"), PAGES.items())
def test_each_page_names_every_key_in_its_language(name, language):
    page = (ROOT / name).read_text("utf-8")
    for section, declared in HallSettings.model_fields.items():
        assert f"## [{section}]" in page
        for key, field in declared.annotation.model_fields.items():
            row = next(line for line in page.splitlines() if line.startswith(f"| `{key}` |"))
            assert (field.description in row) == (language == "en")
            assert bool(re.search(r"[\u4e00-\u9fff]", row.replace(str(field.default), ""))) == (language == "zh_CN")
