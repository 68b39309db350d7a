"""A paper's way in Chromium and in Chinese: forms, hints, a reload, the judge's marks in formgrader, the feedback."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from borehall.bank.library import load
from borehall.course.handing_out import places_of
from borehall.course.paper_build import read_blueprint
from tests.browser.people import (
    collect_and_autograde,
    enter_desk,
    fetch,
    fetch_feedback,
    hand_in,
    log_in,
    open_grading_desk,
    open_notebook,
    release_feedback,
    shoot,
)
from tests.hall import COURSE, Hall

pytestmark = pytest.mark.browser

PAPER = "practice-5"
SLOT = "initial-counts"
"""All its answers are whole numbers."""
TRAINEE, TEACHER = "trainee05", "teacher"


def right_answers(hall: Hall, slot: str) -> dict[str, Any]:
    place = places_of(hall.site, read_blueprint(hall.site, COURSE, PAPER), TRAINEE)[slot]
    return load(place.task).solve(place.given)


def question(page: Page, slot: str) -> Locator:
    """The cell that shows a question, brought into view: JupyterLab draws no others."""
    title = load(slot).card.title("zh_CN")
    page.locator(".borehall-card, .jp-Notebook").get_by_text(title, exact=True).first.click()
    return page.locator(".jp-CodeCell", has=page.get_by_role("heading", name=re.compile(re.escape(title)))).first


def test_a_paper_from_its_form_to_the_read_feedback(browser: Browser, hall: Hall) -> None:
    trainee = log_in(browser, hall, TRAINEE)
    enter_desk(trainee)
    fetch(trainee, PAPER)
    open_notebook(trainee, PAPER)
    form = question(trainee, SLOT)
    expect(form.get_by_role("textbox").first).to_be_visible()
    right = right_answers(hall, SLOT)
    names = list(right)
    fill(form, [right[name] for name in names[:-1]] + [right[names[-1]] + 1])
    shoot(trainee, "21-paper")
    form.get_by_role("button", name="检查我的答案").click()
    expect(form.locator("strong").get_by_text("正确", exact=True)).to_have_count(len(names) - 1)
    shoot(trainee, "22-hint")
    fill(form, [right[name] for name in names])
    trainee.reload()
    expect(trainee.get_by_role("button", name=re.compile("空闲"))).to_be_visible(timeout=60_000)
    again = question(trainee, SLOT)
    expect(again.get_by_role("textbox").last).to_have_value(str(right[names[-1]]))
    hand_in(trainee, PAPER)

    desk = open_grading_desk(log_in(browser, hall, TEACHER))
    submission = collect_and_autograde(desk, PAPER, TRAINEE)
    expect(submission.locator("td.score")).to_contain_text("5")
    shoot(desk, "23-paper-graded")
    release_feedback(desk, PAPER)

    fetch_feedback(trainee)
    page = trainee.frame_locator("iframe").first
    expect(page.get_by_text(load(SLOT).card.title("zh_CN")).first).to_be_visible(timeout=20_000)
    expect(page.get_by_text("desk.question")).to_have_count(0)
    shoot(trainee, "24-paper-feedback")


def fill(form: Locator, values: list[Any]) -> None:
    for box, value in zip(form.get_by_role("textbox").all(), values, strict=True):
        box.fill(str(value))
        box.press("Tab")
    expect(form.get_by_text(re.compile("已保存")).first).to_be_visible()
