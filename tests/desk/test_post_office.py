"""The post office in a real Jupyter server: what a kernel gets, what the hall hears, and what is not let through.

The hall is a plain HTTP server here; tests/flow takes the same way to a real one.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import borehall_desk
import pytest
import requests
from borehall_desk import post
from jupyter_client.blocking.client import BlockingKernelClient

from tests.jupyter_server import TOKEN, jupyter_server, write_config

SECRET = "the-token-of-this-server"
PAPER = {"schema": "borehall-questions-1", "trainee": "li", "title": "勘察"}


@dataclass
class StandIn:
    """The hall: keeps what it hears, and answers what it is told to."""

    heard: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    answer: Callable[[], tuple[int, bytes]] = lambda: (200, json.dumps(PAPER).encode())


@contextmanager
def stand_in_hall() -> Iterator[tuple[str, StandIn]]:
    hall = StandIn()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            hall.heard.append((self.command, self.path, dict(self.headers), body))
            status, content = hall.answer()
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hall/", hall
        server.shutdown()
        thread.join()


@dataclass(frozen=True)
class Office:
    """A Jupyter server with a post office."""

    address: str
    socket: Path
    hall: StandIn
    log: list[str]

    def run(self, code: str, runtime_dir: Path | None = None) -> str:
        """What ``code`` prints in a kernel that this server has started."""
        headers = {"Authorization": f"token {TOKEN}"}
        made = requests.post(f"{self.address}api/kernels", headers=headers, timeout=60)
        made.raise_for_status()
        client = BlockingKernelClient()
        client.load_connection_file(str((runtime_dir or self.socket.parent) / f"kernel-{made.json()['id']}.json"))
        client.start_channels()
        client.wait_for_ready(timeout=60)
        said: list[str] = []
        client.execute_interactive(
            code, timeout=60, output_hook=lambda message: said.append(message["content"].get("text", ""))
        )
        client.stop_channels()
        return "".join(said).strip()

    def say(self, request: bytes) -> tuple[int, dict[str, object]]:
        """Sends these bytes to the socket, as no client of ours would; what comes back, or 0 when that is nothing."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(30)
            line.connect(str(self.socket))
            line.sendall(request)
            answer = http.client.HTTPResponse(line)
            try:
                answer.begin()
            except http.client.RemoteDisconnected:
                return 0, {}
            text = answer.read()
            return answer.status, json.loads(text) if text else {}


@contextmanager
def running_office(extra: dict[str, str] | None = None) -> Iterator[Office]:
    with ExitStack() as cleanup:
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="borehall-test-", dir="/tmp")))
        config = write_config(folder / "config", ["borehall_desk"], "c = get_config()\n")
        (folder / "work").mkdir()
        address, hall = cleanup.enter_context(stand_in_hall())
        variables = {"BOREHALL_HALL": address, "JUPYTERHUB_API_TOKEN": SECRET, "JUPYTER_RUNTIME_DIR": f"{folder}/run"}
        server = jupyter_server(
            folder, folder / "work", [borehall_desk.CONFIG / "en", config], **variables | (extra or {})
        )
        here, log = cleanup.enter_context(server)
        yield Office(here, folder / "run" / "post", hall, log)


@pytest.fixture(scope="module")
def running() -> Iterator[Office]:
    with running_office() as office:
        yield office


