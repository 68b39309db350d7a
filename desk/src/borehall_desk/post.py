"""The post: what a kernel asks the hall for, through its own Jupyter server.

A kernel has no way to the network of its own. It speaks HTTP over the Unix socket that BOREHALL_POST names, which the
Jupyter server beside it keeps open (post_office.py) and carries on to the hall. This side needs the standard library
only.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
from pathlib import Path
from typing import Any
from urllib.parse import quote

SOCKET_VARIABLE = "BOREHALL_POST"

LARGEST_BODY = 256 * 1024
"""Bytes of what is asked; the sheet of one question is far below."""

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes of what is answered: a paper with its drawings in two languages is far below."""

PATIENCE_S = 60.0
"""Seconds that one silence may last: longer than the Jupyter server waits for the hall, which it then can say."""

_NO_HALL = {
    "en": "This notebook is not open in a hall, so there is no question to fetch here. Open it in the hall.",
    "zh_CN": "本笔记本不是在平台中打开的，此处取不到题目。请在平台中打开。",
}
_NO_SOCKET = {
    "en": "The way from this notebook to the hall is closed. Your answers are saved. On the hall's home page stop your "
    "notebooks, start them again, and run this cell once more.",
    "zh_CN": "本笔记本与平台的连接已关闭。您的答案已保存。请在平台首页停止实训环境，重新启动后再运行本单元格。",
}
_NO_ANSWER = {
    "en": "The hall does not answer at the moment. Your answers are saved. Run this cell again in a minute; if it "
    "stays so, tell your instructor.",
    "zh_CN": "平台暂时没有响应。您的答案已保存。请一分钟后再运行本单元格；仍然如此时请联系教师。",
}
_UNREADABLE = {
    "en": "The hall's answer cannot be read. Your answers are saved. Run this cell again; if it stays so, tell your "
    "instructor.",
    "zh_CN": "平台返回的内容无法识别。您的答案已保存。请再运行一次本单元格；仍然如此时请联系教师。",
}
_TOO_LARGE = {
    "en": f"The answers to this question are too large: the hall takes {LARGEST_BODY // 1024} kB. Shorten the longest "
    "text or code, then ask again.",
    "zh_CN": f"本题的答案过大：平台最多接收 {LARGEST_BODY // 1024} kB。请缩短最长的文字或代码后重试。",
}
_NOT_PLAIN = {
    "en": "An answer to this question is not a finite number, a text, a list or a table, so it cannot be sent. Correct "
    "it, then ask again.",
    "zh_CN": "本题有一项答案不是有限数值、文字、列表或表格，无法发送。请更正后重试。",
}


class PostFailed(Exception):
    """What was asked did not come. ``sentences`` says why and what to do; ``status`` is HTTP's, or 0 for no answer."""

    def __init__(self, sentences: dict[str, str], status: int = 0) -> None:
        super().__init__(sentences["en"])
        self.sentences = sentences
        self.status = status


class NoPost(PostFailed):
    """There is no post here: the notebook was not opened in a hall, or its Jupyter server has closed the socket."""


def ask_paper(course: str, assignment: str) -> dict[str, Any]:
    """The trainee's own questions of a paper: the content of questions.json."""
    return _ask("GET", _path("paper", course, assignment))


def ask_hint(course: str, assignment: str, slot: str, answers: dict[str, Any]) -> dict[str, Any]:
    """What the judge says about ``answers`` to one question, without any solution."""
    try:
        body = json.dumps({"answers": answers}, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        raise PostFailed(_NOT_PLAIN) from None
    if len(body) > LARGEST_BODY:
        raise PostFailed(_TOO_LARGE, 413)
    return _ask("POST", _path("hint", course, assignment, slot), body)


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        """Connects to the socket instead of a host."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _ask(method: str, path: str, body: bytes | None = None) -> dict[str, Any]:
    place = os.environ.get(SOCKET_VARIABLE)
    if not place:
        raise NoPost(_NO_HALL)
    if not Path(place).is_socket():
        raise NoPost(_NO_SOCKET)
    status, content = _exchange(place, method, path, body)
    if status == 200:
        return content
    raise PostFailed(_sentences(content), status)


def _exchange(place: str, method: str, path: str, body: bytes | None) -> tuple[int, dict[str, Any]]:
    connection = UnixConnection(place, PATIENCE_S)
    try:
        connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        answer = connection.getresponse()
        text = answer.read(LARGEST_ANSWER + 1)
        if answer.length and len(text) <= LARGEST_ANSWER:
            raise http.client.IncompleteRead(text, answer.length)
    except ConnectionRefusedError:
        raise NoPost(_NO_SOCKET) from None
    except (OSError, http.client.HTTPException):
        raise PostFailed(_NO_ANSWER) from None
    finally:
        connection.close()
    return answer.status, _object(text)


def _object(text: bytes) -> dict[str, Any]:
    try:
        content = json.loads(text) if len(text) <= LARGEST_ANSWER else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise PostFailed(_UNREADABLE)
    return content


def _sentences(content: dict[str, Any]) -> dict[str, str]:
    """The hall's own sentences; ours where it sent none."""
    told = content.get("error")
    if isinstance(told, dict) and all(isinstance(told.get(language), str) for language in _UNREADABLE):
        return {language: told[language] for language in _UNREADABLE}
    return _UNREADABLE


def _path(*parts: str) -> str:
    return "/" + "/".join(quote(part, safe="") for part in parts)
