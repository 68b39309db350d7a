"""Imports point upwards only: the order of DESIGN section 2, read off every module of the engine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ORDER = (
    "faults",
    "words",
    "site",
    "click_words",
    "console",
    "system_accounts",
    "checked",
    "rules",
    "bank",
    "course",
    "exam",
    "grading",
    "report",
    "hall",
    "hub",
    "cli",
)
"""The engine's rooms; each may import itself and those before it."""

REPOSITORY = Path(__file__).resolve().parent.parent
ENGINE = REPOSITORY / "borehall"
DESK = REPOSITORY / "desk"


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def imports(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything that ``source``, a module in ``package``, imports at any depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*base, *filter(None, [node.module])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def room(module: str) -> str | None:
    """The room that the dotted name ``module`` lies in; None for what is not ours, and for the version."""
    parts = module.split(".")
    return parts[1] if parts[0] == "borehall" and len(parts) > 1 and not parts[1].startswith("__") else None


def against_the_order(source: str, package: str, own: str) -> list[str]:
    """Each import of ``source`` that points from the room ``own`` to a later one."""
    found = ((line, name, room(name)) for line, name in imports(source, package))
    return [
        f"line {line}: {own} imports {name}"
        for line, name, theirs in found
        if theirs is not None and ORDER.index(theirs) > ORDER.index(own)
    ]


def own_room(file: Path) -> str:
    return file.relative_to(ENGINE).with_suffix("").parts[0]


def package_of(file: Path) -> str:
    return ".".join(file.relative_to(REPOSITORY).parent.parts)


def test_every_room_has_its_place_in_the_order() -> None:
    rooms = {own_room(file) for file in modules(ENGINE)} - {"__init__"}
    assert rooms - set(ORDER) == set()


@pytest.mark.parametrize("file", modules(ENGINE), ids=lambda file: str(file.relative_to(ENGINE)))
def test_a_module_imports_only_from_its_own_room_and_those_above(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    if file == ENGINE / "__init__.py":
        assert [name for _, name in imports(source, "borehall") if room(name)] == []
    else:
        assert against_the_order(source, package_of(file), own_room(file)) == []


@pytest.mark.parametrize("file", modules(DESK), ids=lambda file: str(file.relative_to(DESK)))
def test_the_desk_imports_nothing_of_the_engine(file: Path) -> None:
    found = [name for _, name in imports(file.read_text(encoding="utf-8"), "") if name.split(".")[0] == "borehall"]
    assert found == []


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("from borehall.hub.settings import load_settings", "borehall.hub.settings.load_settings"),
        ("def late():\n    import borehall.hub.up", "borehall.hub.up"),
        ("from borehall import hub", "borehall.hub"),
        ("from ..hub import up", "borehall.hub.up"),
        ("from .. import hub", "borehall.hub"),
    ],
    ids=["from", "inside a function", "of the package", "relative", "relative, of the package"],
)
def test_an_import_that_points_downwards_is_found(source: str, named: str) -> None:
    (found,) = against_the_order(source, "borehall.course", "course")
    assert found.endswith(f"course imports {named}")


def test_imports_that_point_upwards_are_none_of_its_business() -> None:
    source = (
        "import os\nfrom borehall import __version__\nfrom borehall.faults import Fault\nfrom .course import Course"
    )
    assert against_the_order(source, "borehall.course", "course") == []
