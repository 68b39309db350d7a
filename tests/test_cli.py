"""The command line: whatever is wrong is told in the reader's language, with an exit status of its own."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.course.plant import COURSE, Plant, new_plant

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def borehall(
    *command: str, language: str = "en", folder: Path | None = None, **options: object
) -> tuple[int, str, str]:
    """Exit status and both channels."""
    done = subprocess.run(
        [sys.executable, "-m", "borehall.cli", *command],
        env={**os.environ, "BOREHALL_LANG": language},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["grade"], "缺少参数"),
        (["grade", "plant", "spacing", "--nothing"], "没有选项"),
        (["grad"], "没有命令"),
        (["course", "check", "a", "b"], "多余的参数"),
        (["plan", "check", "p.csv", "--works", "w.toml", "--stage", "late"], "不在可选值"),
    ],
)
def test_a_wrong_command_is_told_in_chinese(command: list[str], says: str) -> None:
    status, _, told = borehall(*command, language="zh_CN")
    assert status == 2
    assert says in told
    for line in told.splitlines():
        bare = re.sub(r"'[^']*'|python -m borehall\.cli.*|[a-z]+ \[OPTIONS\].*", "", line)
        assert CHINESE.search(bare) or not re.search(r"[A-Za-z]{3}", bare), line


def test_help_is_all_chinese_but_for_names() -> None:
    _, told, _ = borehall("--help", language="zh_CN")
    assert "Usage" not in told
    assert "Show this" not in told


@pytest.mark.parametrize(
    "command",
    [
        ("up",),
        ("doctor",),
        ("course", "check", COURSE),
        ("course", "build", COURSE),
        ("course", "release", COURSE),
        ("roster", "import", COURSE, "roster.csv"),
        ("account", "reset", "li"),
        ("grade", COURSE, "spacing"),
        ("feedback", COURSE, "spacing"),
    ],
)
def test_outside_a_site_every_command_says_where_to_go(tmp_path: Path, command: tuple[str, ...]) -> None:
    status, _, told = borehall(*command, language="zh_CN", folder=tmp_path)
    assert status == 3
    assert "没有找到站点" in told
    assert "--site DIR" in told
    assert "Traceback" not in told


def test_a_reader_that_has_enough_is_no_fault() -> None:
    shell = f"{sys.executable} -m borehall.cli rules list | head -1"
    done = subprocess.run(["/bin/bash", "-c", shell], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.fixture(scope="module")
def plant() -> object:
    with new_plant() as plant:
        course = plant.site.course(COURSE)
        course.mkdir()
        (plant.site.root / "hub_config").mkdir(exist_ok=True)
        plant.site.settings_file.touch()
        (course / "course.toml").write_text(
            '[course]\ntitle_zh = "水泥厂"\ntitle_en = "Plant"\n[people]\ninstructors = ["teacher"]\n'
            '[[assignments]]\nname = "spacing"\ntitle_zh = "间距"\ntitle_en = "Spacing"\nkind = "practice"\n'
            "due = 2026-12-01T18:00:00+08:00\n"
        )
        (course / "roster.csv").write_text("username,name\nli,李明\n")
        folder = plant.site.step("source", COURSE) / "spacing"
        folder.mkdir()
        (folder / "spacing.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
        plant.make()
        yield plant


def test_a_gradebook_that_is_held_is_told_and_nothing_is_lost(plant: Plant) -> None:
    site = ["--site", str(plant.site.root)]
    assert borehall("course", "build", COURSE, *site)[0] == 0
    with sqlite3.connect(plant.site.room(COURSE) / "gradebook.db") as held:
        held.execute("BEGIN EXCLUSIVE")
        status, _, told = borehall("course", "build", COURSE, *site)
    assert status == 3
    assert "The gradebook cannot be read or written: database is locked" in told
    assert "Traceback" not in told
    assert borehall("course", "build", COURSE, *site)[0] == 0


def test_unknown_names_are_told_with_the_known_ones(plant: Plant) -> None:
    site = ["--site", str(plant.site.root)]
    status, _, told = borehall("course", "check", "plamt", *site)
    assert status == 1
    assert "Did you mean plant?" in told
    status, _, told = borehall("grade", COURSE, "spacin", *site)
    assert status == 1
    assert "Did you mean spacing?" in told
    status, _, told = borehall("feedback", COURSE, "spacing", *site)
    assert status == 1
    assert "borehall grade COURSE spacing" in told
    status, _, told = borehall("course", "check", "../x", *site)
    assert status == 1
    assert "lower-case letters" in told


@pytest.mark.parametrize("command", ["course build", "grade spacing", "feedback spacing", "roster import"])
def test_before_the_first_start_nothing_is_done_by_halves(tmp_path: Path, command: str) -> None:
    site = tmp_path / "site"
    assert borehall("new", str(site), "--demonstration")[0] == 0
    roster = site / "courses" / "cement-plant" / "roster.csv"
    before = roster.read_bytes()
    (tmp_path / "new.csv").write_text("username,name\nli,李明\n")
    verb, *rest = command.split()
    words = {
        "course": ["course", "build", "cement-plant"],
        "roster": ["roster", "import", "cement-plant", str(tmp_path / "new.csv")],
    }.get(verb, [verb, "cement-plant", *rest])
    status, _, told = borehall(*words, "--site", str(site))
    assert status == 3
    assert "Start the hall once: borehall up" in told
    assert "Traceback" not in told
    assert roster.read_bytes() == before
    assert not (site / "var").exists()
