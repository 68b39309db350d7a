"""A trainee who never programmed answers a paper in JupyterLab and in Notebook, in Chinese and in English."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import borehall_desk
import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium import chromium
from tests.desk import paper_folder
from tests.desk.hall_by_post import hall_by_post
from tests.desk.paper_folder import ASSIGNMENT, COURSE
from tests.jupyter_server import TOKEN, VISIBLE_TEXT, english_left, jupyter_server, shoot, write_config

pytestmark = pytest.mark.browser

PLACES = {"lab": "lab/tree", "notebook": "notebooks"}


@dataclass(frozen=True)
class Room:
    """A running server, and a paper in it."""

    address: str
    root: Path

    def open(self, page: Page, place: str, folder: str) -> None:
        """The paper's notebook, its forms shown."""
        # JupyterLab would open what earlier tests left open as well.
        page.goto(f"{self.address}{PLACES[place]}/{folder}/{ASSIGNMENT}.ipynb?token={TOKEN}&reset")
        page.wait_for_url(lambda url: place == "notebook" or "reset" not in url)
        expect(page.locator(".bh-form[data-slot]").last).to_be_attached(timeout=60_000)

    def answers(self, folder: str) -> dict[str, Any]:
        """What is on disk."""
        file = self.root / folder / "answers.json"
        return json.loads(file.read_text("utf-8"))["questions"] if file.exists() else {}


def start(folder: Path, language: str, **variables: str) -> Iterator[Room]:
    home, root = folder / "home", folder / "work"
    home.mkdir()
    root.mkdir()
    extensions = folder / "labextensions"
    (extensions / "@borehall").mkdir(parents=True)
    (extensions / "@borehall" / "desk").symlink_to(borehall_desk.LABEXTENSION)
    config = write_config(folder / "config", ["borehall_desk"], "c = get_config()\n")
    option = f"--LabServerApp.extra_labextensions_path={extensions}"
    started = jupyter_server(
        home, root, [borehall_desk.CONFIG / language, config], option, BOREHALL_LANGUAGE=language, **variables
    )
    with started as (address, _):
        yield Room(address, root)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    yield from start(tmp_path_factory.mktemp("chinese"), "zh_CN")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    yield from start(tmp_path_factory.mktemp("english"), "en")


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium("zh-CN") as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.set_default_timeout(30_000)
        yield page


def form(page: Page, slot: str) -> Locator:
    found = page.locator(f'.bh-form[data-slot="{slot}"]')
    found.evaluate("node => node.scrollIntoView()")
    return found


def field(page: Page, slot: str, name: str) -> Locator:
    return form(page, slot).locator(f'[data-field="{name}"]')


def said(page: Page, slot: str, name: str) -> Locator:
    return field(page, slot, name).locator(".bh-said")


def fill_everything(page: Page) -> None:
    field(page, "silo-rings", "radius").get_by_role("textbox").fill("４.５")
    field(page, "silo-rings", "radius").get_by_role("combobox").select_option("m")
    field(page, "silo-rings", "outer").get_by_role("textbox").fill("7")
    field(page, "governing-depth", "governs").get_by_role("radio").nth(1).check()
    field(page, "samples-by-layer", "interlayers").get_by_role("checkbox").nth(0).check()
    field(page, "samples-by-layer", "interlayers").get_by_role("checkbox").nth(2).check()
    table = field(page, "parameter-kinds", "table")
    table.get_by_role("combobox").first.select_option(index=1)
    table.get_by_role("textbox").first.fill("28.6")
    code = field(page, "narrow-depth-code", "hole_length").get_by_role("textbox")
    code.press("End")
    code.press("Control+End")
    code.press_sequentially("return 5 + embedment")
    field(page, "faulty-plan", "advice").get_by_role("textbox").fill("控制性勘探孔数量不足，应增加。")


def expect_everything(page: Page) -> None:
    expect(field(page, "silo-rings", "radius").get_by_role("textbox")).to_have_value("4.5")
    expect(field(page, "silo-rings", "outer").get_by_role("textbox")).to_have_value("7")
    expect(field(page, "governing-depth", "governs").get_by_role("radio").nth(1)).to_be_checked()
    boxes = field(page, "samples-by-layer", "interlayers").get_by_role("checkbox")
    expect(boxes.nth(0)).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    expect(boxes.nth(2)).to_be_checked()
    expect(field(page, "parameter-kinds", "table").get_by_role("textbox").first).to_have_value("28.6")
    code = field(page, "narrow-depth-code", "hole_length").get_by_role("textbox")
    expect(code).to_have_value("def hole_length(kind, width, embedment):\n    return 5 + embedment\n")
    expect(field(page, "faulty-plan", "advice").get_by_role("textbox")).to_have_value("控制性勘探孔数量不足，应增加。")


