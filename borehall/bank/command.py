"""``borehall task …``: the tasks of the bank, for those who compose papers and write tasks."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from borehall.bank.difficulty import TRAINEES
from borehall.bank.library import load, select, task_folders
from borehall.bank.new_task import write_new_task
from borehall.bank.preview import lines, page
from borehall.bank.trial import SEEDS, check_task
from borehall.faults import AuthorFault, Fault, PlatformFault
from borehall.site import find_site
from borehall.words import LANGUAGES, current_language, say

SHOWN_SECRET = b"preview"
"""Previews need no secret: an exam draws with its own, so that nobody can look up a trainee's numbers here."""

_tasks = click.option(
    "--tasks", "folder", type=click.Path(path_type=Path), help=say("Folder of tasks (a site's tasks/).")
)


@click.group(help=say("The tasks of the question bank."))
def task() -> None:
    """The tasks of the question bank."""


@task.command("list", help=say("List the tasks: id, level, minutes, clauses, title."))
@click.option("--clause", default="", help=say("Only tasks of this clause, such as 6.0.12."))
@click.option("--level", type=click.IntRange(1, 3), help=say("Only tasks of this level."))
@_tasks
def list_tasks(clause: str, level: int | None, folder: Path | None) -> None:
    """List the tasks; a broken one is named, and the others are listed all the same."""
    own, broken, entries = own_tasks(folder), 0, []
    for name in task_folders(own):
        try:
            entries.append(load(name, own))
        except Fault as fault:
            broken += 1
            click.echo(str(fault), err=True)
    for entry in select(entries, clause, level):
        cited = ", ".join(one.clause for one in entry.card.clauses)
        title = entry.card.title(current_language())
        click.echo(f"{entry.id:30} {entry.card.level}  {entry.card.minutes:2} min  {cited:24} {title}")
    if broken:
        raise SystemExit(1)


@task.command("show", help=say("Show a trainee's version of a task; with --out as a page with its figure."))
@click.argument("name", metavar="ID")
@click.option("--trainee", metavar="NAME", help=say("Numbers as this name gives them (an exam's are others)."))
@click.option("--seed", type=int, help=say("Numbers of this seed."))
@click.option("--language", type=click.Choice(LANGUAGES), help=say("Language of the page."))
@click.option("--solution", is_flag=True, help=say("With answers, working and named mistakes."))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=say("Folder for the page."))
@_tasks
def show_task(
    name: str,
    trainee: str | None,
    seed: int | None,
    language: str | None,
    solution: bool,
    out: Path | None,
    folder: Path | None,
) -> None:
    """Print a version of a task, or write it as a page."""
    if trainee is not None and seed is not None:
        raise click.UsageError(say("Either --trainee or --seed, not both."))
    spoken = language or current_language()
    with _faults_shown():
        entry = load(name, own_tasks(folder))
        given = entry.given(SHOWN_SECRET, trainee) if trainee is not None else entry.draw(seed or 0)
        if out is None:
            click.echo(lines(entry, given, spoken, solution=solution))
        else:
            _write(out / f"{name}.{spoken}.html", page(entry, given, spoken, solution=solution))


@task.command("check", help=say("Put one task, or all, to the test over many draws."))
@click.argument("name", metavar="[ID]", required=False)
@click.option("--seeds", type=click.IntRange(1, 10_000), default=SEEDS, show_default=True, help=say("Number of draws."))
@_tasks
def check_tasks(name: str | None, seeds: int, folder: Path | None) -> None:
    """Check tasks; each fault names file, line and what to do. Exit code 1 when one is broken."""
    own = own_tasks(folder)
    names = [name] if name else list(task_folders(own))
    broken = [one for one in names if not _held(one, own, seeds)]
    click.echo(
        say("{good} of {all} tasks hold for {seeds} draws.", good=len(names) - len(broken), all=len(names), seeds=seeds)
    )
    if broken:
        raise SystemExit(1)


@task.command("new", help=say("Write the files of a new task, to be filled in."))
@click.argument("name", metavar="ID")
@_tasks
def new_task(name: str, folder: Path | None) -> None:
    """Write the files of a new task into the site's tasks/."""
    with _faults_shown():
        home = own_tasks(folder)
        if home is None:
            raise AuthorFault(
                say("This is no site, so that there is no folder for the task."),
                say("Expected: {expected}.", expected=say("a folder named with --tasks, or a site")),
                say("Go to the site, or name a folder: {command}", command=f"borehall task new {name} --tasks DIR"),
            )
        for file in write_new_task(home, name):
            click.echo(say("Written: {path}", path=file))
        click.echo(say("Next: fill in the files, then run {command}", command=f"borehall task check {name}"))


def own_tasks(folder: Path | None) -> Path | None:
    """The folder named, else ``tasks/`` of the site that we are in; None outside of a site."""
    if folder is not None:
        return folder
    try:
        return find_site().root / "tasks"
    except PlatformFault:
        return None


def _held(name: str, own: Path | None, seeds: int) -> bool:
    """Whether the task holds; what was found is printed, a fault or the measure of its difficulty."""
    try:
        found = check_task(load(name, own), seeds)
    except Fault as fault:
        click.echo(str(fault), err=True)
        return False
    low, high = found.steps
    click.echo(
        say(
            "{name}: {low} to {high} steps; {same:.3%} of the pairs of {trainees} trainees have the same numbers",
            name=name,
            low=low,
            high=high,
            same=found.same,
            trainees=TRAINEES,
        )  # fmt: skip
    )
    return True


class _faults_shown:
    """Within the block, a fault is printed and ends the command with exit code 2."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Fault):
            click.echo(str(error), err=True)
            raise SystemExit(2) from None


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    os.replace(temporary, file)
    click.echo(say("Written: {path}", path=file))
