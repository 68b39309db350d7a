"""Both people's way, by hand in Chromium and in Chinese, to the end. The pictures lie in build/screenshots/."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect

from tests.browser.words import english_left
from tests.hall import COURSE, Hall

pytestmark = pytest.mark.browser

ASSIGNMENT = "depth"
TRAINEE, TEACHER = "trainee04", "teacher"
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
ANSWERS = {
    "general_depth_min": """general_depth_min, general_depth_max = 10, 15
control_depth_min, control_depth_max = 15, 30""",
    "mill_depth": """mill_depth = 2 * mill_width
tower_general_min, tower_general_max = 0.5 * tower_width, 1.0 * tower_width""",
}
"""By the first name in the cell: two right answers; the others are left as they came."""


def shoot(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def log_in(browser: Browser, hall: Hall, name: str) -> Page:
    page = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}).new_page()
    page.goto(hall.address)
    if name == TRAINEE:
        shoot(page, "01-login")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码", exact=True).fill(hall.passwords()[name])
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name=re.compile("您好"))).to_be_visible()
    return page


def menu(page: Page, *labels: str) -> None:
    """Chooses from JupyterLab's menus, by the words that are to be seen."""
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{labels[0]}$")).click()
    for label in labels[1:]:
        page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{label}")).first.click()


def answer(page: Page, first_name: str, text: str) -> None:
    cell = page.locator(".jp-CodeCell", has_text=re.compile(rf"^\s*(\[.*\]:)?\s*{first_name} = ")).first
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def explain(page: Page, text: str) -> None:
    """Writes into the cell that a person will mark."""
    cell = page.locator(".jp-MarkdownCell", has_text="请在此处作答").last
    cell.scroll_into_view_if_needed()
    cell.locator(".jp-RenderedMarkdown").dblclick()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def panel(page: Page, part: str) -> Locator:
    """One of the three lists of nbgrader's assignment list."""
    return page.locator(f"#{part}_assignments_list")


def test_from_login_to_the_read_feedback(browser: Browser, hall: Hall) -> None:
    trainee = log_in(browser, hall, TRAINEE)
    shoot(trainee, "02-home")
    assert english_left(trainee.locator("body")) == []

    trainee.get_by_role("link", name="进入实训").or_(trainee.get_by_role("button", name="进入实训")).click()
    shoot(trainee, "03-starting")
    expect(trainee.locator(".lm-MenuBar")).to_be_visible(timeout=60_000)
    fetch_and_work(trainee)
    hand_in(trainee)

    teacher = log_in(browser, hall, TEACHER)
    shoot(teacher, "07-instructor-home")
    with teacher.context.expect_page() as opened:
        teacher.get_by_role("link", name=re.compile("评分台")).click()
    desk = opened.value
    collect_and_grade(desk)
    mark_by_hand(desk)
    release_feedback(desk)

    read_feedback(trainee)


def fetch_and_work(page: Page) -> None:
    row = panel(page, "released").locator(".row", has_text=ASSIGNMENT)
    row.get_by_role("button", name="领取").click()
    fetched = panel(page, "fetched")
    fetched.get_by_text(ASSIGNMENT, exact=True).first.click()
    shoot(page, "04-assignments")
    assert english_left(page.locator("#assignments"), names=(ASSIGNMENT, "spacing", COURSE)) == []

    fetched.get_by_role("link", name=ASSIGNMENT, exact=True).last.click()
    expect(page.locator(".jp-Notebook")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("空闲"))).to_be_visible(timeout=30_000)
    menu(page, "运行", "运行所有单元格")
    for name, text in ANSWERS.items():
        answer(page, name, text)
    explain(page, "1. 一般性勘探孔到达基岩即可终孔（5.0.10-1）；控制性勘探孔应钻入基岩。")
    page.keyboard.press("Control+S")
    shoot(page, "05-notebook")


def hand_in(page: Page) -> None:
    menu(page, "作业", "作业列表")
    panel(page, "fetched").get_by_role("button", name="提交").click()
    expect(panel(page, "submitted").get_by_text(ASSIGNMENT, exact=True)).to_be_visible()
    shoot(page, "06-handed-in")


def collect_and_grade(desk: Page) -> None:
    row = desk.locator("tbody tr", has_text=ASSIGNMENT)
    expect(row).to_be_visible()
    shoot(desk, "08-grading-desk")
    assert english_left(desk.locator("body"), names=(ASSIGNMENT, "spacing", COURSE, "nbgrader", "Jupyter")) == []

    row.locator("td.collect a").click()
    dismiss(desk)
    row.locator("td.num-submissions a").click()
    submission = desk.locator("tbody tr", has_text=TRAINEE)
    submission.locator("td.autograde a").click()
    dismiss(desk)
    expect(submission.locator("td.status")).to_have_text("待人工评分")
    shoot(desk, "09-autograded")


def mark_by_hand(desk: Page) -> None:
    submission = desk.locator("tbody tr", has_text=TRAINEE)
    submission.locator("td.student-name a, td.student-id a").first.click()
    desk.locator("tbody tr a", has_text=ASSIGNMENT).first.click()
    points = desk.locator("input.score:not([disabled])").last
    points.scroll_into_view_if_needed()
    with desk.expect_response(saved("grade")):
        points.fill("12")
        points.press("Tab")
    with desk.expect_response(saved("comment")):
        desk.locator("textarea.comment").last.fill("理由充分，第 3 条再想一想。")
        desk.locator("textarea.comment").last.press("Tab")
    # The page glides to the next cell; a picture of the cell itself does not mind.
    desk.locator(".panel", has=points).last.screenshot(path=SCREENSHOTS / "10-marking.png")


def saved(what: str) -> Callable[[Response], bool]:
    """The answer to formgrader's saving of a grade or comment, which happens when its field is left."""
    return lambda answer: f"/api/{what}/" in answer.url and answer.request.method == "PUT"


def release_feedback(desk: Page) -> None:
    desk.goto(re.sub(r"/formgrader/.*", "/formgrader/manage_assignments", desk.url))
    row = desk.locator("tbody tr", has_text=ASSIGNMENT)
    row.locator("td.generate-feedback a").click()
    dismiss(desk)
    row.locator("td.release-feedback a").click()
    dismiss(desk)
    shoot(desk, "11-feedback-released")


def dismiss(desk: Page) -> None:
    """Waits for the success dialog of formgrader and closes it."""
    dialog = desk.locator(".modal.in")
    expect(dialog).to_be_visible(timeout=60_000)
    expect(dialog).to_contain_text("成功")
    dialog.get_by_role("button", name=re.compile("确定|关闭|好")).last.click()
    expect(desk.locator(".modal-backdrop")).to_have_count(0)


def read_feedback(page: Page) -> None:
    page.locator("#refresh_assignments_list").click()
    panel(page, "submitted").get_by_role("button", name="领取反馈").click()
    panel(page, "submitted").get_by_text("查看反馈").click()
    frame = page.frame_locator("iframe").first
    expect(frame.get_by_text("理由充分，第 3 条再想一想。")).to_be_visible(timeout=20_000)
    expect(frame.get_by_text("### BEGIN HIDDEN")).to_have_count(0)
    shoot(page, "12-feedback")
