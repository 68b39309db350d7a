"""The services beside the hub: a grading desk for each course, and the idle culler; each with the least it needs."""

from __future__ import annotations

import os
import sys
from typing import Any

from borehall.hub.environment import Environment
from borehall.hub.ports import kept_port
from borehall.site import Site
from borehall.words import LANGUAGES

INSTRUCTORS = "formgrade-"
"""The prefix of the groups of a course's instructors."""


def set_services(c: Any, site: Site, courses: list[str], *, language: str, idle_cull_s: int, cull_every_s: int) -> None:
    """Sets the hub's services and roles. A grading desk is nbgrader's formgrader in a server of the course's own."""
    # To the culler itself, 0 would mean that every server is idle.
    culler = [_culler(idle_cull_s, cull_every_s)] if idle_cull_s else []
    c.JupyterHub.services = [*culler, *(_grading_desk(site, course, language) for course in courses)]
    c.JupyterHub.load_roles = [
        {
            "name": "idle-culler",
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
        # A trainee's server may say that it is used, and ask which courses its owner is in. No more.
        {
            "name": "server",
            "scopes": ["users:activity!user", "access:servers!server", "read:users:groups!user"],
        },
    ]


def _culler(idle_s: int, every_s: int) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "jupyterhub_idle_culler", f"--timeout={idle_s}", f"--cull-every={every_s}"]
    # A hub that was killed must not leave it behind: the next hub brings its own.
    return {"name": "idle-culler", "command": ["setpriv", "--pdeathsig", "TERM", *command]}


def _grading_desk(site: Site, course: str, language: str) -> dict[str, Any]:
    environment = Environment()
    spoken = LANGUAGES[0] if language == "auto" else language
    return {
        "name": course,
        "url": f"http://127.0.0.1:{kept_port(site, f'course {course}')}",
        "command": [sys.executable, "-P", "-m", "borehall.hub.grading_desk", str(site.root), course, spoken],
        "environment": {"PATH": os.pathsep.join([str(environment.hall), "/usr/local/bin", "/usr/bin", "/bin"])},
        "oauth_no_confirm": True,
        # The home page links to it for instructors, by their groups; a list for everybody would only puzzle.
        "display": False,
    }
