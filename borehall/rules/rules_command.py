"""``borehall rules``: what the rules cover, and the checklists of clauses that ask for contents."""

from __future__ import annotations

from pathlib import Path

import click

from borehall.faults import Fault
from borehall.rules.checklist import checklist
from borehall.rules.coverage import clause_states, coverage_page, has_outside_oracle, table_lines
from borehall.rules.plan_command import chosen_tables
from borehall.rules.refusal import Refused
from borehall.words import say

PAGES = {"en": "rules-coverage.md", "zh_CN": "rules-coverage.zh-CN.md"}


@click.group(help=say("The standard's clauses as rules."))
def rules() -> None:
    """The standard's clauses as rules."""


@rules.command(
    "list",
    short_help=say("List every clause and every table."),
    help=say(
        "Every clause: done, checklist, needs a table, not applicable; which rules have an outside oracle; all tables "
        "with their sources."
    ),
)
@click.option("--tables", "folder", type=click.Path(path_type=Path), help=say("Folder of tables (a site's rules/)."))
def list_rules(folder: Path | None) -> None:
    """Every clause: done, checklist, needs a table, not applicable; which rules have an outside oracle; all tables."""
    try:
        tables = chosen_tables(folder)
    except Fault as fault:
        click.echo(str(fault), err=True)
        raise SystemExit(2) from None
    for one in clause_states(tables):
        with_oracle = sum(has_outside_oracle(rule.short_name) for rule in one.rules)
        count = say("{n} rules, {m} with an oracle", n=len(one.rules), m=with_oracle) if one.rules else ""
        click.echo("  ".join(filter(None, (f"{one.clause:8}", one.label, one.topic, count))))
    click.echo()
    for line in table_lines(tables):
        click.echo(line)


@rules.command(
    "checklist", help=say("What CLAUSE (such as 4.0.3) asks to be collected, done or written, as a list to tick.")
)
@click.argument("clause")
def show_checklist(clause: str) -> None:
    """What CLAUSE (such as 4.0.3) asks to be collected, done or written, as a list to tick."""
    try:
        found = checklist(clause)
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(2) from None
    click.echo(f"{found.citation.label} [{found.force.label}] {found.title}")
    for item in found.items:
        click.echo(f"[ ] {item.number}  {item.text}")
    if found.lost:
        click.echo(say("Items whose text is not available: {items}", items=", ".join(map(str, found.lost))))


@rules.command("page", help=say("Write the page on coverage in both languages into FOLDER (docs/contributor)."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
def write_pages(folder: Path) -> None:
    """Write the page on coverage in both languages into FOLDER (docs/contributor)."""
    for language, name in PAGES.items():
        (folder / name).write_text(coverage_page(language), encoding="utf-8")
        click.echo(say("Written: {path}", path=folder / name))
