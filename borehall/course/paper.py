"""A paper in force: its file and the bank tied together in a blueprint. Every problem is named with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from borehall.bank.blueprint import Blueprint, Group, Section
from borehall.bank.entry import Entry
from borehall.bank.library import load, load_all, load_once, select, stamp, task_folders
from borehall.bank.paper import shortages, uneven
from borehall.bank.trial import SEEDS, check_task
from borehall.checked import Document, Location, gathered, nearest
from borehall.course.course import Course
from borehall.course.paper_file import PaperFile, PaperSection, Questions, read_paper
from borehall.faults import AuthorFault, Fault
from borehall.site import Site
from borehall.words import LANGUAGES, say

TRAINEES = 100
"""Whose numbers are compared before a task comes into a paper; `borehall task check` compares more."""


def own_tasks(site: Site) -> Path:
    """The site's own tasks, which go before the engine's of the same name."""
    return site.root / "tasks"


def load_paper(site: Site, course: Course, assignment: str) -> Blueprint:
    """The blueprint of a paper; one AuthorFault with all that keeps it from being one."""
    read = read_paper(course, assignment)
    faults: list[Fault] = list(_unknown_tasks(read.document, read.value, site))
    if faults:
        raise gathered(AuthorFault, faults, read.document.path)
    entries = load_all(own_tasks(site))
    blueprint = _blueprint(course.id, assignment, read.value, entries)
    faults = [
        *_empty_pools(read.document, blueprint),
        *_twice(read.document, blueprint),
        *_too_few(read.document, blueprint),
        *_uneven_shuffles(read.document, blueprint),
        *_hints_in_an_exam(read.document, blueprint, course.assignment(assignment).kind),
    ]
    if faults:
        raise gathered(AuthorFault, faults, read.document.path)
    return blueprint


def load_tasks(site: Site, blueprint: Blueprint) -> dict[str, Entry]:
    """The tasks that the paper may bring, by id."""
    return {task: load(task, own_tasks(site)) for task in blueprint.tasks()}


def check_tasks(entries: Sequence[Entry], seeds: int = SEEDS) -> None:
    """AuthorFault for the first task that does not hold: a broken one never comes into a paper."""
    for entry in entries:
        _check_once(entry.folder, stamp(entry.folder), seeds)


@lru_cache(maxsize=512)
def _check_once(folder: Path, at: tuple[int, ...], seeds: int) -> None:
    # A course's papers share most of their tasks, and nothing about a task changes while its files do not.
    check_task(load_once(folder, at), seeds, trainees=TRAINEES)


def _blueprint(course: str, assignment: str, content: PaperFile, entries: Sequence[Entry]) -> Blueprint:
    about = content.paper
    sections = tuple(_section(section, entries) for section in content.sections)
    return Blueprint(course, assignment, about.minutes, about.hints, about.working, sections)


def _section(section: PaperSection, entries: Sequence[Entry]) -> Section:
    groups = tuple(Group(one.slots, one.points, pool(one, entries)) for one in section.questions)
    titles = dict(zip(LANGUAGES, (section.title_zh, section.title_en), strict=True))
    return Section(section.id, titles, section.shuffle, groups)


def pool(questions: Questions, entries: Sequence[Entry]) -> tuple[str, ...]:
    """The tasks that may come there."""
    if questions.task:
        return (questions.task,)
    if questions.tasks:
        entries = [entry for entry in entries if entry.id in questions.tasks]
    clause = questions.clause or ""
    found = select(entries, clause, questions.level, questions.standard if clause else "")
    return tuple(entry.id for entry in found)


def _unknown_tasks(document: Document, content: PaperFile, site: Site) -> Iterator[Fault]:
    known = list(task_folders(own_tasks(site)))
    for i, section in enumerate(content.sections):
        for j, questions in enumerate(section.questions):
            key = "task" if questions.task else "tasks"
            for task in (questions.task,) if questions.task else questions.tasks or ():
                if task not in known:
                    alike = nearest(task, known)
                    yield document.fault(
                        ("sections", i, "questions", j, key),
                        say("There is no task {task}.", task=task),
                        say("Expected: {expected}.", expected=say("a task of the bank")),
                        say("Did you mean {name}?", name=alike)
                        if alike
                        else say("Look at the list: {command}", command="borehall task list"),
                    )


def _groups(blueprint: Blueprint) -> Iterator[tuple[Location, Group]]:
    for i, section in enumerate(blueprint.sections):
        for j, group in enumerate(section.groups):
            yield ("sections", i, "questions", j), group


def _empty_pools(document: Document, blueprint: Blueprint) -> Iterator[Fault]:
    for place, group in _groups(blueprint):
        if not group.pool:
            yield document.fault(
                place,
                say("No task fits this draw."),
                say("Expected: {expected}.", expected=say("a clause and level that the bank has tasks for")),
                say("Look at the list: {command}", command="borehall task list --clause … --level …"),
            )


def _twice(document: Document, blueprint: Blueprint) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, group in _groups(blueprint):
        if len(group.pool) == len(group.slots):
            for task in seen.intersection(group.pool):
                yield document.fault(
                    place,
                    say("Everybody would meet the task {task} twice.", task=task),
                    say("Expected: each task once in a paper."),
                    say("Take another task, or draw one by clause."),
                )
            seen.update(group.pool)


def _too_few(document: Document, blueprint: Blueprint) -> Iterator[Fault]:
    for short in shortages(blueprint):
        yield document.fault(
            ("sections", short.section, "questions", short.group),
            say("The draw needs {needed} tasks, and only {left} are certain.", needed=short.needed, left=short.left),
            say("Expected: enough tasks, also after the fixed ones and the draws before it have taken theirs."),
            say("Lower count, or draw from more clauses or levels."),
        )


def _uneven_shuffles(document: Document, blueprint: Blueprint) -> Iterator[Fault]:
    for i, section in enumerate(blueprint.sections):
        if uneven(section):
            yield document.fault(
                ("sections", i, "shuffle"),
                say("The section is shuffled, and its questions differ in points."),
                say("Expected: the same points throughout: a place in the gradebook has its points for everybody."),
                say("Give all its questions the same points, or divide it into two sections."),
            )


def _hints_in_an_exam(document: Document, blueprint: Blueprint, kind: str) -> Iterator[Fault]:
    if kind == "exam" and blueprint.hints:
        yield document.fault(
            ("paper", "hints"),
            say("The assignment is an exam, and gives {n} hints for each question.", n=blueprint.hints),
            say("Expected: no hints in an exam."),
            say('Delete the line, or make it kind = "practice" in course.toml.'),
        )
