"""`borehall …`: a thin sub-command for each verb."""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from borehall import __version__
from borehall.click_words import speak_our_language
from borehall.faults import Fault, PlatformFault
from borehall.rules.plan_command import plan
from borehall.rules.rules_command import rules
from borehall.site import Site, find_site
from borehall.words import say

speak_our_language()

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Runs the command line; the outermost frame, where whatever nobody caught becomes a platform's fault."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Fault as fault:
        _show(fault)
        sys.exit(3 if isinstance(fault, PlatformFault) else 1)
    except ModuleNotFoundError as error:
        _show(_missing(error))
        sys.exit(3)
    except BrokenPipeError:
        # Whoever reads us, such as `head`, has enough. What is still to be written must not fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # noqa: BLE001
        fault = _fault_of_machine(error)
        if fault is None:
            err.print(traceback.format_exc(), markup=False, style="dim")
            what = say("Borehall itself failed: {error}", error=repr(error))
            fault = PlatformFault(what, next_step=say("Please report it."))
        _show(fault)
        sys.exit(3)


def _show(fault: Fault) -> None:
    err.print(str(fault), markup=False, style="red")


def _missing(error: ModuleNotFoundError) -> PlatformFault:
    return PlatformFault(
        say("The Python package {name} is missing: {folder} is half-made.", name=error.name, folder=sys.prefix),
        next_step=say("Run `make clean` and then `make up` where you cloned Borehall: that makes it anew."),
    )