@pytest.mark.parametrize("place", PLACES)
def test_what_is_typed_is_saved_and_still_there_after_a_reload_and_a_new_kernel(
    chinese: Room, page: Page, place: str
) -> None:
    folder = f"kept-{place}"
    paper_folder.write_folder(chinese.root / folder)
    chinese.open(page, place, folder)
    assert (
        page.locator(".jp-CodeCell")
        .filter(has=page.locator(".bh-form"))
        .locator(".jp-InputArea-editor:visible")
        .count()
        == 0
    )
    shoot(page, f"forms_{place}_card")
    fill_everything(page)
    for slot, name in [("silo-rings", "radius"), ("silo-rings", "outer"), ("governing-depth", "governs")]:
        expect(said(page, slot, name)).to_contain_text("已保存")
    expect(said(page, "silo-rings", "radius")).to_contain_text("4.5 m")
    expect(said(page, "silo-rings", "inner")).to_have_text("未作答")
    expect(said(page, "narrow-depth-code", "hole_length")).to_contain_text("已保存")
    expect(said(page, "faulty-plan", "advice")).to_contain_text("已保存")
    expect(said(page, "parameter-kinds", "table")).to_contain_text("格未填")
    shoot(page, f"forms_{place}_filled")
    kept = chinese.answers(folder)
    assert kept["silo-rings"] == {"radius": {"value": 4.5, "unit": "m"}, "outer": 7}
    assert kept["samples-by-layer"]["interlayers"] == ["L1", "L3"]
    assert kept["parameter-kinds"]["table"][0]["value"] == 28.6
    assert kept["parameter-kinds"]["table"][1] == {}

    chinese.open(page, place, folder)
    expect_everything(page)
    restart_kernel(page)
    expect_everything(page)
    assert chinese.answers(folder) == kept
    field(page, "silo-rings", "outer").get_by_role("textbox").fill("8")
    expect(said(page, "silo-rings", "outer")).to_contain_text("：8")
    assert chinese.answers(folder)["silo-rings"]["outer"] == 8


def restart_kernel(page: Page) -> None:
    """As a trainee does, by the menu; the forms come anew without a key pressed."""
    page.evaluate("for (const form of document.querySelectorAll('.bh-form')) form.classList.add('of-the-old-kernel')")
    page.click("[role=menubar] >> text=内核")
    page.locator(".lm-Menu-item").filter(has_text="重启内核").first.click()
    page.locator(".jp-Dialog button.jp-mod-accept").click()
    expect(page.locator(".bh-form.of-the-old-kernel")).to_have_count(0, timeout=60_000)
    expect(page.locator(".bh-form[data-slot]")).to_have_count(len(paper_folder.TASKS), timeout=60_000)


def run_in_own_cell(page: Page, source: str) -> Locator:
    """Runs ``source`` in the trainee's own cell, the last."""
    cell = page.locator(".jp-Cell").last
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Control+Enter")
    return cell


@pytest.mark.parametrize("place", PLACES)
def test_form_and_code_are_two_views_of_one_sheet(english: Room, page: Page, place: str) -> None:
    folder = f"both-{place}"
    paper_folder.write_folder(english.root / folder, ["silo-rings", "faulty-plan"])
    english.open(page, place, folder)
    field(page, "silo-rings", "outer").get_by_role("textbox").fill("6")
    expect(said(page, "silo-rings", "outer")).to_contain_text("Saved")
    cell = run_in_own_cell(
        page, "q = desk.question('silo-rings')\nq.radius = (450, 'cm')\nq.outer += 1\nprint('outer is', q.outer)"
    )
    expect(cell).to_contain_text("outer is 7")
    first = page.locator('.bh-form[data-slot="silo-rings"]').first
    first.evaluate("node => node.closest('.jp-Cell').scrollIntoView()")
    expect(first.locator('[data-field="outer"] input')).to_have_value("7")
    expect(first.locator('[data-field="radius"] input')).to_have_value("450")
    expect(first.locator('[data-field="radius"] select')).to_have_value("cm")
    # The same form once more below: what is typed in one stands in the other.
    first.locator('[data-field="inner"] input').fill("4")
    expect(page.locator('.bh-form[data-slot="silo-rings"]').nth(1).locator('[data-field="inner"] input')).to_have_value(
        "4"
    )
    shoot(page, f"forms_{place}_english")
    assert english.answers(folder)["silo-rings"] == {"radius": {"value": 450, "unit": "cm"}, "outer": 7, "inner": 4}


