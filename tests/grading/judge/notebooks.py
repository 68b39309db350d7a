"""Small source notebooks and submissions for the tests of judging."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def marks(name: str, kind: str, points: float | None = None) -> dict[str, Any]:
    """nbgrader's metadata of an answer, a given cell, a test or a text that a person marks."""
    made: dict[str, Any] = {
        "grade": kind in ("test", "manual"), "solution": kind in ("answer", "manual"),
        "locked": kind in ("test", "given"), "task": False, "grade_id": name, "schema_version": 3,
    }  # fmt: skip
    return {"nbgrader": made if points is None else {**made, "points": points}}


def answer(name: str, source: str) -> NotebookNode:
    """An answer cell."""
    return new_code_cell(source, id=name, metadata=marks(name, "answer"))


def given(name: str, source: str) -> NotebookNode:
    """A locked cell without points."""
    return new_code_cell(source, id=name, metadata=marks(name, "given"))


def test(name: str, source: str, points: float = 1) -> NotebookNode:
    """A test cell."""
    return new_code_cell(source, id=name, metadata=marks(name, "test", points))


test.__test__ = False  # type: ignore[attr-defined]


def manual(name: str, source: str, points: float = 1) -> NotebookNode:
    """A written answer that a person marks."""
    return new_markdown_cell(source, id=name, metadata=marks(name, "manual", points))


def plain(source: str, name: str = "") -> NotebookNode:
    """A cell without a name."""
    return new_code_cell(source, id=name or f"plain-{abs(hash(source)) % 10**8}")


def notebook(*cells: NotebookNode) -> NotebookNode:
    """A notebook of these cells."""
    return new_notebook(cells=list(cells), metadata=KERNEL)
