"""`borehall new`: a whole site or none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from borehall.course.course import all_courses, check_sources
from borehall.faults import PlatformFault
from borehall.hub import new_site
from borehall.hub.new_site import write_site
from borehall.hub.settings import HallSettings, load_settings
from borehall.site import find_site


def test_a_new_site_is_one_with_default_settings_and_no_course(tmp_path: Path) -> None:
    write_site(tmp_path / "site", demonstration=False)
    site = find_site(tmp_path / "site")
    assert load_settings(site.settings_file) == HallSettings()
    assert all_courses(site) == ()
    assert site.hub_config.is_file()


def test_the_demonstration_is_a_course_in_order(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_site(tmp_path / "empty", demonstration=True)
    site = find_site(tmp_path / "empty")
    (course,) = all_courses(site)
    check_sources(site, course)
    assert course.demonstration


@pytest.mark.parametrize("there", ["file", "folder"])
def test_what_is_there_already_is_left_as_it_is(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "site"
    if there == "file":
        folder.write_text("mine")
    else:
        folder.mkdir()
        (folder / "mine").write_text("mine")
    with pytest.raises(PlatformFault, match="there already"):
        write_site(folder, demonstration=True)
    assert [path.name for path in tmp_path.rglob("*")] == (["site"] if there == "file" else ["site", "mine"])


@pytest.mark.parametrize("empty_before", [True, False])
def test_of_a_site_that_could_not_be_finished_nothing_is_left(
    tmp_path: Path, empty_before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pattern lacks its demonstration, as in a damaged installation: the copy fails half-way."""
    shutil.copytree(new_site.pattern() / "hub_config", tmp_path / "pattern" / "hub_config")
    monkeypatch.setattr(new_site, "pattern", lambda: tmp_path / "pattern")
    folder = tmp_path / "site"
    if empty_before:
        folder.mkdir()
    with pytest.raises(FileNotFoundError):
        write_site(folder, demonstration=True)
    assert folder.exists() == empty_before
    assert not empty_before or list(folder.iterdir()) == []
