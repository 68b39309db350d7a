"""A course's papers desk over HTTP: who gets what, and what does no harm. Only the hub that it asks is a stand-in."""

from __future__ import annotations

import asyncio
import http.client
import json
import logging
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from borehall_desk.letters import LIMITS
from jupyterhub.services.auth import HubAuth
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from borehall.course.handing_out import Refusal
from borehall.course.paper import load_paper
from borehall.course.paper_build import paper_files
from borehall.course.paper_file import read_paper
from borehall.hub.papers_crew import AT_ONCE, Crew
from borehall.hub.papers_desk import papers_desk
from borehall.hub.papers_door import Door
from borehall.site import Site
from tests.course.paper_site import COURSE, course_of, paper_site, put_out
from tests.hall import wait_until

ACCESS = f"access:services!service=papers-{COURSE}"
PREFIX = f"/hall/services/papers-{COURSE}/api"
PAPER = f"/paper/{COURSE}/mock"
HINT = f"/hint/{COURSE}/mock/silo-rings"


def person(name: str, *groups: str, scopes: tuple[str, ...] = (ACCESS,), kind: str = "user") -> dict[str, Any]:
    return {"kind": kind, "name": name, "groups": list(groups), "scopes": list(scopes)}


PEOPLE = {
    "token-li": person("li", f"nbgrader-{COURSE}"),
    "token-wang": person("wang", f"nbgrader-{COURSE}", "nbgrader-silo"),
    "token-teacher": person("teacher", f"formgrade-{COURSE}"),
    "token-of-silo": person("zhao", "nbgrader-silo", scopes=("access:services!service=papers-silo",)),
    "token-of-silo-with-every-scope": person("qian", "nbgrader-silo", scopes=("access:services",)),
    "token-of-nobody": person("sun"),
    "token-operator": person("operator", scopes=("access:services", "admin:users", "list:users")),
    "token-for-other-things": person("li", f"nbgrader-{COURSE}", scopes=("access:servers!server=li/",)),
    "token-without-groups": {"kind": "user", "name": "li", "scopes": [ACCESS]},
    "token-service": {"kind": "service", "name": COURSE, "scopes": [ACCESS], "groups": [f"nbgrader-{COURSE}"]},
    "token-strange-name": person("../teacher", f"nbgrader-{COURSE}"),
}


@contextmanager
def stand_in_hub() -> Iterator[str]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            token = self.headers["Authorization"].removeprefix("token ")
            model = PEOPLE.get(token)
            content = json.dumps(model or {"status": 403, "message": "Forbidden"}).encode()
            self.send_response(500 if token == "token-breaks-the-hub" else 200 if model else 403)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hub/api"
        server.shutdown()
        thread.join()


@dataclass
class Desk:
    """A papers desk that listens at ``port``."""

    site: Site
    port: int
    crew: Crew
    loop: asyncio.AbstractEventLoop
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, token: str = "token-li", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """A request as the post office sends it."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(
            "GET" if body is None else "POST", PREFIX + path, body, {"Authorization": f"token {token}"} | headers
        )
        return self._read(line.getresponse())

    def say(self, request: bytes) -> tuple[int, dict[str, Any]]:
        """Sends these bytes, as no client of ours would; 0 when nothing comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            line.sendall(request)
            answer = http.client.HTTPResponse(line)
            try:
                answer.begin()
            except (http.client.RemoteDisconnected, ConnectionResetError):
                return 0, {}
            return self._read(answer)

    def _read(self, answer: http.client.HTTPResponse) -> tuple[int, dict[str, Any]]:
        text = answer.read()
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, json.loads(text) if text else {}

    def refused(self, status: int, path: str, **request: Any) -> str:
        """The English sentence of a refusal, which exists in Chinese as well."""
        seen, content = self.ask(path, **request)
        assert seen == status, content
        assert set(content) == {"error"}
        assert set(content["error"]) == {"en", "zh_CN"}
        assert re.search("[一-龥]", content["error"]["zh_CN"])
        return content["error"]["en"]


