"""Copied, split and deleted cells don't stop the marking: nbgrader's own step, without two of its stumbles.

As of nbgrader 0.9.6 a copied cell, or a deleted test cell whose predecessor is gone or is a read-only one, ends the
marking of the whole submission with a KeyError.
"""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader.preprocessors import OverwriteCells


class RestoreCells(OverwriteCells):
    """Puts locked cells back as they were released, and missing graded cells back to where they were."""

    def add_missing_grade_cells(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Each missing graded cell comes after the nearest cell of the paper that is still there, else to the start."""
        _forget_nameless(nb)
        paper = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        answers = {cell.name for cell in paper.solution_cells}
        points = {cell.name: cell.max_score for cell in paper.grade_cells}
        earlier: list[str] = []
        for cell in paper.source_cells:
            places = _places(nb)
            if cell.name in points and cell.name not in places:
                self.log.warning("Graded cell %s is missing and comes back", cell.name)
                after = max((places[name] for name in earlier if name in places), default=-1)
                missing = self.missing_cell_transform(cell, points[cell.name], is_solution=cell.name in answers)
                nb.cells.insert(after + 1, missing)
            earlier.append(cell.name)
        return nb, resources


def _forget_nameless(nb: NotebookNode) -> None:
    """Copies and strangers, whose name nbgrader has taken away, become ordinary cells."""
    for cell in nb.cells:
        if not cell.metadata.get("nbgrader", {}).get("grade_id"):
            cell.metadata.pop("nbgrader", None)


def _places(nb: NotebookNode) -> dict[str, int]:
    named = ((index, cell.metadata.get("nbgrader")) for index, cell in enumerate(nb.cells))
    return {marked["grade_id"]: index for index, marked in named if marked}
