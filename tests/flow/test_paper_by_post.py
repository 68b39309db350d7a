"""From a trainee's kernel to the hall and back, through a real hub: who gets a paper, and what harms nobody."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from jupyter_client.blocking.client import BlockingKernelClient

from borehall.hub.newcomers import OPERATORS, noted_passwords
from borehall.hub.up import descendants
from borehall.site import Site
from borehall.system_accounts import SystemAccounts
from tests.hall import COURSE, Hall, Person, command_of, new_hall, wait_until

pytestmark = pytest.mark.hub

OTHER = "other-plant"
PAPER = "practice-6"
ASK = f"/services/papers-{COURSE}/api/paper/{COURSE}/{PAPER}"
HINT = f"/services/papers-{COURSE}/api/hint/{COURSE}/{PAPER}/detailed-counts"
PROGRAM = """
import json
from borehall_desk import post
try:
    answer = post.{call}
except post.PostFailed as failed:
    answer = dict(failed.sentences, status=failed.status)
print(json.dumps(answer))
"""


def add_course(site: Site, trainee: str) -> None:
    """A second course with the same papers, none of them released, and one trainee."""
    shutil.copytree(site.course(COURSE), site.course(OTHER))
    shutil.copytree(site.step("source", COURSE), site.step("source", OTHER))
    file = site.course(OTHER) / "course.toml"
    file.write_text(file.read_text().replace("demonstration = true", "").replace('"teacher"', '"other-teacher"'))
    roster = site.course(OTHER) / "roster.csv"
    heading = roster.read_text().splitlines()[0]
    roster.write_text(f"{heading}\n{trainee},赵工{',' * (heading.count(',') - 1)}\n")


@pytest.fixture(scope="module")
def big_hall() -> Iterator[Hall]:
    with new_hall(accounts='[accounts]\noperators = ["chief"]\nfirst_password_change = false') as hall:
        add_course(hall.site, "zhao")
        hall.start()
        yield hall


def person(hall: Hall, name: str, course: str) -> Person:
    """``name``, logged in, with the password noted for that course."""
    passwords = {username: password for username, _, password in noted_passwords(hall.site, course)}
    return Person(hall, name, passwords[name], "en")


@dataclass(frozen=True)
class Kernel:
    """A kernel in somebody's own server."""

    client: BlockingKernelClient

    def run(self, code: str) -> str:
        """What ``code`` prints."""
        said: list[str] = []

        def keep(message: dict[str, Any]) -> None:
            said.append(message["content"].get("text", "") or str(message["content"].get("traceback", "")))

        self.client.execute_interactive(code, timeout=60, output_hook=keep)
        return "".join(said)

    def ask(self, call: str) -> dict[str, Any]:
        """The answer of the post, or the sentences and status of its failure."""
        return json.loads(self.run(PROGRAM.format(call=call)))


def kernel_of(somebody: Person) -> Iterator[Kernel]:
    somebody.start_server()
    made = somebody.at_desk("POST", "api/kernels", 201, json={}).json()
    client = BlockingKernelClient()
    client.load_connection_file(str(somebody.hall.site.home(somebody.name) / ".run" / f"kernel-{made['id']}.json"))
    client.start_channels()
    client.wait_for_ready(timeout=60)
    yield Kernel(client)
    client.stop_channels()


@pytest.fixture(scope="module")
def kernel(big_hall: Hall) -> Iterator[Kernel]:
    yield from kernel_of(person(big_hall, "trainee01", COURSE))


@pytest.fixture(scope="module")
def kernel_of_other_course(big_hall: Hall) -> Iterator[Kernel]:
    yield from kernel_of(person(big_hall, "zhao", OTHER))


def token_of(somebody: Person, **options: object) -> str:
    """A token that ``somebody`` makes at the hub, with all their rights."""
    somebody.get("/hub/token")
    answer = somebody.request("POST", f"/hub/api/users/{somebody.name}/tokens", 201, json={"note": "test", **options})
    return answer.json()["token"]


def status_with(hall: Hall, token: str, path: str = ASK) -> int:
    """The status of ``path`` for whoever holds ``token``."""
    answer = requests.get(hall.address + path, headers={"Authorization": f"token {token}"}, timeout=60)
    if answer.status_code >= 400 and path == ASK:
        assert set(answer.json()["error"]) == {"en", "zh_CN"}
    return answer.status_code


