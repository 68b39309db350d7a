"""The services beside the hub, each with the least it needs: the idle culler, a grading desk for each course, and a
papers desk for each course that has papers."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable
from typing import Any

from borehall.course.course import Course
from borehall.faults import AuthorFault
from borehall.hub.environment import Environment
from borehall.hub.ports import kept_port
from borehall.hub.spawner import MEMBERS
from borehall.site import Site
from borehall.words import LANGUAGES, say

CULLER = "idle-culler"

INSTRUCTORS = "formgrade-"
"""The prefix of the groups of a course's instructors."""


def set_services(
    c: Any,
    site: Site,
    courses: list[str],
    *,
    papers: Collection[str] = (),
    language: str,
    idle_cull_s: int,
    cull_every_s: int,
) -> None:
    """Sets the hub's services and roles. A grading desk is nbgrader's formgrader in a server of the course's own."""
    # To the culler itself, 0 would mean that every server is idle.
    culler = [_culler(idle_cull_s, cull_every_s)] if idle_cull_s else []
    c.JupyterHub.services = [
        *culler,
        *(_grading_desk(site, course, language) for course in courses),
        *(_papers_desk(site, course) for course in papers),
    ]
    c.JupyterHub.load_roles = [
        {
            "name": CULLER,
            "services": [service["name"] for service in culler],
            "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        },
        *(
            {
                "name": f"grading-desk-{course}",
                "groups": [INSTRUCTORS + course],
                "scopes": [f"access:services!service={course}", f"read:services!service={course}"],
            }
            for course in courses
        ),
        *(
            {
                "name": papers_service(course),
                "groups": [MEMBERS + course, INSTRUCTORS + course],
                "scopes": [_papers_access(course)],
            }
            for course in papers
        ),
        # A trainee's server may say that it is used, ask which courses its owner is in, and fetch papers: of what is
        # named here, a server's token has only what its owner has as well. No more.
        {
            "name": "server",
            "scopes": [
                "users:activity!user",
                "access:servers!server",
                "read:users:groups!user",
                *map(_papers_access, papers),
            ],
        },
    ]


def _culler(idle_s: int, every_s: int) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "jupyterhub_idle_culler", f"--timeout={idle_s}", f"--cull-every={every_s}"]
    # A hub that was killed must not leave it behind: the next hub brings its own.
    return {"name": CULLER, "command": ["setpriv", "--pdeathsig", "TERM", *command]}


def with_papers(courses: Iterable[Course]) -> list[str]:
    """The ids of the courses that hand out papers."""
    return [course.id for course in courses if any(one.source == "paper" for one in course.assignments)]


def check_service_names(courses: Iterable[Course]) -> None:
    """AuthorFault when a course's grading desk, which bears the course's name, would be called as another service."""
    courses = list(courses)
    taken = {papers_service(course) for course in with_papers(courses)} | {CULLER}
    for course in courses:
        if course.id in taken:
            raise AuthorFault(
                say("The hall has a service {name} of its own, so no course can be called that.", name=course.id),
                next_step=say(
                    "Rename the folder, also below source/ and release/: it stands in addresses and file names."
                ),
                file=course.file,
            )


def papers_service(course: str) -> str:
    """The name of a course's papers desk among the hub's services; trainees' servers know it as well."""
    return f"papers-{course}"


def _papers_access(course: str) -> str:
    return f"access:services!service={papers_service(course)}"


def _grading_desk(site: Site, course: str, language: str) -> dict[str, Any]:
    spoken = LANGUAGES[0] if language == "auto" else language
    return {
        "name": course,
        "url": f"http://127.0.0.1:{kept_port(site, f'course {course}')}",
        "command": [sys.executable, "-P", "-m", "borehall.hub.grading_desk", str(site.root), course, spoken],
        "environment": _environment(),
        "oauth_no_confirm": True,
        # The home page links to it for instructors, by their groups; a list for everybody would only puzzle.
        "display": False,
    }


def _papers_desk(site: Site, course: str) -> dict[str, Any]:
    return {
        "name": papers_service(course),
        "url": f"http://127.0.0.1:{kept_port(site, f'papers {course}')}",
        "command": [sys.executable, "-P", "-m", "borehall.hub.papers_desk", str(site.root), course],
        "environment": _environment(),
        "display": False,
    }


def _environment() -> dict[str, str]:
    return {"PATH": os.pathsep.join([str(Environment().hall), "/usr/local/bin", "/usr/bin", "/bin"])}
