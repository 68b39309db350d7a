"""A paper's file, its checks, and what the build writes from it."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from borehall.bank.library import load
from borehall.course.course import load_course
from borehall.course.paper import load_paper, load_tasks
from borehall.course.paper_balance import balance, concerns
from borehall.course.paper_build import build_paper, check_built, paper_files, read_blueprint
from borehall.course.paper_file import read_paper
from borehall.course.paper_secret import ensure_secret, read_secret
from borehall.faults import AuthorFault, Fault, PlatformFault
from borehall.site import Site
from tests.course.paper_site import COURSE, PAPER, course_of, paper_site

REPOSITORY = Site(Path(__file__).parents[2])
DRAW = 'id = "depth"\nclause = "6.0.12"\nlevel = 2\ncount = 2\npoints = 8\n'


def blueprint_of(folder: Path, paper: str = PAPER, **options: str):
    site = paper_site(folder, paper, **options)
    return load_paper(site, course_of(site), "mock")


def test_a_paper_has_its_places_with_points_and_the_tasks_that_may_come(tmp_path: Path) -> None:
    paper = blueprint_of(tmp_path)
    assert paper.slots() == {"silo-rings": 6.0, "depth-1": 8.0, "depth-2": 8.0}
    assert {"governing-depth", "narrow-depth-code"} <= set(paper.tasks())
    assert "building-plan" not in paper.tasks(), "of another level"
    assert (paper.minutes, paper.hints, paper.working) == (40, 2, True)


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (('task = "silo-rings"', 'task = "silo-ring"'), 12, ["no task silo-ring", "Did you mean silo-rings?"]),
        (('task = "silo-rings"', 'task = "silo-rings"\nlevel = 1'), 13, ["level stand together", "Delete one"]),
        (('task = "silo-rings"\n', ""), 11, ["names no task", 'clause = "6.0.12"']),
        (('id = "depth"\n', ""), 15, ["no id", 'id = "depth"']),
        (('clause = "6.0.12"', 'clause = "6.0.99"'), 15, ["No task fits", "borehall task list"]),
        (('clause = "6.0.12"', 'clause = "6.0.12"\nstandard = "gb50007"'), 18, ["gb50007_2011"]),
        (("count = 2", "count = 20"), 15, ["needs 20 tasks"]),
        (("points = 8", "points = 0"), 20, ["points is 0", "from 0.5 to 100"]),
        (("points = 8", 'points = "8"'), 20, ["text in quotes"]),
        (("minutes = 40", "minutes = 40\nhint = 2"), 3, ["hint", "Did you mean hints?"]),
        (('id = "layout"', 'id = "Layout 1"'), 7, ["lower-case"]),
        ((DRAW, DRAW + '\n[[sections.questions]]\ntask = "silo-rings"\npoints = 1\n'), 22, ["called silo-rings"]),
        (
            (DRAW, DRAW + '\n[[sections.questions]]\nid = "again"\ntask = "silo-rings"\npoints = 1\n'),
            22,
            ["silo-rings twice"],
        ),
        (('title_en = "Layout"', 'title_en = "Layout"\nshuffle = true'), 10, ["shuffled", "the same points"]),
        (("working = true", "working = yes"), 4, ["yes"]),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line_and_what_to_do(tmp_path: Path, change, line, says) -> None:
    old, new = change
    assert old in PAPER
    with pytest.raises(AuthorFault) as caught:
        blueprint_of(tmp_path, PAPER.replace(old, new))
    told = str(caught.value)
    assert f"mock.toml:{line}" in told
    assert [part for part in says if part not in told] == []


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    paper = PAPER.replace("points = 6", "points = -1").replace('id = "depth"\n', "").replace("minutes = 40", "")
    with pytest.raises(AuthorFault, match="3 problems"):
        blueprint_of(tmp_path, paper)


def test_an_exam_gives_no_hints(tmp_path: Path) -> None:
    with pytest.raises(AuthorFault, match="no hints in an exam"):
        blueprint_of(tmp_path, kind="exam")


def test_a_hand_written_assignment_is_no_paper(tmp_path: Path) -> None:
    with pytest.raises(AuthorFault, match="written by hand"):
        blueprint_of(tmp_path, source="notebook")


def test_a_missing_file_says_where_it_should_be(tmp_path: Path) -> None:
    site = paper_site(tmp_path)
    (site.course(COURSE) / "papers" / "mock.toml").rename(site.course(COURSE) / "papers" / "mok.toml")
    with pytest.raises(AuthorFault, match=r"papers/mock.toml"):
        read_paper(course_of(site), "mock")


def test_a_draw_by_standard_takes_the_tasks_of_that_standard_only(tmp_path: Path) -> None:
    paper = blueprint_of(
        tmp_path, PAPER.replace('clause = "6.0.12"\nlevel = 2\ncount = 2', 'clause = "4"\nstandard = "gb50011_2010"')
    )
    pool = next(group.pool for group in paper.groups() if group.slots == ("depth",))
    assert {"liquefaction-index", "site-class"} <= set(pool)
    assert all("gb50011_2010" in {cited.standard.folder for cited in load(task).card.clauses} for task in pool)


def test_the_build_writes_a_notebook_that_nbgrader_can_count(tmp_path: Path) -> None:
    site = paper_site(tmp_path)
    folder = build_paper(site, course_of(site), "mock")
    notebook = nbformat.read(folder / "mock.ipynb", as_version=4)
    nbformat.validate(notebook)
    counted = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in notebook.cells
        if cell.metadata.nbgrader.grade
    }
    assert counted == {"question-silo-rings": 6.0, "question-depth-1": 8.0, "question-depth-2": 8.0}
    assert all(cell.metadata.nbgrader.locked for cell in notebook.cells)
    assert read_blueprint(site, COURSE, "mock") == load_paper(site, course_of(site), "mock")


def test_what_trainees_get_names_no_task_that_may_be_drawn(tmp_path: Path) -> None:
    site = paper_site(tmp_path)
    folder = build_paper(site, course_of(site), "mock")
    public = (folder / "mock.ipynb").read_text() + (folder / "paper.json").read_text()
    drawn = set(read_blueprint(site, COURSE, "mock").tasks()) - {"silo-rings"}
    assert [task for task in drawn if task in public] == []
    assert json.loads((folder / "paper.json").read_text())["hints"] == {"times": 2}


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    site = paper_site(tmp_path)
    folder = build_paper(site, course_of(site), "mock")
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    build_paper(site, course_of(site), "mock")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_a_broken_task_never_reaches_a_paper(tmp_path: Path) -> None:
    """The site's own silo-rings loads, and its numbers are the same for everybody."""
    site = paper_site(tmp_path)
    own = site.root / "tasks" / "silo-rings"
    own.mkdir(parents=True)
    for file in load("silo-rings").folder.iterdir():
        if file.is_file():
            (own / file.name).write_text(file.read_text("utf-8"), "utf-8")
    text = (own / "task.py").read_text("utf-8")
    (own / "task.py").write_text(
        text + "\n_fresh = draw\n\n\ndef draw(rng):\n    return _fresh(type(rng)(1))\n", "utf-8"
    )
    with pytest.raises(AuthorFault) as caught:
        build_paper(site, course_of(site), "mock")
    assert str(own / "task.py") in str(caught.value)
    assert not (site.step("source", COURSE) / "mock").exists()


