"""Feedback tells scores and remarks in both languages, and nothing of a hidden test."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from borehall.grading.feedback_pages import FAILED, NOT_SHOWN, HideTests, set_feedback_pages, without_regions
from tests import nbgrader_course
from tests.chromium import chromium
from tests.jupyter_server import shoot
from tests.nbgrader_course import ASSIGNMENT, NOTEBOOK

WRONG = "def spacing(grade):\n    return 77"
MESSAGE = "二级场地的勘探点间距不对 / wrong spacing for grade 2"


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that nbgrader makes, with our pages set, of a wrong submission with a comment."""
    folder = tmp_path_factory.mktemp("feedback")
    root = folder / "course"
    api = nbgrader_course.release(root, folder / "exchange")
    nbgrader_course.hand_in(root, "zhang", WRONG)
    nbgrader_course.grade(api, root, "zhang")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        comment = gradebook.find_comment("reason", NOTEBOOK, ASSIGNMENT, "zhang")
        comment.manual_comment = "请写明 **依据的条文**。"
        gradebook.db.commit()
    assert "secret_spacing" in (root / "autograded" / "zhang" / ASSIGNMENT / f"{NOTEBOOK}.ipynb").read_text()
    config = api.config.copy()
    set_feedback_pages(config)
    done = NbGraderAPI(CourseDirectory(config=config), config=config).generate_feedback(ASSIGNMENT, "zhang")
    assert done["success"], done["log"]
    return root / "feedback" / "zhang" / ASSIGNMENT / f"{NOTEBOOK}.html"


def words(page: Path) -> str:
    """What a person reads in ``page``."""
    bare = re.sub(r"<(style|script).*?</\1>|<[^>]+>", "", page.read_text(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(bare))


def test_the_hidden_test_is_nowhere_in_the_page(feedback: Path) -> None:
    text = words(feedback)
    for secret in ("secret_spacing", "30 + 12", "HIDDEN TESTS", "Traceback"):
        assert secret not in text, secret
    assert NOT_SHOWN in text
    assert MESSAGE in text
    assert "def spacing(grade)" in text, "the trainee's own work is there"


def test_scores_and_comments_stand_in_both_languages(feedback: Path) -> None:
    text = words(feedback)
    for said in (
        "总分 Total 1.0 / 10.0",
        "自动检查 Test",
        "书面题 Written answer",
        "得分 Score 0.0 / 4.0",
        "评语 Comments",
        "依据的条文",
        "您的作答 Your answer",
    ):
        assert said in text, said


@pytest.mark.browser
def test_the_page_looks_whole(feedback: Path) -> None:
    with chromium("zh-CN") as browser:
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        page.goto(feedback.as_uri(), wait_until="domcontentloaded")
        assert page.locator("table.marks tbody tr").count() == 3
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for link in page.locator("table.marks a").all():
            assert page.locator(str(link.get_attribute("href"))).count() == 1
        shoot(page, "feedback")


def test_nothing_but_feedback_is_configured() -> None:
    config = Config()
    set_feedback_pages(config)
    assert set(config) == {"GenerateFeedback", "FeedbackExporter"}
    once = repr(config)
    set_feedback_pages(config)
    assert repr(config) == once


def hidden(source: str, *outputs: NotebookNode) -> NotebookNode:
    """A cell with a hidden test and what it put out, after `HideTests`."""
    body = f"visible = 1\n### BEGIN HIDDEN TESTS\n{source}\n### END HIDDEN TESTS\nlast = 2"
    marked = {"grade": True, "solution": False, "locked": True, "grade_id": "x"}
    cell = new_code_cell(body, metadata={"nbgrader": marked}, outputs=list(outputs))
    notebook, _ = HideTests().preprocess(new_notebook(cells=[cell]), {})
    return notebook.cells[0]


def error(ename: str, evalue: str) -> NotebookNode:
    return new_output("error", ename=ename, evalue=evalue, traceback=["----> 3 assert x == 42", f"{ename}: {evalue}"])


@pytest.mark.parametrize(
    ("source", "raised", "said"),
    [
        ('assert x == 42, "间距不对"', error("AssertionError", "间距不对"), "间距不对"),
        ('assert x == 42, f"{x} 不对"', error("AssertionError", "7 不对"), "7 不对"),
        ('assert x == 42, "%s 不对" % x', error("AssertionError", "7 不对"), "7 不对"),
        ('assert x == 42, "{} 不对".format(x)', error("AssertionError", "7 不对"), "7 不对"),
        ("assert x == 42", error("AssertionError", ""), FAILED),
        ("self.assertEqual(x, 42)", error("AssertionError", "7 != 42"), FAILED),
        (
            'assert_allclose(x, 42)\nassert y, "y?"',
            error("AssertionError", "\nNot equal\n ACTUAL: array(7)\n DESIRED: array(42)"),
            FAILED,
        ),
        ("assert x == 42, hint", error("AssertionError", "first\nDESIRED: 42"), FAILED),
        ("%timeit x == 42", error("AssertionError", "7 != 42"), FAILED),
        ("f(x)", error("NameError", "name 'f' is not defined"), "NameError: name 'f' is not defined"),
        ("f(x)", error("ValueError", "odd\nassert x == 42"), "ValueError: odd"),
        ("f(x)", error("KeyboardInterrupt", ""), "KeyboardInterrupt"),
    ],
)
def test_of_an_error_only_the_author_s_own_words_are_left(source: str, raised: NotebookNode, said: str) -> None:
    cell = hidden(source, raised)
    assert cell.outputs[0].traceback == [said]
    assert "42" not in f"{cell.source} {cell.outputs}"


def test_what_the_author_prints_is_for_the_trainee_and_the_rest_is_not() -> None:
    cell = hidden(
        "mark(x == 42)",
        new_output("stream", name="stdout", text="✗ 请重看 5.0.8 条"),
        new_output("stream", name="stderr", text="<input>:3: Warning: mark(x == 42)"),
        new_output("execute_result", data={"text/plain": "3.5"}),
    )
    assert [output.get("text") for output in cell.outputs] == ["✗ 请重看 5.0.8 条"]
    assert cell.source == f"visible = 1\n{NOT_SHOWN}\nlast = 2"


def test_a_region_that_never_ends_is_hidden_to_the_end() -> None:
    assert without_regions("a\n# BEGIN\nb\nc", "BEGIN", "END") == f"a\n{NOT_SHOWN}"


def test_cells_without_hidden_tests_stay_as_they_are() -> None:
    cell = new_code_cell("1/0", outputs=[error("ZeroDivisionError", "division by zero")])
    before = cell.copy()
    notebook, _ = HideTests().preprocess(new_notebook(cells=[cell]), {})
    assert notebook.cells[0] == before
