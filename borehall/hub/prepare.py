"""What must stand before the hub starts. Everything here may be repeated and changes nothing the second time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from borehall.course.course import Course, all_courses, check_sources
from borehall.course.room import STEPS, ensure_room
from borehall.faults import PlatformFault
from borehall.grading.feedback_pages import set_feedback_pages
from borehall.grading.judging_steps import set_judging
from borehall.hub.services import check_service_names
from borehall.hub.settings import HallSettings, load_settings
from borehall.site import Site
from borehall.system_accounts import HALL_READERS, SystemAccounts, ensure_folder
from borehall.words import say


def prepare_site(site: Site) -> tuple[HallSettings, tuple[Course, ...]]:
    """Checks what people wrote, then makes folders, accounts and rooms. Raises a Fault before anything is made."""
    settings = load_settings(site.settings_file)
    courses = all_courses(site)
    check_service_names(courses)
    for course in courses:
        check_sources(site, course)
    accounts = SystemAccounts(site.system_accounts_file, settings.servers.first_uid)
    ensure_doors(site, accounts)
    options = {"cell_timeout_s": settings.grading.cell_timeout_s, "timezone": settings.hub.timezone}
    for course in courses:
        ensure_room(site, course.id, accounts, options, setters=[set_feedback_pages, set_judging])
    return settings, courses


def ensure_doors(site: Site, accounts: SystemAccounts) -> None:
    """Who may enter which folder. Run by root, the site is closed to trainees as a whole: it holds the answers."""
    if not accounts.separate:
        for folder in (site.var, site.hub, site.var / "courses", site.ground, site.ground / "homes", site.exchange):
            ensure_folder(folder, 0o700)
        return
    check_reachable(site.root)
    ensure_folder(site.var, 0o750)
    readers = accounts.ensure("hall", HALL_READERS)
    # Each step's folder too: cloned under a strict umask, it would let no course come to its own work.
    for folder in (site.root, site.var, site.var / "courses", *(site.root / step for step in STEPS)):
        ensure_folder(folder, 0o750, (os.geteuid(), readers))
    ensure_folder(site.hub, 0o700)
    _close_to_readers(site.root / "hub_config" / "local", site.root / ".git")
    for folder in (site.ground, site.ground / "homes"):
        ensure_folder(folder, 0o711)
    # nbgrader looks for courses by listing; their names are no secret, what is in them is.
    ensure_folder(site.exchange, 0o755)
    _close_environment(readers)


def _close_to_readers(*folders: Path) -> None:
    """An operator's secrets, and the history of every course's answers: no course needs them."""
    for folder in (folder for folder in folders if folder.is_dir()):
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) & ~0o007)


def _close_environment(readers: int) -> None:
    """The hall's environment holds the rules: with them a trainee could compute every answer."""
    hall = Path(sys.prefix)
    if (hall / ".made-from").exists():
        # World-readable only for the time between the bootstrap and the first start.
        ensure_folder(hall, 0o750, (os.geteuid(), readers))


def check_reachable(folder: Path) -> None:
    """PlatformFault when another account cannot come as far as ``folder``, as below /root."""
    closed = [parent for parent in folder.parents if not parent.stat().st_mode & 0o001]
    if closed:
        raise PlatformFault(
            say("The site lies in {site}, and {closed} lets no other account pass.", site=folder, closed=closed[-1]),
            say("Root runs each course and each trainee's server under an account of its own, which must get there."),
            say("Move the site, for example to /srv/borehall, or make one there: borehall new /srv/borehall"),
        )


def run_in_room(site: Site, *command: str) -> None:
    """Runs ``borehall …`` in a process of its own, which goes into the course's room and stays there."""
    # Without the working folder (-P): a course's account may be kept from it, and others may write into it.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "borehall.cli", *command, "--site", str(site.root)],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise PlatformFault(
            say("This failed: borehall {command}", command=" ".join(command)), next_step=done.stderr.strip()
        )
