"""The sheet of answers: whole at every moment, shared, and never silently lost."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from borehall_desk.sheet import whole_file
from borehall_desk.sheet.answers import NAME, SCHEMA, Sheet


def content(folder: Path) -> dict[str, Any]:
    """What is on disk; an error when that is not whole."""
    read = json.loads((folder / NAME).read_text("utf-8"))
    assert read["schema"] == SCHEMA
    return read["questions"]


def test_an_answer_is_on_disk_at_once_and_a_new_kernel_finds_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    sheet.put("silo", "outer", 8)
    assert content(tmp_path) == {"silo": {"outer": 8}}
    assert Sheet(tmp_path).answers("silo") == {"outer": 8}
    assert sheet.failure is None
    sheet.put("silo", "outer", None)
    assert content(tmp_path) == {}


def test_what_is_given_out_is_a_copy(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    rows = [{"n": 1}]
    sheet.put("silo", "table", rows)
    rows[0]["n"] = 2
    sheet.answers("silo")["table"][0]["n"] = 3
    assert sheet.answers("silo") == {"table": [{"n": 1}]}


def test_two_notebooks_on_one_sheet_keep_each_other_s_answers(tmp_path: Path) -> None:
    one, other = Sheet(tmp_path), Sheet(tmp_path)
    told = []
    one.watch(lambda sheet: told.append(sheet.answers("silo")))
    one.put("silo", "outer", 8)
    other.put("silo", "inner", 4)
    assert content(tmp_path) == {"silo": {"outer": 8, "inner": 4}}
    one.refresh()
    assert told[-1] == {"outer": 8, "inner": 4}
    before = len(told)
    one.refresh()
    assert len(told) == before, "nothing has changed"


WRITER = """
import sys
from pathlib import Path
from borehall_desk.sheet.answers import Sheet
sheet = Sheet(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    sheet.put("q", f"{sys.argv[2]}{number % 40}", "字" * 2000 + str(number))
    print(number, flush=True)
"""


def writer(folder: Path, name: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_writer_that_is_killed_leaves_a_whole_sheet_with_all_that_was_acknowledged(tmp_path: Path) -> None:
    for round_ in range(12):
        process = writer(tmp_path, f"r{round_}-", 100_000)
        assert process.stdout
        acknowledged = [int(process.stdout.readline()) for _ in range(1 + 3 * round_)]
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        kept = content(tmp_path)["q"]
        for number in acknowledged[-40:]:
            value = kept[f"r{round_}-{number % 40}"]
            assert int(value.lstrip("字")) >= number
    Sheet(tmp_path).put("q", "last", 1)
    assert [file.name for file in tmp_path.iterdir()] == [NAME], "no draft of a killed writer stays"


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    both = [writer(tmp_path, name, 60) for name in ("a", "b")]
    for process in both:
        process.communicate()
        assert process.returncode == 0
    assert set(content(tmp_path)["q"]) == {f"{name}{number}" for name in "ab" for number in range(40)}


DAMAGE = {
    "half a file": '{"schema": "borehall-answers-1", "questi',
    "no text": b"\xff\xfe\x00",
    "empty": "",
    "a list": "[]",
    "another schema": '{"schema": "borehall-answers-9", "questions": {}}',
    "no questions": '{"schema": "borehall-answers-1"}',
    "answers unsorted": '{"schema": "borehall-answers-1", "questions": {"silo": 3}}',
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_sheet_is_kept_aside_and_said(tmp_path: Path, damage: str | bytes) -> None:
    raw = damage if isinstance(damage, bytes) else damage.encode()
    (tmp_path / NAME).write_bytes(raw)
    sheet = Sheet(tmp_path)
    (aside,) = tmp_path.glob("answers-damaged-*.json")
    assert aside.read_bytes() == raw
    assert sheet.notice
    assert all(aside.name in sentence for sentence in sheet.notice.values())
    sheet.put("silo", "outer", 8)
    assert content(tmp_path) == {"silo": {"outer": 8}}


def test_damage_while_a_form_is_open_loses_nothing_that_it_shows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    sheet.put("silo", "outer", 8)
    for number in range(2):
        (tmp_path / NAME).write_text(f"no JSON {number}")
        sheet.put("silo", "inner", 4 + number)
        assert content(tmp_path) == {"silo": {"outer": 8, "inner": 4 + number}}
    assert len(list(tmp_path.glob("answers-damaged-*.json"))) == 2
    (tmp_path / NAME).unlink()
    sheet.put("silo", "total", 13)
    assert content(tmp_path) == {"silo": {"outer": 8, "inner": 5, "total": 13}}


def test_a_full_disk_is_said_and_what_was_entered_is_saved_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Sheet(tmp_path)
    sheet.put("silo", "outer", 8)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(whole_file.os, "fsync", full)
        sheet.put("silo", "outer", 9)
        sheet.put("silo", "inner", 4)
    assert sheet.failure
    assert "磁盘已满" in sheet.failure["zh_CN"]
    assert sheet.is_unsaved("silo", "outer")
    assert sheet.answers("silo") == {"outer": 9, "inner": 4}, "the form still shows it"
    assert content(tmp_path) == {"silo": {"outer": 8}}
    assert [file.name for file in tmp_path.iterdir()] == [NAME]
    sheet.save()
    assert sheet.failure is None
    assert content(tmp_path) == {"silo": {"outer": 9, "inner": 4}}


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    script = f"""
import os, sys
from pathlib import Path
if os.geteuid() == 0:
    # The environment that these tests run in is open to a group only, once a hall has been started in it.
    os.setgroups([os.stat(sys.prefix).st_gid])
    os.setuid(65534)
from borehall_desk.sheet.answers import Sheet
sheet = Sheet(Path({str(tmp_path / "locked")!r}))
sheet.put("silo", "outer", 8)
print(sheet.failure["en"])
"""
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    for folder in tmp_path.parents:
        if folder.owner() == tmp_path.owner() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    tmp_path.chmod(0o755)
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "may not write" in said


def test_other_desks_fields_and_future_slots_are_left_alone(tmp_path: Path) -> None:
    kept = {"schema": SCHEMA, "questions": {"another": {"field": [1, 2]}, "silo": {"unknown": "x"}}}
    (tmp_path / NAME).write_text(json.dumps(kept))
    Sheet(tmp_path).put("silo", "outer", 8)
    assert content(tmp_path) == {"another": {"field": [1, 2]}, "silo": {"unknown": "x", "outer": 8}}
