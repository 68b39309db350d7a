"""JupyterLab starts in the language that the hub chose, until the trainee chooses another."""

from __future__ import annotations

import json
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page

from tests.desk.conftest import Desk
from tests.jupyter_server import TOKEN

pytestmark = pytest.mark.browser

LANGUAGE = "@jupyterlab/translation-extension:plugin"


def setting(desk: Desk, plugin: str, chosen: dict | None = None) -> dict:
    """A plugin's settings; with ``chosen``, the trainee's own choice is made first."""
    address = f"{desk.address}lab/api/settings/{plugin}"
    headers = {"Authorization": f"token {TOKEN}"}
    if chosen is not None:
        body = json.dumps({"raw": json.dumps(chosen)}).encode()
        urlopen(Request(address, data=body, headers=headers, method="PUT")).close()
    with urlopen(Request(address, headers=headers)) as answer:
        return json.load(answer)


def test_defaults_are_set_and_their_titles_are_chinese(chinese_desk: Desk) -> None:
    files = setting(chinese_desk, "@jupyterlab/docmanager-extension:plugin")["schema"]
    assert files["properties"]["autosaveInterval"]["default"] == 20
    assert files["title"] == "文档管理器"
    news = setting(chinese_desk, "@jupyterlab/apputils-extension:notification")["schema"]["properties"]
    assert news["fetchNews"]["default"] == "false"
    assert news["checkForUpdates"]["default"] is False


def test_the_hub_s_choice_and_then_the_trainee_s(chinese_desk: Desk, page: Page) -> None:
    chinese_desk.open(page)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    setting(chinese_desk, LANGUAGE, {"locale": "en"})
    try:
        chinese_desk.open(page)
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.locator("#jp-MainMenu >> text=Nbgrader").count() == 1
    finally:
        setting(chinese_desk, LANGUAGE, {})


def test_an_english_desk_speaks_english(english_desk: Desk, page: Page) -> None:
    english_desk.open(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert setting(english_desk, "@jupyterlab/docmanager-extension:plugin")["schema"]["title"] == "Document Manager"
