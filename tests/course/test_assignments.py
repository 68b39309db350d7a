"""The hand-written assignments, through nbgrader's own commands: what is released, what marks come out, what is said.

A colleague adds a case without Python: a folder submissions/<assignment>/<who_does_what>/ with answers.toml (which
cells hold what) and expected.toml (which test cells earn how much). See submissions/README.md.
"""

import re

import pytest

from tests.course.marked_course import ASSIGNMENTS, Case, Course, all_cases, graded, outputs, source_of

SOLVED, UNTOUCHED = "solved", "untouched"
CASES = all_cases()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Both assignments released, every case and the two ends (solved, untouched) marked, and feedback made."""
    made = Course(tmp_path_factory.mktemp("course"))
    made.set_up()
    made.run(["generate_assignment"])
    for assignment in ASSIGNMENTS:
        made.write(made.read("release", ".", assignment), "submitted", UNTOUCHED, assignment)
        made.write(source_of(assignment), "submitted", SOLVED, assignment)
    for case in CASES:
        made.write(case.submission(made.read("release", ".", case.assignment)), "submitted", case.who, case.assignment)
    made.run(["autograde"], ["generate_feedback", f"--student={UNTOUCHED}"])
    return made


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_model_solution_earns_every_point(course, assignment):
    full = {name: cell.metadata.nbgrader.points for name, cell in graded(source_of(assignment)).items()}
    marks = course.marks[assignment][SOLVED]
    by_hand = {name for name, points in marks.items() if points is None}
    assert len(by_hand) == 1
    assert {name: points for name, points in marks.items() if points is not None} == {
        name: points for name, points in full.items() if name not in by_hand
    }


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_right_run_writes_no_warning_and_every_check_is_content(course, assignment):
    for cell in course.read("autograded", SOLVED, assignment).cells:
        assert '"stderr"' not in outputs(cell)
        assert "✗" not in outputs(cell)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_untouched_release_earns_nothing_and_says_that_it_is_empty(course, assignment):
    marks = course.marks[assignment][UNTOUCHED]
    assert set(marks.values()) == {0}
    for name, cell in graded(course.read("autograded", UNTOUCHED, assignment)).items():
        if cell.cell_type == "code":
            assert "还没有填写" in outputs(cell), name


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.assignment}-{case.who}")
def test_a_submission_gets_its_marks(course, case: Case):
    marks = {name: points for name, points in course.marks[case.assignment][case.who].items() if points}
    assert marks == case.points
    said = "\n".join(map(outputs, course.read("autograded", case.who, case.assignment).cells))
    for sentence in case.says:
        assert sentence in said


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_release_gives_nothing_away(course, assignment):
    released = course.path("release", ".", assignment).read_text("utf-8")
    for secret in ("borehall", "HIDDEN TESTS", "SOLUTION", "评分要点", "Rubric", "参考答案", "Marking"):
        assert secret not in released
    for cell in course.read("release", ".", assignment).cells:
        assert not outputs(cell)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_release_keeps_the_figure(course, assignment):
    def figures(notebook):
        return {cell.id: cell.attachments for cell in notebook.cells if cell.get("attachments")}

    assert figures(course.read("release", ".", assignment)) == figures(source_of(assignment)) != {}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_feedback_shows_the_figure_and_no_expected_value(course, assignment):
    page = course.path("feedback", UNTOUCHED, assignment, "html").read_text("utf-8")
    assert "data:image/png;base64," in page
    shown = re.sub(r"data:image/[^\"]+|<style.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)
    answers = fractions_found(course.read("autograded", SOLVED, assignment))
    assert len(answers) >= 3
    for name, value in answers.items():
        assert not re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", shown), name


def fractions_found(solved):
    """The answers with a fractional part, as the checks print them: whole numbers stand everywhere anyway."""
    printed = "\n".join(outputs(cell) for cell in solved.cells if cell.id.startswith("check-"))
    return dict(re.findall(r"✓ (\w+) = (\d+\.\d+) ", printed))