@contextmanager
def running_desk(site: Site, hub: str) -> Iterator[Desk]:
    """The desk in a loop of its own, as in its process."""
    ready, crew = threading.Event(), Crew(threads=1)
    found: dict[str, Any] = {}

    async def serve() -> None:
        auth = HubAuth(api_url=hub, api_token="of-the-service", access_scopes=set())
        application = papers_desk(
            site, COURSE, PREFIX.removesuffix("api"), Door(COURSE, f"papers-{COURSE}", auth), crew
        )
        sockets = bind_sockets(0, "127.0.0.1")
        server = HTTPServer(application, **LIMITS)
        server.add_sockets(sockets)
        ended = asyncio.Event()
        found.update(port=sockets[0].getsockname()[1], loop=asyncio.get_running_loop(), ended=ended)
        ready.set()
        await ended.wait()
        server.stop()
        await server.close_all_connections()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(timeout=60)
    yield Desk(site, found["port"], crew, found["loop"])
    found["loop"].call_soon_threadsafe(found["ended"].set)
    thread.join()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a paper, without the build's trials of every task."""
    site = paper_site(tmp_path_factory.mktemp("built") / "site")
    course, folder = course_of(site), site.step("source", COURSE) / "mock"
    paper = read_paper(course, "mock").value.paper
    folder.mkdir(parents=True)
    for name, content in paper_files(load_paper(site, course, "mock"), course.assignment("mock"), paper).items():
        (folder / name).write_bytes(content)
    return site.root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Iterator[Site]:
    site = Site(shutil.copytree(built, tmp_path / "site"))
    put_out(site)
    yield site
    # For root it lies outside of the site.
    shutil.rmtree(site.ground)


@pytest.fixture
def desk(site: Site) -> Iterator[Desk]:
    with stand_in_hub() as hub, running_desk(site, hub) as desk:
        yield desk


def test_a_trainee_gets_a_paper_of_their_own_and_the_same_again(desk: Desk) -> None:
    status, paper = desk.ask(PAPER)
    assert status == 200
    assert (paper["schema"], paper["trainee"], len(paper["questions"])) == ("borehall-questions-1", "li", 3)
    assert desk.ask(PAPER) == (200, paper)
    assert desk.ask(PAPER, token="token-wang")[1]["questions"] != paper["questions"]
    assert desk.ask(PAPER, token="token-teacher")[1]["trainee"] == "teacher"


def test_who_the_trainee_is_only_the_token_says(desk: Desk) -> None:
    paper = desk.ask(PAPER)[1]
    named = desk.ask(
        PAPER + "?trainee=wang&user=wang", X_Forwarded_User="wang", Cookie="user=wang", **{"Remote-User": "wang"}
    )
    assert named == (200, paper)
    body = json.dumps({"answers": {"trainee": "wang"}}).encode()
    assert desk.ask(HINT, body=body)[0] == 200
    assert [file.name for file in (desk.site.room(COURSE) / "papers" / "mock").glob("*.json")] == ["li.json"]


def test_hints_say_no_expected_value_and_run_out(desk: Desk) -> None:
    asked = json.dumps({"answers": {}}).encode()
    first, second = (desk.ask(HINT, body=asked)[1] for _ in range(2))
    assert (first["left"], second["left"]) == (1, 0)
    assert set(first) == {"schema", "left", "fields", "remarks"}
    assert all(set(one) == {"name", "state", "message", "clause"} for one in first["fields"])
    assert "2 hints" in desk.refused(429, HINT, body=asked)
    assert desk.ask(HINT, token="token-wang", body=asked)[0] == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [(f"/paper/{COURSE}/other", 404), (f"/hint/{COURSE}/mock/no-such", 404), (f"/paper/{COURSE}x/mock", 404)],
)
def test_what_is_not_handed_out_is_refused_in_sentences(desk: Desk, path: str, status: int) -> None:
    desk.refused(status, path, body=b'{"answers": {}}' if "hint" in path else None)


@pytest.mark.parametrize(
    "token",
    [*(name for name in PEOPLE if name not in ("token-li", "token-wang", "token-teacher")), "token-that-is-wrong"],
)
@pytest.mark.parametrize("path", [PAPER, HINT])
def test_nobody_else_gets_anything(desk: Desk, token: str, path: str) -> None:
    desk.refused(403, path, token=token, body=b'{"answers": {}}' if path == HINT else None)
    assert not (desk.site.room(COURSE) / "papers").exists()


def test_somebody_outside_the_course_learns_what_to_do(desk: Desk) -> None:
    assert "roster" in desk.refused(403, PAPER, token="token-of-silo")
    assert "start them again" in desk.refused(403, PAPER, token="token-that-is-wrong")
    assert "before this course had papers" in desk.refused(403, PAPER, token="token-for-other-things")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "token",
        "token ",
        "Basic bGk6bGk=",
        "token-li",
        "token  token-li",
        "token token-li extra",
        "token 李",
        "token token-li,token-wang",
    ],
)
def test_only_one_form_of_authorization_is_taken(desk: Desk, header: str) -> None:
    elsewhere = f"GET {PREFIX}{PAPER}?token=token-li HTTP/1.1\r\nHost: x\r\nCookie: token=token-li\r\n"
    assert desk.say(f"{elsewhere}Authorization: {header}\r\n\r\n".encode())[0] == 403


