"""An instructor who speaks Chinese meets no English in formgrader's pages, and names stay names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Page, expect
from tornado.httputil import HTTPHeaders, HTTPServerRequest

from borehall.course.formgrader_pages import page_language
from tests import nbgrader_course
from tests.chromium import chromium
from tests.jupyter_server import TOKEN, VISIBLE_TEXT, english_left, jupyter_server, shoot, write_config
from tests.nbgrader_course import ASSIGNMENT, COURSE, NAMES, NOTEBOOK

RIGHT = "def spacing(grade):\n    return {1: 15, 2: 30, 3: 50}[grade]"
# Words that Chinese takes as they are.
ALLOWED = [*NAMES, "JupyterHub", "Markdown", "UTC", "ID"]


@dataclass(frozen=True)
class Course:
    """A running formgrader over a course of which one of two submissions is graded."""

    address: str
    root: Path

    def open(self, page: Page, path: str) -> Page:
        """A page of formgrader, loaded to the last row."""
        page.goto(f"{self.address}formgrader/{path}?token={TOKEN}", wait_until="networkidle")
        return page


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    folder = tmp_path_factory.mktemp("formgrader")
    home, root, exchange = folder / "home", folder / "course", folder / "exchange"
    home.mkdir()
    api = nbgrader_course.release(root, exchange)
    for trainee in nbgrader_course.TRAINEES:
        nbgrader_course.hand_in(root, trainee, RIGHT)
    nbgrader_course.grade(api, root, "draft")
    config = write_config(
        folder / "config", ["borehall.course.formgrader_pages"], nbgrader_course.course_config(root, exchange)
    )
    # As under the hub, not at the root of the host.
    with jupyter_server(home, root, [config], f"--ServerApp.base_url=/services/{COURSE}/") as (address, _):
        yield Course(f"{address}services/{COURSE}/", root)


@pytest.fixture(scope="module")
def submission(course: Course) -> str:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        return str(gradebook.find_submission_notebook(NOTEBOOK, ASSIGNMENT, "draft").id)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium("zh-CN") as browser:
        page = browser.new_page(viewport={"width": 1360, "height": 860}, locale="zh-CN")
        page.set_default_timeout(60_000)
        yield page


def left(page: Page, selector: str = "body") -> list[str]:
    return english_left(page.eval_on_selector(selector, VISIBLE_TEXT), ALLOWED)


PAGES = {
    "manage_assignments": ["作业管理", ASSIGNMENT, "已发布"],
    f"manage_submissions/{ASSIGNMENT}": ["提交管理", "待人工评分", "待自动评分", "Close, Save", "（未填姓名）"],
    "gradebook": ["人工评分", ASSIGNMENT],
    f"gradebook/{ASSIGNMENT}": ["代码题平均分", NOTEBOOK],
    f"gradebook/{ASSIGNMENT}/{NOTEBOOK}": ["份提交", "待人工评分"],
    "manage_students": ["学员管理", "姓名", "Close, Save", "draft"],
    "manage_students/draft": ["总分", ASSIGNMENT],
    "manage_students/zhang": [f"{ASSIGNMENT}（未自动评分）"],
    f"manage_students/draft/{ASSIGNMENT}": ["检查未通过", NOTEBOOK],
}


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_english_left(course: Course, page: Page, path: str) -> None:
    course.open(page, path)
    for text in PAGES[path]:
        expect(page.locator("body")).to_contain_text(text)
    shoot(page, "formgrader_" + path.replace("/", "_"))
    assert left(page) == []
    assert page.title() == "nbgrader 批改"


@pytest.mark.browser
def test_the_instructions_read_as_sentences(course: Course, page: Page) -> None:
    course.open(page, "manage_assignments")
    page.click("text=使用说明")
    first = page.locator("#collapseOne li").first
    expect(first).to_have_text("要新建作业，请点击下方的“新建作业……”。")
    assert left(page, "#collapseOne") == []
    shoot(page, "formgrader_instructions")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "opener"),
    [
        ("manage_assignments", "text=新建作业……  >> visible=true >> nth=-1"),
        ("manage_assignments", ".glyphicon-pencil"),
        ("manage_students", "text=新增学员……"),
        ("manage_students", ".glyphicon-pencil >> nth=0"),
    ],
)
def test_dialogs_have_no_english(course: Course, page: Page, path: str, opener: str) -> None:
    course.open(page, path)
    page.click(opener)
    expect(page.locator(".modal-title")).to_be_visible()
    assert left(page, ".modal") == []
    shoot(page, f"formgrader_dialog_{path}")


@pytest.mark.browser
def test_grading_by_the_page_ends_in_a_chinese_dialog(course: Course, page: Page) -> None:
    course.open(page, f"manage_submissions/{ASSIGNMENT}")
    page.click("tr:has-text('zhang') .glyphicon-flash")
    expect(page.locator(".modal-body")).to_contain_text(f"已自动评分：学员“zhang”的作业“{ASSIGNMENT}”。")
    assert left(page, ".modal") == []
    shoot(page, "formgrader_autograded")


@pytest.mark.browser
def test_a_submission_is_framed_in_chinese_and_stays_as_it_was_written(
    course: Course, page: Page, submission: str
) -> None:
    course.open(page, f"submissions/{submission}/")
    expect(page.locator("nav")).to_contain_text(re.compile(r"第 \d 份提交"))
    assert page.title() == NOTEBOOK
    expect(page.locator(".nbgrader-label").first).to_have_text("学员作答")
    placeholder = page.locator("textarea.comment").last.get_attribute("placeholder")
    assert placeholder == "在此填写评语（支持 Markdown 和公式）"
    assert "secret_spacing = 30 + 12 - 12" in page.inner_text("#notebook-container")
    assert left(page, "nav") == []
    for heading in page.locator(".nbgrader_cell > .panel-heading").all():
        assert english_left(heading.evaluate(VISIBLE_TEXT), []) == []
    shoot(page, "formgrader_submission")
    page.click(".help")
    expect(page.locator(".modal-title")).to_have_text("键盘快捷键")
    assert left(page, ".modal") == []


@pytest.mark.browser
def test_the_button_whose_english_its_script_reads_still_works(course: Course, page: Page) -> None:
    course.open(page, f"gradebook/{ASSIGNMENT}/{NOTEBOOK}")
    name = page.locator("td.name a.name-shown").first
    expect(name).to_be_hidden()
    page.get_by_role("button", name="显示全部姓名").click()
    expect(name).to_be_visible()
    expect(name).to_have_text(re.compile("Close, Save|zhang"))
    page.get_by_role("button", name="隐藏全部姓名").click()
    expect(name).to_be_hidden()


@pytest.mark.browser
def test_errors_are_chinese_too(course: Course, page: Page) -> None:
    course.open(page, "no-such-page")
    expect(page.locator("h1")).to_have_text("没有这个页面。")
    assert left(page) == []
    shoot(page, "formgrader_404")
    page.click("text=返回作业管理")
    expect(page.locator("h1 >> nth=1")).to_have_text("作业管理")


@pytest.mark.browser
def test_links_to_files_stay_below_this_server(course: Course, page: Page) -> None:
    course.open(page, "manage_assignments")
    with page.context.expect_page() as opened:
        page.click(f"td.name >> text={ASSIGNMENT}")
    assert opened.value.url.startswith(f"{course.address}lab/tree/")
    opened.value.close()


def fetch(course: Course, path: str, **headers: str) -> tuple[HTTPHeaders, str]:
    request = Request(f"{course.address}{path}", headers={"Authorization": f"token {TOKEN}", **headers})
    with urlopen(request) as answer:
        return HTTPHeaders(answer.headers.items()), answer.read().decode()


@pytest.mark.browser
def test_an_english_reader_gets_formgrader_as_nbgrader_made_it(course: Course, page: Page) -> None:
    headers, body = fetch(course, "formgrader/manage_students", **{"Accept-Language": "en-GB,en;q=0.9,zh-CN;q=0.5"})
    assert "formgrader.en.js" in body
    assert "Accept-Language" in headers["Vary"]
    assert int(headers["Content-Length"]) == len(body.encode())
    _, script = fetch(course, "borehall/formgrader.en.js")
    assert "学员" not in script


@pytest.mark.browser
def test_other_pages_are_not_touched(course: Course, page: Page) -> None:
    for path in ("lab", "formgrader/api/assignments", "formgrader/static/js/utils.js"):
        _, body = fetch(course, path)
        assert "borehall/formgrader." not in body, path


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}, "zh_CN"),
        ({"Accept-Language": "en;q=0.8,zh-CN"}, "zh_CN"),
        ({"Accept-Language": "en-US,en;q=0.9,zh;q=0.8"}, "en"),
        ({"Accept-Language": "fr, *;q=0.1"}, "zh_CN"),
        ({"Accept-Language": "en;q=broken,zh"}, "zh_CN"),
        ({}, "zh_CN"),
        ({"Accept-Language": "en", "Cookie": "borehall-language=zh_CN"}, "zh_CN"),
        ({"Accept-Language": "zh-CN", "Cookie": "_xsrf=2|a; borehall-language=en"}, "en"),
        ({"Accept-Language": "en", "Cookie": "borehall-language=klingon"}, "en"),
    ],
)
def test_the_language_is_what_was_chosen_else_what_the_browser_prefers(headers: dict, language: str) -> None:
    request = HTTPServerRequest("GET", "/formgrader", headers=HTTPHeaders(headers))
    assert page_language(request) == language


def test_the_course_has_the_names_that_could_be_mistaken() -> None:
    assert {COURSE, ASSIGNMENT, NOTEBOOK, "draft", "Save", "Close"} <= set(NAMES)