def test_a_kernel_fetches_its_trainees_paper_and_a_hint(big_hall: Hall, kernel: Kernel) -> None:
    paper = kernel.ask(f"ask_paper('{COURSE}', '{PAPER}')")
    assert (paper["schema"], paper["trainee"]) == ("borehall-questions-1", "trainee01")
    slot = next(iter(paper["questions"]))
    told = kernel.ask(f"ask_hint('{COURSE}', '{PAPER}', '{slot}', {{}})")
    assert told["schema"] == "borehall-hint-1"
    assert {one["state"] for one in told["fields"]} == {"missing"}
    assert kernel.ask(f"ask_paper('{COURSE}', '{PAPER}')") == paper


def test_what_is_not_handed_out_is_told_in_the_kernel(kernel: Kernel) -> None:
    assert kernel.ask(f"ask_paper('{COURSE}', 'depth')")["status"] == 404
    assert kernel.ask("ask_paper('no-such-course', 'depth')")["status"] == 404


def test_another_courses_trainee_is_refused_and_served_by_their_own(kernel_of_other_course: Kernel) -> None:
    refused = kernel_of_other_course.ask(f"ask_paper('{COURSE}', '{PAPER}')")
    assert refused["status"] == 403
    assert "not in this course" in refused["en"]
    own = kernel_of_other_course.ask(f"ask_paper('{OTHER}', '{PAPER}')")
    assert (own["status"], "not handed out" in own["en"]) == (404, True)