def test_two_authorizations_are_none(desk: Desk) -> None:
    two = "Authorization: token token-li\r\nAuthorization: token token-wang\r\n"
    assert desk.say(f"GET {PREFIX}{PAPER} HTTP/1.1\r\nHost: x\r\n{two}\r\n".encode())[0] == 403


def test_a_hub_that_is_away_or_breaks_is_told_as_such(desk: Desk) -> None:
    assert "starting anew" in desk.refused(503, PAPER, token="token-breaks-the-hub")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}/hub/api"
    with running_desk(desk.site, nobody) as alone:
        assert "starting anew" in alone.refused(503, PAPER)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"1", b"{}", b'{"answers": []}', b'{"answers": null}',
        b'{"answers": {}, "trainee": "wang"}',
        b'{"answers": {"a": NaN}}', b'{"answers": {"a": -Infinity}}', b'{"answers": {"a": "\\ud800"}}', b'\xff\xfe',
        b'{"answers": {"a": ' + b"[" * 100_000, b'{"answers": {"a": ' + b"[" * 9 + b"]" * 9 + b"}}",
        b'{"answers": {"a": ' + b"9" * 5000 + b"}}",
        json.dumps({"answers": {str(n): 1 for n in range(201)}}).encode(),
    ],
    ids=lambda body: body[:24].decode(errors="replace"),
)  # fmt: skip
def test_what_is_no_sheet_of_answers_is_refused_and_costs_no_hint(desk: Desk, body: bytes) -> None:
    assert "form that it does not know" in desk.refused(400, HINT, body=body)
    assert desk.ask(HINT, body=b'{"answers": {}}')[1]["left"] == 1


@pytest.mark.parametrize(
    "answers",
    [
        {"outer_points": "x" * 100_000}, {"outer_points": 1e308}, {"outer_points": -1}, {"outer_points": {"value": {}}},
        {"outer_points": [[[[[]]]]]}, {"__class__": 1, "": None, "..": True, "a\x00b": "c"}, {"outer_points": 10**400},
    ],
    ids=lambda answers: str(answers)[:24],
)  # fmt: skip
def test_strange_answers_get_an_ordinary_hint(desk: Desk, answers: dict[str, Any]) -> None:
    status, told = desk.ask(HINT, body=json.dumps({"answers": answers}).encode())
    assert (status, told.get("left")) == (200, 1), told


@pytest.mark.parametrize(
    "path",
    [
        "/paper/plant/..", "/paper/%2e%2e/mock", "/paper/plant/%2e%2e%2fmock", "/paper/plant/mock/",
        "/paper/plant/mock.json",
        "/paper/plant/mock%00", "/hint/plant/mock/../mock/silo-rings", "/hint/plant/mock/Silo",
        "/../../hub/api/users", "/",
    ],
)  # fmt: skip
def test_path_tricks_lead_nowhere(desk: Desk, path: str) -> None:
    request = f"GET {PREFIX}{path} HTTP/1.1\r\nHost: x\r\nAuthorization: token token-li\r\n\r\n"
    assert desk.say(request.encode())[0] == 404
    assert not (desk.site.room(COURSE) / "papers").exists()


@pytest.mark.parametrize(
    ("rest", "statuses"),
    [
        (b"Content-Length: 262145\r\n\r\n", {413}),
        (b"Content-Length: 99999999999999999999\r\n\r\n", {413}),
        (b"Content-Length: -5\r\n\r\n", {400}),
        (b"Content-Length: 2\r\nContent-Length: 7\r\n\r\n{}", {400}),
        (b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", {411}),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}", {400, 411}),
        (b"X: " + b"x" * 20_000 + b"\r\n\r\n", {0, 400, 431}),
        (b"Authorization : token token-wang\r\nContent-Length: 2\r\n\r\n{}", {400}),
    ],
)
def test_a_body_that_is_too_large_or_unclear_is_not_read(desk: Desk, rest: bytes, statuses: set[int]) -> None:
    head = f"POST {PREFIX}{HINT} HTTP/1.1\r\nHost: x\r\nAuthorization: token token-li\r\n".encode()
    assert desk.say(head + rest)[0] in statuses
    assert desk.ask(HINT, body=b'{"answers": {}}')[1]["left"] == 1


