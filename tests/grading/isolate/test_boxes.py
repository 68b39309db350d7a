"""Boxes as their users meet them, in both modes: messages, files, endings, places, and what is left of them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from borehall.faults import PlatformFault
from borehall.grading.isolate.boxes import BadMessage, BoxEnded, House, Limits, open_house
from borehall.grading.warm.house import _import_role, first_uid
from tests.attacks.at_large import boxed_processes, check_that_nothing_lives
from tests.attacks.modes import MODES, ORDINARY, in_mode
from tests.hall import wait_until

QUICK = Limits(wall_s=20, cpu_s=20, memory_mb=256, processes=32)
ECHO = b"""
while True:
    channel.send({"heard": channel.receive()})
"""
DAEMON = b"""
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(1000)
    os._exit(0)
os.wait()
channel.send({"pid": os.getpid(), "uid": os.getuid(), "others": len([n for n in os.listdir("/proc") if n.isdigit()])})
"""

in_both_modes = pytest.mark.parametrize("mode", MODES)


def house(jobs: int = 1, unsafe: bool = False) -> House:
    return House("warm.script", jobs, unsafe, preload=())


def ran(house: House, source: bytes, limits: Limits = QUICK, **files: bytes) -> tuple[dict[str, Any], Any]:
    """The first message of ``source``, and how its box ended."""
    with house.open({"run.py": source, **files}, limits) as box:
        box.send({"run": "run.py"})
        said = box.receive(20)
    return said, box.close()


@in_both_modes
def test_messages_go_both_ways_whatever_is_in_them(mode: str) -> None:
    def run(_: Path) -> dict[str, Any]:
        with house() as home, home.open({"run.py": ECHO}, QUICK) as box:
            box.send({"run": "run.py"})
            heard = []
            for message in ({"n": 1.5}, {"钻孔": "\ud800 \x00"}, {"deep": [[[{}]]], "big": "x" * 3_000_000}):
                box.send(message)
                heard.append(box.receive(20)["heard"] == message)
        return {"heard": heard}

    assert in_mode(mode, run) == {"heard": [True, True, True]}


@in_both_modes
def test_a_box_begins_with_copies_of_a_folders_own_files(mode: str) -> None:
    def run(folder: Path) -> dict[str, Any]:
        (folder / "in" / "sub").mkdir(parents=True)
        (folder / "in" / "sub" / "点位.csv").write_text("x,y\n")
        (folder / "in" / "run.py").write_text(
            "import os\nopen('sub/点位.csv', 'a').write('trap')\n"
            "channel.send({'found': sorted(os.path.join(at, n) for at, _, names in os.walk('.') for n in names)})"
        )
        (folder / "secret").write_text("s")
        (folder / "in" / "link").symlink_to(folder / "secret")
        (folder / "in" / "folder").symlink_to(folder)
        os.mkfifo(folder / "in" / "pipe")
        with house() as home, home.open(folder / "in", QUICK) as box:
            box.send({"run": "run.py"})
            found = box.receive(20)["found"]
        return {"found": found, "kept": (folder / "in" / "sub" / "点位.csv").read_text()}

    assert in_mode(mode, run) == {"found": ["./run.py", "./sub/点位.csv"], "kept": "x,y\n"}


def test_what_does_not_fit_is_told_before_a_box_is_made() -> None:
    with house() as home:
        for files in ({"big": b"x" * (2 << 20)}, {str(number): b"" for number in range(2000)}):
            with pytest.raises(BoxEnded) as ended:
                home.open(files, Limits(scratch_mb=1))
            assert ended.value.ending.kind == "scratch"


def test_what_just_does_not_fit_is_told_as_well() -> None:
    with house() as home, pytest.raises(BoxEnded) as ended:
        home.open({str(number): b"x" * 4097 for number in range(140)}, Limits(scratch_mb=1))
    assert ended.value.ending.kind == "scratch"


@pytest.mark.parametrize("name", ["/etc/passwd", "../up", "a/../../up", "", "nul\0"])
def test_files_stay_in_the_working_folder(name: str) -> None:
    with house() as home, pytest.raises(ValueError, match="no place"):
        home.open({name: b""})


def test_after_nonsense_the_box_has_ended_by_protocol() -> None:
    with (
        house() as home,
        home.open({"run.py": b"import os\nos.write(channel._end.fileno(), b'\\0\\0\\0\\1[')"}, QUICK) as box,
    ):
        box.send({"run": "run.py"})
        with pytest.raises(BadMessage):
            box.receive(20)
        assert box.close().kind in ("protocol", "ended")
        with pytest.raises(BoxEnded):
            box.receive(1)


def test_a_message_that_is_too_long_is_refused_before_it_is_sent() -> None:
    with house() as home, home.open({"run.py": ECHO}, Limits(message_bytes=1000)) as box:
        with pytest.raises(ValueError, match="1000"):
            box.send({"big": "x" * 1000})
        box.send({"run": "run.py"})


def test_a_box_that_does_not_listen_holds_up_nobody() -> None:
    silent = Limits(wall_s=1, message_bytes=8_000_000)
    with house() as home, home.open({"run.py": b"import time; time.sleep(100)"}, silent) as box:
        box.send({"run": "run.py"})
        with pytest.raises(BoxEnded) as ended:
            while True:
                box.send({"big": "x" * 1_000_000})
        assert ended.value.ending.kind == "wall"


@in_both_modes
def test_the_ending_says_what_was_used_and_said(mode: str) -> None:
    source = b"import sys\nheld = b'x' * (100 << 20)\nprint('one', flush=True)\nprint('two', file=sys.stderr)\n"
    source += b"import time\ntime.sleep(0.2)\nchannel.send({})"

    def run(_: Path) -> dict[str, Any]:
        with house() as home:
            return vars(ran(home, source)[1])

    ending = in_mode(mode, run)
    assert ending["kind"] == "ended"
    assert sorted(ending["said"].split()) == ["one", "two"]
    assert 100 <= ending["peak_mb"] <= 160
    assert ending["seconds"] >= 0.2
    assert ending["unsafe"] is False


@in_both_modes
def test_memory_that_forks_share_counts_once(mode: str) -> None:
    source = b"import os, time\nheld = b'x' * (100 << 20)\nfor _ in range(8):\n    if os.fork() == 0:\n"
    source += b"        time.sleep(100)\ntime.sleep(0.5)\nchannel.send({})"

    def run(_: Path) -> dict[str, Any]:
        with house() as home:
            return vars(ran(home, source)[1])

    assert in_mode(mode, run)["kind"] == "ended"


@in_both_modes
def test_boxes_at_the_same_time_do_not_see_each_other(mode: str) -> None:
    def run(_: Path) -> dict[str, Any]:
        with house(jobs=3) as home:
            boxes = [home.open({"run.py": DAEMON}, QUICK) for _ in range(3)]
            for box in boxes:
                box.send({"run": "run.py"})
            said = [box.receive(20) for box in boxes]
            for box in boxes:
                box.close()
        return {"said": said}

    said = in_mode(mode, run)["said"]
    assert [(one["pid"], one["others"]) for one in said] == [(1, 2)] * 3
    if mode == "root":
        assert len({one["uid"] for one in said}) == 3


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives boxes accounts of their own")
def test_houses_at_the_same_time_share_no_account() -> None:
    with (
        house() as one,
        house() as other,
        one.open({"run.py": DAEMON}, QUICK) as mine,
        other.open({"run.py": DAEMON}, QUICK) as theirs,
    ):
        for box in (mine, theirs):
            box.send({"run": "run.py"})
        assert mine.receive(20)["uid"] != theirs.receive(20)["uid"]


@pytest.mark.parametrize(
    ("uid_map", "first"),
    [("0 0 4294967295\n", 2_000_000_000), ("0 100000 65536\n", 61536), ("0 1000 1\n1 100000 65536\n", 61537)],
    ids=["the machine", "a container", "a container of an ordinary user"],
)
def test_accounts_of_boxes_are_far_from_those_of_people(uid_map: str, first: int) -> None:
    assert first_uid(uid_map) == first


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to drop")
def test_a_grader_may_drop_its_rights_once_its_house_stands() -> None:
    def run(_: Path) -> dict[str, Any]:
        home = house()
        os.setgroups([])
        os.setresgid(ORDINARY, ORDINARY, ORDINARY)
        os.setresuid(ORDINARY, ORDINARY, ORDINARY)
        said, ending = ran(home, DAEMON)
        home.close()
        return {"uid": said["uid"], "kind": ending.kind}

    seen = in_mode("root", run)
    assert seen["uid"] >= 2_000_000_000
    assert seen["kind"] == "ended"


def test_a_box_waits_for_a_place() -> None:
    with house(jobs=1) as home:
        first = home.open({"run.py": ECHO}, QUICK)
        opened = threading.Event()

        def second() -> None:
            with home.open({}, QUICK):
                opened.set()

        waiting = threading.Thread(target=second)
        waiting.start()
        first.send({"run": "run.py"})
        first.send({"still": "served"})
        assert first.receive(20) == {"heard": {"still": "served"}}
        assert not opened.is_set()
        first.close()
        waiting.join(20)
        assert opened.is_set()


@in_both_modes
def test_a_thousand_runs_leave_nothing(mode: str) -> None:
    """Each leaves a daemon behind. What counts is what is left between the hundredth and the last."""

    def run(_: Path) -> dict[str, Any]:
        with house() as home:
            for _ in range(100):
                ran(home, DAEMON)
            before = belongings(home)
            for _ in range(900):
                ran(home, DAEMON)
            after = belongings(home)
        return {"before": before, "after": after}

    seen = in_mode(mode, run)
    memory = [seen[when].pop("memory_kb") for when in ("before", "after")]
    assert seen["before"] == seen["after"]
    assert memory[1] - memory[0] < 1000, memory


def belongings(home: House) -> dict[str, Any]:
    """Processes, descriptors, mounts of the house and of ours; memory of the house."""
    outer = home._program.pid
    (inner,) = Path(f"/proc/{outer}/task/{outer}/children").read_text().split()
    lines = dict(line.partition(":")[::2] for line in Path(f"/proc/{inner}/status").read_text().splitlines())
    return {
        "ours": len(os.listdir("/proc/self/fd")),
        "children": Path(f"/proc/{inner}/task/{inner}/children").read_text(),
        "zombies": [line for line in map(state_of, filter(str.isdigit, os.listdir("/proc"))) if "\tZ" in line],
        "mounts": len(Path("/proc/self/mountinfo").read_text().splitlines()),
        "slots": lines["FDSize"],
        "memory_kb": int(lines["RssAnon"].split()[0]),
    }


def state_of(pid: str) -> str:
    """Of processes that live in boxes or houses."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return ""
    return status.partition("\nState:")[2].partition("\n")[0] if "\nUid:\t20000000" in status else ""


