"""course.toml: what is taken, what is refused, and where the fault is said to be."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from borehall.course.course import Assignment, CourseFile, all_courses, check_sources, load_course
from borehall.faults import AuthorFault
from borehall.site import Site
from borehall.words import speaking

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROOT = Path(__file__).parents[2]
GOOD = """\
[course]
title_zh = "示例"
title_en = "Example"

[people]
instructors = ["teacher", "chen.w"]

[[assignments]]
name = "spacing"
title_zh = "间距"
title_en = "Spacing"
kind = "practice"
due = 2030-12-31T23:59:00+08:00
"""


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path)


def write(site: Site, text: str = GOOD, course: str = "demo") -> Path:
    path = site.courses / course / "course.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(act) -> AuthorFault:
    """The fault of ``act`` in English, after its sentences were seen to be Chinese too."""
    with speaking("zh_CN"), pytest.raises(AuthorFault) as raised:
        act()
    assert all(CHINESE.search(part) for part in (raised.value.seen, raised.value.next_step))
    with speaking("en"), pytest.raises(AuthorFault) as raised:
        act()
    return raised.value


def test_a_course_in_order_is_read(site):
    write(site)
    course = load_course(site, "demo")
    assert (course.id, course.title_en) == ("demo", "Example")
    assert course.instructors == ("teacher", "chen.w")
    (spacing,) = course.assignments
    assert (spacing.name, spacing.kind, spacing.source) == ("spacing", "practice", "notebook")
    assert spacing.due == datetime(2030, 12, 31, 15, 59, tzinfo=UTC)
    assert course.assignment("spacing") is spacing
    assert course.roster_file == site.courses / "demo" / "roster.csv"


def test_titles_follow_the_language_in_force(site):
    write(site)
    course = load_course(site, "demo")
    with speaking("zh_CN"):
        assert (course.title, course.assignments[0].title) == ("示例", "间距")
    with speaking("en"):
        assert (course.title, course.assignments[0].title) == ("Example", "Spacing")


def test_the_demonstration_course_is_in_order():
    course = load_course(Site(ROOT), "cement-plant")
    practices = [f"practice-{chapter}" for chapter in range(3, 9)]
    assert [assignment.name for assignment in course.assignments] == ["spacing", "depth", *practices, "mock-exam"]
    assert course.instructors == ("teacher",)


MISSPELT = [
    ("[people]", "[poeple]", "people"),
    ("title_en", "title_eng", "title_en"),
    ("instructors", "instructor", "instructors"),
    ("kind", "knd", "kind"),
    ("[[assignments]]", "[[asignments]]", "assignments"),
]


@pytest.mark.parametrize(("right", "wrong", "advice"), MISSPELT)
def test_a_misspelt_name_is_refused_with_the_right_one(site, right, wrong, advice):
    text = GOOD.replace(right, wrong, 1)
    write(site, text)
    fault = refusal(lambda: load_course(site, "demo"))
    line = text[: text.index(wrong)].count("\n") + 1
    assert f"course.toml:{line}: " in str(fault)
    assert f"Did you mean {advice}?" in str(fault)


WRONG = [
    ("T23:59:00+08:00", "T23:59:00", 13, "assignments[1].due", "without an offset from UTC"),
    ("2030-12-31T23:59:00+08:00", '"2030-12-31 23:59:00Z"', 13, "assignments[1].due", "Write it without quotes."),
    ('"spacing"', '"spacing+depth"', 9, "assignments[1].name", "letters, digits, hyphens or underscores"),
    ('"spacing"', '"勘探"', 9, "assignments[1].name", "letters, digits, hyphens or underscores"),
    ('"spacing"', '"a/b"', 9, "assignments[1].name", "letters, digits, hyphens or underscores"),
    ('"practice"', '"exams"', 12, "assignments[1].kind", "Did you mean exam?"),
    ('"practice"', '"exam"\nsource = "papers"', 13, "assignments[1].source", 'one of "notebook", "paper"'),
    ('["teacher", "chen.w"]', "[]", 6, "people.instructors", "not empty"),
    ('"chen.w"', '"Chen W"', 6, "people.instructors[2]", "an account name"),
    ('"示例"', '""', 2, "course.title_zh", "1 to 80 characters"),
]


@pytest.mark.parametrize(("old", "new", "line", "key", "says"), WRONG)
def test_a_wrong_value_is_refused_at_its_line(site, old, new, line, key, says):
    write(site, GOOD.replace(old, new, 1))
    fault = refusal(lambda: load_course(site, "demo"))
    assert (fault.line, fault.key) == (line, key)
    assert says in str(fault)


def test_two_assignments_of_one_name_are_refused_with_both_lines(site):
    second = GOOD[GOOD.index("[[assignments]]") :].replace('"spacing"', '"Spacing"')
    write(site, GOOD + second)
    fault = refusal(lambda: load_course(site, "demo"))
    assert (fault.line, fault.key) == (15, "assignments[2].name")
    assert 'name is "Spacing", as on line 9.' in fault.seen


def test_a_double_name_is_told_together_with_other_faults(site):
    second = GOOD[GOOD.index("[[assignments]]") :].replace('"practice"', '"quiz"')
    write(site, GOOD + second)
    fault = refusal(lambda: load_course(site, "demo"))
    assert re.findall(r"course\.toml:(\d+)", str(fault)) == ["15", "18"]


@pytest.mark.parametrize(
    "shape", ["assignments = 5", "assignments = [5]", "[assignments]\nname = 5", "[[assignments]]\nname = 5"]
)
def test_assignments_of_another_shape_are_refused(site, shape):
    write(site, f"{shape}\n" + GOOD[: GOOD.index("[[assignments]]")])
    assert refusal(lambda: load_course(site, "demo")).file == site.courses / "demo" / "course.toml"


@pytest.mark.parametrize("course", ["Demo", "示例", "a_b", "-a", "a-", "a" * 41, "..", "../demo", ""])
def test_a_folder_name_that_cannot_name_a_course_is_refused(site, course):
    write(site)
    fault = refusal(lambda: load_course(site, course))
    assert "lower-case letters" in fault.expected


def test_an_unknown_course_is_refused_with_the_nearest_one(site):
    write(site)
    fault = refusal(lambda: load_course(site, "dmo"))
    assert (fault.expected, fault.next_step) == ("Courses of this site: demo.", "Did you mean demo?")


def test_an_unknown_course_of_a_site_without_courses_is_refused(site):
    assert "Make the folder" in refusal(lambda: load_course(site, "demo")).next_step


def test_a_course_without_its_file_is_refused(site):
    (site.courses / "demo").mkdir(parents=True)
    assert refusal(lambda: load_course(site, "demo")).file == site.courses / "demo" / "course.toml"


def test_an_unknown_assignment_is_refused_with_the_nearest_one(site):
    write(site)
    course = load_course(site, "demo")
    assert refusal(lambda: course.assignment("spacin")).next_step == "Did you mean spacing?"
    assert "course.toml" in refusal(lambda: course.assignment("quite-other")).next_step


def test_all_courses_come_by_name_and_hidden_folders_do_not(site):
    assert all_courses(site) == ()
    write(site, course="b")
    write(site, course="a")
    (site.courses / ".ipynb_checkpoints").mkdir()
    assert [course.id for course in all_courses(site)] == ["a", "b"]


def test_what_is_wrong_in_several_courses_is_told_at_once(site):
    write(site, GOOD.replace("kind", "kinds"), course="a")
    write(site, course="b")
    write(site, "[course\n", course="c")
    told = str(refusal(lambda: all_courses(site)))
    assert "a/course.toml:12" in told
    assert "c/course.toml:1" in told
    assert "b/course.toml" not in told


def test_an_assignment_with_its_notebook_has_its_source(site):
    write(site)
    folder = site.root / "source" / "demo" / "spacing"
    folder.mkdir(parents=True)
    (folder / "spacing.ipynb").touch()
    check_sources(site, load_course(site, "demo"))


def test_assignments_without_source_are_refused_all_at_once(site):
    write(site, GOOD + GOOD[GOOD.index("[[assignments]]") :].replace('"spacing"', '"depth"'))
    (site.root / "source" / "demo" / "depth").mkdir(parents=True)
    fault = refusal(lambda: check_sources(site, load_course(site, "demo")))
    assert re.findall(r"course\.toml:(\d+)", str(fault)) == ["9", "15"]
    assert f"The folder {site.root}/source/demo/spacing does not exist." in str(fault)
    assert f"The folder {site.root}/source/demo/depth holds no notebook." in str(fault)


PAGES = ["docs/instructor/course-file.md", "docs/instructor/course-file.zh-CN.md"]


@pytest.mark.parametrize("page", PAGES)
def test_the_example_on_the_page_is_a_course_in_order(site, page):
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    write(site, example)
    assert load_course(site, "demo").assignments[0].name == "spacing"


@pytest.mark.parametrize("page", PAGES)
def test_the_page_explains_every_key_with_an_example_that_is_in_order(site, page):
    text = ""
    explained = set()
    for line in (ROOT / page).read_text("utf-8").splitlines():
        if header := re.fullmatch(r"### (\[.*\])", line):
            text += header[1] + "\n"
            section = header[1].strip("[]")
        elif row := re.match(r"\| `([a-z_]+)` \| `(.+?)` \|", line):
            text += f"{row[1]} = {row[2]}\n"
            explained.add((section, row[1]))
    write(site, text)
    load_course(site, "demo")
    tables = CourseFile.model_fields
    assert explained == {
        *(("course", key) for key in tables["course"].annotation.model_fields),
        *(("people", key) for key in tables["people"].annotation.model_fields),
        *(("assignments", key) for key in Assignment.model_fields),
    }
