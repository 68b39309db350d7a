"""`borehall task`: what an author sees; and that a broken task is named by file, line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from borehall.bank.command import task
from borehall.bank.library import load, select, task_folders
from borehall.bank.trial import check_task
from borehall.faults import AuthorFault
from borehall.words import speaking


def run(*arguments: str) -> tuple[int, str]:
    with speaking("en"):
        result = CliRunner().invoke(task, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.fixture
def own(tmp_path: Path) -> Path:
    assert run("new", "my-task", "--tasks", str(tmp_path))[0] == 0
    return tmp_path


def edit(own: Path, file: str, old: str, new: str) -> None:
    path = own / "my-task" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def fill_in(own: Path) -> None:
    edit(own, "task.py", "（请填写题目名称）", "控制性勘探孔的数量")
    edit(own, "task.py", "(give it a title)", "Number of control holes")


def test_the_list_names_every_task_and_narrows_by_clause_and_level() -> None:
    code, output = run("list")
    assert code == 0 and len(output.splitlines()) == len(task_folders())
    assert "narrow-base-depth" in run("list", "--clause", "6.0.12")[1]
    assert "narrow-base-depth" not in run("list", "--clause", "6.0.1")[1], "6.0.12 is not part of 6.0.1"
    assert {entry.card.level for entry in select([load("silo-rings"), load("faulty-plan")], level=3)} == {3}


def test_two_names_see_different_numbers_and_the_page_is_written_whole(tmp_path: Path) -> None:
    assert run("show", "silo-rings", "--trainee", "a")[1] != run("show", "silo-rings", "--trainee", "b")[1]
    assert "Solution" not in run("show", "silo-rings", "--seed", "3")[1]
    assert "Solution" in run("show", "silo-rings", "--seed", "3", "--solution")[1]
    code, _ = run("show", "silo-rings", "--language", "zh_CN", "--out", str(tmp_path / "deep"))
    assert code == 0
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["silo-rings.zh_CN.html"]


def test_an_unknown_task_is_answered_with_the_nearest() -> None:
    code, output = run("show", "silo-ring")
    assert code == 2 and "silo-rings" in output and "borehall task list" in output


def test_a_new_task_holds_once_it_has_its_titles(own: Path) -> None:
    code, output = run("check", "my-task", "--tasks", str(own))
    assert code == 1 and "title" in output
    fill_in(own)
    code, output = run("check", "my-task", "--tasks", str(own))
    assert code == 0 and output.splitlines()[-1] == "1 of 1 tasks hold for 100 draws."
    assert "2 to 2 steps" in output and "% of the pairs of 500 trainees" in output


def test_a_new_task_writes_over_nothing_and_wants_a_plain_name(own: Path) -> None:
    assert run("new", "my-task", "--tasks", str(own))[0] == 2
    for name in ("My_Task", "../out", "任务", ""):
        assert run("new", name, "--tasks", str(own))[0] == 2
    assert [folder.name for folder in own.iterdir()] == ["my-task"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("task.py", "def draw(rng):", "def draw(rng)", ["task.py:22"]),
        ("task.py", "def solve", "def solved", ["task.py", "solve is missing"]),
        ("task.py", 'given["points"])', 'given["pionts"])', ["task.py:", "KeyError"]),
        ("task.py", 'id="my-task"', 'id="other"', ["task.py:11", "id='other'"]),
        ("task.py", "level=1", "level=7", ["task.py:14", "level=7"]),
        ("task.py", "minutes=4", "minutes=40", ["task.py:15", "minutes=40"]),
        ("task.py", '"points": (10, 60)', '"points": (10, 20)', ["points is", "outside of 10 to 20"]),
        ("task.py", '"points": (10, 60)', '"points": (-900, 900)', ["bounds of points say little", "-900 to 900"]),
        ("task.py", '"points": (10, 60), ', "", ["no bounds for", '"points": (1']),
        ("task.py", '"points": (10, 60)', '"point": (10, 60)', ["no bounds for", "points"]),
        ("task.py", '"length": (48', '"lenght": (1, 2), "length": (48', ["lenght", "neither drawn nor answered"]),
        ("task.py", "steps=(2, 2)", "steps=(3, 4)", ["2 to 2 steps", "steps=(3, 4)"]),
        ("task.py", "    steps=(2, 2),\n", "", ["State steps=(2, 2)"]),
        ("task.py", "steps=(2, 2)", "steps=(2, 2), versions=20", ["versions=20"]),
        ("task.py", "steps=(2, 2)", "steps=(2, 2), versions=100000", ["have the same numbers", "0.00%"]),
        ("task.py", "rng.number(12.0, 30.0, 0.5)", "30.0", ["have the same numbers", "0.10%"]),
        ("task.py", "rng.number(12.0, 30.0, 0.5)", "12 + rng.share()", ["digits that no statement shows", "spacing"]),
        ("task.py", "-(-given[\"points\"] // 5)", "control_points_needed(given[\"points\"])", ["none is clear"]),
        ("task.py", 'Mistake("half"', 'Mistake("double"', ["question", "## mistake: double"]),
        ("question.zh.md", "## field: length", "## 字段 length", ["question.zh.md", "## field: length"]),
        ("question.zh.md", "{{points}} 个", "{{point}} 个", ["question.zh.md:2", "{{point}}", "spacing"]),
        ("question.en.md", "{{spacing:.1f}}", "{{spacing:.1z}}", ["question.en.md:2"]),
        ("question.en.md", "## mistake: half", "## mistake: a-fifth", ["question.en.md:", "twice"]),
    ],
)  # fmt: skip
def test_a_broken_task_is_named_by_file_line_and_what_to_do(
    own: Path, file: str, old: str, new: str, said: list[str]
) -> None:
    fill_in(own)
    edit(own, file, old, new)
    code, output = run("check", "my-task", "--tasks", str(own))
    assert code == 1
    for words in said:
        assert words in output
    assert len(output.splitlines()) >= 4, "where, what, expected, what to do"


def test_a_text_in_another_encoding_or_missing_is_named(own: Path) -> None:
    fill_in(own)
    zh = own / "my-task" / "question.zh.md"
    zh.write_bytes("题干".encode("gbk"))
    assert "UTF-8" in run("check", "my-task", "--tasks", str(own))[1]
    zh.unlink()
    assert "question.zh.md" in run("check", "my-task", "--tasks", str(own))[1]


def test_a_broken_task_hides_no_other_one(own: Path) -> None:
    (own / "my-task" / "task.py").write_text("1 +\n")
    code, output = run("list", "--tasks", str(own))
    assert code == 1 and "silo-rings" in output


def test_a_wrong_rule_is_seen_by_the_check(own: Path) -> None:
    """A judge that took everything for right would be found out by its own wrong answers."""
    fill_in(own)
    edit(own, "task.py", 'Integer(name="control")', 'Number(name="control", relative=50.0)')
    with speaking("en"), pytest.raises(AuthorFault):
        check_task(load("my-task", own))


def test_a_draw_on_the_edge_of_a_limit_is_drawn_again(own: Path) -> None:
    fill_in(own)
    with (own / "my-task" / "task.py").open("a", encoding="utf-8") as more:
        more.write('\n\ndef margins(given):\n    return [(given["points"], 30)]\n')
    with speaking("en"):
        drawn = {load("my-task", own).draw(seed)["points"] for seed in range(300)}
    assert 30 not in drawn
    assert {29, 31} <= drawn
