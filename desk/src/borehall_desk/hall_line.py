"""The line from a trainee's Jupyter server to the hall; back comes only what the post may carry."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from tornado.httpclient import HTTPClientError, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from traitlets.log import get_logger

from borehall_desk.letters import Refused, Sentences
from borehall_desk.post import LARGEST_ANSWER

AT_ONCE = 8
"""Requests on their way to the hall; more than one trainee's kernels have reason to send."""

PATIENCE_S = 50.0
"""How long the hall may take; less than the kernel waits."""

_PASSED_ON = {200, 400, 403, 404, 409, 413, 429, 500, 503}

_AWAY: Sentences = {
    "en": "The hall does not answer at the moment; it may be starting anew. Your answers are saved. Try again in a "
    "minute; if it stays so, tell your instructor.",
    "zh_CN": "平台暂时没有响应，可能正在重新启动。您的答案已保存。请一分钟后重试；仍然如此时请联系教师。",
}
_NO_PAPERS: Sentences = {
    "en": "The hall hands out no paper of the course {course} at the moment. If the hall has just been started, try "
    "again in a minute; otherwise ask your instructor.",
    "zh_CN": "平台目前没有发放课程 {course} 的试卷。如平台刚刚启动，请一分钟后重试；否则请联系教师。",
}
_REFUSED: Sentences = {
    "en": "The hall does not know this server any more. Your answers are saved. On the hall's home page stop your "
    "notebooks, then start them again.",
    "zh_CN": "平台已不再识别本实训环境。您的答案已保存。请在平台首页停止实训环境，然后重新启动。",
}


class HallLine:
    """Knows the hall's address and the token that this server was given."""

    def __init__(self, hall: str, token: str, patience_s: float = PATIENCE_S) -> None:
        self.hall = hall.rstrip("/")
        self.patience_s = patience_s
        self._token = token
        # Of our own, whatever other extensions set for all clients.
        self._client = SimpleAsyncHTTPClient(
            force_instance=True, max_clients=AT_ONCE, max_body_size=LARGEST_ANSWER, max_buffer_size=2 * LARGEST_ANSWER
        )

    async def ask(self, course: str, path: str, body: bytes | None = None) -> tuple[bytes, int]:
        """The hall's answer and its status. ``course`` and ``path`` hold nothing but checked names."""
        try:
            answer = await self._client.fetch(self._request(course, path, body), raise_error=False)
        except (OSError, HTTPClientError) as error:
            get_logger().warning("The hall could not be asked for %s: %s", path, error)
            raise Refused(503, _AWAY) from None
        return _checked(answer, course)

    def _request(self, course: str, path: str, body: bytes | None) -> HTTPRequest:
        return HTTPRequest(
            f"{self.hall}/services/papers-{course}/api/{path}",
            method="GET" if body is None else "POST",
            headers={"Authorization": f"token {self._token}", "Content-Type": "application/json"},
            body=body,
            # A redirect could carry the token elsewhere.
            follow_redirects=False,
            decompress_response=False,
            connect_timeout=self.patience_s,
            request_timeout=self.patience_s,
        )


def _checked(answer: HTTPResponse, course: str) -> tuple[bytes, int]:
    """The answer as it is where it is the papers desk's own; otherwise what its absence means."""
    content = _object(answer.body) if answer.code in _PASSED_ON else None
    if content is not None and (answer.code == HTTPStatus.OK or _has_sentences(content)):
        return answer.body, answer.code
    get_logger().warning("The hall answered %s with what the post does not carry", answer.code)
    if answer.code in (401, 403):
        raise Refused(403, _REFUSED)
    if 200 <= answer.code < 500:
        # The hub's own page, since no service has this address.
        raise Refused(404, {language: text.format(course=course) for language, text in _NO_PAPERS.items()})
    raise Refused(503, _AWAY)


def _object(body: bytes | None) -> dict[str, Any] | None:
    try:
        content = json.loads(body or b"")
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _has_sentences(content: dict[str, Any]) -> bool:
    told = content.get("error")
    return isinstance(told, dict) and all(isinstance(told.get(language), str) for language in _AWAY)
