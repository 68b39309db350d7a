"""The browser's part as the one ES module that anywidget loads, joined from the files in js/.

Each file stays an ES module of its own. It is wrapped into a function that returns its exports, in the order of
imports, so that names of one file are unknown to the others.
"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
ENTRY = "js/editor.js"
STYLES = ("colours", "controls", "sides", "sheet", "points", "status", "table")
"""The files in css/, in the order in which they are read."""

_IMPORT = re.compile(r'^import (\w+|\{[^}]*\}) from "(\./|\.\./)([\w./-]+)"[^;\n]*;\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|class) (\w+)", re.MULTILINE)


def bundle(entry: str = ENTRY) -> str:
    """The text of the module; the same files give the same text."""
    parts: dict[str, str] = {}
    _add(entry, parts)
    return "\n".join([*parts.values(), f"export default {_name(entry)}.default;\n"])


def styles() -> str:
    """The style sheet."""
    return "\n".join((HERE / "css" / f"{name}.css").read_text("utf-8") for name in STYLES)


def _add(file: str, parts: dict[str, str]) -> None:
    """Puts ``file`` behind everything that it imports."""
    if file in parts:
        return
    text = (HERE / file).read_text("utf-8")
    if file.endswith(".json"):
        parts[file] = f"const {_name(file)} = {{default: {text.strip()}}};"
        return
    for _, up, path in _IMPORT.findall(text):
        _add(_target(up, path), parts)
    parts[file] = _wrapped(file, text)


def _wrapped(file: str, text: str) -> str:
    body = _IMPORT.sub(_binding, text)
    names = [name for _, name in _EXPORT.findall(body)]
    body = _EXPORT.sub(r"\1 \2", body)
    exports = ", ".join(names)
    if "export default " in body:
        body = body.replace("export default ", "const chief = ", 1)
        exports = ", ".join([*names, "default: chief"])
    return f"const {_name(file)} = (() => {{\n{body}return {{{exports}}};\n}})();"


def _binding(found: re.Match[str]) -> str:
    names, up, path = found.groups()
    source = _name(_target(up, path))
    return f"const {names} = {source}{'' if names.startswith('{') else '.default'};\n"


def _target(up: str, path: str) -> str:
    return path if up == "../" else f"js/{path}"


def _name(file: str) -> str:
    return "$" + re.sub(r"\W", "_", file)
