"""No answer leaves the house: what a release may not hold, wherever in it it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from borehall.course.course import load_course
from borehall.course.nbgrader_steps import open_steps
from borehall.course.release import find_leaks, generate_release, put_out, secrets_of
from borehall.faults import AuthorFault
from borehall.site import Site
from tests.course.plant import ASSIGNMENT, COURSE, Plant, new_plant
from tests.hub.site import write_course
from tests.nbgrader_course import source_notebook

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
SOLUTION = "return {1: 15, 2: 30, 3: 50}[grade]"
HIDDEN = "secret_spacing = 30 + 12 - 12"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The source, and a release that holds the notebook without its secrets."""
    source, release = tmp_path / "source", tmp_path / "release"
    source.mkdir()
    release.mkdir()
    nbformat.write(source_notebook(), source / NOTEBOOK)
    clean = source_notebook()
    clean.cells[1].source = "def spacing(grade):\n    # your answer"
    clean.cells[3].source = "assert callable(spacing)"
    clean.cells[4].source = "Your answer"
    nbformat.write(clean, release / NOTEBOOK)
    return source, release


def leaked(folders: tuple[Path, Path]) -> list[str]:
    return [secret.text for secret in find_leaks(*folders)]


def test_what_lies_between_the_marks_is_secret_and_what_everybody_sees_is_not(folders: tuple[Path, Path]) -> None:
    texts = {secret.text for secret in secrets_of(folders[0] / NOTEBOOK)}
    assert {SOLUTION, HIDDEN} <= texts
    assert "def spacing(grade):" not in texts
    assert "assert callable(spacing)" not in texts


def test_a_clean_release_leaks_nothing(folders: tuple[Path, Path]) -> None:
    assert leaked(folders) == []


@pytest.mark.parametrize("place", ["output", "markdown", "metadata", "attachment", "file", "folder", "program"])
def test_a_secret_line_is_found_wherever_it_stands(folders: tuple[Path, Path], place: str) -> None:
    release = folders[1]
    notebook = nbformat.read(release / NOTEBOOK, as_version=4)
    match place:
        case "output":
            notebook.cells[2].outputs = [new_output("stream", text=f"Traceback\n    {SOLUTION}\n")]
        case "markdown":
            notebook.cells.append(new_markdown_cell(f"Hint: `{SOLUTION}`"))
        case "metadata":
            notebook.metadata["undo"] = {"earlier": [SOLUTION]}
        case "attachment":
            notebook.cells[0].attachments = {"a.txt": {"text/plain": SOLUTION}}
        case "file":
            (release / "solution.txt").write_text(f"x\n\t{SOLUTION}\r\n")
        case "folder":
            (release / "old" / ".ipynb_checkpoints").mkdir(parents=True)
            nbformat.write(source_notebook(), release / "old" / ".ipynb_checkpoints" / NOTEBOOK)
        case "program":
            (release / "helper.bin").write_bytes(b"\xff\x00" + SOLUTION.encode() + b"\x00")
    nbformat.write(notebook, release / NOTEBOOK)
    assert SOLUTION in leaked(folders)


@pytest.mark.parametrize("mark", ["### BEGIN HIDDEN TESTS", "### END SOLUTION", "=== BEGIN MARK SCHEME ==="])
def test_a_mark_that_is_left_is_a_leak(folders: tuple[Path, Path], mark: str) -> None:
    """Misspelt on its other side, nbgrader may leave what stands behind it."""
    notebook = nbformat.read(folders[1] / NOTEBOOK, as_version=4)
    notebook.cells[2].source += f"\n{mark}\n"
    nbformat.write(notebook, folders[1] / NOTEBOOK)
    assert mark in leaked(folders)


def test_a_whole_answer_without_marks_is_secret_too(folders: tuple[Path, Path]) -> None:
    source, release = folders
    answer = new_code_cell("spacing_m = boreholes * 12 / rows", metadata=source_notebook().cells[1].metadata)
    nbformat.write(new_notebook(cells=[answer]), source / "second.ipynb")
    nbformat.write(new_notebook(cells=[new_code_cell(answer.source)]), release / "second.ipynb")
    assert leaked(folders) == [answer.source]


@pytest.fixture(scope="module")
def plant() -> Iterator[Plant]:
    with new_plant() as plant:
        write_course(plant.site, COURSE, "li,李明\n")
        file = plant.site.course(COURSE) / "course.toml"
        file.write_text(
            file.read_text() + f'[[assignments]]\nname = "{ASSIGNMENT}"\ntitle_zh = "间距"\ntitle_en = "Spacing"\n'
            'kind = "practice"\ndue = 2026-12-01T18:00:00+08:00\n'
        )
        (plant.site.step("source", COURSE) / ASSIGNMENT).mkdir()
        yield plant


def released(plant: Plant, notebook: nbformat.NotebookNode) -> str:
    """What a release of ``notebook`` says when it is refused; empty when it goes out."""
    nbformat.write(notebook, plant.site.step("source", COURSE) / ASSIGNMENT / NOTEBOOK)
    plant.make()
    course = load_course(plant.site, COURSE)

    def release() -> str:
        steps = open_steps(plant.site, COURSE)
        try:
            generate_release(steps, plant.site, course, ASSIGNMENT)
            put_out(steps, ASSIGNMENT)
        except AuthorFault as fault:
            return str(fault)
        return ""

    return plant.as_course(release)


def outbound(site: Site) -> Path:
    return site.exchange / COURSE / "outbound" / ASSIGNMENT / NOTEBOOK


def test_a_leak_is_named_and_nothing_goes_out(plant: Plant) -> None:
    beside = plant.site.step("source", COURSE) / ASSIGNMENT / "check.py"
    beside.write_text(f"def spacing(grade):\n    {SOLUTION}\n")
    told = released(plant, source_notebook())
    beside.unlink()
    assert "secret lines can be read" in told
    assert NOTEBOOK in told
    assert not outbound(plant.site).exists()
    assert not (plant.site.step("release", COURSE) / ASSIGNMENT).exists()


def test_a_clean_source_goes_out_without_its_secrets(plant: Plant) -> None:
    assert released(plant, source_notebook()) == ""
    text = outbound(plant.site).read_text()
    assert "def spacing(grade):" in text
    assert SOLUTION not in text
    assert "secret_spacing" not in text


def test_a_broken_source_is_told(plant: Plant) -> None:
    (plant.site.step("source", COURSE) / ASSIGNMENT / NOTEBOOK).write_text("{")
    plant.make()
    course = load_course(plant.site, COURSE)

    def release() -> str:
        try:
            generate_release(open_steps(plant.site, COURSE), plant.site, course, ASSIGNMENT)
        except AuthorFault as fault:
            return str(fault)
        return ""

    assert f"The trainees' version of {ASSIGNMENT} was not made." in plant.as_course(release)
