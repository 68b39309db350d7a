"""What people do in Chromium, in Chinese, for any assignment. The pictures lie in build/screenshots/."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.hall import Hall

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


def shoot(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def log_in(browser: Browser, hall: Hall, name: str, picture: str = "") -> Page:
    page = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}).new_page()
    page.goto(hall.address)
    if picture:
        shoot(page, picture)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码", exact=True).fill(hall.passwords()[name])
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name=re.compile("您好"))).to_be_visible()
    return page


def enter_desk(page: Page, picture: str = "") -> None:
    """From the home page into JupyterLab."""
    page.get_by_role("link", name="进入实训").or_(page.get_by_role("button", name="进入实训")).click()
    if picture:
        shoot(page, picture)
    expect(page.locator(".lm-MenuBar")).to_be_visible(timeout=60_000)


def menu(page: Page, *labels: str) -> None:
    """Chooses from JupyterLab's menus, by the words that are to be seen."""
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{labels[0]}$")).click()
    for label in labels[1:]:
        page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{label}")).first.click()


def panel(page: Page, part: str) -> Locator:
    """One of the three lists of nbgrader's assignment list."""
    return page.locator(f"#{part}_assignments_list")


def fetch(page: Page, assignment: str) -> None:
    row = panel(page, "released").locator(".row", has_text=assignment)
    expect(row).to_be_visible()
    row.get_by_role("button", name="领取").click()
    panel(page, "fetched").get_by_text(assignment, exact=True).first.click()


def open_notebook(page: Page, assignment: str) -> None:
    panel(page, "fetched").get_by_role("link", name=assignment, exact=True).last.click()
    expect(page.locator(".jp-Notebook")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("空闲"))).to_be_visible(timeout=30_000)


def hand_in(page: Page, assignment: str) -> None:
    menu(page, "作业", "作业列表")
    panel(page, "fetched").get_by_role("button", name="提交").click()
    expect(panel(page, "submitted").get_by_text(assignment, exact=True)).to_be_visible()


def open_grading_desk(teacher: Page) -> Page:
    with teacher.context.expect_page() as opened:
        teacher.get_by_role("link", name=re.compile("评分台")).click()
    return opened.value


def collect_and_autograde(desk: Page, assignment: str, trainee: str) -> Locator:
    """Returns the row of the trainee's submission."""
    row = desk.locator("tbody tr", has_text=assignment)
    row.locator("td.collect a").click()
    dismiss(desk)
    row.locator("td.num-submissions a").click()
    submission = desk.locator("tbody tr", has_text=trainee)
    submission.locator("td.autograde a").click()
    dismiss(desk)
    return submission


def release_feedback(desk: Page, assignment: str) -> None:
    desk.goto(re.sub(r"/formgrader/.*", "/formgrader/manage_assignments", desk.url))
    row = desk.locator("tbody tr", has_text=assignment)
    row.locator("td.generate-feedback a").click()
    dismiss(desk)
    row.locator("td.release-feedback a").click()
    dismiss(desk)


def dismiss(desk: Page) -> None:
    """Waits for the success dialog of formgrader and closes it."""
    dialog = desk.locator(".modal.in")
    expect(dialog).to_be_visible(timeout=60_000)
    expect(dialog).to_contain_text("成功")
    dialog.get_by_role("button", name=re.compile("确定|关闭|好")).last.click()
    expect(desk.locator(".modal-backdrop")).to_have_count(0)


def fetch_feedback(page: Page) -> None:
    page.locator("#refresh_assignments_list").click()
    panel(page, "submitted").get_by_role("button", name="领取反馈").click()
    panel(page, "submitted").get_by_text("查看反馈").click()
