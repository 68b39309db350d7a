"""Formulas in Python's notation, written out as plain text or as LaTeX, with symbols or with numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

_SHOWN = 6
_GREEK = {
    "alpha", "beta", "gamma", "delta", "sigma", "psi", "phi", "rho", "theta", "pi", "Delta", "eta",
}  # fmt: skip
_TEXT_SIGN = {
    "pi": "π",
    "sigma": "σ",
    "psi": "ψ",
    "gamma": "γ",
    "beta": "β",
    "rho": "ρ",
    "alpha": "α",
    "phi": "φ",
    "delta": "δ",
    "theta": "θ",
    "Delta": "Δ",
    "eta": "η",
}
_LATEX_CALL = {
    "ln": r"\ln",
    "sin": r"\sin",
    "cos": r"\cos",
    "tan": r"\tan",
    "atan": r"\arctan",
    "max": r"\max",
    "min": r"\min",
}
_OPERATOR = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_RANK = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.Pow: 4}


def to_text(expression: str, given: Mapping[str, Any] | None = None) -> str:
    """``expression`` as people write it in a line; names in ``given`` are replaced by their numbers."""
    return _Text(given or {}).write(ast.parse(expression, mode="eval").body)


def to_latex(expression: str, given: Mapping[str, Any] | None = None) -> str:
    """``expression`` as LaTeX; names in ``given`` are replaced by their numbers."""
    return _Latex(given or {}).write(ast.parse(expression, mode="eval").body)


def number_text(value: Any) -> str:
    """A number, or the first few of a column, with four figures after the point, or four in all when it is tiny."""
    if isinstance(value, (float, np.floating)):
        number = float(value)
        if 0 < abs(number) < 0.01 or abs(number) >= 1e6:
            return f"{number:.4g}"
        return f"{number:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, (list, tuple, np.ndarray)):
        cells = [number_text(cell) for cell in list(value)[:_SHOWN]]
        return "[" + ", ".join(cells + (["…"] if len(value) > _SHOWN else [])) + "]"
    return str(value)


class _Text:
    """Writes plain text."""

    times, open, close = " × ", "(", ")"

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given

    def write(self, node: ast.expr) -> str:
        """The text of one node."""
        if isinstance(node, ast.BinOp):
            return self.binary(node)
        if isinstance(node, ast.UnaryOp):
            return "-" + self.inside(node.operand, 3)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self.call(node.func.id, [self.write(argument) for argument in node.args])
        if isinstance(node, ast.Name):
            value = self.given.get(node.id)
            if value is None:
                return self.name(node.id)
            number = number_text(value)
            return f"({number})" if number.startswith("-") else number
        if isinstance(node, ast.Constant):
            return number_text(node.value)
        raise ValueError(f"no notation for {ast.dump(node)}")

    def inside(self, node: ast.expr, rank: int, *, right: bool = False) -> str:
        """The text of an operand, bracketed where its own operator binds less."""
        text = self.write(node)
        own = _RANK[type(node.op)] if isinstance(node, ast.BinOp) else 9
        return f"{self.open}{text}{self.close}" if own < rank or (right and own == rank) else text

    def binary(self, node: ast.BinOp) -> str:
        """The text of an operator with its operands."""
        sign = _OPERATOR[type(node.op)]
        rank = _RANK[type(node.op)]
        left = self.inside(node.left, rank)
        right = self.inside(node.right, rank, right=sign in "-/")
        if sign == "**":
            return self.power(left, node)
        if sign == "/":
            return self.fraction(left, right, node)
        return f"{left}{self.times}{right}" if sign == "*" else f"{left} {sign} {right}"

    def power(self, left: str, node: ast.BinOp) -> str:
        """A power."""
        return f"{left}^{self.inside(node.right, 5)}"

    def fraction(self, left: str, right: str, node: ast.BinOp) -> str:
        """A fraction."""
        return f"{left} / {right}"

    def call(self, function: str, arguments: list[str]) -> str:
        """A function with its arguments."""
        sign = {"sqrt": "√", "ceil": "⌈", "floor": "⌊", "total": "Σ"}.get(function)
        if function == "ceil":
            return f"⌈{arguments[0]}⌉"
        if function == "floor":
            return f"⌊{arguments[0]}⌋"
        return f"{sign or function}({', '.join(arguments)})"

    def name(self, name: str) -> str:
        """A symbol."""
        base, _, index = name.partition("_")
        return _TEXT_SIGN.get(base, base) + (f"_{index}" if index else "")


class _Latex(_Text):
    """Writes LaTeX."""

    times, open, close = r" \times ", r"\left(", r"\right)"

    def power(self, left: str, node: ast.BinOp) -> str:
        return f"{{{left}}}^{{{self.write(node.right)}}}"

    def fraction(self, left: str, right: str, node: ast.BinOp) -> str:
        return rf"\frac{{{self.write(node.left)}}}{{{self.write(node.right)}}}"

    def call(self, function: str, arguments: list[str]) -> str:
        joined = ", ".join(arguments)
        fences = {
            "ceil": (r"\left\lceil ", r" \right\rceil"),
            "floor": (r"\left\lfloor ", r" \right\rfloor"),
            "sqrt": (r"\sqrt{", "}"),
            "total": (r"\sum ", ""),
        }
        if function in fences:
            left, right = fences[function]
            return left + joined + right
        return rf"{_LATEX_CALL.get(function, function)}\left({joined}\right)"

    def name(self, name: str) -> str:
        base, _, index = name.partition("_")
        if base in _GREEK:
            base = "\\" + base
        elif len(base) > 2 and re.fullmatch("[A-Za-z]+", base):
            base = rf"\mathrm{{{base}}}"
        return base + (rf"_{{\mathrm{{{index.replace('_', ',')}}}}}" if index else "")