@pytest.fixture
def office(running: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    running.hall.heard.clear()
    running.hall.answer = StandIn().answer
    monkeypatch.setenv(post.SOCKET_VARIABLE, str(running.socket))
    return running


def refusal(ask: Callable[[], object]) -> post.PostFailed:
    with pytest.raises(post.PostFailed) as raised:
        ask()
    assert set(raised.value.sentences) == {"en", "zh_CN"}
    return raised.value


def ask_plant() -> dict[str, object]:
    return post.ask_paper("plant", "practice-6")


def test_a_kernel_gets_its_paper(office: Office) -> None:
    code = "from borehall_desk.post import ask_paper; print(ask_paper('plant', 'practice-6')['title'])"
    assert office.run(code) == "勘察"


def test_the_hall_hears_the_path_the_token_and_nothing_of_the_kernels_own(office: Office) -> None:
    status, content = office.say(
        b"GET /paper/plant/practice-6?user=wang HTTP/1.1\r\nHost: hub\r\nAuthorization: token stolen\r\n"
        b"Cookie: a=b\r\nX-Forwarded-For: 1.2.3.4\r\nConnection: upgrade\r\n\r\n"
    )
    assert (status, content) == (200, PAPER)
    ((method, path, headers, body),) = office.hall.heard
    assert (method, path, body) == ("GET", "/hall/services/papers-plant/api/paper/plant/practice-6", b"")
    assert headers.pop("Authorization") == f"token {SECRET}"
    assert set(headers) <= {"Host", "Content-Type", "User-Agent", "Connection", "Accept-Encoding"}
    assert headers["Host"].startswith("127.0.0.1")


def test_a_hint_takes_the_answers_along(office: Office) -> None:
    office.hall.answer = lambda: (200, b'{"left": 2}')
    assert post.ask_hint("plant", "practice-6", "silo-rings", {"layer": "粉质黏土"}) == {"left": 2}
    ((method, path, _, body),) = office.hall.heard
    assert (method, path) == ("POST", "/hall/services/papers-plant/api/hint/plant/practice-6/silo-rings")
    assert json.loads(body) == {"answers": {"layer": "粉质黏土"}}


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_the_halls_refusals_come_as_they_are(office: Office, status: int) -> None:
    told = {"zh_CN": f"不行 {status}", "en": f"No {status}"}
    office.hall.answer = lambda: (status, json.dumps({"error": told}).encode())
    failed = refusal(ask_plant)
    assert (failed.status, failed.sentences) == (status, told)


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        ((200, b"<html>log in</html>"), 404, "no paper of the course plant"),
        ((302, b""), 404, "no paper of the course plant"),
        ((404, b"<html>the hub's page</html>"), 404, "no paper of the course plant"),
        ((200, b"[1, 2]"), 404, "no paper of the course plant"),
        ((200, b"[" * 100_000), 404, "no paper of the course plant"),
        ((403, b'{"status": 403, "message": "Forbidden"}'), 403, "does not know this server"),
        ((500, b"<html>"), 503, "does not answer"),
        ((502, b"bad gateway"), 503, "does not answer"),
        ((503, b'{"error": "x"}'), 503, "does not answer"),
        ((200, b'{"x": "' + b"x" * post.LARGEST_ANSWER + b'"}'), 503, "does not answer"),
    ],
    ids=["page", "redirect", "not found", "list", "deep", "token unknown", "fault", "gateway", "starting", "huge"],
)
def test_what_is_no_answer_of_a_papers_desk_is_not_passed_on(
    office: Office, answer: tuple[int, bytes], status: int, told: str
) -> None:
    office.hall.answer = lambda: answer
    failed = refusal(ask_plant)
    assert (failed.status, told in str(failed)) == (status, True), failed
    assert len(office.hall.heard) == 1


