"""What stands around a running hub: its log, its processes, its ports."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from borehall.hub.ports import kept_port
from borehall.hub.up import descendants, ending_signals, last_lines, open_log
from borehall.site import Site
from borehall.system_accounts import become


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.hub.mkdir(parents=True)
    return site


def test_a_log_of_before_is_closed_and_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "hub.log"
    log.write_text("before\n")
    log.chmod(0o644)
    with open_log(log) as end:
        end.write(b"after\n")
    assert log.read_text() == "before\nafter\n"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="accounts of their own need root")
def test_who_may_write_to_the_log_cannot_read_it_by_that(tmp_path: Path) -> None:
    (tmp_path / "hub.log").write_text("secret\n")
    with open_log(tmp_path / "hub.log") as log:
        spy = ["/bin/bash", "-c", "cat <&2 || cat /proc/self/fd/2"]
        seen = subprocess.run(spy, stderr=log, stdout=subprocess.PIPE, check=False, preexec_fn=become(23456, [23456]))
    assert seen.stdout == b""


def test_processes_below_are_found_down_to_the_last(tmp_path: Path) -> None:
    inner = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", inner], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout and child.stdin
        child.stdout.readline()
        below = list(descendants(os.getpid()))
        assert child.pid in below
        assert len(below) >= 2
        child.stdin.close()
    assert child.pid not in descendants(os.getpid())


def test_the_end_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"one\ntwo\n\xff three\n")
    assert last_lines(tmp_path / "log", 2).splitlines()[0] == "two"
    assert last_lines(tmp_path / "none", 2) == ""


class TestPorts:
    def test_a_port_is_kept_for_each_part(self, site: Site) -> None:
        hub, proxy = kept_port(site, "hub"), kept_port(site, "proxy")
        assert hub != proxy
        assert (kept_port(site, "hub"), kept_port(site, "proxy")) == (hub, proxy)

    def test_another_is_drawn_when_a_stranger_listens_there(self, site: Site) -> None:
        before = kept_port(site, "hub")
        with socket.create_server(("127.0.0.1", before)):
            after = kept_port(site, "hub")
        assert after != before
        assert kept_port(site, "hub") == after

    @pytest.mark.parametrize("damage", ["", "{", "[1]x"])
    def test_a_damaged_note_of_ports_is_written_anew(self, site: Site, damage: str) -> None:
        (site.hub / "ports.json").write_text(damage)
        assert kept_port(site, "hub") == kept_port(site, "hub")


def test_a_hall_ends_with_its_terminal_unless_nohup_started_it() -> None:
    before = signal.getsignal(signal.SIGHUP)
    try:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        assert signal.SIGHUP in ending_signals()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        assert set(ending_signals()) == {signal.SIGINT, signal.SIGTERM}
    finally:
        signal.signal(signal.SIGHUP, before)
