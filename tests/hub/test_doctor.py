"""`borehall doctor`: each fault with its mend, in the order in which a start would meet them; nothing is changed."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from borehall.hub.doctor import Finding, examine
from borehall.hub.new_site import write_site
from borehall.site import Site

pytestmark = pytest.mark.skipif(
    not (Path(sys.prefix).parent / "desk").is_dir(), reason="looks at the environments that the bootstrap makes"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="borehall-test-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        write_site(Path(folder) / "site", demonstration=True)
        yield Site(Path(folder) / "site")


def found(site: Site) -> dict[str, list[Finding]]:
    findings: dict[str, list[Finding]] = {"ok": [], "warning": [], "fault": []}
    for finding in examine(site):
        findings[finding.level].append(finding)
    return findings


def test_a_new_site_has_no_fault_and_looking_changes_nothing(site: Site) -> None:
    before = sorted(site.root.rglob("*"))
    assert found(site)["fault"] == []
    assert sorted(site.root.rglob("*")) == before
    assert not site.ground.exists()


def test_a_wrong_setting_ends_the_examination_with_its_line(site: Site) -> None:
    site.settings_file.write_text("[hub]\nprot = 8001\n")
    (fault,) = found(site)["fault"]
    assert "hall.toml:2" in fault.what
    assert "port" in fault.mend


def test_each_broken_course_is_named_and_the_others_are_looked_at(site: Site) -> None:
    (site.step("source", "cement-plant") / "depth" / "depth.ipynb").unlink()
    (fault,) = found(site)["fault"]
    assert "holds no notebook" in fault.what
    (site.step("source", "cement-plant") / "depth" / "depth.ipynb").write_text("{}")
    (site.course("cement-plant") / "roster.csv").write_text("username,name\nli li,x\n")
    (fault,) = found(site)["fault"]
    assert "roster.csv" in fault.what
    (site.course("cement-plant") / "course.toml").write_text("x")
    (fault,) = found(site)["fault"]
    assert "course.toml:1" in fault.what


@contextmanager
def a_hall_without_services(site: Site) -> Iterator[None]:
    """Something at the hall's port that says it is well, and has nothing else."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/hub/health" else 404)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        site.settings_file.write_text(f"[hub]\nport = {server.server_port}\n")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield
        server.shutdown()
        thread.join()


def test_a_papers_desk_that_does_not_answer_in_a_running_hall_is_a_fault(site: Site) -> None:
    with a_hall_without_services(site):
        (fault,) = found(site)["fault"]
    assert "papers desk of course cement-plant" in fault.what
    assert "papers-cement-plant" in fault.mend


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's site must be reached by other accounts")
def test_a_site_that_nobody_else_reaches_is_a_fault(site: Site) -> None:
    site.root.parent.chmod(0o700)
    (fault,) = found(site)["fault"]
    assert "borehall new /srv/borehall" in fault.mend


def test_a_line_for_the_console_shows_level_and_mend() -> None:
    assert Finding("fault", "Broken.", "Mend it.").line() == "✗ Broken.\n    → Mend it."
    assert Finding("ok", "Whole.").line() == "✓ Whole."
