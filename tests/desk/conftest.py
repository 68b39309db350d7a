"""A trainee's JupyterLab as the hall starts it, on nbgrader's stock exchange."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import borehall_desk
import pytest
from playwright.sync_api import Page

from tests import nbgrader_course
from tests.chromium import chromium
from tests.jupyter_server import TOKEN, jupyter_server, write_config


@dataclass(frozen=True)
class Desk:
    """A running JupyterLab, its files and its log."""

    address: str
    root: Path
    exchange: Path
    log: list[str]

    def open(self, page: Page) -> Page:
        """JupyterLab, restored to nothing, in ``page``: the assignments are open on arrival."""
        page.goto(f"{self.address}lab?token={TOKEN}&reset")
        # JupyterLab forgets its workspace and loads itself anew, without the word in its address.
        page.wait_for_url(lambda url: "reset" not in url)
        page.wait_for_selector("#assignments", timeout=60_000)
        return page


def start_desk(folder: Path, language: str) -> Iterator[Desk]:
    """JupyterLab in ``language``, with a released assignment."""
    home, root, exchange = folder / "home", folder / "work", folder / "exchange"
    home.mkdir(parents=True)
    root.mkdir()
    nbgrader_course.release(folder / "course", exchange)
    extensions = folder / "labextensions"
    (extensions / "@borehall").mkdir(parents=True)
    (extensions / "@borehall" / "desk").symlink_to(borehall_desk.LABEXTENSION)
    ours = write_config(
        folder / "config",
        ["borehall_desk"],
        f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\nc.ExchangeSubmit.strict = True\n",
    )
    config_path = [borehall_desk.CONFIG / language, ours]
    option = f"--LabServerApp.extra_labextensions_path={extensions}"
    with jupyter_server(home, root, config_path, option) as (address, log):
        yield Desk(address, root, exchange, log)


@pytest.fixture(scope="module")
def chinese_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from start_desk(tmp_path_factory.mktemp("chinese"), "zh_CN")


@pytest.fixture(scope="module")
def english_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from start_desk(tmp_path_factory.mktemp("english"), "en")


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium("zh-CN") as browser:
        page = browser.new_page(viewport={"width": 1360, "height": 860})
        page.set_default_timeout(30_000)
        yield page
