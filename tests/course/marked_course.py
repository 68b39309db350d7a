"""A course folder in which nbgrader's own commands run over our assignments, and what came out of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "source" / "cement-plant"
SUBMISSIONS = Path(__file__).parent / "submissions"
ASSIGNMENTS = ("spacing", "depth")
CONFIG = """\
from borehall.course.nbgrader_config import configure_course
c = get_config()
where = dict(root={root!r}, course="cement-plant", exchange={exchange!r}, uids=None)
configure_course(c, **where, cell_timeout_s=30, timezone="UTC")
c.Autograde.create_student = True
"""


@dataclass(frozen=True)
class Case:
    """A trainee who does something: the folder ``submissions/<assignment>/<who_does_what>``."""

    assignment: str
    who: str
    answers: dict[str, str]
    points: dict[str, float]
    says: list[str] = field(default_factory=list)
    delete: list[str] = field(default_factory=list)
    copy: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path) -> Case:
        """Reads answers.toml and expected.toml; an unknown key is a mistake."""
        answers = tomllib.loads((folder / "answers.toml").read_text("utf-8"))
        expected = tomllib.loads((folder / "expected.toml").read_text("utf-8"))
        unknown = (set(answers) - {"answers", "delete", "copy"}) | (set(expected) - {"points", "says"})
        assert not unknown, f"{folder}: {unknown}"
        return cls(folder.parent.name, folder.name, **answers, **expected)

    def submission(self, released: NotebookNode) -> NotebookNode:
        """The released notebook with this trainee's answers in it."""
        notebook = nbformat.from_dict(json.loads(json.dumps(released)))
        by_id = {cell.id: cell for cell in notebook.cells}
        wrong = (set(self.answers) | set(self.delete) | set(self.copy)) - set(by_id)
        assert not wrong, f"{self.assignment}/{self.who}: no cells called {wrong}"
        for cell, source in self.answers.items():
            by_id[cell].source = source
        cells = []
        for cell in notebook.cells:
            if cell.id not in self.delete:
                cells.append(cell)
            if cell.id in self.copy:
                cells.append(nbformat.from_dict({**cell, "id": f"{cell.id}-copy"}))
        notebook.cells = cells
        return notebook


def all_cases() -> list[Case]:
    """Every case on disk."""
    return [Case.read(file.parent) for file in sorted(SUBMISSIONS.glob("*/*/answers.toml"))]


def source_of(assignment: str) -> NotebookNode:
    """The notebook as its instructor wrote it."""
    return nbformat.read(SOURCE / assignment / f"{assignment}.ipynb", as_version=4)


def graded(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """The notebook's cells that carry points, by grade id."""
    cells = (cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade"))
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells}


def outputs(cell: NotebookNode) -> str:
    """All that a cell put out, as text."""
    return "\n".join(json.dumps(output, ensure_ascii=False) for output in cell.get("outputs", []))


@dataclass(frozen=True)
class Course:
    """A course at ``root``; each of its methods calls nbgrader's own command."""

    root: Path

    def set_up(self) -> None:
        """Folders and configuration, with our assignments as its source."""
        (self.root / "source").mkdir(parents=True)
        for assignment in ASSIGNMENTS:
            self.write(source_of(assignment), "source", ".", assignment)
        config = CONFIG.format(root=str(self.root), exchange=str(self.root / "exchange"))
        (self.root / "nbgrader_config.py").write_text(config)

    def run(self, *commands: list[str]) -> None:
        """Runs one command after the other, for both assignments at the same time, each with a gradebook of its own."""
        for command in commands:
            running = [self._start(assignment, command) for assignment in ASSIGNMENTS]
            said = [process.communicate()[0] for process in running]
            wrong = [line for text in said for line in text.splitlines() if "INFO" not in line and "WARN" not in line]
            assert not any(process.returncode for process in running), "\n".join(wrong)

    def _start(self, assignment: str, command: list[str]) -> subprocess.Popen[str]:
        options = [f"--CourseDirectory.db_url=sqlite:///{self.root / assignment}.db"]
        own = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY),
            "HOME": str(self.root),
            "IPYTHONDIR": str(self.root / ".ipython"),
            "JUPYTER_CONFIG_DIR": str(self.root / ".jupyter"),
            "JUPYTER_RUNTIME_DIR": str(self.root / ".runtime"),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "nbgrader", command[0], assignment, *command[1:], *options],
            cwd=self.root, env={**os.environ, **own}, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def path(self, step: str, who: str, assignment: str, ending: str = "ipynb") -> Path:
        """Where nbgrader keeps a notebook."""
        return self.root / step / who / assignment / f"{assignment}.{ending}"

    def read(self, step: str, who: str, assignment: str) -> NotebookNode:
        """A notebook of some step."""
        return nbformat.read(self.path(step, who, assignment), as_version=4)

    def write(self, notebook: NotebookNode, step: str, who: str, assignment: str) -> None:
        """Puts a notebook where nbgrader looks for it."""
        file = self.path(step, who, assignment)
        file.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, file)

    @cached_property
    def marks(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Assignment → trainee → grade id → the grade's points given automatically (None while a person must mark)."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for assignment in ASSIGNMENTS:
            with Gradebook(f"sqlite:///{self.root / assignment}.db") as gradebook:
                for submission in gradebook.assignment_submissions(assignment):
                    grades = (grade for notebook in submission.notebooks for grade in notebook.grades)
                    one = found.setdefault(assignment, {}).setdefault(submission.student.id, {})
                    one.update({grade.name: grade.auto_score for grade in grades})
        return found
