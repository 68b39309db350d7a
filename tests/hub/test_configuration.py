"""The hub's configuration: the same whenever it is made, with the scopes that are listed here and no others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from traitlets.config import Config, PyFileConfigLoader

from borehall.course.course import all_courses
from borehall.faults import AuthorFault
from borehall.hub.configuration import load_operator_hatch
from borehall.hub.services import check_service_names, set_services, with_papers
from borehall.site import Site
from tests.hub.site import new_site, write_course

REPOSITORY = Path(__file__).parents[2]

SCOPES = {
    "idle-culler": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    "grading-desk-plant": ["access:services!service=plant", "read:services!service=plant"],
    "grading-desk-silo": ["access:services!service=silo", "read:services!service=silo"],
    "papers-silo": ["access:services!service=papers-silo"],
    # What a trainee does not have, their server's token does not have either.
    "server": [
        "users:activity!user",
        "access:servers!server",
        "read:users:groups!user",
        "access:services!service=papers-silo",
    ],
}


ASSIGNMENT = """
[[assignments]]
name = "mock"
title_zh = "模拟考试"
title_en = "Mock exam"
kind = "exam"
source = "paper"
due = 2030-12-31T23:59:00+08:00
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = new_site(tmp_path)
    site.hub_config.write_text((REPOSITORY / "hub_config" / "jupyterhub_config.py").read_text())
    return site


def services(site: Site, idle_cull_s: int = 3600) -> Config:
    c = Config()
    set_services(
        c, site, ["plant", "silo"], papers=["silo"], language="auto", idle_cull_s=idle_cull_s, cull_every_s=300
    )
    return c


def test_scopes_are_exactly_these(site: Site) -> None:
    roles = services(site).JupyterHub.load_roles
    assert {role["name"]: role["scopes"] for role in roles} == SCOPES
    holders = {role["name"]: (role.get("groups"), role.get("services"), role.get("users")) for role in roles}
    assert holders == {
        "idle-culler": (None, ["idle-culler"], None),
        "grading-desk-plant": (["formgrade-plant"], None, None),
        "grading-desk-silo": (["formgrade-silo"], None, None),
        "papers-silo": (["nbgrader-silo", "formgrade-silo"], None, None),
        "server": (None, None, None),
    }


def test_no_service_has_rights_by_being_admin_or_a_token_in_its_command(site: Site) -> None:
    for service in services(site).JupyterHub.services:
        assert not service.get("admin")
        assert "api_token" not in service
        assert set(service.get("environment", {})) <= {"PATH"}


def test_only_a_course_with_papers_has_a_desk_for_them(site: Site) -> None:
    names = [service["name"] for service in services(site).JupyterHub.services]
    assert names == ["idle-culler", "plant", "silo", "papers-silo"]


def test_which_courses_have_papers_their_files_say(site: Site) -> None:
    assert with_papers(all_courses(site)) == []
    file = site.course("silo") / "course.toml"
    file.write_text(file.read_text() + ASSIGNMENT)
    assert with_papers(all_courses(site)) == ["silo"]
    check_service_names(all_courses(site))


@pytest.mark.parametrize("name", ["papers-silo", "idle-culler"])
def test_no_course_may_be_called_as_a_service_of_the_hall(site: Site, name: str) -> None:
    file = site.course("silo") / "course.toml"
    file.write_text(file.read_text() + ASSIGNMENT)
    write_course(site, name, "")
    with pytest.raises(AuthorFault, match=name) as told:
        check_service_names(all_courses(site))
    assert "Rename the folder" in told.value.next_step


def test_a_grading_desk_keeps_its_address(site: Site) -> None:
    first, second = (services(site).JupyterHub.services for _ in range(2))
    assert first == second


def test_nobody_is_culled_where_that_is_switched_off(site: Site) -> None:
    c = services(site, idle_cull_s=0)
    assert "idle-culler" not in [service["name"] for service in c.JupyterHub.services]


@pytest.mark.skipif(not (Path(sys.prefix).parent / "desk").is_dir(), reason="needs the trainees' environment beside")
class TestWhole:
    def load(self, site: Site) -> Config:
        return PyFileConfigLoader(site.hub_config.name, path=str(site.hub_config.parent)).load_config()

    def test_applied_twice_it_is_the_same(self, site: Site) -> None:
        first, second = self.load(site), self.load(site)
        for c in (first, second):
            # Bound to objects of its own reading of the site.
            assert callable(c.HallAuthenticator.pop("groups_of"))
            c.BorehallHub.pop("people")
            c.JupyterHub.template_vars.pop("person")
        assert first == second

    def test_trainees_servers_get_nothing_of_the_hubs_environment(self, site: Site) -> None:
        assert self.load(site).HallSpawner.env_keep == []

    def test_what_an_operator_adds_comes_last(self, site: Site) -> None:
        local = site.root / "hub_config" / "local"
        local.mkdir()
        (local / "20_second.py").write_text("c.JupyterHub.port_seen = c.HallSpawner.start_timeout\n")
        (local / "10_first.py").write_text("c.HallSpawner.start_timeout = 7\n")
        assert self.load(site).JupyterHub.port_seen == 7


def test_a_broken_hatch_says_which_file(site: Site) -> None:
    local = site.root / "hub_config" / "local"
    local.mkdir()
    (local / "10_broken.py").write_text("c.JupyterHub.x = \n")
    with pytest.raises(SyntaxError) as told:
        load_operator_hatch(Config(), site)
    assert told.value.filename == str(local / "10_broken.py")