def _fault_of_machine(error: Exception) -> PlatformFault | None:
    """What the system refused for a reason that an operator can mend; None for a mistake of ours."""
    if isinstance(error, PermissionError):
        return PlatformFault(
            say("This account may not touch {file}.", file=error.filename or error),
            next_step=say("Run the command as the account that runs the hall."),
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return PlatformFault(
            say("Nothing more can be written to the disk: {why}.", why=error.strerror),
            next_step=say("Free some space, or make it writable; then give the command again."),
            file=error.filename,
        )
    return None


def _site(context: click.Context, parameter: click.Parameter, value: str | None) -> Site:
    return find_site(Path(value) if value else None)


def with_site(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --site, and hands the site to the command as its first argument."""

    def on_site(*args: Any, site: Site, **options: Any) -> Any:
        return command(site, *args, **options)

    option = click.option("--site", metavar="DIR", callback=_site, help=say("The site; by default the one you are in."))
    return option(update_wrapper(on_site, command))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", help=say("Show the version."))
def cli() -> None:
    """A training and examination hall for geotechnical investigation."""


cli.help = say("A training and examination hall for geotechnical investigation.")


def _command(group: click.Group, name: str, sentence: str) -> Callable[[Callable[..., Any]], click.Command]:
    return group.command(name, help=sentence, short_help=sentence)


# --- the hall ---------------------------------------------------------------------------------------------------------


@_command(cli, "up", say("Start the hall; Ctrl-C ends it."))
@with_site
def up(site: Site) -> None:
    """Prepares the site and runs the hub until it is told to end."""
    from borehall.hub.start import start

    sys.exit(start(site, out))


@_command(cli, "doctor", say("Check the installation; each fault with its mend."))
@with_site
def doctor(site: Site) -> None:
    """Prints what is in order and what is not."""
    from borehall.hub.doctor import examine

    faults = 0
    for finding in examine(site):
        out.print(finding.line(), markup=False, style={"fault": "red", "warning": "yellow"}.get(finding.level, "green"))
        faults += finding.level == "fault"
    sys.exit(1 if faults else 0)


@_command(cli, "new", say("Make a new site in DIR."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--demonstration", is_flag=True, help=say("With the demonstration course."))
def new(folder: Path, demonstration: bool) -> None:
    """Writes a site's files; refuses a folder that holds something."""
    from borehall.hub.new_site import write_site

    write_site(folder.absolute(), demonstration=demonstration)
    out.print(say("A new site stands in {folder}. Start it: borehall up --site {folder}", folder=folder.absolute()))


# --- courses ----------------------------------------------------------------------------------------------------------


@cli.group("course", help=say("Check, build and release a course."))
def course_group() -> None:
    """Sub-commands on a course."""


@_command(course_group, "check", say("Check course.toml, roster and source notebooks."))
@click.argument("course")
@with_site
def course_check(site: Site, course: str) -> None:
    """Changes nothing."""
    from borehall.course.course import check_sources, load_course
    from borehall.course.roster import read_roster

    loaded = load_course(site, course)
    check_sources(site, loaded)
    people = read_roster(loaded.roster_file, instructors=loaded.instructors).people
    counts = {"assignments": len(loaded.assignments), "people": len(people)}
    out.print(say("{title}: {assignments} assignments, {people} trainees, in order.", title=loaded.title, **counts))


@_command(course_group, "build", say("Enter the course's trainees and assignments into its gradebook."))
@click.argument("course")
@with_site
def course_build(site: Site, course: str) -> None:
    """Repeatable; marks are never touched."""
    from borehall.course.course import check_sources, load_course
    from borehall.course.gradebook import ensure_assignments, ensure_students
    from borehall.course.roster import read_roster

    loaded = load_course(site, course)
    check_sources(site, loaded)
    roster = read_roster(loaded.roster_file, instructors=loaded.instructors)
    with _in_room(site, course) as steps, steps.gradebook as gradebook:
        ensure_students(gradebook, roster)
        ensure_assignments(gradebook, loaded)
    out.print(say("The gradebook of {title} is up to date.", title=loaded.title))


@_command(course_group, "release", say("Make the trainees' version of assignments and put it out."))
@click.argument("course")
@click.argument("assignment", required=False)
@with_site
def course_release(site: Site, course: str, assignment: str | None) -> None:
    """All assignments, unless one is named."""
    from borehall.course.course import check_sources, load_course
    from borehall.course.gradebook import ensure_assignments
    from borehall.course.release import generate_release, put_out

    loaded = load_course(site, course)
    check_sources(site, loaded)
    chosen = [loaded.assignment(assignment)] if assignment else list(loaded.assignments)
    with _in_room(site, course) as steps:
        for item in chosen:
            generate_release(steps, site, loaded, item.name)
            put_out(steps, item.name)
            out.print(say("{title} ({name}) is released; no answer is in it.", title=item.title, name=item.name))
        with steps.gradebook as gradebook:
            ensure_assignments(gradebook, loaded)


# --- people -----------------------------------------------------------------------------------------------------------


@cli.group("roster", help=say("The people of a course."))
def roster_group() -> None:
    """Sub-commands on a roster."""


@_command(roster_group, "import", say("Take over a roster (.csv or .xlsx): accounts, groups, gradebook."))
@click.argument("course")
@click.argument("file", type=click.Path(path_type=Path))
@with_site
def roster_import(site: Site, course: str, file: Path) -> None:
    """Nothing is taken over when any row is wrong."""
    from borehall.course.course import load_course
    from borehall.course.roster import read_roster, write_roster_csv
    from borehall.hub.newcomers import ensure_accounts, handout_file
    from borehall.hub.prepare import run_in_room
    from borehall.hub.settings import load_settings

    loaded = load_course(site, course)
    settings = load_settings(site.settings_file)
    roster = read_roster(file, instructors=loaded.instructors)
    write_roster_csv(loaded.roster_file, roster)
    newcomers = ensure_accounts(site, [loaded], must_change=settings.accounts.first_password_change)
    run_in_room(site, "course", "build", course)
    out.print(say("{count} people are on the roster of {title}.", count=len(roster.people), title=loaded.title))
    if newcomers:
        where = handout_file(site, course)
        out.print(say("{count} are new; their first passwords stand in {file}.", count=len(newcomers), file=where))


@cli.group("account", help=say("Local accounts."))
def account_group() -> None:
    """Sub-commands on accounts."""


@_command(account_group, "reset", say("Draw a new first password for somebody who forgot theirs."))
@click.argument("username")
@with_site
def account_reset(site: Site, username: str) -> None:
    """Prints the password; its owner has to change it."""
    from borehall.hub.account_desk import account_names, reset_account
    from borehall.hub.configuration import database_url
    from borehall.hub.initial_passwords import InitialPasswords
    from borehall.hub.newcomers import note_reset

    store = InitialPasswords(site.initial_passwords)
    if username not in account_names(database_url(site), store):
        raise click.UsageError(say("There is no account {name}. Accounts come from rosters.", name=username))
    password = reset_account(database_url(site), store, username)
    note_reset(site, username, password)
    out.print(password, markup=False)


# --- grading ----------------------------------------------------------------------------------------------------------


@_command(cli, "grade", say("Collect and grade what trainees handed in."))
@click.argument("course")
@click.argument("assignment")
@click.option("--only", metavar="TRAINEE", help=say("Just this trainee."))
@click.option("--again", is_flag=True, help=say("Also what is graded already."))
@click.option("--json", "as_json", is_flag=True, help=say("The outcomes as JSON."))
@with_site
def grade(site: Site, course: str, assignment: str, only: str | None, again: bool, as_json: bool) -> None:
    """Exit status 1 when a submission could not be collected or graded; it has no mark then."""
    from borehall.course.course import load_course
    from borehall.grading.grade import Outcome, collect, one_at_a_time, trainees_to_grade, waiting_for_a_person
    from borehall.grading.grade import grade as grade_all

    load_course(site, course).assignment(assignment)
    with _in_room(site, course) as steps:
        with one_at_a_time(steps):
            not_collected = collect(steps, assignment)
            for sentence in not_collected:
                err.print(sentence, markup=False, style="red")
            trainees = trainees_to_grade(steps, assignment, only)
            graded = list(_track(grade_all(steps, assignment, trainees, again), len(trainees), quiet=as_json))
        waiting = waiting_for_a_person(steps, assignment)
    count = Counter(item.outcome for item in graded)
    if as_json:
        rows = [{"trainee": item.trainee, "outcome": item.outcome.value, "why": item.why} for item in graded]
        out.print_json(json.dumps(rows))
    else:
        counts = {"new": count[Outcome.GRADED], "kept": count[Outcome.UP_TO_DATE], "failed": count[Outcome.FAILED]}
        out.print(say("{new} graded, {kept} were up to date, {failed} could not be graded.", **counts))
        for item in (item for item in graded if item.outcome is Outcome.FAILED):
            err.print(f"{item.trainee}: {item.why}", markup=False, style="red")
        if waiting:
            out.print(say("{count} wait for a person to mark what no test can: open the grading desk.", count=waiting))
    sys.exit(1 if count[Outcome.FAILED] or not_collected else 0)


def _track(items: Any, total: int, quiet: bool) -> Any:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, disable=quiet) as progress:
        yield from progress.track(items, total=total, description=say("Grading"))


@_command(cli, "feedback", say("Make feedback on graded work and put it out."))
@click.argument("course")
@click.argument("assignment")
@click.option("--only", metavar="TRAINEE", help=say("Just this trainee."))
@with_site
def feedback(site: Site, course: str, assignment: str, only: str | None) -> None:
    """Trainees fetch it from their assignment list."""
    from borehall.course.course import load_course
    from borehall.grading.feedback import make_feedback, put_out_feedback
    from borehall.grading.grade import one_at_a_time, waiting_for_a_person

    loaded = load_course(site, course)
    item = loaded.assignment(assignment)
    with _in_room(site, course) as steps:
        with one_at_a_time(steps):
            given = make_feedback(steps, assignment, only)
            put_out_feedback(steps, assignment, only)
        waiting = waiting_for_a_person(steps, assignment)
    out.print(say("{count} trainees can fetch feedback on {title}.", count=len(given), title=item.title))
    if waiting:
        err.print(say("Note: {count} of them still have a cell that nobody has marked.", count=waiting), style="yellow")


# --- the standard -----------------------------------------------------------------------------------------------------

cli.add_command(plan)
cli.add_command(rules)


@contextmanager
def _in_room(site: Site, course: str) -> Iterator[Any]:
    """nbgrader's steps for the course. The process is the course's from here on, and does not get its rights back."""
    from borehall.course.gradebook import gradebook_in_reach
    from borehall.course.nbgrader_steps import open_steps
    from borehall.course.room import enter_room
    from borehall.system_accounts import SystemAccounts

    enter_room(site, course, SystemAccounts(site.system_accounts_file))
    with gradebook_in_reach(site, course):
        yield open_steps(site, course)


if __name__ == "__main__":
    main()
