"""`borehall …`: a thin sub-command for each verb."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from pathlib import Path

import click

from borehall import __version__
from borehall.bank.command import task
from borehall.console import command, err, out, with_site
from borehall.course.commands import course_group
from borehall.course.paper_commands import paper_group
from borehall.course.proofs import proofs
from borehall.faults import Fault, PlatformFault
from borehall.grading.commands import feedback, grade
from borehall.hub.commands import account_group, roster_group
from borehall.rules.plan_command import plan
from borehall.rules.rules_command import rules
from borehall.site import Site
from borehall.words import say


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
        told = _fault_of_machine(error)
        if told is None:
            err.print(traceback.format_exc(), markup=False, style="dim")
            what = say("Borehall itself failed: {error}", error=repr(error))
            told = PlatformFault(what, next_step=say("Please report it."))
        _show(told)
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", help=say("Show the version."))
def cli() -> None:
    """A training and examination hall for geotechnical investigation."""


cli.help = say("A training and examination hall for geotechnical investigation.")


@command(cli, "up", say("Start the hall; Ctrl-C ends it."))
@with_site
def up(site: Site) -> None:
    """Prepares the site and runs the hub until it is told to end."""
    from borehall.hub.start import start

    sys.exit(start(site, out))


@command(cli, "doctor", say("Check the installation; each fault with its mend."))
@with_site
def doctor(site: Site) -> None:
    """Prints what is in order and what is not."""
    from borehall.hub.doctor import examine

    faults = 0
    for finding in examine(site):
        out.print(finding.line(), markup=False, style={"fault": "red", "warning": "yellow"}.get(finding.level, "green"))
        faults += finding.level == "fault"
    sys.exit(1 if faults else 0)


@command(cli, "new", say("Make a new site in DIR."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--demonstration", is_flag=True, help=say("With the demonstration course."))
def new(folder: Path, demonstration: bool) -> None:
    """Writes a site's files; refuses a folder that holds something."""
    from borehall.hub.new_site import write_site

    write_site(folder.absolute(), demonstration=demonstration)
    out.print(say("A new site stands in {folder}. Start it: borehall up --site {folder}", folder=folder.absolute()))


def _prove_judging(source: Path, release: Path) -> None:
    from borehall.grading.judge.release_check import check_release

    check_release(source, release)


proofs.append(_prove_judging)

for group in (course_group, paper_group, roster_group, account_group, grade, feedback, task, plan, rules):
    cli.add_command(group)


if __name__ == "__main__":
    main()