def test_several_ask_at_once_and_the_server_goes_on_meanwhile(office: Office) -> None:
    held, waiting = threading.Event(), threading.Semaphore(0)

    def hold() -> tuple[int, bytes]:
        waiting.release()
        assert held.wait(timeout=60)
        return 200, json.dumps(PAPER).encode()

    office.hall.answer = hold
    with ThreadPoolExecutor(4) as people:
        asked = [people.submit(ask_plant) for _ in range(4)]
        for _ in asked:
            assert waiting.acquire(timeout=60)
        assert requests.get(f"{office.address}api/status?token={TOKEN}", timeout=60).status_code == 200
        held.set()
        assert all(one.result() == PAPER for one in asked)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/paper/plant", "/paper/plant/", "/paper/plant/practice-6/", "/paper//practice-6", "//paper/plant/p",
        "/paper/plant/..", "/paper/../hub", "/paper/%2e%2e/hub", "/paper/plant/practice%2d6", "/paper/plant/a%2fb",
        "/paper/plant/a;b", "/paper/PLANT/p", "/paper/-plant/p", "/paper/plant/_p", "/paper/plant/p%0d%0aX:%20y",
        "/paper/plant@evil.example/p", "/paper/plant:80/p", "/paper/plant/" + "p" * 65, "/paper/" + "p" * 41 + "/p",
        "/hub/api/user", "/services/papers-plant/api/paper/plant/p", "/paper/水/p", "/paper/plant/p%00",
    ],
)  # fmt: skip
def test_no_other_path_leads_anywhere(office: Office, path: str) -> None:
    status, content = office.say(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert status in (400, 404)
    assert status == 400 or set(content["error"]) == {"en", "zh_CN"}
    assert office.hall.heard == []


@pytest.mark.parametrize("slot", ["Silo", "1silo", "-silo", "s_x", "s" * 41, "..", "s/x", "%73ilo", "silo.json"])
def test_no_other_slot_leads_anywhere(office: Office, slot: str) -> None:
    request = f"POST /hint/plant/p/{slot} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{{}}"
    assert office.say(request.encode())[0] == 404
    assert office.hall.heard == []


@pytest.mark.parametrize(
    ("request_head", "statuses"),
    [
        (b"POST /paper/plant/p HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", {405}),
        (b"GET /hint/plant/p/silo HTTP/1.1\r\nHost: x\r\n\r\n", {405}),
        (b"DELETE /paper/plant/p HTTP/1.1\r\nHost: x\r\n\r\n", {405}),
        (b"OPTIONS /paper/plant/p HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\n\r\n", {405}),
        (b"BREW /paper/plant/p HTTP/1.1\r\nHost: x\r\n\r\n", {405}),
        (b"GET http://evil.example/paper/plant/p HTTP/1.1\r\nHost: x\r\n\r\n", {404}),
        (b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n", {404, 405}),
        (b"no HTTP at all\r\n\r\n", {400}),
        (b"GET /paper/plant/p HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20_000 + b"\r\n\r\n", {0, 400, 431}),
        (
            b"POST /hint/plant/p/silo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            {411},
        ),
        (
            b"POST /hint/plant/p/silo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}",
            {400, 411},
        ),
        (b"POST /hint/plant/p/silo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", {400}),
        (b"POST /hint/plant/p/silo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", {400}),
        (b"POST /hint/plant/p/silo HTTP/1.1\r\nHost: x\r\nContent-Length: 262145\r\n\r\n", {413}),
        (b"POST /hint/plant/p/silo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", {413}),
    ],
)
def test_hostile_requests_are_refused_here(office: Office, request_head: bytes, statuses: set[int]) -> None:
    status, _ = office.say(request_head)
    assert status in statuses
    assert office.hall.heard == []


def test_a_second_request_behind_the_first_is_not_smuggled_through(office: Office) -> None:
    hidden = b"GET /hub/api/users HTTP/1.1\r\nHost: hub\r\n\r\n"
    status, _ = office.say(b"GET /paper/plant/p HTTP/1.1\r\nHost: x\r\n\r\n" + hidden)
    assert status == 200
    assert [path for _, path, _, _ in office.hall.heard] == ["/hall/services/papers-plant/api/paper/plant/p"]


def test_slow_and_silent_kernels_keep_nobody_else_from_asking(office: Office) -> None:
    with ExitStack() as slow:
        for _ in range(50):
            line = slow.enter_context(socket.socket(socket.AF_UNIX))
            line.connect(str(office.socket))
            line.sendall(b"POST /hint/plant/p/silo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert ask_plant() == PAPER


def test_the_socket_is_for_this_account_alone(office: Office) -> None:
    assert stat.S_IMODE(office.socket.stat().st_mode) == 0o600


def test_the_log_holds_no_token_and_no_hint_of_what_was_asked(office: Office) -> None:
    office.hall.answer = lambda: (502, b"bad")
    refusal(lambda: post.ask_hint("plant", "p", "silo", {"text": "a secret answer"}))
    said = "".join(office.log)
    assert "The hall answered 502" in said
    assert SECRET not in said
    assert "a secret answer" not in said


def test_a_hall_that_is_away_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}/"
    with running_office({"BOREHALL_HALL": nobody}) as office:
        monkeypatch.setenv(post.SOCKET_VARIABLE, str(office.socket))
        failed = refusal(ask_plant)
    assert failed.status == 503
    assert "may be starting anew" in str(failed)
    assert not office.socket.exists()


def test_a_socket_that_a_killed_server_left_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(prefix="borehall-test-", dir="/tmp") as run:
        left_behind = Path(run) / "post"
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(str(left_behind))
        with running_office({"JUPYTER_RUNTIME_DIR": run}):
            monkeypatch.setenv(post.SOCKET_VARIABLE, str(left_behind))
            assert ask_plant() == PAPER
        assert not left_behind.exists()


def test_a_server_within_a_server_leaves_the_outer_ones_socket_alone(office: Office) -> None:
    with running_office({"JUPYTER_RUNTIME_DIR": str(office.socket.parent)}) as inner:
        assert ask_plant() == PAPER
        assert inner.hall.heard == []
    assert ask_plant() == PAPER


def test_a_path_too_long_for_a_socket_falls_back_to_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(prefix="borehall-test-", dir="/tmp") as run:
        deep = Path(run, "x" * 100)
        with running_office({"JUPYTER_RUNTIME_DIR": str(deep)}) as office:
            in_home = office.socket.parents[1] / ".post"
            monkeypatch.setenv(post.SOCKET_VARIABLE, str(in_home))
            assert ask_plant() == PAPER


def test_a_home_too_deep_for_a_socket_gets_a_folder_of_its_own_elsewhere() -> None:
    code = "import os; print(os.environ['BOREHALL_POST'])"
    with tempfile.TemporaryDirectory(prefix="borehall-test-", dir="/tmp") as folder:
        deep = Path(folder, "x" * 100)
        with running_office({"JUPYTER_RUNTIME_DIR": f"{deep}/run", "HOME": str(deep)}) as office:
            elsewhere = Path(office.run(code, deep / "run"))
            assert (elsewhere.name, stat.S_IMODE(elsewhere.parent.stat().st_mode)) == ("post", 0o700)
        assert not elsewhere.parent.exists()


@pytest.mark.parametrize("lacks", ["BOREHALL_HALL", "JUPYTERHUB_API_TOKEN"])
def test_outside_a_hall_there_is_no_socket_and_no_noise(lacks: str) -> None:
    with running_office({lacks: ""}) as office:
        assert not office.socket.exists()
        assert not (office.socket.parents[1] / ".post").exists()
        assert "post office" not in "".join(office.log).lower()
        assert os.environ.get(post.SOCKET_VARIABLE) is None