def test_a_servers_token_opens_its_owners_papers_and_no_more(big_hall: Hall, kernel: Kernel) -> None:
    token = kernel.run("import os; print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()
    assert status_with(big_hall, token) == 200
    assert status_with(big_hall, token, f"/services/papers-{OTHER}/api/paper/{OTHER}/{PAPER}") == 403
    for path in ("/hub/api/users", "/hub/api/users/zhao", "/hub/api/services", f"/hub/api/groups/nbgrader-{COURSE}"):
        assert status_with(big_hall, token, path) in (403, 404), path


def test_whose_token_it_is_decides(big_hall: Hall) -> None:
    trainee, chief = person(big_hall, "trainee02", COURSE), person(big_hall, "chief", OPERATORS)
    assert status_with(big_hall, token_of(trainee)) == 200
    assert status_with(big_hall, token_of(person(big_hall, "teacher", COURSE))) == 200
    assert status_with(big_hall, token_of(person(big_hall, "zhao", OTHER))) == 403
    assert status_with(big_hall, token_of(chief)) == 403, "an operator is in no course"
    assert status_with(big_hall, token_of(trainee, scopes=["read:users!user"])) == 403
    assert status_with(big_hall, "0" * 32) == 403
    assert status_with(big_hall, "") == 403
    assert requests.get(big_hall.address + ASK, timeout=60).status_code == 403
    trainee.request("GET", ASK, 403)  # with the cookies of a log-in, which are no token


def test_an_expired_token_opens_nothing(big_hall: Hall) -> None:
    token = token_of(person(big_hall, "trainee02", COURSE), expires_in=1)
    wait_until(lambda: status_with(big_hall, token, "/hub/api/user") == 403, "the end of the token's time")
    assert status_with(big_hall, token) == 403


def test_hostile_requests_get_no_further_and_harm_nobody(big_hall: Hall, kernel: Kernel) -> None:
    token = token_of(person(big_hall, "trainee03", COURSE))
    head = f"Host: x\r\nAuthorization: token {token}\r\n"
    deep = '{"answers": {"a": ' + "[" * 100_000
    requests_made = [
        f"GET {ASK}/%2e%2e/%2e%2e HTTP/1.1\r\n{head}\r\n",
        f"GET {ASK.replace(PAPER, '%2e%2e')} HTTP/1.1\r\n{head}\r\n",
        f"GET {ASK.replace(PAPER, '..%2f..%2fhub')} HTTP/1.1\r\n{head}\r\n",
        f"GET /services/papers-{COURSE}/api/../../../hub/api/users HTTP/1.1\r\n{head}\r\n",
        f"POST {HINT}%00 HTTP/1.1\r\n{head}Content-Length: 2\r\n\r\n{{}}",
        f"POST {HINT.upper()} HTTP/1.1\r\n{head}Content-Length: 2\r\n\r\n{{}}",
        f"POST {HINT} HTTP/1.1\r\n{head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{{}}",
        f"POST {HINT} HTTP/1.1\r\n{head}Content-Length: 2\r\nContent-Length: 9\r\n\r\n{{}}",
        f"POST {HINT} HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n",
        f"POST {HINT} HTTP/1.1\r\n{head}Content-Length: {len(deep)}\r\n\r\n{deep}",
        f"POST {HINT} HTTP/1.1\r\n{head}Content-Length: {10**10}\r\n\r\n{{",
        f"GET {ASK} HTTP/1.1\r\n{head}X: {'x' * 100_000}\r\n\r\n",
    ]
    statuses = [_status(big_hall, request.encode()) for request in requests_made]
    assert all(status == 0 or 400 <= status < 500 for status in statuses), statuses
    with ExitStack() as slow:
        for _ in range(100):
            line = slow.enter_context(socket.create_connection(("127.0.0.1", big_hall.port)))
            line.sendall(f"POST {HINT} HTTP/1.1\r\n{head}Content-Length: 1000\r\n\r\n{{".encode())
        assert kernel.ask(f"ask_paper('{COURSE}', '{PAPER}')")["trainee"] == "trainee01"
    records = big_hall.site.room(COURSE) / "papers" / PAPER
    assert not (records / "trainee03.json").exists()


def _status(hall: Hall, request: bytes) -> int:
    """The status that answers these bytes; 0 when the line is cut instead."""
    with socket.create_connection(("127.0.0.1", hall.port), timeout=60) as line:
        line.sendall(request)
        answer = http.client.HTTPResponse(line)
        try:
            answer.begin()
        except (http.client.RemoteDisconnected, ConnectionResetError):
            return 0
        return answer.status


def test_a_killed_hub_comes_back_with_its_papers(big_hall: Hall, kernel: Kernel) -> None:
    before = kernel.ask(f"ask_paper('{COURSE}', '{PAPER}')")
    big_hall.kill_hub()
    seen: list[dict[str, Any]] = []

    def back() -> bool:
        seen.append(kernel.ask(f"ask_paper('{COURSE}', '{PAPER}')"))
        return "questions" in seen[-1]

    wait_until(back, "the papers desk")
    assert seen[-1] == before
    assert {answer["status"] for answer in seen[:-1]} <= {404, 503}, seen[:-1]


def test_doctor_says_that_the_desk_answers(big_hall: Hall) -> None:
    wait_until(lambda: requests.get(big_hall.address + ASK, timeout=60).status_code == 403, "the papers desk")
    assert f"The papers desk of course {COURSE} answers." in big_hall.borehall("doctor")


def test_a_server_knows_hall_and_language(big_hall: Hall, kernel: Kernel) -> None:
    told = kernel.run("import os; print(os.environ['BOREHALL_HALL'], os.environ['BOREHALL_LANGUAGE'])")
    assert told.split() == [f"{big_hall.address}/", "en"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's courses have accounts of their own")
def test_the_desk_runs_under_its_courses_account(big_hall: Hall) -> None:
    assert big_hall.process
    command = f"borehall.hub.papers_desk\0{big_hall.site.root}\0{COURSE}\0"
    (desk,) = (pid for pid in descendants(big_hall.process.pid) if command in command_of(pid))
    account = SystemAccounts(big_hall.site.system_accounts_file).find("course", COURSE)
    assert Path(f"/proc/{desk}").stat().st_uid == account


def test_no_log_holds_a_token(big_hall: Hall, kernel: Kernel) -> None:
    token = token_of(person(big_hall, "trainee02", COURSE))
    server = kernel.run("import os; print(os.environ['JUPYTERHUB_API_TOKEN'])").strip()
    assert status_with(big_hall, token) == 200
    log = (big_hall.site.hub / "hub.log").read_text(errors="replace")
    assert len(server) >= 32
    assert [secret for secret in (token, server) if secret in log] == []
