"""Feedback: pages on graded work, made and put where only the trainee concerned finds them.

The pages are those of nbgrader's GenerateFeedback, which would start from nothing for each trainee. Here one exporter
and one session of the gradebook serve all.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from borehall.checked import write_whole
from borehall.course.nbgrader_steps import check_done
from borehall.course.plain_copy import replace_folder
from borehall.faults import AuthorFault, PlatformFault
from borehall.grading.feedback_pages import FeedbackExporter, HideTests
from borehall.words import say

_OF_SUBMISSION = ("timestamp.txt", "submission_secret.txt")
"""Go with the pages: nbgrader's exchange names by them which submission they are about."""


def make_feedback(steps: NbGraderAPI, assignment: str, only: str | None) -> list[str]:
    """Writes ``feedback/`` for everyone graded, or ``only`` one, and returns them; AuthorFault when nobody is."""
    graded = sorted(steps.get_autograded_students(assignment))
    if (only is not None and only not in graded) or not graded:
        raise AuthorFault(
            say("Nothing of {assignment} is graded.", assignment=assignment)
            if only is None
            else say("{trainee}'s {assignment} is not graded.", trainee=only, assignment=assignment),
            next_step=say("Grade it first: borehall grade COURSE {assignment}", assignment=assignment),
        )
    exporter = _exporter(steps)
    chosen = [only] if only is not None else graded
    with steps.gradebook as gradebook:
        for trainee in chosen:
            _write_pages(steps, exporter, gradebook, assignment, trainee)
    return chosen


def _exporter(steps: NbGraderAPI) -> FeedbackExporter:
    # As nbgrader's converters do: nbconvert's own steps would do some of it twice.
    exporter = FeedbackExporter(config=Config({**steps.config, "Exporter": {"default_preprocessors": []}}))
    exporter.register_preprocessor(HideTests)
    return exporter


def _write_pages(
    steps: NbGraderAPI, exporter: FeedbackExporter, gradebook: Gradebook, assignment: str, trainee: str
) -> None:
    """All pages of one trainee, or, when one can't be made, those that were there before."""
    folder = _folder(steps, steps.coursedir.feedback_directory, assignment, trainee)
    source = _folder(steps, steps.coursedir.autograded_directory, assignment, trainee)
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    for notebook in gradebook.find_submission(assignment, trainee).notebooks:
        file = source / f"{notebook.name}.ipynb"
        if file.is_file():
            page = _page(exporter, nbformat.read(file, as_version=4), notebook, assignment, trainee)
            write_whole(draft / f"{notebook.name}.html", page.encode())
    for name in _OF_SUBMISSION:
        if (source / name).is_file():
            write_whole(draft / name, (source / name).read_bytes())
    if draft.is_dir():
        for file in draft.iterdir():
            # As nbgrader leaves them: the exchange hands their rights on, and trainees have to read them there.
            file.chmod(0o644)
        replace_folder(draft, folder)


def _page(
    exporter: FeedbackExporter, nb: NotebookNode, notebook: SubmittedNotebook, assignment: str, trainee: str
) -> str:
    grades = {grade.name: grade for grade in notebook.grades}
    comments = {comment.name: comment for comment in notebook.comments}
    for marked in _marked(nb):
        if marked.grade_id in grades:
            marked.score, marked.points = grades[marked.grade_id].score, grades[marked.grade_id].max_score
        if marked.grade_id in comments:
            marked.comment = comments[marked.grade_id].comment
    penalty = notebook.late_submission_penalty or 0
    told: dict[str, Any] = {
        "notebook": notebook.name, "assignment": assignment, "student": trainee,
        "score": notebook.score - penalty, "max_score": notebook.max_score, "late_penalty": penalty,
    }  # fmt: skip
    page, _ = exporter.from_notebook_node(nb, resources={"nbgrader": told})
    return page


def _marked(nb: NotebookNode) -> Iterator[NotebookNode]:
    """The marks of nbgrader on the cells that it counts or reads."""
    for cell in nb.cells:
        marked = cell.metadata.get("nbgrader", {})
        if marked.get("grade") or marked.get("solution") or marked.get("task"):
            yield marked


def _folder(steps: NbGraderAPI, directory: str, assignment: str, trainee: str) -> Path:
    return Path(steps.coursedir.format_path(directory, trainee, assignment))


def put_out_feedback(steps: NbGraderAPI, assignment: str, only: str | None) -> None:
    """Lays the feedback where trainees fetch it."""
    done = steps.release_feedback(assignment, student_id=only)
    check_done(done, say("The feedback on {assignment} was not put out.", assignment=assignment), PlatformFault)
