"""What the kernel's side of the post says, whatever the other end does. The other end here is a plain socket."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from borehall_desk import post


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path of a socket that is not there yet, as the Jupyter server names it to its kernels."""
    # Below /tmp, since pytest's own folders are longer than the name of a socket may be.
    with tempfile.TemporaryDirectory(prefix="borehall-test-", dir="/tmp") as folder:
        path = Path(folder) / "post"
        monkeypatch.setenv(post.SOCKET_VARIABLE, str(path))
        yield path


@contextmanager
def other_end(place: Path, answer: bytes) -> Iterator[list[bytes]]:
    """Answers one request with these bytes and hangs up; yields what was asked, once it was."""
    heard: list[bytes] = []

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            heard.append(_request(connection))
            connection.sendall(answer)

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen()
        server = threading.Thread(target=serve)
        server.start()
        yield heard
        server.join(timeout=10)


def _request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(65536)
    head, _, body = request.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def http(status: int, content: bytes) -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def refusal(ask: Callable[[], object]) -> post.PostFailed:
    """What is raised, with a sentence in each language."""
    with pytest.raises(post.PostFailed) as raised:
        ask()
    assert set(raised.value.sentences) == {"en", "zh_CN"}
    assert all(raised.value.sentences.values())
    return raised.value


def ask_plant() -> dict[str, object]:
    return post.ask_paper("plant", "practice-6")


def test_a_paper_is_asked_for_by_its_path_and_comes_as_it_is(place: Path) -> None:
    with other_end(place, http(200, '{"trainee": "李"}'.encode())) as heard:
        assert ask_plant() == {"trainee": "李"}
    assert heard[0].startswith(b"GET /paper/plant/practice-6 HTTP/1.1\r\n")


def test_a_hint_brings_the_answers(place: Path) -> None:
    with other_end(place, http(200, b'{"left": 2}')) as heard:
        assert post.ask_hint("plant", "practice-6", "silo", {"layer": "粉质黏土", "depth": 12.5}) == {"left": 2}
    head, body = heard[0].split(b"\r\n\r\n")
    assert head.startswith(b"POST /hint/plant/practice-6/silo HTTP/1.1\r\n")
    assert json.loads(body) == {"answers": {"layer": "粉质黏土", "depth": 12.5}}


def test_a_name_never_becomes_another_path(place: Path) -> None:
    with other_end(place, http(200, b"{}")) as heard:
        post.ask_paper("../hub", "a/b?c=d e\r\nX: y")
    assert heard[0].startswith(b"GET /paper/..%2Fhub/a%2Fb%3Fc%3Dd%20e%0D%0AX%3A%20y HTTP/1.1\r\n")


def test_the_halls_own_sentences_are_passed_on(place: Path) -> None:
    told = {"zh_CN": "本题提示次数已用完。", "en": "No hints are left."}
    with other_end(place, http(429, json.dumps({"error": told}).encode())):
        failed = refusal(ask_plant)
    assert (failed.sentences, failed.status, str(failed)) == (told, 429, "No hints are left.")


def test_outside_a_hall_there_is_no_post(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(post.SOCKET_VARIABLE, raising=False)
    failed = refusal(ask_plant)
    assert isinstance(failed, post.NoPost)
    assert "not open in a hall" in str(failed)


def test_a_socket_that_is_gone_asks_for_a_new_start(place: Path) -> None:
    assert isinstance(refusal(ask_plant), post.NoPost)
    place.write_text("no socket")
    failed = refusal(ask_plant)
    assert isinstance(failed, post.NoPost)
    assert "start them again" in str(failed)


def test_a_socket_that_nobody_listens_at_asks_for_a_new_start(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(place))
    assert isinstance(refusal(ask_plant), post.NoPost)


def test_silence_ends(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "PATIENCE_S", 0.05)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(place))
        silent.listen()
        failed = refusal(ask_plant)
    assert not isinstance(failed, post.NoPost)
    assert "does not answer" in str(failed)


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{}"])
def test_half_an_answer_and_another_protocol_are_no_answer(place: Path, answer: bytes) -> None:
    with other_end(place, answer):
        assert "does not answer" in str(refusal(ask_plant))


@pytest.mark.parametrize(
    "content",
    [b"<html>", b"[1]", b"\xff", b"[" * 100_000, b'{"x": "' + b"x" * post.LARGEST_ANSWER + b'"}'],
    ids=["html", "list", "bytes", "deep", "huge"],
)
@pytest.mark.parametrize("status", [200, 502])
def test_what_is_no_json_object_cannot_be_read(place: Path, status: int, content: bytes) -> None:
    with other_end(place, http(status, content)):
        assert "cannot be read" in str(refusal(ask_plant))


@pytest.mark.parametrize("told", [None, "x", {"en": "x"}, {"en": "x", "zh_CN": 1}])
def test_an_error_without_sentences_gets_ours(place: Path, told: object) -> None:
    with other_end(place, http(500, json.dumps({"error": told}).encode())):
        failed = refusal(ask_plant)
    assert failed.status == 500
    assert "cannot be read" in str(failed)


def test_too_large_answers_are_refused_before_they_are_sent(place: Path) -> None:
    failed = refusal(lambda: post.ask_hint("plant", "practice-6", "silo", {"text": "x" * post.LARGEST_BODY}))
    assert failed.status == 413
    assert "256 kB" in str(failed)


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, b"x"])
def test_what_json_cannot_hold_is_refused_before_it_is_sent(place: Path, value: object) -> None:
    failed = refusal(lambda: post.ask_hint("plant", "practice-6", "silo", {"depth": value}))
    assert "finite number" in str(failed)
