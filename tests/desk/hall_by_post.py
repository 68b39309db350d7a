"""A small HTTP server on a Unix socket, in place of the trainee's own Jupyter server: says what a test tells it to."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any


class Hall(socketserver.ThreadingUnixStreamServer):
    """Answers by path; keeps what it was asked."""

    daemon_threads = True
    answers: dict[str, tuple[int, Any]]
    asked: list[tuple[str, Any]]


class _Handler(BaseHTTPRequestHandler):
    server: Hall

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((f"{self.command} {self.path}", json.loads(body) if body else None))
        status, content = self.server.answers[f"{self.command} {self.path}"]
        raw = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    do_GET = do_POST = _answer

    def address_string(self) -> str:
        return "kernel"

    def log_message(self, *_: Any) -> None:
        """Nothing: a test looks at `asked`."""


@contextmanager
def hall_by_post(socket: Path) -> Iterator[Hall]:
    """A hall behind ``socket`` as long as the block lasts."""
    with Hall(str(socket), _Handler) as hall:
        hall.answers, hall.asked = {}, []
        thread = threading.Thread(target=hall.serve_forever)
        thread.start()
        yield hall
        hall.shutdown()
        thread.join()
