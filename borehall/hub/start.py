"""From a prepared machine to a running hall, and what it tells its operator."""

from __future__ import annotations

import os

from rich.console import Console

from borehall.course.course import Course
from borehall.hub.environment import Environment
from borehall.hub.initial_passwords import InitialPasswords
from borehall.hub.newcomers import OPERATORS, ensure_accounts, ensure_operators, handout_file, noted_passwords
from borehall.hub.prepare import prepare_site, run_in_room
from borehall.hub.up import Supervisor, check_port
from borehall.site import Site
from borehall.words import say


def start(site: Site, out: Console) -> int:
    """Prepares the site and runs the hub; returns the exit status."""
    if missing := Environment().check():
        raise missing[0]
    settings, courses = prepare_site(site)
    check_port(site, settings)
    must_change = settings.accounts.first_password_change
    newcomers = ensure_accounts(site, courses, must_change)
    operators = ensure_operators(site, settings.accounts.operators, must_change)
    for course in courses:
        _ensure_released(site, course, out)
    supervisor = Supervisor(site, settings)

    def greet() -> None:
        out.print(say("\nThe hall is open: {address}", address=supervisor.address), style="bold green")
        for course in courses:
            fresh = sum(newcomer.course == course.id for newcomer in newcomers)
            _introduce(site, course, fresh, out)
        if operators:
            where = handout_file(site, OPERATORS)
            out.print(say("{count} first passwords of operators stand in {file}.", count=len(operators), file=where))
        if os.geteuid() != 0:
            out.print(
                say(
                    "Run by an ordinary user, every trainee's server runs as this user and can read the others' files."
                ),
                style="yellow",
            )
        out.print(say("Log: {log}\nCtrl-C ends the hall.", log=supervisor.log))

    def restarted(status: int) -> None:
        out.print(say("The hub ended with status {status}; it is started again.", status=status), style="yellow")

    code = supervisor.run(greet, restarted)
    out.print(say("The hall is closed."))
    return code


def _ensure_released(site: Site, course: Course, out: Console) -> None:
    """The gradebook has the course's people; a demonstration course is released, so that there is something to do."""
    if not (site.room(course.id) / "gradebook.db").exists():
        out.print(say("Preparing the course {title} …", title=course.title))
    run_in_room(site, "course", "build", course.id)
    outbound = site.exchange / course.id / "outbound"
    names = [assignment.name for assignment in course.assignments if course.demonstration]
    missing = [name for name in names if not (outbound / name).is_dir()]
    # Without a name it releases all, in one process.
    for name in [()] if names and missing == names else [(name,) for name in missing]:
        run_in_room(site, "course", "release", course.id, *name)


def _introduce(site: Site, course: Course, fresh: int, out: Console) -> None:
    if not course.demonstration:
        if fresh:
            where = handout_file(site, course.id)
            out.print(
                say("{count} first passwords of {title} stand in {file}.", count=fresh, title=course.title, file=where)
            )
        return
    out.print(say("Demonstration accounts of {title}:", title=course.title))
    drawn = InitialPasswords(site.initial_passwords).names()
    for username, name, noted in noted_passwords(site, course.id):
        password = noted if username in drawn else say("(changed by its owner)")
        role = say("instructor") if username in course.instructors else say("trainee")
        out.print(f"  {username:<12} {password:<16} {role} {name}", markup=False)
