"""Before a release: the author hears which test can't be judged apart, and what to do."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from borehall.course.course import load_course
from borehall.faults import AuthorFault
from borehall.grading.judge.release_check import check_notebook
from borehall.site import Site
from tests.grading.judge import notebooks as nb

REPOSITORY = Path(__file__).parents[3]
SOLUTION = "### BEGIN SOLUTION\n{}\n### END SOLUTION"


def checked(folder: Path, houses, *cells: NotebookNode) -> None:
    source = nb.notebook(*cells)
    file, released = folder / "paper.ipynb", folder / "released.ipynb"
    nbformat.write(source, file)
    for step in (ClearSolutions(), ClearHiddenTests()):
        source, _ = step.preprocess(source, {})
    nbformat.write(source, released)
    check_notebook(file, released, houses)


def fault(folder: Path, houses, solution: str, test: str) -> str:
    with pytest.raises(AuthorFault) as told:
        checked(folder, houses, nb.answer("a", SOLUTION.format(solution)), nb.test("depth-test", test, 4))
    return str(told.value)


@pytest.mark.parametrize("assignment", ["spacing", "depth"])
def test_the_demonstrations_notebooks_pass(houses, assignment):
    place = Path("cement-plant", assignment, f"{assignment}.ipynb")
    check_notebook(REPOSITORY / "source" / place, REPOSITORY / "release" / place, houses)


def test_a_sound_notebook_passes(tmp_path, houses):
    checked(tmp_path, houses, nb.answer("a", SOLUTION.format("x = 1")), nb.test("t", "assert x == 1"))


def test_a_solution_that_fails_is_named_with_its_cell(tmp_path, houses):
    told = fault(tmp_path, houses, "x = 1", "assert x == 2, 'depth is 2'")
    assert "paper.ipynb" in told
    assert "depth-test" in told
    assert "0 of 4" in told
    assert "depth is 2" in told
    assert 'judge = "kernel"' in told


def test_an_untouched_release_with_points_is_refused(tmp_path, houses):
    with pytest.raises(AuthorFault) as told:
        checked(tmp_path, houses, nb.answer("a", SOLUTION.format("x = 1")), nb.test("t", "assert True", 4))
    assert "untouched release earns 4" in str(told.value)


NOT_APART = {
    "an object of a class of the test": (
        "def f(x):\n    return 1",
        "class P:\n    pass\nassert f(P()) == 1",
        "can't be copied",
    ),
    "identity": ("x = [1]\ny = x", "assert x is y", "0 of 4"),
    "a global set for the function": ("n = 1\ndef f():\n    return n", "n = 5\nassert f() == 5", "0 of 4"),
    "too much": ("x = list(range(10**6))", "assert len(x) == 10**6", "> 200000 values"),
}


@pytest.mark.parametrize("kind", NOT_APART)
def test_what_cannot_pass_is_told_to_the_author(tmp_path, houses, kind):
    solution, test, says = NOT_APART[kind]
    assert says.lower() in fault(tmp_path, houses, solution, test).lower()


def test_marks_that_differ_from_run_to_run_are_no_matter_of_chance(tmp_path, houses):
    solution = "import random\nx = random.random()"
    checked(tmp_path, houses, nb.answer("a", SOLUTION.format(solution)), nb.test("t", "assert 0 < x < 1"))


def test_an_assignment_may_opt_out(tmp_path):
    folder = tmp_path / "courses" / "c"
    folder.mkdir(parents=True)
    about = (
        '[course]\ntitle_zh="x"\ntitle_en="x"\n[people]\ninstructors=["t"]\n[[assignments]]\nname="a"\ntitle_zh="x"\n'
    )
    rest = 'title_en="x"\nkind="practice"\ndue=2030-01-01T00:00:00+08:00\n'
    (folder / "course.toml").write_text(about + rest)
    (tmp_path / "hub_config").mkdir()
    (tmp_path / "hub_config" / "hall.toml").write_text("")
    assert load_course(Site(tmp_path), "c").assignments[0].judge == "apart"
    (folder / "course.toml").write_text(about + rest + 'judge="kernel"\n')
    assert load_course(Site(tmp_path), "c").assignments[0].judge == "kernel"
    (folder / "course.toml").write_text(about + rest + 'judge="kernal"\n')
    with pytest.raises(AuthorFault, match="judge"):
        load_course(Site(tmp_path), "c")
