"""A function that the trainee writes: kept as text, read by Python at once, run by nobody here."""

from __future__ import annotations

import ast
import inspect
import textwrap
import warnings
from typing import Any

from borehall_desk.answer.kind import Kind, WrongValue, text_of
from borehall_desk.words import Sentence, say


class Code(Kind):
    """The source of a function; in code also the function itself."""

    @property
    def signature(self) -> str:
        """The function's first line."""
        return str(self.form["signature"])

    def take(self, value: Any) -> str | None:
        """The source; just the signature counts as blank."""
        if value is None:
            return None
        source = text_of(self._source(value) if inspect.isfunction(value) else value)
        return source.rstrip() + "\n" if source.strip() not in ("", self.signature) else None

    def _source(self, function: Any) -> str:
        try:
            return textwrap.dedent(inspect.getsource(function))
        except (OSError, TypeError) as error:
            raise WrongValue(
                say("The source of {name} cannot be found; give it as a text.", name=function.__name__)
            ) from error

    def remark(self, raw: str) -> Sentence | None:
        """Where Python cannot read it, or how it differs from the signature."""
        try:
            with warnings.catch_warnings(action="ignore"):
                read = ast.parse(raw)
        except SyntaxError as error:
            return say("Line {line}: Python cannot read this ({reason}).", line=error.lineno or 1, reason=error.msg)
        except (ValueError, RecursionError, MemoryError) as error:
            return say("Line {line}: Python cannot read this ({reason}).", line=1, reason=type(error).__name__)
        (wanted,) = _functions(ast.parse(self.signature + " pass"))
        own = [function for function in _functions(read) if function.name == wanted.name]
        if not own:
            return say(
                "The function {name} is missing: begin with {signature}", name=wanted.name, signature=self.signature
            )
        if _arguments(own[-1]) < len(wanted.args.args):
            return say("It has to take all arguments: {signature}", signature=self.signature)
        return None

    def shown(self, raw: Any) -> Sentence:
        """Its length."""
        return say("{n} lines", n=len(raw.strip().splitlines()))


def _functions(module: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in module.body if isinstance(node, ast.FunctionDef)]


def _arguments(function: ast.FunctionDef) -> float:
    given = function.args
    return float("inf") if given.vararg else len(given.posonlyargs) + len(given.args)
