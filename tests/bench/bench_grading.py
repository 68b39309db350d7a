"""Grading 60 submissions of 8 graded cells with pandas: nbgrader's command, plain fork-and-execute, `borehall grade`.

All run the same notebooks in one run on one machine. The peer is one `nbgrader autograde` for all submissions with
nbgrader's own configuration. The floor forks a process that has pandas imported and executes the cells, with no box,
no judging apart and no gradebook. Then ours again with 500 submissions, and feedback beside `nbgrader
generate_feedback`.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from borehall.hub.prepare import prepare_site, run_in_room
from borehall.site import Site
from tests.hall import BOREHALL, COURSE, run_borehall

FEW, MANY = 60, 500
ASSIGNMENT = "bench"
_STOCK_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.Autograde.create_student = True\n"
_ABOUT = """
[[assignments]]
name = "bench"
title_zh = "测速"
title_en = "Bench"
kind = "practice"
due = 2030-12-31T23:59:00+08:00
"""


def main() -> None:
    """Prints seconds, submissions a minute and ratios."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        root = Path(folder)
        root.chmod(0o755)
        site = make_site(root / "site")
        released = site.step("release", COURSE) / ASSIGNMENT
        stock = make_stock_course(root / "stock", site)
        hand_in(released, [site.step("submitted", COURSE), stock / "submitted"], range(FEW))
        prepare_site(site)
        peer = told("nbgrader autograde", FEW, seconds([*_NBGRADER, "autograde", ASSIGNMENT], cwd=stock))
        floor = told("plain fork and execute", FEW, plain_execution(stock))
        ours = told("borehall grade", FEW, seconds(grade_command(site)))
        same = scores(stock / "gradebook.db") == scores(site.room(COURSE) / "gradebook.db")
        print(f"ratio to nbgrader {peer / ours:.1f}, to plain execution {floor / ours:.2f}")
        print(f"the same marks: {'yes' if same else 'NO'}")
        peer = told(
            "nbgrader generate_feedback", FEW, seconds([*_NBGRADER, "generate_feedback", ASSIGNMENT], cwd=stock)
        )
        ours = told("borehall feedback", FEW, seconds([*BOREHALL, "feedback", COURSE, ASSIGNMENT, *_at(site)]))
        print(f"ratio {peer / ours:.1f}")
        hand_in(released, [site.step("submitted", COURSE)], range(FEW, MANY))
        prepare_site(site)
        told("borehall grade", MANY, seconds([*grade_command(site), "--again"]))
        told("borehall feedback", MANY, seconds([*BOREHALL, "feedback", COURSE, ASSIGNMENT, *_at(site)]))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest process of all: {peak:.0f} MB")
        if site.ground.parent != site.var:
            shutil.rmtree(site.ground, ignore_errors=True)


_NBGRADER = [sys.executable, "-m", "nbgrader"]


def _at(site: Site) -> list[str]:
    return ["--site", str(site.root)]


def grade_command(site: Site) -> list[str]:
    """`borehall grade`, as an instructor gives it."""
    return [*BOREHALL, "grade", COURSE, ASSIGNMENT, *_at(site)]


def told(what: str, count: int, took: float) -> float:
    """Prints one figure, and returns the seconds."""
    print(f"{what:<28} {count:>4} submissions {took:7.1f} s  {60 * count / took:7.0f} a minute", flush=True)
    return took


def make_site(folder: Path) -> Site:
    """A site with the demonstration course and the notebook of this bench, prepared and released."""
    made = run_borehall("new", str(folder), "--demonstration")
    assert made.returncode == 0, made.stderr
    site = Site(folder)
    with (site.course(COURSE) / "course.toml").open("a") as about:
        about.write(_ABOUT)
    people = "".join(f"{name_of(number)},学员{number}\n" for number in range(MANY))
    (site.course(COURSE) / "roster.csv").write_text("username,name\n" + people)
    source = site.step("source", COURSE) / ASSIGNMENT
    source.mkdir(parents=True)
    nbformat.write(source_notebook(), source / f"{ASSIGNMENT}.ipynb")
    prepare_site(site)
    run_in_room(site, "course", "build", COURSE)
    run_in_room(site, "course", "release", COURSE, ASSIGNMENT)
    return site


def name_of(number: int) -> str:
    """A trainee's account."""
    return f"trainee{number:03}"