def test_a_wrong_value_is_marked_in_words_and_the_last_good_one_is_kept(chinese: Room, page: Page) -> None:
    paper_folder.write_folder(chinese.root / "wrong", ["silo-rings", "narrow-depth-code"])
    chinese.open(page, "lab", "wrong")
    box = field(page, "silo-rings", "outer").get_by_role("textbox")
    box.fill("6")
    expect(said(page, "silo-rings", "outer")).to_contain_text("已保存")
    box.fill("六个")
    expect(said(page, "silo-rings", "outer")).to_have_text("“六个”不是数字。请只填数字，例如 12.5。仍保留原答案：6。")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_value("六个")
    assert chinese.answers("wrong")["silo-rings"] == {"outer": 6}
    shoot(page, "forms_wrong")
    box.fill("")
    expect(said(page, "silo-rings", "outer")).to_have_text("已清除")
    assert chinese.answers("wrong") == {}
    code = field(page, "narrow-depth-code", "hole_length").get_by_role("textbox")
    code.fill("def hole_length(kind, width, embedment):\n    return (5\n")
    expect(said(page, "narrow-depth-code", "hole_length")).to_contain_text("第 2 行：Python 无法识别")
    assert "return (5" in chinese.answers("wrong")["narrow-depth-code"]["hole_length"]


def test_one_switch_changes_the_language_of_all(chinese: Room, page: Page) -> None:
    paper_folder.write_folder(chinese.root / "switch", ["silo-rings", "governing-depth"])
    chinese.open(page, "lab", "switch")
    assert (
        english_left(page.locator(".bh-form[data-slot]").first.evaluate(VISIBLE_TEXT), ["English", "cm", "mm", "km"])
        == []
    )
    field(page, "silo-rings", "outer").get_by_role("textbox").fill("7")
    form(page, "silo-rings").get_by_role("button", name="English").click()
    expect(page.locator(".bh-statement").first).to_contain_text("Exploration points of a silo")
    expect(page.locator(".bh-card")).to_contain_text("Layout")
    expect(field(page, "governing-depth", "governs")).to_contain_text("Not answered yet")
    expect(said(page, "silo-rings", "outer")).to_contain_text("Saved")
    expect(form(page, "silo-rings").get_by_role("button", name="English")).to_be_focused()
    expect(field(page, "silo-rings", "outer").get_by_role("textbox")).to_have_value("7")
    shoot(page, "forms_switched")
    form(page, "governing-depth").get_by_role("button", name="中文").click()
    expect(page.locator(".bh-statement").first).to_contain_text("筒仓勘探点的布置")


def test_the_card_counts_and_leads_to_the_question(chinese: Room, page: Page) -> None:
    paper_folder.write_folder(chinese.root / "card")
    chinese.open(page, "lab", "card")
    card = page.locator(".bh-form").filter(has=page.locator(".bh-card"))
    expect(card).to_contain_text("0 / 7 题已作答")
    card.get_by_role("button", name="多项深度规定与控制深度").click()
    expect(field(page, "governing-depth", "narrow").get_by_role("textbox")).to_be_focused()
    for name in ("narrow", "heavy", "length", "wave"):
        field(page, "governing-depth", name).get_by_role("textbox").fill("12")
    field(page, "governing-depth", "governs").get_by_role("radio").first.check()
    expect(said(page, "governing-depth", "governs")).to_contain_text("已保存")
    card.evaluate("node => node.closest('.jp-Cell').scrollIntoView()")
    expect(card).to_contain_text("1 / 7 题已作答")
    expect(card.locator('[data-slot="governing-depth"]')).to_contain_text("已作答")


def test_the_keyboard_is_enough(chinese: Room, page: Page) -> None:
    paper_folder.write_folder(chinese.root / "keys", ["governing-depth", "narrow-depth-code"])
    chinese.open(page, "lab", "keys")
    field(page, "governing-depth", "narrow").get_by_role("textbox").focus()
    page.keyboard.type("12.5")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(field(page, "governing-depth", "governs").get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field(page, "governing-depth", "governs").get_by_role("radio").nth(1)).to_be_checked()
    expect(said(page, "governing-depth", "governs")).to_contain_text("已保存")
    # Neither a letter nor an arrow was taken by JupyterLab for one of its own keys.
    expect(page.locator(".jp-Cell")).to_have_count(7)
    code = field(page, "narrow-depth-code", "hole_length").get_by_role("textbox")
    code.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("if width > 2:")
    page.keyboard.press("Enter")
    page.keyboard.type("return 1")
    expect(code).to_have_value("def hole_length(kind, width, embedment):\n    if width > 2:\n        return 1")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(code).not_to_be_focused()


