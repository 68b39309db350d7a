"""A real hall for tests: a new site with the demonstration course, `borehall up`, and people who use it over HTTP."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from borehall.hub.newcomers import noted_passwords
from borehall.hub.up import descendants
from borehall.site import Site

COURSE = "cement-plant"
PATIENCE_S = 60


class Hall:
    """A site of its own below /tmp, and the process that runs it."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def borehall(self, *command: str, expect: int = 0) -> str:
        """Runs ``borehall …`` on this site; returns what it printed on both channels."""
        done = run_borehall(*command, "--site", str(self.site.root))
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self) -> None:
        """Starts the hall and waits until it has said that it is open."""
        self.process = subprocess.Popen(
            [*BOREHALL, "up", "--site", str(self.site.root)],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                return
        raise AssertionError(self.said)

    def stop(self) -> list[int]:
        """Ends the hall as Ctrl-C does; returns the processes that it had and that are still there."""
        assert self.process is not None
        below = list(descendants(self.process.pid))
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=PATIENCE_S)
        return [pid for pid in below if Path(f"/proc/{pid}").exists()]

    def kill_hub(self) -> None:
        """Kills the hub with -9, and waits until the hall has brought it back."""
        assert self.process is not None
        hub = hub_process(self.process.pid)
        os.kill(hub, signal.SIGKILL)
        wait_until(lambda: hub_process(self.process.pid) not in (hub, 0), "another hub process")
        wait_until(self.answers, "the hub's health page")

    def answers(self) -> bool:
        """Whether people reach the hub."""
        try:
            return requests.get(self.address + "/hub/health", timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    def passwords(self) -> dict[str, str]:
        """Everybody's drawn password."""
        return {username: password for username, _, password in noted_passwords(self.site, COURSE)}

    def person(self, name: str, language: str = "zh-CN") -> Person:
        """``name``, logged in with the password that was drawn for them."""
        return Person(self, name, self.passwords()[name], language)


class Person:
    """Somebody with a browser, less the browser: a session that sends the cookies and tokens that pages ask for."""

    def __init__(self, hall: Hall, name: str, password: str, language: str) -> None:
        self.hall, self.name = hall, name
        self.web = requests.Session()
        self.web.headers["Accept-Language"] = language
        page = self.get("/hub/login")
        self.post_form("/hub/login", page, username=name, password=password)

    def get(self, path: str, expect: int = 200) -> requests.Response:
        """A page."""
        answer = self.web.get(self.hall.address + path, timeout=PATIENCE_S)
        assert answer.status_code == expect, f"{path}: {answer.status_code}\n{answer.text[:2000]}"
        return answer

    def post_form(self, path: str, page: requests.Response, **fields: str) -> requests.Response:
        """Sends the form that ``page`` shows."""
        token = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
        assert token, page.text[:2000]
        answer = self.web.post(self.hall.address + path, data={"_xsrf": token[1], **fields}, timeout=PATIENCE_S)
        answer.raise_for_status()
        return answer

    def start_server(self) -> None:
        """Starts this person's server and waits for it."""
        self.get("/hub/spawn")
        wait_until(self._server_answers, f"the server of {self.name}")

    def _server_answers(self) -> bool:
        answer = self.web.get(self.hall.address + f"/user/{self.name}/lab", timeout=PATIENCE_S)
        # Until it runs, the hub answers with a page of its own; then this request logs us in there.
        return answer.status_code == 200 and f"/user/{self.name}/lab" in answer.url

    def at_desk(
        self, method: str, path: str, expect: int | tuple[int, ...] = 200, **options: object
    ) -> requests.Response:
        """A request to this person's own server."""
        return self.request(method, f"/user/{self.name}/{path}", expect, **options)

    def request(
        self, method: str, path: str, expect: int | tuple[int, ...] = 200, **options: object
    ) -> requests.Response:
        """A request as a page's script makes it: with the cross-site token of the cookie for that path."""
        tokens = [cookie for cookie in self.web.cookies if cookie.name == "_xsrf" and path.startswith(cookie.path)]
        token = max(tokens, key=lambda cookie: len(cookie.path)).value if tokens else ""
        headers = {"X-XSRFToken": token or "", "Referer": self.hall.address + "/"}
        answer = self.web.request(
            method,
            self.hall.address + path,
            headers=headers,
            timeout=PATIENCE_S,
            **options,  # type: ignore[arg-type]
        )
        expected = expect if isinstance(expect, tuple) else (expect,)
        assert answer.status_code in expected, f"{path}: {answer.status_code}\n{answer.text[:2000]}"
        return answer


# Without the working folder (-P): a course's account need not be able to read this clone.
BOREHALL = [sys.executable, "-P", "-m", "borehall.cli"]


def run_borehall(*command: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line as a person does, in English."""
    return subprocess.run(
        [*BOREHALL, *command], check=False, capture_output=True, text=True, env=environment(), timeout=180
    )


def environment() -> dict[str, str]:
    """Without what a test runner puts there."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return {**kept, "BOREHALL_LANG": "en"}


def hub_process(supervisor: int) -> int:
    """The hub below `borehall up`; 0 while there is none."""
    for pid in descendants(supervisor):
        if "borehall.hub.app" in command_of(pid):
            return pid
    return 0


def command_of(pid: int) -> str:
    """The command line of a process; nothing once it has gone."""
    command = Path(f"/proc/{pid}/cmdline")
    return command.read_text() if command.exists() else ""


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Looks until ``holds``; the time-out is for a hall that is broken, not for a slow one."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, f"waited {PATIENCE_S} s for {what}"
        time.sleep(0.05)


@contextmanager
def new_hall(**settings: str) -> Iterator[Hall]:
    """A hall on a new site that is open to other accounts as far as a site should be; gone without trace afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="borehall-test-", dir="/tmp"))
    folder.chmod(0o755)
    hall = Hall(folder / "site")
    run = run_borehall("new", str(hall.site.root), "--demonstration")
    assert run.returncode == 0, run.stderr
    hall.site.settings_file.write_text(f"[hub]\nport = {hall.port}\n" + "\n".join(settings.values()))
    try:
        yield hall
    finally:
        if hall.process and hall.process.poll() is None:
            hall.stop()
        if hall.site.ground.name.startswith("site-"):
            shutil.rmtree(hall.site.ground, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