def source_notebook() -> nbformat.NotebookNode:
    """Eight functions over a table of soundings, each with a test."""
    cells = [_cell("import pandas as pd\nimport numpy as np", "imports", locked=True)]
    for number in range(8):
        name = f"mean_{number}"
        solution = (
            f"def {name}(table):\n    ### BEGIN SOLUTION\n    deep = table[table.depth > {number}]\n"
            f"    return float(deep.groupby('hole').blows.mean().max())\n    ### END SOLUTION"
        )
        tested = (
            "holes = pd.DataFrame({'hole': ['a', 'a', 'b', 'b'], 'depth': [2.0, 12, 3, 14], 'blows': [4, 9, 6, 21]})\n"
            f"### BEGIN HIDDEN TESTS\nassert {name}(holes) == holes[holes.depth > {number}].groupby('hole').blows"
            ".mean().max()\n### END HIDDEN TESTS"
        )
        cells += [
            _cell(solution, f"answer-{number}", solution=True),
            _cell(tested, f"test-{number}", locked=True, points=2),
        ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=kernel)


def _cell(
    source: str, name: str, *, solution: bool = False, locked: bool = False, points: int | None = None
) -> nbformat.NotebookNode:
    marks = {"grade_id": name, "schema_version": 3, "cell_type": "code", "task": False}
    marks |= {"grade": points is not None, "solution": solution, "locked": locked}
    return new_code_cell(source, metadata={"nbgrader": marks | ({"points": points} if points else {})})


def make_stock_course(folder: Path, site: Site) -> Path:
    """The same assignment in a course as nbgrader's documentation has it."""
    shutil.copytree(site.step("source", COURSE) / ASSIGNMENT, folder / "source" / ASSIGNMENT)
    (folder / "nbgrader_config.py").write_text(_STOCK_CONFIG)
    seconds([*_NBGRADER, "generate_assignment", ASSIGNMENT], cwd=folder)
    return folder


def hand_in(released: Path, places: list[Path], numbers: range) -> None:
    """Every trainee's own answers: each has another number of them right, and other text in them."""
    notebook = json.loads((released / f"{ASSIGNMENT}.ipynb").read_text())
    for number in numbers:
        for cell in notebook["cells"]:
            name = cell["metadata"]["nbgrader"]["grade_id"]
            if name.startswith("answer-"):
                cell["source"] = _answer(int(name.removeprefix("answer-")), number)
        for place in places:
            folder = place / name_of(number) / ASSIGNMENT
            folder.mkdir(parents=True)
            (folder / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(notebook))
            (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
            (folder / "submission_secret.txt").write_text(f"{number:0128x}")


def _answer(question: int, number: int) -> str:
    column = "blows" if (question + number) % 3 else "depth"
    return (
        f"# trainee {number}\ndef mean_{question}(table):\n    deep = table[table.depth > {question}]\n"
        f"    return float(deep.groupby('hole').{column}.mean().max())"
    )


def plain_execution(stock: Path) -> float:
    """Forks for each submission, two at a time, and executes its cells and the tests in one namespace."""
    import pandas  # noqa: F401 - warm, as the parent of boxes is

    tests = [cell.source for cell in nbformat.read(stock / "source" / ASSIGNMENT / "bench.ipynb", 4).cells]
    tests = [source for source in tests if "HIDDEN TESTS" in source]
    began, running = time.perf_counter(), 0
    for file in sorted((stock / "submitted").glob(f"*/{ASSIGNMENT}/*.ipynb")):
        if running == 2:
            os.wait()
            running -= 1
        if not os.fork():
            _execute(file, tests)
        running += 1
    while running:
        os.wait()
        running -= 1
    return time.perf_counter() - began


def _execute(file: Path, tests: list[str]) -> None:
    space: dict[str, object] = {}
    cells = [cell for cell in nbformat.read(file, 4).cells if not cell.metadata.nbgrader.grade]
    for source in [*(cell.source for cell in cells), *tests]:
        try:
            exec(source, space)
        except Exception:  # noqa: BLE001 - a wrong answer fails its test, as it should
            continue
    os._exit(0)


def seconds(command: list[str], cwd: Path | None = None) -> float:
    """How long ``command`` takes; it must succeed."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, "PATH": path}, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return time.perf_counter() - began


def scores(gradebook: Path) -> dict[str, float]:
    """Trainee to marks."""
    with Gradebook(f"sqlite:///{gradebook}") as book:
        return {submission.student_id: submission.score for submission in book.assignment_submissions(ASSIGNMENT)}


if __name__ == "__main__":
    main()
