"""The plan editor in a real page, with a real kernel behind it: mouse, keyboard, table, clipboard, both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from borehall.bank.library import load
from tests.desk.conftest import Desk
from tests.desk.plan_page import BUILDING, PlanPage, open_plan
from tests.jupyter_server import shoot

pytestmark = pytest.mark.browser

THREE = [
    {"id": "ZK1", "x": 0, "y": 0, "kind": "borehole", "control": True, "sampled": True, "depth": 20},
    {"id": "ZK2", "x": 12, "y": 0, "kind": "borehole", "control": False, "sampled": False, "depth": 15},
    {"id": "3", "x": 12, "y": 8.5, "kind": "cpt", "control": False, "sampled": False},
]


def names(plan: PlanPage) -> list[str]:
    return [point["id"] for point in plan.value()]


def places(plan: PlanPage) -> list[tuple[float, float]]:
    return [(point["x"], point["y"]) for point in plan.value()]


def test_points_are_placed_by_mouse_and_snap_to_corners_and_grid(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "mouse")
    expect(plan.editor).to_contain_text("点“布点”，再在图上单击放点")
    page.get_by_role("button", name="布点").click()
    snap = plan.editor.get_by_role("group", name="工具").get_by_label("捕捉")
    snap.select_option("5 m")
    x, y = plan.at(36, 18)
    page.mouse.click(x + 5, y - 4)
    snap.select_option("1 m")
    page.mouse.click(*plan.at(12.2, 5.8))
    plan.wait_for(lambda value: len(value) == 2, "two points")
    assert plan.value() == [
        {"id": "ZK1", "x": 36, "y": 18, "kind": "borehole", "control": False, "sampled": False},
        {"id": "ZK2", "x": 12, "y": 6, "kind": "borehole", "control": False, "sampled": False},
    ]
    expect(plan.editor).to_contain_text("共 2 点 · 控制性 0 · 取样 0 · 2 点未填孔深")

    page.get_by_role("button", name="选择", exact=True).click()
    page.mouse.move(*plan.at(12, 6))
    page.mouse.down()
    page.mouse.move(*plan.at(15, 9), steps=4)
    expect(plan.editor).to_contain_text("ZK2 距：ZK1 22.85 m")
    assert places(plan)[1] == (12, 6), "the kernel hears of a point when it is dropped"
    page.mouse.move(*plan.at(20.2, 9.1), steps=3)
    page.mouse.up()
    plan.wait_for(lambda value: value[1]["x"] == 20, "the moved point")
    assert places(plan)[1] == (20, 9)
    shoot(page, "plan-editor")


def test_new_points_are_as_the_bar_above_says(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "pattern")
    bar = page.get_by_role("group", name="工具")
    bar.get_by_label("新点的类型").select_option("静探")
    bar.get_by_label("控制性").check()
    bar.get_by_label("新点的孔深").fill("18.5")
    bar.get_by_label("捕捉").select_option("5 m")
    page.get_by_role("button", name="布点").click()
    page.mouse.click(*plan.at(18.9, 6.4))
    plan.wait_for(bool, "a point")
    assert plan.value() == [
        {"id": "ZK1", "x": 20, "y": 5, "kind": "cpt", "control": True, "sampled": False, "depth": 18.5}
    ]


def test_what_is_done_can_be_undone_and_done_again(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "undo", value=THREE, cells=["editor.value = editor.value[:1]"])
    plan.point("ZK2").click()
    page.keyboard.press("Delete")
    plan.wait_for(lambda value: len(value) == 2, "one point less")
    expect(plan.editor.get_by_role("status")).to_have_text("已删除：ZK2，钻孔，x 12.0，y 0.0，一般性，深 15.0 m")
    page.keyboard.press("Control+z")
    plan.wait_for(lambda value: len(value) == 3, "the point again")
    expect(plan.editor.get_by_role("status")).to_contain_text("已撤销：已删除：ZK2")
    plan.editor.get_by_role("button", name="重做").click()
    plan.wait_for(lambda value: len(value) == 2, "its end")
    plan.editor.get_by_role("button", name="撤销").click()
    plan.wait_for(lambda value: len(value) == 3, "the point again")

    plan.run(1)
    expect(plan.point("ZK2")).to_have_count(0)
    expect(plan.editor.get_by_role("status")).to_have_text("程序设定了布置图：共 1 个点")
    plan.editor.get_by_role("button", name="撤销").click()
    plan.wait_for(lambda value: len(value) == 3, "what the notebook took away")
    page.keyboard.press("Control+z")
    expect(plan.editor.get_by_role("status")).to_have_text("没有可以撤销的操作。")
    page.keyboard.press("Control+y")
    plan.wait_for(lambda value: len(value) == 1, "what the notebook had set")


def test_everything_goes_by_keyboard(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "keys", value=THREE)
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    before = cells.count()
    plan.point("ZK1").focus()
    expect(plan.sheet.locator(".point[tabindex='0']")).to_have_count(1)
    page.keyboard.press("PageDown")
    expect(plan.point("ZK2")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Alt+ArrowLeft")
    plan.wait_for(lambda value: value[1]["x"] == 12.9, "steps of 1, 10 and 0.1 m")
    assert places(plan)[1] == (12.9, 10)
    expect(plan.editor.get_by_role("status")).to_contain_text("已移动：ZK2，钻孔，x 12.9，y 10.0")
    page.keyboard.press("c")
    page.keyboard.press("s")
    plan.wait_for(lambda value: value[1]["control"] and value[1]["sampled"], "control and sampled")
    page.keyboard.press("n")
    plan.wait_for(lambda value: len(value) == 4, "a point in the middle")
    expect(plan.point("4")).to_be_focused()
    page.keyboard.press("Delete")
    plan.wait_for(lambda value: len(value) == 3, "its end")
    expect(plan.point("3")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+ArrowDown")
    plan.wait_for(lambda value: value[0]["y"] == -10, "all points moved")
    assert places(plan) == [(0, -10), (12.9, 0), (12, -1.5)]
    assert cells.count() == before, "no key went to the notebook"
    unsaved = page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-dirty")
    expect(unsaved).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(unsaved).to_have_count(0)


def test_the_table_is_filled_like_a_spreadsheet(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "table")
    plan.cell(1, "x").click()
    page.keyboard.type("６．5")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    plan.wait_for(bool, "a point")
    assert places(plan) == [(6.5, 3)]
    expect(plan.cell(2, "y")).to_be_focused()
    page.keyboard.type("4")
    page.keyboard.press("ArrowLeft")
    expect(plan.cell(2, "y")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    plan.wait_for(lambda value: len(value) == 2, "the second point")
    assert places(plan)[1] == (8, 4)

    plan.cell(1, "depth").click()
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    expect(plan.editor.get_by_role("alert")).to_contain_text("第 1 行“孔深”列的 “abc” 不能用。应填：0～1000 的数。")
    expect(plan.cell(1, "depth")).to_be_focused()
    expect(plan.cell(1, "depth")).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("25")
    page.keyboard.press("ArrowDown")
    plan.wait_for(lambda value: value[0].get("depth") == 25, "the depth")
    page.keyboard.type("30")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert "depth" not in plan.value()[1], "Escape takes back what was typed"

    plan.cell(2, "id").fill("ZK1")
    page.keyboard.press("Enter")
    expect(plan.editor.get_by_role("alert")).to_contain_text("编号 ZK1 已有别的点在用")
    page.keyboard.type("A7")
    page.keyboard.press("Enter")
    plan.wait_for(lambda value: names(plan) == ["ZK1", "A7"], "the name")
    plan.cell(1, "kind").select_option("探井")
    plan.cell(1, "control").check()
    plan.wait_for(lambda value: value[0]["control"] and value[0]["kind"] == "pit", "kind and control")


def test_depths_are_set_for_many_points_at_once(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "depths", value=THREE)
    form = plan.editor.get_by_role("group", name="批量设孔深")
    form.get_by_label("哪些点").select_option("一般点")
    form.get_by_label("孔深（m）").fill("18")
    form.get_by_role("button", name="设定").click()
    plan.wait_for(lambda value: [one.get("depth") for one in value] == [20, 18, 18], "depths of general points")
    expect(plan.editor.get_by_role("status")).to_have_text("已将 2 个点的孔深设为 18 m")
    plan.editor.get_by_role("button", name="第 1 行，ZK1").click()
    plan.editor.get_by_role("button", name="第 2 行，ZK2").click(modifiers=["Shift"])
    form.get_by_label("哪些点").select_option("所选点")
    expect(plan.editor.locator("tbody tr.selected")).to_have_count(2)
    form.get_by_label("孔深（m）").fill("22.5")
    form.get_by_label("孔深（m）").press("Enter")
    plan.wait_for(lambda value: [one.get("depth") for one in value] == [22.5, 22.5, 18], "depths of selected points")
    form.get_by_label("哪些点").select_option("未填孔深的点")
    form.get_by_role("button", name="设定").click()
    expect(plan.editor.get_by_role("status")).to_have_text("没有这样的点：未填孔深的点。")


PASTE = """([selector, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const target = selector ? document.querySelector(selector) : document.activeElement;
    target.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_rows_go_to_excel_and_come_back(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "paste", value=THREE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    plan.editor.get_by_role("button", name="复制表").click()
    expect(plan.editor.get_by_role("status")).to_have_text("已复制 3 行，可以粘贴到 Excel。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[:2] == [
        "编号\tx\ty\t类型\t控制性\t取样\t孔深",
        "ZK1\t0\t0\t钻孔\t是\t是\t20",
    ]
    changed = copied.replace("ZK2\t12\t0", "ZK2\t13\t1") + "\nZK9\t30\t9\t探井\t√\t\t6\n"
    page.evaluate(PASTE, [".borehall-plan tbody [data-column=x]", changed])
    plan.wait_for(lambda value: len(value) == 4, "the rows")
    assert plan.value()[1] == THREE[1] | {"x": 13, "y": 1}
    assert plan.value()[3] == {
        "id": "ZK9", "x": 30, "y": 9, "kind": "pit", "control": True, "sampled": False, "depth": 6,
    }  # fmt: skip

    page.evaluate(PASTE, [".borehall-plan tbody tr:nth-child(4) [data-column=x]", "31\t9\r\n32\t10\r\n"])
    plan.wait_for(lambda value: len(value) == 5, "a row more")
    assert places(plan)[3:] == [(31, 9), (32, 10)]
    page.evaluate(PASTE, [".borehall-plan tbody [data-column=x]", "1\t2\n3\tdrei\n"])
    expect(plan.editor.get_by_role("alert")).to_contain_text("第 2 行“y”列的 “drei” 不能用。应填：以米为单位的坐标。")
    assert places(plan)[0] == (0, 0), "of a wrong paste nothing is kept"


def test_a_real_copy_and_paste_by_keyboard(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "clipboard", value=THREE[:2])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('7\\t7\\n9\\t9')")
    plan.cell(3, "x").click()
    page.keyboard.press("Control+v")
    plan.wait_for(lambda value: len(value) == 4, "the rows")
    assert places(plan)[2:] == [(7, 7), (9, 9)]
    plan.point("ZK1").click()
    page.keyboard.press("Control+c")
    expect(plan.editor.get_by_role("status")).to_have_text("已复制 1 行，可以粘贴到 Excel。")
    assert "ZK1\t0\t0" in page.evaluate("navigator.clipboard.readText()")


def test_the_language_is_switched_while_it_is_shown(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "language", value=THREE, cells=["editor.language = 'en'"])
    assert "Place" not in plan.editor.inner_text()
    plan.run(1)
    expect(plan.editor.get_by_role("button", name="Place")).to_be_visible()
    words = plan.editor.inner_text() + plan.sheet.text_content()
    assert set(re.findall("[\u4e00-\u9fff]+", words)) == {"包装车间"}
    expect(plan.point("3")).to_have_accessible_name("3, CPT, x 12.0, y 8.5, general, no depth")
    plan.editor.get_by_text("Columns", exact=True).click()
    plan.editor.get_by_role("checkbox", name="collar").check()
    expect(plan.editor.get_by_label("ZK1, collar (m)")).to_be_visible()
    plan.editor.get_by_label("ZK1, collar (m)").fill("101.25")
    page.keyboard.press("Enter")
    plan.wait_for(lambda value: value[0].get("collar") == 101.25, "the collar's level")
    expect(plan.editor.get_by_role("checkbox", name="shear wave")).to_be_hidden()
    shoot(page, "plan-editor-english")


def test_two_views_of_one_plan_stay_in_step(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "views", value=THREE, cells=["editor"])
    plan.run(1)
    views = page.locator(".borehall-plan")
    expect(views).to_have_count(2)
    views.nth(1).locator("tbody tr:nth-child(1) [data-column=x]").fill("5")
    page.keyboard.press("Enter")
    expect(views.nth(0).locator("tbody tr:nth-child(1) [data-column=x]")).to_have_value("5")
    views.nth(0).get_by_role("button", name="撤销").click()
    expect(views.nth(1).locator("tbody tr:nth-child(1) [data-column=x]")).to_have_value("0")
    expect(views.nth(1).get_by_role("button", name="撤销")).to_have_attribute("aria-disabled", "true")


def test_a_screen_reader_hears_what_others_see(chinese_desk: Desk, page: Page) -> None:
    open_plan(page, chinese_desk, "reader", value=THREE)
    region = page.get_by_role("region", name="布孔图")
    sheet = region.get_by_role("group", name="勘探点平面布置图")
    expect(sheet).to_have_accessible_description(re.compile("方向键移动点"))
    points = sheet.get_by_role("listbox", name="勘探点").get_by_role("option")
    expect(points).to_have_count(3)
    expect(points.nth(0)).to_have_accessible_name("ZK1，钻孔，x 0.0，y 0.0，控制性，取样/测试，深 20.0 m")
    expect(points.nth(2)).to_have_accessible_name("3号点，静探，x 12.0，y 8.5，一般性，未填孔深")
    points.nth(1).focus()
    expect(sheet.get_by_role("option", selected=True)).to_have_accessible_name(re.compile("^ZK2"))
    table = region.get_by_role("table", name="勘探点表，每点一行")
    expect(table.get_by_role("columnheader")).to_have_text(["", "编号", "x", "y", "类型", "控制性", "取样", "孔深"])
    expect(table.get_by_role("textbox", name="ZK2，孔深（m）")).to_have_value("15")
    expect(table.get_by_role("checkbox", name="ZK1，控制性")).to_be_checked()
    nameless = region.evaluate(
        """(root) => [...root.querySelectorAll("button, input, select, summary")].filter((one) => {
            const labels = [...(one.labels ?? [])].map((label) => label.textContent.trim()).join("");
            return !(one.getAttribute("aria-label") || one.textContent.trim() || labels) || one.tagName === "SELECT"
                && !one.getAttribute("aria-label") && !labels;
        }).map((one) => one.outerHTML)"""
    )
    assert nameless == []


def test_what_somebody_typed_is_never_markup(chinese_desk: Desk, page: Page) -> None:
    bad = "<img src=x onerror=alert(1)>"
    works = {"works": [BUILDING["works"][0] | {"name": bad}, BUILDING["works"][0] | {"name": "<b>"}]}
    plan = open_plan(page, chinese_desk, "markup", works=works, value=[THREE[0] | {"id": bad, "works": bad}])
    expect(plan.sheet).to_contain_text(bad)
    assert plan.editor.locator("img, b").count() == 0


def test_what_the_kernel_refuses_is_said_and_the_last_good_plan_stays(chinese_desk: Desk, page: Page) -> None:
    refuse = "editor.set_state({'value': [{'x': 1, 'y': 'two'}]})"
    plan = open_plan(page, chinese_desk, "refused", value=THREE, cells=[refuse])
    plan.run(1)
    expect(plan.editor.get_by_role("alert")).to_contain_text("第 1 行“y”列的 'two' 不能用")
    expect(plan.sheet.get_by_role("option")).to_have_count(3)
    assert len(plan.value()) == 3


def test_it_works_in_notebook_and_stands_in_one_column_where_it_is_narrow(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "notebook", value=THREE, app="notebooks")
    page.get_by_role("button", name="布点").click()
    page.mouse.click(*plan.at(24, 12))
    plan.wait_for(lambda value: len(value) == 4, "a point")
    page.keyboard.press("ArrowUp")
    plan.wait_for(lambda value: value[3]["y"] == 13, "a step")
    page.keyboard.press("c")
    plan.wait_for(lambda value: value[3]["control"], "a control point")
    table, drawing = plan.editor.locator("table"), plan.sheet
    expect(plan.editor).to_have_js_property("scrollWidth", plan.editor.evaluate("(one) => one.clientWidth"))
    assert table.bounding_box()["x"] > drawing.bounding_box()["x"] + drawing.bounding_box()["width"] - 1
    page.set_viewport_size({"width": 560, "height": 900})
    assert table.bounding_box()["y"] > drawing.bounding_box()["y"] + drawing.bounding_box()["height"]
    shoot(page, "plan-editor-narrow")


# The contrast of each text with what lies behind it, as WCAG reckons it; the least of all.
LEAST_CONTRAST = """(root) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parts = (colour, under) => {
        canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = (one) => {
        for (let up = one; up; up = up.parentElement) {
            const colour = getComputedStyle(up).backgroundColor;
            if (parts(colour, "rgb(1,2,3)").join() === parts(colour, "rgb(250,2,3)").join()) return colour;
        }
        return "white";
    };
    const found = [...root.querySelectorAll("text, button, th, span, input[type=text], select, li")]
        .filter((one) => one.textContent.trim() && !one.closest("[disabled], [aria-disabled=true], .blank, [hidden]"))
        .map((one) => {
            const style = getComputedStyle(one);
            const back = behind(one);
            const text = light(parts(one.tagName === "text" ? style.fill : style.color, back));
            const ground = light(parts(back, "white"));
            const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
            return [contrast, one.textContent, style.color, back];
        });
    return found.sort((a, b) => a[0] - b[0])[0];
}"""


def test_it_can_be_read_in_the_light_and_in_the_dark(chinese_desk: Desk, page: Page) -> None:
    plan = open_plan(page, chinese_desk, "themes", value=THREE)
    plan.point("ZK1").click()
    assert plan.editor.evaluate(LEAST_CONTRAST)[0] >= 4.5
    choose_theme(page, "JupyterLab 暗色")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    expect(plan.editor.locator(".drawing")).to_have_css("background-color", "rgb(17, 17, 17)")
    least = plan.editor.evaluate(LEAST_CONTRAST)
    shoot(page, "plan-editor-dark")
    choose_theme(page, "JupyterLab 亮色")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true")
    assert least[0] >= 4.5


def choose_theme(page: Page, name: str) -> None:
    page.get_by_role("menuitem", name="设置").click()
    page.locator(".lm-Menu").get_by_text("主题", exact=True).hover()
    page.get_by_text(name, exact=True).click()


def test_a_plan_drawn_by_mouse_is_judged_right(chinese_desk: Desk, page: Page) -> None:
    entry = load("building-plan")
    given = entry.draw(3)
    (field,) = entry.ask(given, "zh_CN").fields
    model = entry.solve(given)["plan"]
    plan = open_plan(page, chinese_desk, "judged", works=field["works"])
    plan.editor.get_by_role("group", name="工具").get_by_label("捕捉").select_option("0.5 m")
    page.get_by_role("button", name="布点").click()
    for point in model:
        page.mouse.click(*plan.at(point["x"], point["y"]))
        for key, name in (("c", "control"), ("s", "sampled")):
            if point[name]:
                page.keyboard.press(key)
    at_once = plan.editor.get_by_role("group", name="批量设孔深")
    for scope, control in (("控制性点", True), ("一般点", False)):
        at_once.get_by_label("哪些点").select_option(scope)
        depth = next(point["depth"] for point in model if point["control"] == control)
        at_once.get_by_label("孔深（m）").fill(str(depth))
        at_once.get_by_role("button", name="设定").click()
    plan.wait_for(lambda value: all("depth" in point for point in value), "all depths")
    assert len(plan.value()) == len(model)
    assert entry.judge(given, {"plan": plan.value()}).share == 1.0
    plan.editor.get_by_label("ZK1，孔深（m）").fill("1")
    page.keyboard.press("Enter")
    plan.wait_for(lambda value: value[0]["depth"] == 1, "a depth that is too small")
    assert entry.judge(given, {"plan": plan.value()}).share < 1.0
    shoot(page, "plan-editor-judged")


def test_the_sheet_is_shifted_and_zoomed_and_points_are_boxed_in(chinese_desk: Desk, page: Page) -> None:
    many = [THREE[0] | {"id": f"ZK{i}", "x": i % 10 * 4, "y": i // 10 * 4} for i in range(40)]
    plan = open_plan(page, chinese_desk, "view", value=many)
    x, y = plan.at(22, 6)
    near, far = plan.at(4, 6), plan.at(32, 6)
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    assert plan.at(22, 6) == pytest.approx((x, y), abs=2), "what is under the pointer stays there"
    assert plan.at(32, 6)[0] - plan.at(4, 6)[0] > 1.3 * (far[0] - near[0])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 30, steps=3)
    page.mouse.up()
    assert plan.at(22, 6) == pytest.approx((x + 60, y - 30), abs=2)
    plan.editor.get_by_role("button", name="显示全图").click()
    assert plan.at(22, 6) == pytest.approx((x, y), abs=2)

    page.keyboard.down("Shift")
    page.mouse.move(*plan.at(26, 10))
    page.mouse.down()
    page.mouse.move(*plan.at(34, 14), steps=3)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(plan.sheet.get_by_role("option", selected=True)).to_have_count(2)
    expect(plan.editor.locator("tbody tr.selected")).to_have_count(2)
    expect(plan.editor.get_by_role("button", name="第 39 行，ZK38")).to_be_in_viewport()
    assert len(plan.value()) == 40
    assert plan.value() == many, "looking around changes nothing"
