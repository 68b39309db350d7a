"""JupyterHub's own sentences come out in the reader's language, and none of them in English on a Chinese page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jupyterhub
import pytest
from jupyterhub.scopes import scope_definitions

from borehall.hub.pages.restate import restate, status_advice, status_title
from borehall.words import speaking

ROOT = Path(jupyterhub.__file__).parent
RAISING = [*ROOT.glob("handlers/*.py"), ROOT / "scopes.py", ROOT / "_xsrf_utils.py"]
CJK = re.compile(r"[\u4e00-\u9fff]")


def messages() -> Iterator[str]:
    """Every message of an HTTPError that JupyterHub raises for a page, with 7 in its places."""
    for file in RAISING:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("HTTPError") and len(node.args) > 1:
                yield from _texts(node.args[1])
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("error_message", "msg"):
                yield from _texts(node.value)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)  # type: ignore[misc]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.replace("%s", "7")


def test_messages_are_found() -> None:
    found = set(messages())
    assert len(found) > 25
    assert "No such user: 7" in found


@pytest.mark.parametrize("message", sorted(set(messages())))
def test_each_message_of_a_page_is_known(message: str) -> None:
    with speaking("zh_CN"):
        assert CJK.search(restate(message)), f"JupyterHub says {message!r}: give it a line in restate.py"


@pytest.mark.parametrize("description", sorted(scope["description"] for scope in scope_definitions.values()))
def test_each_permission_has_chinese_words(description: str) -> None:
    with speaking("zh_CN"):
        assert CJK.search(restate(description))


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Too many users trying to log in right now. Try again in 30 seconds.", "请 30 秒后再试"),
        ("Too many users trying to log in right now. Try again in 2 minutes.", "请 2 分钟后再试"),
        ("No such user: li.ming", "没有用户 li.ming"),
        ("Your server appears to be down. Try restarting it from the hub", "实训环境没有运行"),
        ("only you", "仅限您本人"),
    ],
)
def test_what_a_message_tells_is_kept(message: str, says: str) -> None:
    with speaking("zh_CN"):
        assert says in restate(message)


def test_what_is_unknown_is_left_out_in_chinese_and_kept_in_english() -> None:
    with speaking("zh_CN"):
        assert restate("Flux capacitor overheated") == ""
        assert restate("磁盘已满，请联系管理员") == "磁盘已满，请联系管理员"
    with speaking("en"):
        assert restate("Flux capacitor overheated") == "Flux capacitor overheated"


def test_braces_in_a_message_are_only_text() -> None:
    with speaking("zh_CN"):
        assert "{0.__class__}" in restate("No such user: {0.__class__}")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 418, 422, 424, 429, 500, 502, 503, 504, 599])
def test_each_status_has_a_title_and_an_advice(status: int) -> None:
    with speaking("zh_CN"):
        assert CJK.search(status_title(status)) and CJK.search(status_advice(status))
    with speaking("en"):
        assert status_title(status).isascii() and status_advice(status).isascii()