def killed(mode: str, whom: Callable[[House], int]) -> None:
    """A keeper with two busy boxes, one of them with a daemon, is killed; soon there is nothing left."""
    known = set(boxed_processes())
    busy, told = os.pipe()

    def run(_: Path) -> dict[str, Any]:
        home = house(jobs=2)
        for _ in range(2):
            box = home.open({"run.py": DAEMON + b"\nwhile True: time.sleep(100)"}, QUICK)
            box.send({"run": "run.py"})
            box.receive(20)
        os.write(told, b"%d\n" % whom(home))
        signal.pause()
        return {}

    keeper = threading.Thread(target=lambda: pytest.raises(ValueError, in_mode, mode, run))
    keeper.start()
    victim = int(os.read(busy, 20))
    assert set(boxed_processes()) - known
    os.kill(victim, signal.SIGKILL)
    check_that_nothing_lives(known)
    keeper.join(1)
    os.close(busy)
    os.close(told)


@in_both_modes
def test_a_killed_grader_leaves_nothing_running(mode: str) -> None:
    killed(mode, lambda home: os.getpid())


@in_both_modes
@pytest.mark.parametrize("part", ["inner", "outer"])
def test_a_killed_house_is_the_platforms_fault_and_leaves_nothing(mode: str, part: str) -> None:
    def run(_: Path) -> dict[str, Any]:
        known = set(boxed_processes())
        home = house()
        outer = home._program.pid
        inner = int(Path(f"/proc/{outer}/task/{outer}/children").read_text())
        box = home.open({"run.py": DAEMON + b"\nwhile True: time.sleep(100)"}, QUICK)
        box.send({"run": "run.py"})
        box.receive(20)
        os.kill(inner if part == "inner" else outer, signal.SIGKILL)
        said = []
        for act in (lambda: box.receive(20), lambda: home.open({}, QUICK)):
            try:
                act()
            except PlatformFault as fault:
                said.append(fault.seen)
        home.close()
        check_that_nothing_lives(known)
        return {"said": said}

    said = in_mode(mode, run)["said"]
    assert len(said) == 2
    assert "guard is gone" in said[0]


