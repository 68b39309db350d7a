"""Both people's way, by hand in Chromium and in Chinese, to the end. The pictures lie in build/screenshots/."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from borehall.course.course import load_course
from tests.browser.people import (
    SCREENSHOTS,
    collect_and_autograde,
    enter_desk,
    fetch,
    fetch_feedback,
    hand_in,
    log_in,
    menu,
    open_grading_desk,
    open_notebook,
    release_feedback,
    shoot,
)
from tests.browser.words import english_left
from tests.hall import COURSE, Hall

pytestmark = pytest.mark.browser

ASSIGNMENT = "depth"
TRAINEE, TEACHER = "trainee04", "teacher"
ANSWERS = {
    "general_depth_min": """general_depth_min, general_depth_max = 10, 15
control_depth_min, control_depth_max = 15, 30""",
    "mill_depth": """mill_depth = 2 * mill_width
tower_general_min, tower_general_max = 0.5 * tower_width, 1.0 * tower_width""",
}
"""By the first name in the cell: two right answers; the others are left as they came."""


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


def test_from_login_to_the_read_feedback(browser: Browser, hall: Hall) -> None:
    trainee = log_in(browser, hall, TRAINEE, "01-login")
    shoot(trainee, "02-home")
    assert english_left(trainee.locator("body")) == []

    enter_desk(trainee, "03-starting")
    fetch(trainee, ASSIGNMENT)
    shoot(trainee, "04-assignments")
    assert english_left(trainee.locator("#assignments"), names=assignment_names(hall)) == []
    work(trainee)
    hand_in(trainee, ASSIGNMENT)
    shoot(trainee, "06-handed-in")

    teacher = log_in(browser, hall, TEACHER)
    shoot(teacher, "07-instructor-home")
    desk = open_grading_desk(teacher)
    expect(desk.locator("tbody tr", has_text=ASSIGNMENT)).to_be_visible()
    shoot(desk, "08-grading-desk")
    assert english_left(desk.locator("body"), names=(*assignment_names(hall), "nbgrader", "Jupyter")) == []
    submission = collect_and_autograde(desk, ASSIGNMENT, TRAINEE)
    expect(submission.locator("td.status")).to_have_text("待人工评分")
    shoot(desk, "09-autograded")
    mark_by_hand(desk)
    release_feedback(desk, ASSIGNMENT)
    shoot(desk, "11-feedback-released")

    fetch_feedback(trainee)
    frame = trainee.frame_locator("iframe").first
    expect(frame.get_by_text("理由充分，第 3 条再想一想。")).to_be_visible(timeout=20_000)
    expect(frame.get_by_text("### BEGIN HIDDEN")).to_have_count(0)
    shoot(trainee, "12-feedback")


def assignment_names(hall: Hall) -> tuple[str, ...]:
    """What stays as it is on a Chinese page."""
    return (COURSE, *(item.name for item in load_course(hall.site, COURSE).assignments))


def work(page: Page) -> None:
    open_notebook(page, ASSIGNMENT)
    menu(page, "运行", "运行所有单元格")
    for name, text in ANSWERS.items():
        answer(page, name, text)
    explain(page, "1. 一般性勘探孔到达基岩即可终孔（5.0.10-1）；控制性勘探孔应钻入基岩。")
    page.keyboard.press("Control+S")
    shoot(page, "05-notebook")


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
