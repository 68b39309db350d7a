"""One test cell, run over a namespace: the value of its last line is partial credit, an exception no credit."""

from __future__ import annotations

import ast
import asyncio
import inspect
import io
import linecache
import sys
import tokenize
import traceback
import types
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

_MOST_PRINTED = 100_000


class Printed(io.StringIO):
    """What a test prints, up to a bound."""

    def write(self, text: str) -> int:
        """Takes text as far as there is room."""
        return super().write(text[: max(0, _MOST_PRINTED - self.tell())])


def run_test(source: str, name: str, space: dict[str, Any]) -> Any:
    """The value of the cell's last expression; None when there is none or a semicolon hides it."""
    text, file = _python(source), f"<{name}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    tree = ast.parse(text, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    _execute(compile(tree, file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), space)
    if not isinstance(last, ast.Expr):
        return None
    value = _execute(compile(ast.Expression(last.value), file, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), space)
    return None if _ends_quietly(text) else value


def _execute(code: types.CodeType, space: dict[str, Any]) -> Any:
    if code.co_flags & inspect.CO_COROUTINE:
        return asyncio.run(types.FunctionType(code, space)())
    return eval(code, space)  # noqa: S307 - the author's own test


def _python(source: str) -> str:
    """``source`` without IPython's own syntax. Most cells have none, and looking for it takes longer than the test."""
    try:
        ast.parse(source)
    except SyntaxError:
        return TransformerManager().transform_cell(source)
    return source


def _ends_quietly(text: str) -> bool:
    if ";" not in text:
        return False
    ignored = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT)
    try:
        tokens = [token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type not in ignored]
    except (tokenize.TokenError, IndentationError):
        return False
    return bool(tokens) and tokens[-1].string == ";"


def told(fault: BaseException, name: str) -> list[str]:
    """The traceback through the test's own lines: for instructors; feedback takes the test's source out again."""
    own = [frame for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == f"<{name}>"]
    return ["Traceback (most recent call last):", *(line.rstrip() for line in traceback.format_list(own))]


def catch_output() -> Printed:
    """Standard output is kept from here on; what goes to standard error costs nothing and is dropped."""
    printed = Printed()
    sys.stdout, sys.stderr = printed, io.StringIO()
    return printed
