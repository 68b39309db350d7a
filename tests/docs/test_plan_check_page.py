"""The page on checking a plan: its command prints what the page shows, its Python runs, its tables name every key."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from borehall.rules.plan import works
from borehall.rules.plan.points import ALIASES, OPTIONAL, REQUIRED
from borehall.rules.plan_command import plan

ROOT = Path(__file__).parents[2]
PAGES = {"en": ROOT / "docs/engineer/plan-check.md", "zh_CN": ROOT / "docs/engineer/plan-check.zh-CN.md"}


@pytest.fixture(params=PAGES)
def page(request, monkeypatch):
    monkeypatch.setenv("BOREHALL_LANG", request.param)
    monkeypatch.chdir(ROOT)
    return PAGES[request.param].read_text(encoding="utf-8")


def test_command_prints_what_the_page_shows(page):
    command, _, expected = re.search(r"```console\n\$ (.*?)(\n)(.*?)```", page, re.DOTALL).groups()
    words = command.split()
    assert words[:2] == ["borehall", "plan"]
    assert CliRunner().invoke(plan, words[2:]).output == expected


def test_python_of_the_page_runs(page):
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(block, "page", "exec"), {})


def test_every_column_and_key_is_on_the_page(page):
    for column in (*REQUIRED, *OPTIONAL):
        assert f"`{column}`" in page
    for model in (works.Site, works.Stratum, works.Interlayer, works.SampleCount, works.Work):
        for key in model.model_fields:
            assert f"`{key}`" in page, key


def test_every_chinese_heading_is_on_the_chinese_page():
    text = PAGES["zh_CN"].read_text(encoding="utf-8")
    for chinese in ALIASES:
        assert chinese in text or chinese in ("孔号", "坐标x", "坐标y")


def test_files_named_on_the_page_exist(page):
    for link in re.findall(r"\]\(([^)]+)\)", page):
        assert (ROOT / "docs/engineer" / link).exists(), link
