"""What a test may take for its author's, read off the master: its imports and the functions in locked cells.

A trainee who rebinds `np`, `math` or the author's `check` changes nothing for the test.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy
from IPython.core.inputtransformer2 import TransformerManager

_STATEFUL = ("matplotlib.pyplot", "pylab")
"""Modules whose state is the trainee's own: the test must see the figures that the notebook drew."""

_STARRED = {"math": math, "numpy": numpy}


@dataclass(frozen=True)
class TrustedNames:
    """``imports``: name to statement; ``helpers``: name to source; ``asked``: what answer cells are to define."""

    imports: dict[str, str] = field(default_factory=dict)
    helpers: dict[str, str] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """For the examiner's box."""
        return {"imports": self.imports, "helpers": self.helpers, "asked": sorted(self.asked)}


def trusted_names(everything: Iterable[str], answers: Iterable[str], locked: Iterable[str]) -> TrustedNames:
    """From the sources of all of the author's code cells, of the answers among them, and of the locked ones."""
    asked = {name for source in answers for node in _statements(source) for name in _bound(node)}
    imports: dict[str, str] = {}
    for source in everything:
        for node in _flat(_statements(source)):
            imports.update(_imports(node))
    helpers = {
        node.name: ast.unparse(node)
        for source in locked
        for node in _statements(source)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)) and node.name not in asked
    }
    kept = {name: statement for name, statement in imports.items() if name not in asked}
    return TrustedNames(kept, helpers, frozenset(asked))


def definitions(source: str) -> str:
    """The functions, classes and imports of a test cell: what a later test cell may use of it."""
    kinds = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)
    return "\n".join(ast.unparse(node) for node in _statements(source) if isinstance(node, kinds))


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(TransformerManager().transform_cell(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _flat(statements: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports at the notebook's level; those within functions name nothing outside."""
    for node in statements:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node
        elif isinstance(node, (ast.Try, ast.If, ast.With)):
            yield from _flat(node.body)


def _imports(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        if isinstance(node, ast.Import):
            if alias.name not in _STATEFUL:
                name = alias.asname or alias.name.split(".")[0]
                yield name, ast.unparse(ast.Import([alias]))
        elif alias.name == "*" and node.module in _STARRED:
            names = (name for name in dir(_STARRED[node.module]) if not name.startswith("_"))
            yield from ((name, f"from {node.module} import {name}") for name in names)
        elif alias.name != "*" and not node.level and f"{node.module}.{alias.name}" not in _STATEFUL:
            yield alias.asname or alias.name, ast.unparse(ast.ImportFrom(node.module, [alias], 0))


def _bound(node: ast.stmt) -> Iterator[str]:
    """Names that a statement defines at the notebook's level, imports not counted."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        yield node.name
        return
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id