def test_the_balance_counts_points_minutes_and_who_meets_what(tmp_path: Path) -> None:
    site = paper_site(tmp_path)
    paper = load_paper(site, course_of(site), "mock")
    entries = load_tasks(site, paper)
    found = balance(paper, entries)
    assert sum(found.by_chapter.values()) == pytest.approx(1.0)
    assert sum(found.by_level.values()) == pytest.approx(1.0)
    assert found.exposure["silo-rings"] == 1.0
    shortest, mean, longest = found.minutes
    pool = [entries[task].card.minutes for task in paper.tasks() if task != "silo-rings"]
    assert shortest >= 6 + 2 * min(pool)
    assert longest <= 6 + 2 * max(pool)
    assert shortest < mean < longest
    assert "only 4 tasks to draw from" in "\n".join(concerns(paper, found, entries))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("level = 2\n", 'tasks = ["narrow-base-depth", "governing-depth", "chimney-points"]\n'), "name a level"),
        (("minutes = 40", "minutes = 14"), "need up to"),
        (("level = 2\ncount = 2", 'tasks = ["narrow-base-depth", "building-plan", "deformation-depth"]'), "of work"),
    ],
)
def test_what_is_uneven_is_pointed_out(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    site = paper_site(tmp_path, PAPER.replace(*change))
    paper = load_paper(site, course_of(site), "mock")
    entries = load_tasks(site, paper)
    assert says in "\n".join(concerns(paper, balance(paper, entries), entries))


def test_a_secret_is_drawn_once_and_closed(tmp_path: Path) -> None:
    site = paper_site(tmp_path)
    secret, file = read_secret(site, COURSE), site.room(COURSE) / "paper-secret"
    ensure_secret(site, COURSE)
    assert read_secret(site, COURSE) == secret
    assert len(secret) == 32
    assert file.stat().st_mode & 0o777 == 0o600
    assert [name.name for name in site.room(COURSE).iterdir()] == ["paper-secret"]


@pytest.mark.parametrize("content", [b"", b"abc", b"zz" * 32, b"ab" * 31, bytes(range(64))])
def test_a_damaged_secret_is_never_replaced(tmp_path: Path, content: bytes) -> None:
    site = paper_site(tmp_path)
    (site.room(COURSE) / "paper-secret").write_bytes(content)
    ensure_secret(site, COURSE)
    with pytest.raises(PlatformFault, match="backup"):
        read_secret(site, COURSE)


def test_a_paper_that_was_changed_after_its_build_is_not_released(tmp_path: Path) -> None:
    site = paper_site(tmp_path)
    build_paper(site, course_of(site), "mock")
    check_built(site, course_of(site), "mock")
    (site.course(COURSE) / "papers" / "mock.toml").write_text(PAPER.replace("points = 6", "points = 7"), "utf-8")
    with pytest.raises(AuthorFault, match="borehall paper build plant mock"):
        check_built(site, course_of(site), "mock")


def demonstration_papers() -> list[tuple[str, str]]:
    course = load_course(REPOSITORY, "cement-plant")
    return [(course.id, item.name) for item in course.assignments if item.source == "paper"]


@pytest.mark.parametrize(("course", "assignment"), demonstration_papers())
def test_the_source_in_the_repository_is_what_its_paper_gives(course: str, assignment: str) -> None:
    loaded = load_course(REPOSITORY, course)
    blueprint = load_paper(REPOSITORY, loaded, assignment)
    files = paper_files(blueprint, loaded.assignment(assignment), read_paper(loaded, assignment).value.paper)
    folder = REPOSITORY.step("source", course) / assignment
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == files


@pytest.mark.parametrize(("course", "assignment"), demonstration_papers())
def test_a_paper_of_the_demonstration_is_fair(course: str, assignment: str) -> None:
    loaded = load_course(REPOSITORY, course)
    blueprint = load_paper(REPOSITORY, loaded, assignment)
    entries = load_tasks(REPOSITORY, blueprint)
    assert list(concerns(blueprint, balance(blueprint, entries), entries)) == []


def test_an_unbuilt_paper_says_how_it_is_built(tmp_path: Path) -> None:
    site = paper_site(tmp_path)
    with pytest.raises(Fault, match="borehall paper build plant mock"):
        read_blueprint(site, COURSE, "mock")
