"""What every station of the post agrees on: which paths there are, what a request may weigh, how an error is told.

The Jupyter server's post office speaks this to the kernel, and the hall's papers desks speak it to the post office.
"""

from __future__ import annotations

import json
import secrets
from http.client import responses
from types import TracebackType
from typing import Any

from tornado.web import HTTPError, RequestHandler, stream_request_body
from traitlets.log import get_logger

from borehall_desk.post import LARGEST_BODY

_COURSE = r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"
_ASSIGNMENT = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
_SLOT = r"[a-z][a-z0-9-]{0,39}"

PAPER = rf"paper/({_COURSE})/({_ASSIGNMENT})"
HINT = rf"hint/({_COURSE})/({_ASSIGNMENT})/({_SLOT})"
"""Compared with the path as it was sent: nothing that is written in percent signs can be one of these."""

LIMITS = {
    # Larger ones are refused by the handler, in sentences; this is what tornado itself would cut off without a word.
    "max_body_size": 1 << 40,
    "max_header_size": 16 * 1024,
    "body_timeout": 15.0,
    "idle_connection_timeout": 30.0,
    "no_keep_alive": True,
}
"""For tornado's HTTPServer."""

Sentences = dict[str, str]

_NO_SUCH_PATH: Sentences = {
    "en": "The hall has no such address. Fetch the assignment again; if it stays so, tell your instructor.",
    "zh_CN": "平台没有这一地址。请重新获取作业；仍然如此时请联系教师。",
}
_TOO_LARGE: Sentences = {
    "en": f"This is too large: the hall takes {LARGEST_BODY // 1024} kB. Shorten the longest text or code, then ask "
    "again.",
    "zh_CN": f"内容过大：平台最多接收 {LARGEST_BODY // 1024} kB。请缩短最长的文字或代码后重试。",
}
_NOT_UNDERSTOOD: Sentences = {
    "en": "The hall does not understand this request. Restart the kernel and run this cell again; if it stays so, tell "
    "your instructor.",
    "zh_CN": "平台无法理解这一请求。请重启内核后再运行本单元格；仍然如此时请联系教师。",
}
_UNFORESEEN: Sentences = {
    "en": "This did not work, through no fault of yours. Your answers are saved. Try again in a minute; if it fails "
    "again, tell your instructor the number {number}: it stands in the hall's log.",
    "zh_CN": "操作没有完成，原因不在您。您的答案已保存。请一分钟后重试；仍然失败时请把编号 {number} 告诉教师，"
    "平台日志中有相应记录。",
}


class Refused(HTTPError):
    """A request that is answered with a status and sentences instead of content."""

    def __init__(self, status: int, sentences: Sentences) -> None:
        super().__init__(status, sentences["en"].replace("%", "%%"))
        self.sentences = sentences


@stream_request_body
class LetterHandler(RequestHandler):
    """Answers in JSON, also when something is wrong; reads no more than it must."""

    fault_number = ""

    def initialize(self) -> None:
        """Nothing has come yet."""
        self.body = b""
        self.gone = False

    def prepare(self) -> Any:
        """Refuses what is too large before it is read."""
        if "Transfer-Encoding" in self.request.headers:
            raise HTTPError(411)
        length = self.request.headers.get("Content-Length", "0")
        # A number of many digits is large without being read as a number.
        if len(length) > 9 or (length.isdecimal() and int(length) > LARGEST_BODY):
            raise Refused(413, _TOO_LARGE)

    def data_received(self, chunk: bytes) -> None:
        """Keeps what comes; `prepare` has seen how much that will be."""
        self.body += chunk

    def on_connection_close(self) -> None:
        """Nobody waits for the answer any more."""
        self.gone = True

    def tell(self, content: bytes, status: int = 200) -> None:
        """Answers with JSON that is already text."""
        self.set_status(status)
        self.finish(content)

    def set_default_headers(self) -> None:
        """For a program's eyes only, and not to be kept."""
        self.clear_header("Server")
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def compute_etag(self) -> None:
        """None: nothing here is kept for another time."""

    def log_exception(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What nobody foresaw goes to the log, under a number that the trainee is told."""
        if not isinstance(error, HTTPError):
            self.fault_number = secrets.token_hex(4)
            where = (self.request.method, self.request.path)
            get_logger().error("fault %s in %s %s", self.fault_number, *where, exc_info=(kind, error, trace))  # type: ignore[arg-type]

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """The error's sentences in both languages."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        sentences = error.sentences if isinstance(error, Refused) else self._sentences(status_code)
        self.set_status(status_code, responses.get(status_code, "Error"))
        self.finish(envelope(sentences))

    def _sentences(self, status: int) -> Sentences:
        if status == 404:
            return _NO_SUCH_PATH
        if status < 500:
            return _NOT_UNDERSTOOD
        return {language: text.format(number=self.fault_number or status) for language, text in _UNFORESEEN.items()}


class NoSuchPath(LetterHandler):
    """Every other path."""

    def prepare(self) -> None:
        """Nothing is read for it."""
        raise HTTPError(404)


def envelope(sentences: Sentences) -> bytes:
    """An error's JSON."""
    return json.dumps({"error": sentences}, ensure_ascii=False).encode()


def quiet_access(handler: RequestHandler) -> None:
    """Instead of tornado's log of each request: 500 people's hints would bury what matters."""
    get_logger().debug("%s %s %s", handler.get_status(), handler.request.method, handler.request.path)
