"""The master of a paper: what its author wrote, hidden tests included, as the gradebook keeps it or as the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from borehall.grading.judge.trusted_names import TrustedNames, trusted_names

_TRUSTED = "borehall_trusted"


def master_from_gradebook(kept: Any, source: NotebookNode | None = None) -> NotebookNode:
    """The cells of a ``gradebook.find_notebook(…)`` as a notebook, tests as they were when it was released.

    ``source``, the notebook in ``source/``, adds the kernel and the author's imports, which the gradebook has not.
    """
    points = {cell.name: cell.max_score for cell in (*kept.grade_cells, *kept.task_cells)}
    grades, answers = ({cell.name for cell in cells} for cells in (kept.grade_cells, kept.solution_cells))
    tasks = {cell.name for cell in kept.task_cells}
    ids = {cell.metadata.nbgrader.grade_id: cell for cell in _marked(source)}
    cells = []
    for cell in kept.source_cells:
        made = new_code_cell(cell.source) if cell.cell_type == "code" else new_markdown_cell(cell.source)
        first = ids.get(cell.name)
        made.id = first.get("id", made.id) if first else made.id
        if first and first.get("attachments") and cell.name not in answers:
            made.attachments = first.attachments
        made.metadata["nbgrader"] = {
            "grade": cell.name in grades, "grade_id": cell.name, "solution": cell.name in answers,
            "locked": cell.locked, "task": cell.name in tasks, "schema_version": 3, "checksum": cell.checksum,
            "cell_type": cell.cell_type, **({"points": points[cell.name]} if cell.name in points else {}),
        }  # fmt: skip
        cells.append(made)
    master = new_notebook(cells=cells, metadata={})
    if source is not None:
        master.metadata["kernelspec"] = dict(source.metadata.get("kernelspec", {}))
        master.metadata[_TRUSTED] = _read_names(source).as_json()
    return master


def names_of(master: NotebookNode) -> TrustedNames:
    """What tests may take for the author's. Kept with the master: many submissions are judged against one."""
    known = master.metadata.get(_TRUSTED)
    if known:
        return TrustedNames(dict(known["imports"]), dict(known["helpers"]), frozenset(known["asked"]))
    names = _read_names(master)
    master.metadata[_TRUSTED] = names.as_json()
    return names


def _read_names(master: NotebookNode) -> TrustedNames:
    code = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in master.cells if cell.cell_type == "code"]
    answers = [source for marks, source in code if marks.get("solution")]
    tests = [source for marks, source in code if marks.get("grade") and not marks.get("solution")]
    locked = [source for marks, source in code if marks.get("locked") and not marks.get("grade")]
    return trusted_names([source for _, source in code if source not in tests], answers, locked)


def _marked(source: NotebookNode | None) -> Iterator[NotebookNode]:
    for cell in source.cells if source is not None else ():
        if cell.metadata.get("nbgrader", {}).get("grade_id"):
            yield cell
