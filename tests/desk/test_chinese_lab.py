"""A trainee who speaks Chinese meets no English in nbgrader's part of JupyterLab."""

from __future__ import annotations

import re
import shutil

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.desk.conftest import Desk
from tests.jupyter_server import TOKEN, VISIBLE_TEXT, english_left, shoot
from tests.nbgrader_course import ASSIGNMENT, COURSE, NAMES, NOTEBOOK, source_notebook

pytestmark = pytest.mark.browser

PANEL = "#nbgrader-assignment-list"
AUTHORING = "#nbgrader-create_assignemnt"  # spelt so in nbgrader


def open_list(page: Page, desk: Desk) -> None:
    desk.open(page)
    expect(page.locator(PANEL)).to_contain_text("可领取的作业")
    expect(page.locator(PANEL)).to_contain_text(ASSIGNMENT)


def texts(page: Page, selector: str = PANEL) -> str:
    return page.eval_on_selector(selector, VISIBLE_TEXT)


def test_from_fetching_to_handing_in_no_english_is_left(chinese_desk: Desk, page: Page) -> None:
    open_list(page, chinese_desk)
    expect(page.locator(".lm-TabBar-tab.lm-mod-current >> text=作业")).to_be_visible()
    released = page.locator("#released_assignments_list")
    expect(released).to_contain_text(ASSIGNMENT)
    assert english_left(texts(page), NAMES) == []
    shoot(page, "released")

    released.get_by_role("button", name="领取").click()
    fetched = page.locator("#fetched_assignments_list")
    expect(fetched).to_contain_text(ASSIGNMENT)
    expect(page.locator("#released_assignments_list")).to_contain_text("没有可领取的作业")
    fetched.locator(".assignment-notebooks-link").click()
    expect(fetched.get_by_role("link", name=NOTEBOOK)).to_be_visible()
    assert english_left(texts(page), NAMES) == []
    shoot(page, "fetched")

    fetched.get_by_role("button", name="检查").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("检查结果", timeout=60_000)
    expect(dialog).to_contain_text("下面的单元格没有通过检查")
    assert english_left(texts(page, ".jp-Dialog-header"), NAMES) == []
    shoot(page, "validation")
    page.click(".jp-Dialog >> button.jp-mod-accept")

    fetched.get_by_role("button", name="提交").click()
    submitted = page.locator("#submitted_assignments_list")
    expect(submitted).to_contain_text(ASSIGNMENT)
    expect(submitted.get_by_role("button", name="领取反馈")).to_be_visible()
    assert english_left(texts(page), [*NAMES, "UTC"]) == []
    shoot(page, "submitted")
    assert page.inner_text("#course_list_default") == COURSE


def test_a_notebook_s_toolbar_and_its_answer_are_chinese(chinese_desk: Desk, page: Page) -> None:
    work = chinese_desk.root / "practice.ipynb"
    nbformat.write(source_notebook(), work)
    page.goto(f"{chinese_desk.address}lab/tree/{work.name}?token={TOKEN}&reset")
    button = page.locator(".validate-button")
    expect(button).to_have_text("检查", timeout=60_000)
    button.click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("通过了全部可见的检查", timeout=60_000)
    assert english_left(texts(page, ".jp-Dialog"), []) == []
    expect(button).to_have_text("检查")
    page.click(".jp-Dialog >> button.jp-mod-accept")
    expect(page.locator("#jp-main-statusbar")).to_contain_text("单元格 1/5")
    assert "Enable Debugger" not in texts(page, ".jp-NotebookPanel-toolbar")
    page.click(".jp-SideBar >> text=编制作业")
    expect(page.locator(AUTHORING)).to_contain_text("自动评分的检查")
    assert english_left(texts(page, AUTHORING), []) == []
    shoot(page, "authoring")


def test_commands_speak_chinese_in_the_palette(chinese_desk: Desk, page: Page) -> None:
    chinese_desk.open(page)
    page.keyboard.press("Control+Shift+C")
    page.fill(".lm-CommandPalette-input", "作业列表")
    expect(page.locator(".lm-CommandPalette-itemLabel >> nth=0")).to_have_text("作业列表")


def test_the_list_is_chinese_in_notebook_too(chinese_desk: Desk, page: Page) -> None:
    page.goto(f"{chinese_desk.address}tree?token={TOKEN}")
    page.click("[role=menubar] >> text=作业")
    page.click(".lm-Menu >> text=作业列表")
    expect(page.locator(".jp-TreePanel .lm-TabBar-tab >> text=作业")).to_be_visible()
    expect(page.locator(PANEL)).to_contain_text("可领取的作业")
    expect(page.locator("#released_assignments_list_loading")).to_be_hidden()
    assert english_left(texts(page), [*NAMES, "UTC"]) == []
    shoot(page, "notebook")


def test_an_english_desk_is_left_as_nbgrader_made_it(english_desk: Desk, page: Page) -> None:
    english_desk.open(page)
    page.click("#jp-MainMenu >> text=Nbgrader")
    page.click(".lm-Menu >> text=Assignment List")
    expect(page.locator("#released_assignments_list")).to_contain_text(ASSIGNMENT)
    assert not re.search("[\u4e00-\u9fff]", texts(page))
    shoot(page, "english")


def test_failures_are_chinese_sentences_and_stand_once(chinese_desk: Desk, page: Page) -> None:
    taken = chinese_desk.root / ASSIGNMENT
    open_list(page, chinese_desk)
    if taken.exists():
        shutil.rmtree(taken)
        page.click("#refresh_assignments_list")
    button = page.locator("#released_assignments_list").get_by_role("button", name="领取")
    expect(button).to_be_visible()
    taken.mkdir()
    button.click()
    error = page.locator("#released_assignments_list_error")
    expect(error).to_contain_text(f"您已经领取过“{ASSIGNMENT}”")
    expect(page.locator("#fetched_assignments_list_error")).to_be_hidden()
    assert english_left(texts(page), NAMES) == []
    shoot(page, "failed_fetch")

    page.click("#refresh_assignments_list")
    page.locator("#fetched_assignments_list").get_by_role("button", name="提交").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text(f"缺少 {NOTEBOOK}.ipynb")
    assert english_left(dialog.inner_text(), [*NAMES, "ipynb"]) == []
    shoot(page, "failed_submit")
    taken.rmdir()
    assert any("Traceback" in line for line in chinese_desk.log)