@in_both_modes
def test_a_box_that_the_machine_kills_is_the_platforms_fault(mode: str) -> None:
    """As when memory runs out; nobody inside can do that to the first process."""

    def run(_: Path) -> dict[str, Any]:
        said = []
        with house() as home:
            outer = home._program.pid
            inner = Path(f"/proc/{outer}/task/{outer}/children").read_text().strip()
            try:
                with home.open({"run.py": DAEMON + b"\nwhile True: time.sleep(100)"}, QUICK) as box:
                    box.send({"run": "run.py"})
                    box.receive(20)
                    os.kill(int(Path(f"/proc/{inner}/task/{inner}/children").read_text()), signal.SIGKILL)
                    box.receive(20)
            except PlatformFault as fault:
                said.append(fault.seen)
            said.append(ran(home, b"channel.send({'ok': 1})")[0])
        return {"said": said}

    fault, after = in_mode(mode, run)["said"]
    assert "killed from outside" in fault
    assert after == {"ok": 1}


def test_a_closed_house_ends_its_boxes() -> None:
    known = set(boxed_processes())
    home = house()
    box = home.open({"run.py": DAEMON}, QUICK)
    home.close()
    with pytest.raises((BoxEnded, PlatformFault)):
        box.receive(20)
    check_that_nothing_lives(known)


