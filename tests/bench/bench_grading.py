"""Grading 30 submissions: nbgrader's own command beside `borehall grade`, in one run on one machine.

Both run the same notebooks to the same marks. The peer is one `nbgrader autograde spacing` for all submissions with
nbgrader's own configuration; ours has restored cells, a mark of its own for each submission and one process for all.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nbgrader.api import Gradebook

from borehall.hub.prepare import prepare_site, run_in_room
from borehall.site import Site
from tests.hall import BOREHALL, COURSE, run_borehall

SUBMISSIONS = 30
ASSIGNMENT = "spacing"
_STOCK_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.Autograde.create_student = True\n"


def main() -> None:
    """Prints seconds, submissions a minute and the ratio."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        root = Path(folder)
        root.chmod(0o755)
        site = make_site(root / "site")
        released = site.step("release", COURSE) / ASSIGNMENT
        stock = make_stock_course(root / "stock", site)
        for number in range(SUBMISSIONS):
            name = f"trainee{number:03}"
            write_submission(released, site.step("submitted", COURSE) / name / ASSIGNMENT, number)
            write_submission(released, stock / "submitted" / name / ASSIGNMENT, number)
        # Submissions become the course's own, as collected ones are.
        prepare_site(site)
        peer = seconds([sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT], cwd=stock)
        ours = seconds([*BOREHALL, "grade", COURSE, ASSIGNMENT, "--site", str(site.root)])
        same = scores(stock / "gradebook.db") == scores(site.room(COURSE) / "gradebook.db")
        for name, took in (("nbgrader autograde", peer), ("borehall grade", ours)):
            print(f"{name:<20} {took:6.1f} s   {60 * SUBMISSIONS / took:6.1f} a minute")
        print(f"ratio {peer / ours:.2f}; the same marks: {'yes' if same else 'NO'}")
        if site.ground.parent != site.var:
            shutil.rmtree(site.ground, ignore_errors=True)


def make_site(folder: Path) -> Site:
    """A site with the demonstration course, prepared and released, and a roster of as many people as submissions."""
    made = run_borehall("new", str(folder), "--demonstration")
    assert made.returncode == 0, made.stderr
    site = Site(folder)
    people = "".join(f"trainee{number:03},学员{number}\n" for number in range(SUBMISSIONS))
    (site.course(COURSE) / "roster.csv").write_text("username,name\n" + people)
    prepare_site(site)
    run_in_room(site, "course", "build", COURSE)
    run_in_room(site, "course", "release", COURSE, ASSIGNMENT)
    return site


def make_stock_course(folder: Path, site: Site) -> Path:
    """The same assignment in a course as nbgrader's documentation has it."""
    shutil.copytree(site.step("source", COURSE) / ASSIGNMENT, folder / "source" / ASSIGNMENT)
    (folder / "nbgrader_config.py").write_text(_STOCK_CONFIG)
    seconds([sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT], cwd=folder)
    return folder


def write_submission(released: Path, folder: Path, number: int) -> None:
    """A trainee's folder: each has other answers, so that none can be taken from another."""
    shutil.copytree(released, folder)
    file = folder / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(file.read_text())
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and marks.get("solution"):
            cell["source"] = "".join(cell["source"]).replace("= ...", f"= {number}")
    file.write_text(json.dumps(notebook))
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")


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