def test_pages_of_other_origins_get_no_permission_and_nothing_is_kept(desk: Desk) -> None:
    assert desk.ask(PAPER, Origin="http://evil.example")[0] == 200
    assert [name for name in desk.headers if name.startswith(("access-control", "set-cookie", "server", "etag"))] == []
    assert desk.headers["cache-control"] == "no-store"
    preflight = f"OPTIONS {PREFIX}{PAPER} HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\n"
    assert desk.say(f"{preflight}Authorization: token token-li\r\n\r\n".encode())[0] == 405


def test_the_unforeseen_has_a_number_for_the_trainee_and_the_rest_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.ask(PAPER)
    (desk.site.room(COURSE) / "papers" / "mock" / "li.json").write_text("damaged")
    with caplog.at_level(logging.INFO):
        told = desk.refused(500, PAPER)
    number = re.search(r"number ([0-9a-f]{8})", told)
    assert number, told
    assert "damaged" not in told
    assert "Traceback" not in told
    assert f"fault {number[1]} in GET" in caplog.text
    assert "li.json" in caplog.text
    assert "token-li" not in caplog.text
    assert desk.ask(PAPER, token="token-wang")[0] == 200, "one trainee's trouble is nobody else's"


@contextmanager
def occupied(desk: Desk) -> Iterator[None]:
    """The desk's only thread is busy as long as the block lasts."""
    begun, done = threading.Event(), threading.Event()

    def work() -> bytes:
        begun.set()
        assert done.wait(timeout=60)
        return b""

    busy = asyncio.run_coroutine_threadsafe(desk.crew.do("somebody", work), desk.loop)
    assert begun.wait(timeout=60)
    try:
        yield
    finally:
        done.set()
        busy.result(timeout=60)


@contextmanager
def waiting(desk: Desk, count: int) -> Iterator[list[socket.socket]]:
    """``count`` requests for a hint by li, all waiting for their turn."""
    body = b'{"answers": {}}'
    head = f"POST {PREFIX}{HINT} HTTP/1.1\r\nHost: x\r\nAuthorization: token token-li\r\nContent-Length: {len(body)}"
    with ExitStack() as lines:
        opened = [lines.enter_context(socket.create_connection(("127.0.0.1", desk.port))) for _ in range(count)]
        for line in opened:
            line.sendall(head.encode() + b"\r\n\r\n" + body)
        wait_until(lambda: desk.crew._under_way["li"] == count, "all requests to be taken")
        yield opened


def test_whoever_asks_too_often_at_once_waits_and_others_do_not(desk: Desk) -> None:
    with occupied(desk), waiting(desk, AT_ONCE):
        assert "too often" in desk.refused(429, PAPER)
        assert desk.ask("/health")[0] == 200


def test_no_hint_is_spent_on_somebody_who_has_gone(desk: Desk) -> None:
    with occupied(desk):
        with waiting(desk, 3):
            pass
        # Sent after those have hung up, so answered after that was seen.
        assert desk.ask("/health")[0] == 200
    assert desk.ask(HINT, body=b'{"answers": {}}')[1]["left"] == 1


def test_slow_senders_keep_nobody_else_from_asking(desk: Desk) -> None:
    head = f"POST {PREFIX}{HINT} HTTP/1.1\r\nHost: x\r\nAuthorization: token token-li\r\nContent-Length: 100\r\n\r\n{{"
    with ExitStack() as slow:
        for _ in range(50):
            slow.enter_context(socket.create_connection(("127.0.0.1", desk.port))).sendall(head.encode())
        assert desk.ask(PAPER, token="token-wang")[0] == 200
        assert desk.ask(PAPER)[0] == 200


def test_a_crew_forgets_whom_it_has_served() -> None:
    async def use() -> None:
        crew = Crew(threads=1)

        def fail() -> bytes:
            raise Refusal(404, "This paper is not handed out. Ask your instructor.")

        for work in (lambda: b"x", fail):
            try:
                await crew.do("li", work)
            except Refusal:
                continue
        assert crew._under_way == {}

    # In a thread of its own: a browser test before this one leaves a loop in the main one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, use()).result()


REFUSING: list[Callable[[Desk], str]] = [
    lambda desk: desk.refused(403, PAPER, token="token-that-is-wrong"),
    lambda desk: desk.refused(413, HINT, body=b" " * 262_145),
]


@pytest.mark.parametrize("refuse", REFUSING, ids=["wrong token", "too large"])
def test_the_desk_goes_on_after_many_refusals(desk: Desk, refuse: Callable[[Desk], str]) -> None:
    for _ in range(30):
        refuse(desk)
    assert desk.ask(PAPER)[0] == 200
