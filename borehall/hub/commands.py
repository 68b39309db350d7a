"""`borehall roster …` and `borehall account …`: the people of the hall."""

from __future__ import annotations

from pathlib import Path

import click

from borehall.console import command, out, with_site
from borehall.site import Site
from borehall.words import say


@click.group("roster", help=say("The people of a course."))
def roster_group() -> None:
    """Sub-commands on a roster."""


@command(roster_group, "import", say("Take over a roster (.csv or .xlsx): accounts, groups, gradebook."))
@click.argument("course")
@click.argument("file", type=click.Path(path_type=Path))
@with_site
def roster_import(site: Site, course: str, file: Path) -> None:
    """Nothing is taken over when any row is wrong."""
    from borehall.course.course import load_course
    from borehall.course.room import check_room
    from borehall.course.roster import read_roster, write_roster_csv
    from borehall.hub.newcomers import ensure_accounts, handout_file
    from borehall.hub.prepare import run_in_room
    from borehall.hub.settings import load_settings

    loaded = load_course(site, course)
    settings = load_settings(site.settings_file)
    check_room(site, course)
    roster = read_roster(file, instructors=loaded.instructors)
    write_roster_csv(loaded.roster_file, roster)
    newcomers = ensure_accounts(site, [loaded], must_change=settings.accounts.first_password_change)
    run_in_room(site, "course", "build", course)
    out.print(say("{count} people are on the roster of {title}.", count=len(roster.people), title=loaded.title))
    if newcomers:
        where = handout_file(site, course)
        out.print(say("{count} are new; their first passwords stand in {file}.", count=len(newcomers), file=where))


@click.group("account", help=say("Local accounts."))
def account_group() -> None:
    """Sub-commands on accounts."""


@command(account_group, "reset", say("Draw a new first password for somebody who forgot theirs."))
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
