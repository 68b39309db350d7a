"""A course's room: the folder that nbgrader works in, its exchange, and who may open which door.

``var/courses/<course>/`` holds the gradebook and links to ``source/<course>`` and its sisters, so that nbgrader and
formgrader find the layout that they know, and see one course only.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import borehall_desk

from borehall.course.paper_secret import ensure_secret
from borehall.faults import PlatformFault
from borehall.site import Site
from borehall.system_accounts import HALL_READERS, SystemAccounts, become, ensure_folder, hand_over
from borehall.words import say

STEPS = ("source", "release", "submitted", "autograded", "feedback")

CONFIG_FILE = "nbgrader_config.py"

_CONFIG = """\
# Written anew at each start of the hall. What an instructor sets stands in courses/{course}/course.toml,
# what an operator sets in hub_config/hall.toml.
from borehall.course.nbgrader_config import configure_course

c = get_config()
configure_course(c, root={root!r}, course={course!r}, exchange={exchange!r}, uids={uids!r}, **{options!r})
"""

_SETTER = """
from {module} import {function}

{function}(c)
"""


_KEPT = ("PATH", "LANG", "LANGUAGE", "TERM", "COLUMNS", "TMPDIR", "TZ")
_KEPT_FAMILIES = ("LC_", "BOREHALL_", "JUPYTERHUB_", "PYTHON")
"""What a room needs of its caller's environment. Trainees' code is graded in there, and would read all of it."""


@dataclass(frozen=True)
class Owner:
    """The system account of a course and the gid of its trainees; ``None`` on a shared site."""

    uid: int
    gid: int
    members: int
    readers: int


def course_owner(site: Site, course: str, accounts: SystemAccounts) -> Owner | None:
    """The account that ``course`` works under, drawn now if need be."""
    if not accounts.separate:
        return None
    uid = accounts.ensure("course", course)
    return Owner(uid, uid, accounts.ensure("members", course), accounts.ensure("hall", HALL_READERS))


def ensure_room(
    site: Site, course: str, accounts: SystemAccounts, options: Mapping[str, object], setters: Sequence[Callable] = ()
) -> None:
    """Makes the room, the exchange and their permissions.

    ``options`` go to `configure_course`; each of ``setters`` is a module's function that sets nbgrader's
    configuration further, for the rooms of the house that stand below this one.
    """
    owner = course_owner(site, course, accounts)
    mine = (owner.uid, owner.gid) if owner else None
    room = site.room(course)
    ensure_folder(room, 0o700, mine)
    if owner and site.course(course).is_dir():
        # A roster holds names and addresses, which are no other course's business.
        ensure_folder(site.course(course), 0o750, (-1, owner.gid))
    for step in STEPS:
        ensure_folder(site.step(step, course), 0o700, mine)
        _ensure_link(room / step, site.step(step, course))
        if owner:
            hand_over(site.step(step, course), owner.uid, owner.gid)
    ensure_secret(site, course, mine)
    _write_config(site, course, owner, options, setters)
    ensure_exchange(site, course, owner)


def give_to_course(site: Site, course: str, folder: Path) -> None:
    """What root wrote into a course's source becomes the course's, which works on it under its own account."""
    accounts = SystemAccounts(site.system_accounts_file)
    uid = accounts.find("course", course) if accounts.separate else None
    if uid is not None:
        hand_over(folder, uid, uid)


def ensure_exchange(site: Site, course: str, owner: Owner | None) -> None:
    """nbgrader's exchange for ``course``, closed to everyone else as far as the default exchange allows.

    Trainees (the group) read what was released, put work into ``inbound`` without seeing or touching what lies there,
    and fetch feedback only under its secret name. Without accounts of their own, there is nobody to close it to but
    other users of the machine.
    """
    exchange = site.exchange / course
    if owner is None:
        for folder in (site.exchange, exchange, *(exchange / name for name in ("outbound", "inbound", "feedback"))):
            ensure_folder(folder, 0o700)
        return
    theirs = (owner.uid, owner.members)
    ensure_folder(exchange, 0o750, theirs)
    ensure_folder(exchange / "outbound", 0o2750, theirs)
    # With the group of the folder, not of their makers: submissions are closed to that group (borehall_desk.exchange).
    ensure_folder(exchange / "inbound", 0o3730, theirs)
    ensure_folder(exchange / "feedback", 0o2710, theirs)


def check_room(site: Site, course: str) -> None:
    """PlatformFault when the room has not been made, as for a course that came after the last start."""
    file = site.room(course) / CONFIG_FILE
    if not file.is_file():
        raise PlatformFault(
            say("The room of course {course} is not ready: {file} is missing.", course=course, file=file),
            next_step=say("Start the hall once: borehall up"),
        )


def enter_room(site: Site, course: str, accounts: SystemAccounts) -> None:
    """From here on, this process works as the course: in its room, under its account, for good."""
    check_room(site, course)
    owner = course_owner(site, course, accounts)
    os.chdir(site.room(course))
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(_KEPT_FAMILIES)}
    os.environ.clear()
    os.environ.update(kept | room_environment(site, course))
    if owner and os.geteuid() == 0:
        # Not in the trainees' group: what they hand in is closed to that.
        become(owner.uid, [owner.gid, owner.readers], umask=0o077)()


def room_environment(site: Site, course: str) -> dict[str, str]:
    """What Jupyter and nbgrader need to keep a course's files in its room."""
    room = site.room(course)
    plots = Path(borehall_desk.__file__).parent / "config" / "common"
    return {
        "HOME": str(room),
        "USER": f"course-{course}",
        "JUPYTER_RUNTIME_DIR": str(room / ".runtime"),
        # Plots of graded work look as their trainees saw them.
        "MATPLOTLIBRC": str(plots),
    }


def _ensure_link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def _write_config(
    site: Site, course: str, owner: Owner | None, options: Mapping[str, object], setters: Sequence[Callable]
) -> None:
    uids = str(site.system_accounts_file) if owner else None
    text = _CONFIG.format(
        course=course, root=str(site.room(course)), exchange=str(site.exchange), uids=uids, options=dict(options)
    )
    text += "".join(_SETTER.format(module=setter.__module__, function=setter.__name__) for setter in setters)
    file = site.var / "courses" / f".{course}.nbgrader_config.py"
    file.write_text(text)
    file.chmod(0o640)
    if owner:
        os.chown(file, owner.uid, owner.gid)
    file.replace(site.room(course) / CONFIG_FILE)
