"""`borehall paper …`: compose papers from the bank."""

from __future__ import annotations

from pathlib import Path

import click

from borehall.console import command, err, out, with_site
from borehall.site import Site
from borehall.words import LANGUAGES, current_language, say


@click.group("paper", help=say("Compose papers from the question bank."))
def paper_group() -> None:
    """Sub-commands on papers."""


@command(paper_group, "check", say("Check a paper: its file, its tasks, its balance. Changes nothing."))
@click.argument("course")
@click.argument("assignment")
@click.option("--seeds", type=click.IntRange(1, 10_000), default=100, show_default=True, help=say("Number of draws."))
@with_site
def paper_check(site: Site, course: str, assignment: str, seeds: int) -> None:
    """Every task that may come is put to the test."""
    from borehall.course.course import load_course
    from borehall.course.paper import check_tasks, load_paper, load_tasks
    from borehall.course.paper_balance import balance, concerns

    loaded = load_course(site, course)
    blueprint = load_paper(site, loaded, assignment)
    entries = load_tasks(site, blueprint)
    check_tasks(list(entries.values()), seeds)
    found = balance(blueprint, entries)
    points = sum(blueprint.slots().values())
    counts = {"count": len(blueprint.slots()), "points": points, "minutes": blueprint.minutes}
    title = loaded.assignment(assignment).title
    out.print(say("{title}: {count} questions, {points:g} points, {minutes} minutes.", title=title, **counts))
    shortest, mean, longest = found.minutes
    out.print(say("Minutes that its tasks need: {low} to {high}, {mean:.0f} on average.",
                  low=shortest, high=longest, mean=mean))  # fmt: skip
    out.print(say("Share of the points by chapter:"))
    for name, share in found.by_chapter.items():
        out.print(f"  {share:6.1%}  {name}", markup=False)
    out.print(say("Share of the points by level:"))
    for level, share in found.by_level.items():
        out.print(f"  {share:6.1%}  {level}", markup=False)
    out.print(say("Share of the trainees who meet each task:"))
    for task, share in sorted(found.exposure.items(), key=lambda one: (-one[1], one[0])):
        out.print(f"  {share:6.1%}  {task:<28} {entries[task].card.title(current_language())}", markup=False)
    for concern in concerns(blueprint, found, entries):
        err.print(say("Look at this: {concern}", concern=concern), markup=False, style="yellow")


@command(paper_group, "preview", say("Write any trainee's version of a paper as a page."))
@click.argument("course")
@click.argument("assignment")
@click.option("--trainee", required=True, metavar="NAME", help=say("Whose version."))
@click.option("--language", type=click.Choice(LANGUAGES), help=say("Language of the page."))
@click.option("--solution", is_flag=True, help=say("With answers, working and named mistakes."))
@click.option("--out", "folder", type=click.Path(path_type=Path, file_okay=False), default=".", show_default=True,
              help=say("Folder for the page."))  # fmt: skip
@with_site
def paper_preview(
    site: Site, course: str, assignment: str, trainee: str, language: str | None, solution: bool, folder: Path
) -> None:
    """The very numbers that this trainee has, or will have."""
    from borehall.checked import write_whole
    from borehall.course.course import load_course
    from borehall.course.handing_out import places_of
    from borehall.course.paper import load_paper
    from borehall.course.paper_preview import preview_page

    loaded = load_course(site, course)
    blueprint = load_paper(site, loaded, assignment)
    spoken = language or current_language()
    item = loaded.assignment(assignment)
    title = item.title_zh if spoken == LANGUAGES[0] else item.title_en
    places = places_of(site, blueprint, trainee)
    file = folder / f"{assignment}.{trainee}.{spoken}{'.solution' if solution else ''}.html"
    write_whole(file, preview_page(site, blueprint, title, trainee, places, spoken, solution).encode())
    out.print(say("Written: {path}", path=file), markup=False)


@command(paper_group, "build", say("Write the source notebook of a paper, or of all papers of a course."))
@click.argument("course")
@click.argument("assignment", required=False)
@with_site
def paper_build(site: Site, course: str, assignment: str | None) -> None:
    """Nothing is written when a task of the paper is broken."""
    from borehall.course.course import load_course
    from borehall.course.paper_build import build_paper
    from borehall.course.room import give_to_course

    loaded = load_course(site, course)
    papers = [item.name for item in loaded.assignments if item.source == "paper"]
    for name in [assignment] if assignment else papers:
        folder = build_paper(site, loaded, name)
        give_to_course(site, course, folder)
        out.print(say("Written: {path}", path=folder), markup=False)
        release = f"borehall course release {course} {name}"
    if papers or assignment:
        out.print(say("Next: {command}", command=release), markup=False)
    else:
        out.print(say("{title} has no papers.", title=loaded.title))
