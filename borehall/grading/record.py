"""The one writer to a course's gradebook: the same rows as nbgrader's own steps leave, in one session for all.

nbgrader opens its database anew for each step of each notebook, thirteen times a submission.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import BaseCell, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config


class Record:
    """Enters graded notebooks into ``gradebook``; ``config`` is the course's, for its late penalties."""

    def __init__(self, gradebook: Gradebook, config: Config) -> None:
        self._gradebook = gradebook
        # Asked for once: by way of its rows, each name would be read anew after each submission.
        self._names: dict[str, str] = dict(gradebook.db.query(BaseCell.id, BaseCell.name).all())
        self._penalties = AssignLatePenalties(config=config)
        self._penalties.init_plugin()

    def enter(
        self,
        assignment: str,
        trainee: str,
        timestamp: str | None,
        graded: Mapping[str, NotebookNode],
        waiting: Collection[str] = (),
    ) -> None:
        """The marks of one submission, all or none of them.

        ``graded`` are notebooks by name, each counted cell with the outputs that nbgrader reads its mark from; a
        notebook of the assignment that is not among them earns nothing. ``waiting`` names counted cells that a person
        still has to read although they have marks. Manual marks and comments stay.
        """
        times = {"timestamp": timestamp} if timestamp else {}
        submission = self._gradebook.update_or_create_submission(assignment, trainee, **times)
        for notebook in submission.notebooks:
            if notebook.name in graded:
                self._enter_notebook(notebook, graded[notebook.name], waiting)
                self._enter_penalty(submission, notebook)
            else:
                _enter_nothing(notebook)
        self._gradebook.db.commit()

    def _enter_notebook(self, notebook: SubmittedNotebook, graded: NotebookNode, waiting: Collection[str]) -> None:
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in graded.cells if _is_counted(cell)}
        for grade in notebook.grades:
            name = self._names[grade.cell_id]
            # A task's mark is a person's alone.
            if utils.is_grade(cells[name]):
                grade.auto_score = utils.determine_grade(cells[name])[0]
                grade.needs_manual_grade = _needs_a_person(grade, name in waiting)
        for comment in notebook.comments:
            untouched = _is_untouched(cells[self._names[comment.cell_id]])
            comment.auto_comment = "No response." if untouched else None
        self._gradebook.db.flush()

    def _enter_penalty(self, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> None:
        notebook.late_submission_penalty = None
        if submission.total_seconds_late > 0:
            self._gradebook.db.refresh(notebook)
            plugin = self._penalties.plugin_inst
            penalty = plugin.late_submission_penalty(
                submission.student_id, notebook.score, submission.total_seconds_late
            )
            if penalty is not None:
                notebook.late_submission_penalty = min(max(0, penalty), notebook.score)


def _needs_a_person(grade: Grade, waits: bool) -> bool:
    """As nbgrader: a mark that a person gave before is shown to them again."""
    return waits or grade.manual_score is not None or grade.auto_score is None


def _enter_nothing(notebook: SubmittedNotebook) -> None:
    for grade in notebook.grades:
        grade.auto_score, grade.needs_manual_grade = 0, False


def _is_counted(cell: NotebookNode) -> bool:
    return utils.is_grade(cell) or utils.is_solution(cell) or utils.is_task(cell)


def _is_untouched(cell: NotebookNode) -> bool:
    return cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell) and not utils.is_task(cell)
