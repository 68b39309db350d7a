"""Where the things of a site lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from borehall.faults import PlatformFault
from borehall.site import Site, find_site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "hub_config").mkdir()
    (tmp_path / "hub_config" / "hall.toml").touch()
    return Site(tmp_path)


def test_a_site_is_found_from_anywhere_in_it(site: Site) -> None:
    inner = site.root / "courses" / "plant"
    inner.mkdir(parents=True)
    assert find_site(inner) == find_site(site.root) == site


def test_where_there_is_no_site_the_next_step_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlatformFault, match="borehall new DIR"):
        find_site(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["", ".", "..", "../exchange", "a/b"])
def test_no_name_leads_out_of_the_homes(site: Site, name: str) -> None:
    with pytest.raises(PlatformFault, match="name of a folder"):
        site.home(name)
    assert site.home("li.wei").parent.name == "homes"
