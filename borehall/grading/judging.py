"""The judge of one assignment: papers by their answer sheets, hand-written notebooks apart, in two boxes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from borehall.course.course import load_course
from borehall.course.paper_build import BLUEPRINT_FILE
from borehall.grading.isolate.boxes import Limits
from borehall.grading.judge.code_field import run_functions
from borehall.grading.judge.files_beside import files_beside
from borehall.grading.judge.judged import Judged
from borehall.grading.judge.master import master_from_gradebook
from borehall.grading.judge.rebuild import Rebuilt, is_test, marks_of, rebuild
from borehall.grading.judge.relay import Options, judge_notebook
from borehall.grading.judge.release_check import Houses, learn_contract
from borehall.grading.paper_judging import judge_paper
from borehall.site import Site

VERDICTS_FILE = "verdicts.json"
NOT_APART = "borehall_not_apart"
"""Metadata of a graded notebook whose marks are not tamper-proof: the feedback's page says so."""
JudgeApart = Callable[[Rebuilt, Limits, Options], Judged]
"""Judges a notebook in two boxes, wherever they are."""

_GRACE_S = 60
"""For what is neither a cell nor a call."""


@dataclass
class Work:
    """A submission judged: notebooks by name, cells that wait for a person, and files that go beside them."""

    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    unsafe: bool = False


@dataclass(frozen=True)
class Master:
    """A notebook of the assignment as its tests were released, and how to judge answers to it."""

    notebook: NotebookNode
    options: Options


class AssignmentJudge:
    """Judges submissions of ``assignment``. Threads may share it; the gradebook is read only while it is made.

    Hand-written notebooks go to ``apart`` where that is given; papers are always judged in ``houses``.
    """

    def __init__(
        self,
        site: Site,
        course: str,
        assignment: str,
        gradebook: Gradebook,
        houses: Houses,
        cell_s: int,
        apart: JudgeApart | None = None,
    ) -> None:
        self._site, self._course, self._assignment, self._houses = site, course, assignment, houses
        self._apart = apart or partial(_judge_here, houses)
        self._limits = replace(houses.limits, wall_s=4 * cell_s + _GRACE_S, cpu_s=4 * cell_s + _GRACE_S)
        self._source = site.step("source", course) / assignment
        self.is_paper = (self._source / BLUEPRINT_FILE).is_file()
        self.in_kernel = load_course(site, course).assignment(assignment).judge == "kernel" and not self.is_paper
        self._author_files = files_beside(self._source)
        kept = gradebook.find_assignment(assignment).notebooks
        self._masters = {one.name: self._master(one, cell_s) for one in kept}

    @property
    def version(self) -> str:
        """Another one when a test, a number of points or a paper has changed: then every submission is judged anew."""
        seen = [
            [name, marks_of(cell), cell.source]
            for name, master in sorted(self._masters.items())
            for cell in master.notebook.cells
        ]
        blueprint = (self._source / BLUEPRINT_FILE).read_text("utf-8") if self.is_paper else ""
        return hashlib.sha256(json.dumps([seen, blueprint], sort_keys=True).encode()).hexdigest()[:16]

    def judge(self, trainee: str, folder: Path) -> Work:
        """The work in ``folder``; TraineeFault when it can't be read, PlatformFault when it can't be judged here."""
        work = Work()
        for name in self._masters:
            self.judge_into(work, name, trainee, folder, (folder / f"{name}.ipynb").read_bytes())
        return work

    def judge_into(
        self, work: Work, name: str, trainee: str, folder: Path, submitted: NotebookNode | bytes
    ) -> NotebookNode:
        """Judges one notebook of ``folder`` as a part of ``work``, and returns it."""
        master = self._masters[name]
        rebuilt = rebuild(master.notebook, submitted)
        if self.is_paper:
            call = partial(run_functions, self._houses.runner, limits=self._limits)
            done = judge_paper(self._site, self._course, self._assignment, trainee, folder, rebuilt.notebook, call)
            work.waiting |= done.waiting
            work.files[VERDICTS_FILE] = done.as_file()
        else:
            # The author's files win over what lies beside the notebook under their names, as in nbgrader.
            options = replace(master.options, files={**files_beside(folder), **self._author_files})
            judged = self._apart(rebuilt, self._limits, options)
            work.waiting |= set(judged.look)
            work.unsafe |= judged.unsafe
        if work.unsafe:
            rebuilt.notebook.metadata[NOT_APART] = "unsafe"
        work.notebooks[name] = rebuilt.notebook
        return rebuilt.notebook

    def rebuilt(self, name: str, submitted: NotebookNode) -> NotebookNode:
        """The paper put together again, with nothing run and nothing judged."""
        return rebuild(self._masters[name].notebook, submitted).notebook

    def _master(self, kept: Any, cell_s: int) -> Master:
        file = self._source / f"{kept.name}.ipynb"
        source = nbformat.read(file, as_version=4) if file.is_file() else None
        options = Options(author_files=self._author_files, cell_s=cell_s)
        if source is not None and not self.is_paper and not self.in_kernel and any(map(is_test, source.cells)):
            contract, _ = learn_contract(source, self._source, self._houses)
            options = replace(options, contract=contract)
        return Master(master_from_gradebook(kept, source), options)


def _judge_here(houses: Houses, rebuilt: Rebuilt, limits: Limits, options: Options) -> Judged:
    return judge_notebook(rebuilt, houses.runner, houses.examiner, limits, options)
