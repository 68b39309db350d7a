"""Our judging as steps of nbgrader's autograding: its own command and formgrader's button take the same road."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets.config import Config

from borehall.checked import write_whole
from borehall.course.course import load_course
from borehall.course.paper_build import BLUEPRINT_FILE
from borehall.course.restore_cells import RestoreCells
from borehall.grading.houses import kept_houses
from borehall.grading.judging import NOT_APART, AssignmentJudge, Work
from borehall.site import Site

_WORK = "borehall_work"
"""Resource of a conversion: what judging the notebook came to."""


def set_judging(c: Config) -> None:
    """Sets ``c`` so that nbgrader's Autograde judges apart; ``judge = "kernel"`` runs as in nbgrader."""
    c.Autograde.sanitize_preprocessors = [Sanitize]
    c.Autograde.autograde_preprocessors = [
        Judge, IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveJudgedGrades, AssignLatePenalties,
        CheckCellMetadata,
    ]  # fmt: skip


class _Step(NbGraderPreprocessor):
    def in_kernel(self, resources: dict[str, Any]) -> bool:
        """Whether the assignment is to be judged in the trainee's own kernel."""
        site, course, assignment = self.place(resources)
        is_paper = (site.step("source", course) / assignment / BLUEPRINT_FILE).is_file()
        return not is_paper and load_course(site, course).assignment(assignment).judge == "kernel"

    def place(self, resources: dict[str, Any]) -> tuple[Site, str, str]:
        """Site, course and assignment of the notebook in hand."""
        course = CourseDirectory(config=self.config)
        # The room is a folder of the site: var/courses/<course>.
        return Site(Path(course.root).parents[2]), course.course_id, resources["nbgrader"]["assignment"]

    def stock(self, step: Any, nb: NotebookNode, resources: dict[str, Any]) -> Any:
        """One of nbgrader's own steps."""
        return step(parent=self.parent).preprocess(nb, resources)


class Sanitize(_Step):
    """Puts the paper together from its master, with the trainee's answers in it."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook that is judged, or, for the kernel, what nbgrader makes of it."""
        if self.in_kernel(resources):
            for step in (ClearOutput, DeduplicateIds, OverwriteKernelspec, RestoreCells, CheckCellMetadata):
                nb, resources = self.stock(step, nb, resources)
        return nb, resources


class Judge(_Step):
    """Runs and judges in boxes; for the kernel, nbgrader's Execute."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """The graded notebook, with what nbgrader reads marks from as its outputs."""
        if self.in_kernel(resources):
            nb, resources = self.stock(Execute, nb, resources)
            nb.metadata[NOT_APART] = "kernel"
            return nb, resources
        (site, course, assignment), about = self.place(resources), resources["nbgrader"]
        folder, work = Path(resources["metadata"]["path"]), Work()
        with kept_houses.use() as houses, closing(Gradebook(about["db_url"], course)) as gradebook:
            judge = AssignmentJudge(site, course, assignment, gradebook, houses, Execute(parent=self.parent).timeout)
            nb = judge.judge_into(work, about["notebook"], about["student"], folder, nb)
        for name, content in work.files.items():
            write_whole(folder / name, content)
        resources[_WORK] = work
        return nb, resources


class SaveJudgedGrades(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, which also asks for a person where a part of the question is read by one."""

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._add_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        if _WORK in resources and name in resources[_WORK].waiting:
            grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
            grade.needs_manual_grade = True
            self.gradebook.db.commit()
