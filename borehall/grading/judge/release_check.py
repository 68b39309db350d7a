"""The author's check before a release: the reference solution earns every point apart, the untouched paper none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from borehall.faults import AuthorFault, PlatformFault
from borehall.grading.isolate.boxes import House, Limits, open_house
from borehall.grading.judge.contract import Contract
from borehall.grading.judge.files_beside import files_beside
from borehall.grading.judge.judged import Judged
from borehall.grading.judge.rebuild import is_test, rebuild
from borehall.grading.judge.relay import Options, judge_notebook
from borehall.words import say

RUNNER, EXAMINER = "borehall_desk.runner", "borehall.grading.judge.examiner"


@dataclass(frozen=True)
class Houses:
    """The warm parents of both roles, and what their boxes may use."""

    runner: House
    examiner: House
    limits: Limits = Limits()


@contextmanager
def author_houses() -> Iterator[Houses]:
    """For an author's own notebooks, which may run unboxed where boxes can't hold: nobody else's code is in them."""
    unsafe = False
    try:
        runner = open_house(RUNNER, 1)
    except PlatformFault:
        unsafe = True
        runner = open_house(RUNNER, 1, unsafe)
    with runner, open_house(EXAMINER, 1, unsafe) as examiner:
        yield Houses(runner, examiner)


def learn_contract(source: NotebookNode, folder: Path, houses: Houses) -> tuple[Contract, Judged]:
    """What the reference solution in ``source`` gives where; ``folder`` holds the files beside it."""
    judged = _judge(source, source, folder, houses, Contract(), learning=True)
    return Contract.from_json(judged.contract), judged


def check_notebook(file: Path, released: Path, houses: Houses) -> None:
    """AuthorFault, naming the cell, unless the source ``file`` earns all its points and ``released`` earns none."""
    source = nbformat.read(file, as_version=4)
    if not any(is_test(cell) for cell in source.cells):
        return
    contract, judged = learn_contract(source, file.parent, houses)
    _check_full(file, judged)
    _check_full(file, _judge(source, source, file.parent, houses, contract))
    untouched = nbformat.read(released, as_version=4)
    _check_none(file, _judge(source, untouched, file.parent, houses, contract))


def check_release(source: Path, release: Path) -> None:
    """Checks each notebook in the folder ``source`` that has tests."""
    with author_houses() as houses:
        for file in sorted(source.glob("*.ipynb")):
            check_notebook(file, release / file.name, houses)


def _judge(
    source: NotebookNode, work: NotebookNode, folder: Path, houses: Houses, contract: Contract, learning: bool = False
) -> Judged:
    files = files_beside(folder)
    options = Options(files=files, author_files=files, contract=contract, learning=learning)
    limits = replace(houses.limits, wall_s=300, cpu_s=300)
    return judge_notebook(rebuild(source, work), houses.runner, houses.examiner, limits, options)


def _check_full(file: Path, judged: Judged) -> None:
    for name, test in judged.tests.items():
        if test.earned == test.points and not test.unjudged:
            continue
        if test.unjudged:
            seen = say(
                "The test {cell} can't be judged apart: {what}.",
                cell=name,
                what="; ".join(_told(*one) for one in test.unjudged),
            )
        else:
            error = test.outputs[-1].get("evalue", "") if test.outputs else ""
            printed = test.outputs[0].get("text", "") if test.outputs else ""
            seen = say(
                "The reference solution earns {earned} of {points} in the test {cell}. {why}",
                earned=f"{test.earned:g}", points=f"{test.points:g}", cell=name,
                why=error or test.message or printed.strip()[:400],
            )  # fmt: skip
        raise AuthorFault(
            seen,
            say("Expected: tests that ask for values and call functions, and a solution that passes them."),
            say(
                'Change the test or the solution; or set judge = "kernel" for this assignment in course.toml. Then '
                "its tests run in the trainee's own process, and marks are not tamper-proof."
            ),
            file=file,
        )


def _told(place: str, what: str, why: str) -> str:
    if what == "argument":
        return say("{place} gets an argument that can't be copied ({why})", place=place, why=why)
    return say("{place} has a value that can't be copied ({why})", place=place, why=why)


def _check_none(file: Path, judged: Judged) -> None:
    for name, test in judged.tests.items():
        if test.earned:
            raise AuthorFault(
                say("The untouched release earns {earned} in the test {cell}.", earned=f"{test.earned:g}", cell=name),
                say("Expected: no points for a paper in which nothing was answered."),
                say("Let the test fail while the answer is still empty, then release again."),
                file=file,
            )
