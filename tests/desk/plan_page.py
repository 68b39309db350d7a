"""A notebook with a plan editor in a real kernel, looked at in JupyterLab or Notebook."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Locator, Page, expect

from tests.desk.conftest import Desk
from tests.hall import wait_until
from tests.jupyter_server import TOKEN

BUILDING = {
    "site": {"ground_complexity": 2},
    "works": [
        {"name": "包装车间", "system_class": "packing", "footprint": [[0, 0], [36, 0], [36, 18], [0, 18]]},
    ],
}

START = """
import json
from pathlib import Path
from borehall_desk.plan_editor import PlanEditor
editor = PlanEditor(json.loads({works!r}), language={language!r}, value=json.loads({value!r}))
def keep(_=None):
    Path("new.json").write_text(json.dumps(editor.value), "utf-8")
    Path("new.json").replace("value.json")
keep()
editor.observe(keep, "value")
editor
"""


class PlanPage:
    """The page, and what the kernel holds: it writes each new value to a file beside the notebook."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder

    @property
    def editor(self) -> Locator:
        return self.page.locator(".borehall-plan").first

    @property
    def sheet(self) -> Locator:
        return self.editor.locator("svg.sheet")

    def point(self, name: str) -> Locator:
        """The point of that name in the drawing."""
        return self.sheet.locator(f'[data-id="{name}"]')

    def cell(self, row: int, column: str) -> Locator:
        """A cell of the table; rows count from 1."""
        return self.editor.locator(f"tbody tr:nth-child({row}) [data-column={column}]")

    def run(self, number: int) -> None:
        """Runs a cell of the notebook, counted from 0."""
        self.page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")

    def value(self) -> list[dict[str, Any]]:
        """What the kernel holds."""
        return json.loads((self.folder / "value.json").read_text("utf-8"))

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Pixels in the page of a place in metres, read off the ticks' labels."""
        ticks = self.sheet.evaluate(
            """(svg) => [...svg.querySelectorAll(".tick-label")].map((one) => {
                const { x, y, width, height } = one.getBoundingClientRect();
                return [one.textContent, one.getAttribute("text-anchor"), x + width / 2, y + height / 2];
            })"""
        )
        axis = {"x": [], "y": []}
        for text, anchor, px, py in ticks[:-2]:
            axis["x" if anchor == "middle" else "y"].append((float(text), px if anchor == "middle" else py))
        return _between(axis["x"], x), _between(axis["y"], y)

    def wait_for(self, holds: Callable[[list[dict[str, Any]]], bool], what: str) -> None:
        """Until the kernel's value is so."""
        wait_until(lambda: holds(self.value()), what)


def _between(ticks: list[tuple[float, float]], value: float) -> float:
    (a, pa), (b, pb) = ticks[0], ticks[-1]
    return pa + (value - a) * (pb - pa) / (b - a)


def _is_ready(page: Page, desk: Desk, path: str) -> bool:
    """Whether the page is connected to the notebook's kernel: a cell that is run before is forgotten."""
    sessions = page.request.get(f"{desk.address}api/sessions?token={TOKEN}").json()
    kernels = [one["kernel"] for one in sessions if one["path"] == path]
    return any(kernel["connections"] and kernel["execution_state"] == "idle" for kernel in kernels)


def open_plan(
    page: Page,
    desk: Desk,
    name: str,
    *,
    works: dict[str, Any] = BUILDING,
    value: Sequence[dict[str, Any]] = (),
    language: str = "zh_CN",
    cells: Sequence[str] = (),
    app: str = "lab/tree",
) -> PlanPage:
    """A notebook ``name`` with an editor, opened and run."""
    folder = desk.root / name
    folder.mkdir()
    start = START.format(works=json.dumps(works), value=json.dumps(list(value)), language=language)
    code = [start.strip(), *cells]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in code], metadata=metadata)
    nbformat.write(notebook, folder / "plan.ipynb")
    reset = "&reset" if app.startswith("lab") else ""
    page.goto(f"{desk.address}{app}/{name}/plan.ipynb?token={TOKEN}{reset}")
    plan = PlanPage(page, folder)
    wait_until(lambda: _is_ready(page, desk, f"{name}/plan.ipynb"), "a kernel for the notebook")
    plan.run(0)
    expect(plan.sheet).to_be_visible(timeout=90_000)
    return plan