def test_a_plan_is_drawn_by_keyboard_and_is_the_same_in_code(chinese: Room, page: Page) -> None:
    paper_folder.write_folder(chinese.root / "plan", ["building-plan"])
    chinese.open(page, "lab", "plan")
    cells = page.locator(".jp-Cell").count()
    plan = field(page, "building-plan", "plan")
    expect(plan.locator("svg").first).to_be_visible()
    cell = run_in_own_cell(page, "q = desk.question('building-plan')\nq.plan = [{'x': 1, 'y': 2, 'depth': 20}]")
    expect(cell.locator(".bh-said")).to_contain_text("已保存")
    assert [point["depth"] for point in chinese.answers("plan")["building-plan"]["plan"]] == [20]
    first = page.locator('.bh-form[data-slot="building-plan"]').first
    first.evaluate("node => node.scrollIntoView()")
    expect(first.locator(".bh-plan table")).to_contain_text("钻孔")
    shoot(page, "forms_plan")
    # A letter that inserts a cell in JupyterLab does nothing of the kind here.
    first.get_by_role("button", name="加点").focus()
    page.keyboard.press("b")
    page.keyboard.press("ArrowDown")
    expect(first.get_by_role("button", name="加点")).to_be_focused()
    page.keyboard.press("Enter")
    expect(first.locator(".bh-plan")).to_contain_text("共 2 点")
    expect(cell.locator(".bh-plan")).to_contain_text("共 2 点")
    expect(first.locator(".bh-said")).to_contain_text("缺少 depth")
    assert len(chinese.answers("plan")["building-plan"]["plan"]) == 2
    assert page.locator(".jp-Cell").count() == cells


def test_the_hall_checks_an_answer_and_says_what_is_left(tmp_path: Path, page: Page) -> None:
    with hall_by_post(tmp_path / "post") as hall:
        for room in start(tmp_path, "zh_CN", BOREHALL_POST=str(tmp_path / "post")):
            paper_folder.write_folder(room.root / "hints", ["silo-rings"], handed_out=False)
            hall.answers[PAPER] = (503, {"error": {"en": "Away.", "zh_CN": "平台正在重启，请稍后再试。"}})
            page.goto(f"{room.address}lab/tree/hints/{ASSIGNMENT}.ipynb?token={TOKEN}")
            expect(page.locator(".bh-absent").last).to_contain_text("平台正在重启", timeout=60_000)
            hall.answers[PAPER] = (200, paper_folder.questions(["silo-rings"]))
            shoot(page, "forms_hall_away")
            page.locator(".bh-absent").last.get_by_role("button", name="再试一次").click()
            field(page, "silo-rings", "outer").get_by_role("textbox").fill("7")
            expect(said(page, "silo-rings", "outer")).to_contain_text("已保存")
            hall.answers[HINT] = (200, ANSWER)
            form(page, "silo-rings").get_by_role("button", name="检查我的答案").click()
            expect(field(page, "silo-rings", "outer")).to_contain_text("不正确")
            expect(field(page, "silo-rings", "outer")).to_contain_text("题目要求的是弦长")
            expect(form(page, "silo-rings")).to_contain_text("还可检查 2 次")
            assert hall.asked[-1] == (HINT, {"answers": {"outer": 7}})
            shoot(page, "forms_hint")
            field(page, "silo-rings", "outer").get_by_role("textbox").fill("8")
            expect(field(page, "silo-rings", "outer")).to_contain_text("此后您改过答案")
            hall.answers[HINT] = (429, {"error": {"en": "None left.", "zh_CN": "本题的检查次数已用完。"}})
            form(page, "silo-rings").get_by_role("button", name="检查我的答案").click()
            expect(form(page, "silo-rings").get_by_role("alert").filter(has_text="已用完")).to_be_visible()


PAPER = f"GET /paper/{COURSE}/{ASSIGNMENT}"
HINT = f"POST /hint/{COURSE}/{ASSIGNMENT}/silo-rings"
ANSWER = {
    "schema": "borehall-hint-1", "left": 2, "remarks": {"zh_CN": [], "en": []},
    "fields": [
        {"name": "radius", "state": "missing", "message": {"zh_CN": "", "en": ""}, "clause": {}},
        {"name": "outer", "state": "wrong", "message": {"zh_CN": "题目要求的是弦长。", "en": "The chord."},
         "clause": {"zh_CN": "GB 50895-2013 6.0.11-4", "en": "GB 50895-2013 6.0.11-4"}},
    ],
}  # fmt: skip


