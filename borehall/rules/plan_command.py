"""``borehall plan check``: hold an exploration plan against the standard."""

from __future__ import annotations

from pathlib import Path

import click

from borehall.faults import AuthorFault, Fault, PlatformFault
from borehall.rules.citation import Force
from borehall.rules.plan import STAGES, Findings, check
from borehall.rules.plan.files import read_plan, read_works
from borehall.rules.refusal import Refused
from borehall.rules.table import SHIPPED, Tables, tables_of_site
from borehall.site import find_site
from borehall.words import say


@click.group(help=say("Exploration plans."))
def plan() -> None:
    """Exploration plans."""


@plan.command(
    "check",
    short_help=say("Check an exploration plan against the standard."),
    help=say(
        "Hold the points of PLAN (.csv, .xlsx) against every clause that can be checked by numbers. Exit code 0 "
        "without a finding of force must, 1 with one, 2 when an input can't be used."
    ),
)
@click.argument("plan_file", metavar="PLAN", type=click.Path(path_type=Path))
@click.option(
    "--works", "works_file", required=True, type=click.Path(path_type=Path), help=say("Site and works (TOML).")
)
@click.option(
    "--stage", type=click.Choice(STAGES), default="detailed", show_default=True, help=say("Stage of the plan.")
)
@click.option(
    "--out", "folder", type=click.Path(path_type=Path), help=say("Folder for plan-check.xlsx and plan-check.png.")
)
@click.option(
    "--tables", "tables_folder", type=click.Path(path_type=Path), help=say("Folder of tables (a site's rules/).")
)
def check_plan(plan_file: Path, works_file: Path, stage: str, folder: Path | None, tables_folder: Path | None) -> None:
    """Check a plan, print what was found, write the report."""
    try:
        findings = _checked(plan_file, works_file, stage, folder, tables_folder)
    except Fault as fault:
        click.echo(str(fault), err=True)
        raise SystemExit(2) from None
    raise SystemExit(1 if findings.count(Force.MUST) else 0)


def _checked(
    plan_file: Path, works_file: Path, stage: str, folder: Path | None, tables_folder: Path | None
) -> Findings:
    points, works = read_plan(plan_file), read_works(works_file)
    try:
        findings = check(points, works, stage, chosen_tables(tables_folder))
    except Refused as refusal:
        raise AuthorFault(str(refusal), "", say("Mend the file and run the check again."), file=plan_file) from refusal
    _print(findings, points.attrs["unused"])
    if folder is not None:
        from borehall.rules.plan_report import write_report

        try:
            written = write_report(folder, points, works, findings)
        except OSError as error:
            raise AuthorFault(
                say("The report cannot be written: {reason}", reason=error.strerror),
                say("Expected: {expected}.", expected=say("a folder that may be written to")),
                say("Name another folder with --out and run the check again."),
                file=folder,
            ) from error
        for path in written:
            click.echo(say("Written: {path}", path=path))
    return findings


def chosen_tables(folder: Path | None) -> Tables:
    """The tables of the folder named, else of the ``rules/`` of the site that we are in, else as shipped."""
    if folder is not None and not folder.is_dir():
        raise AuthorFault(
            say("There is no folder {folder}.", folder=folder),
            say("Expected: {expected}.", expected=say("a folder with tables")),
            say("Check the name and run the check again."),
        )
    if folder is None:
        try:
            folder = find_site().root / "rules"
        except PlatformFault:
            return SHIPPED
    return tables_of_site(folder)


def _print(findings: Findings, unused: list[str]) -> None:
    click.echo(str(findings))
    if unused:
        click.echo(say("Columns not used: {names}", names=", ".join(unused)))