def test_a_role_that_is_not_there_is_told() -> None:
    with pytest.raises(PlatformFault, match="no_such_role"):
        House("no_such_role", 1, False, preload=())


def test_a_warm_parent_that_has_threads_is_refused() -> None:
    """A fork would take one of them, and the locks of the others."""

    def run(_: Path) -> dict[str, Any]:
        try:
            _import_role("tests.grading.isolate.threads", ["math"])
        except RuntimeError as error:
            return {"said": str(error)}
        return {"said": ""}

    assert "left 2 threads" in in_mode(MODES[0], run)["said"]


def test_the_halls_roles_run_on_the_halls_python_and_others_on_the_trainees() -> None:
    where = b"import sys\nchannel.send({'prefix': sys.prefix})"
    with house() as home:
        assert ran(home, where)[0]["prefix"].endswith("/desk")
    with pytest.raises(PlatformFault, match="borehall"):
        House("warm.script", 1, False, preload=("borehall.rules",))


@in_both_modes
def test_a_notebooks_box_holds_no_descriptor_of_its_warm_parent(mode: str) -> None:
    """Its role opens files at import; in boxes they are blank, and what is closed with them is not the channel."""
    cell = "import os\nfor name in os.listdir('/proc/self/fd'):\n    if os.path.lexists(f'/proc/self/fd/{name}'):\n"
    cell += "        print(name, os.readlink(f'/proc/self/fd/{name}').split(':')[0])"

    def run(_: Path) -> dict[str, Any]:
        with House("borehall_desk.runner", 1, False) as home, home.open({}, QUICK) as box:
            box.send({"op": "run", "cells": [cell], "seconds": 20})
            return {"said": box.receive(20)}

    outputs = in_mode(mode, run)["said"]["cells"][0]["outputs"]
    held = [line.split() for output in outputs for line in "".join(output["text"]).splitlines()]
    places = {place for _, place in held}
    assert places <= {"/dev/null", "pipe", "socket", "anon_inode"}, held
    assert len([place for _, place in held if place == "socket"]) <= 3, "the channel, and an event loop's pair"


@in_both_modes
def test_without_a_sandbox_every_ending_says_so_and_still_nothing_stays(mode: str) -> None:
    def run(_: Path) -> dict[str, Any]:
        with house(unsafe=True) as home:
            said, ending = ran(home, DAEMON.replace(b"os.setsid()", b"os.setsid(); os.chdir('/')"))
            endings = [vars(ending)]
            for source in (b"while True: print('x' * 1000)", b"import time; time.sleep(100)"):
                box = home.open({"run.py": source}, Limits(wall_s=2, output_bytes=10_000))
                box.send({"run": "run.py"})
                try:
                    box.receive(20)
                except BoxEnded as ended:
                    endings.append(vars(ended.ending))
        return {"kinds": [end["kind"] for end in endings], "unsafe": [end["unsafe"] for end in endings], "left": left()}

    assert in_mode(mode, run) == {"kinds": ["ended", "output", "wall"], "unsafe": [True] * 3, "left": []}


def left() -> list[str]:
    """Processes of runs without a sandbox, and their folders, once those of others at the same time are gone."""
    ours = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    new = unsafe_folders()
    wait_until(lambda: not new & unsafe_folders(), f"the end of {new}")
    return ours


def unsafe_folders() -> set[Path]:
    return set(Path("/tmp").glob("borehall-unsafe-*"))


def test_open_house_proves_the_box_first() -> None:
    with open_house("warm.script", jobs=1) as home:
        assert ran(home, b"channel.send({'ok': 1})")[0] == {"ok": 1}