def test_what_cannot_be_saved_is_said_and_saved_later(chinese: Room, page: Page) -> None:
    folder = chinese.root / "unsaved"
    paper_folder.write_folder(folder, ["silo-rings"])
    chinese.open(page, "lab", "unsaved")
    (folder / "answers.json").mkdir()
    field(page, "silo-rings", "outer").get_by_role("textbox").fill("7")
    expect(said(page, "silo-rings", "outer")).to_contain_text("未保存：系统提示")
    alert = form(page, "silo-rings").get_by_role("alert").filter(has_text="您填写的内容仍在")
    expect(alert).to_be_visible()
    shoot(page, "forms_unsaved")
    (folder / "answers.json").rmdir()
    alert.get_by_role("button", name="立即保存").click()
    expect(said(page, "silo-rings", "outer")).to_contain_text("已保存")
    expect(alert).to_be_hidden()
    assert chinese.answers("unsaved") == {"silo-rings": {"outer": 7}}


def test_a_busy_kernel_is_said_and_the_answer_saved_when_it_is_free(chinese: Room, page: Page) -> None:
    paper_folder.write_folder(chinese.root / "busy", ["silo-rings"])
    chinese.open(page, "lab", "busy")
    cell = run_in_own_cell(page, "answer = input()")
    waiting = cell.locator(".jp-Stdin-input")
    expect(waiting).to_be_visible()
    field(page, "silo-rings", "outer").get_by_role("textbox").fill("7")
    expect(said(page, "silo-rings", "outer")).to_contain_text("尚未保存：笔记本正忙")
    assert chinese.answers("busy") == {}
    waiting.fill("go on")
    waiting.press("Enter")
    expect(said(page, "silo-rings", "outer")).to_contain_text("已保存")
    assert chinese.answers("busy") == {"silo-rings": {"outer": 7}}


def test_only_the_desk_s_own_cells_run_by_themselves(chinese: Room, page: Page) -> None:
    file = paper_folder.write_folder(chinese.root / "own", ["silo-rings"])
    notebook = nbformat.read(file, as_version=4)
    made = chinese.root / "own" / "made-by-nobody"
    evil = nbformat.v4.new_code_cell(
        f"open({str(made)!r}, 'w')\ndesk.question('silo-rings')", metadata={"tags": ["borehall-question"]}
    )
    notebook.cells.insert(2, evil)
    nbformat.write(notebook, file)
    for module in ("borehall_desk", "mistune", "anywidget", "fcntl"):
        (file.parent / f"{module}.py").write_text(f"open({str(made)!r}, 'w')\n")
    chinese.open(page, "lab", "own")
    expect(form(page, "silo-rings")).to_be_visible()
    assert not made.exists()


def test_what_was_shown_is_readable_without_a_kernel(chinese: Room, page: Page) -> None:
    file = paper_folder.write_folder(chinese.root / "still", ["silo-rings"])
    chinese.open(page, "lab", "still")
    field(page, "silo-rings", "outer").get_by_role("textbox").fill("7")
    expect(said(page, "silo-rings", "outer")).to_contain_text("已保存")
    page.keyboard.press("Control+s")
    expect(page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0)
    kept = nbformat.read(file, as_version=4)
    (shown,) = [cell for cell in kept.cells if cell.source == 'desk.question("silo-rings")']
    statement, answers = (output["data"]["text/html"] for output in shown.outputs)
    assert "筒仓" in statement
    assert "<img" in statement
    assert "内环半径" in answers

    # Opened where no kernel can be had, it is still there to read.
    kept.metadata.kernelspec = {"name": "gone", "display_name": "Gone", "language": "gone"}
    kept.metadata.pop("language_info", None)
    nbformat.write(kept, chinese.root / "readable.ipynb")
    page.goto(f"{chinese.address}lab/tree/readable.ipynb?token={TOKEN}&reset")
    page.locator(".jp-Dialog select").select_option(label="无内核")
    page.locator(".jp-Dialog button.jp-mod-accept").click()
    cell = page.locator(".jp-CodeCell").nth(1)
    expect(cell.locator(".bh-statement")).to_contain_text("筒仓")
    expect(cell.locator(".bh-answers")).to_contain_text("内环半径")
    expect(cell).not_to_contain_text("Error")
    shoot(page, "forms_without_kernel")
