"""A TOML file into a checked model; every problem of it in one fault."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from borehall.checked.document import Document, Location, gathered
from borehall.checked.lines import key_lines
from borehall.checked.model import Checked
from borehall.checked.sentences import fault_of
from borehall.checked.syntax import nested_too_deep, syntax_fault
from borehall.checked.text import read_text
from borehall.faults import Fault

Model = TypeVar("Model", bound=Checked)
Check = Callable[[Document], Iterable[Fault]]
"""Looks at a whole document, for what concerns more than one key; its data may still be of any shape."""


@dataclass(frozen=True)
class TomlFile(Generic[Model]):
    """A file that was found in order: its content, and the lines of its keys for faults found later."""

    value: Model
    document: Document


def read_toml(
    path: Path,
    model: type[Model],
    owner: type[Fault],
    *,
    retired: Mapping[str, str] | None = None,
    checks: Iterable[Check] = (),
) -> TomlFile[Model]:
    """The file at ``path`` as a ``model``; one fault of kind ``owner`` with all its problems otherwise.

    ``retired`` holds keys that earlier versions knew (``section.key``), each with the English sentence that says what
    to write instead; ``checks`` look at the whole document and are run even when single keys are wrong.
    """
    document = read_document(path, owner)
    faults = [fault for check in checks for fault in check(document)]
    try:
        value = model.model_validate(document.data)
    except ValidationError as error:
        faults += [fault_of(document, model, problem, retired or {}) for problem in _own_problems(error)]
    else:
        if not faults:
            return TomlFile(value, document)
    raise gathered(owner, faults, path)


def _own_problems(error: ValidationError) -> Iterable[ErrorDetails]:
    """Each problem but a list's that is too short only because its items were refused."""
    problems = error.errors(include_url=False)
    for problem in problems:
        place = problem["loc"]
        inner = (other for other in problems if len(other["loc"]) > len(place) and other["loc"][: len(place)] == place)
        if problem["type"] != "too_short" or not any(inner):
            yield problem


def read_document(path: Path, owner: type[Fault]) -> Document:
    """The file at ``path`` as far as TOML goes, with the lines of its keys."""
    text = read_text(path, owner)
    try:
        data = tomllib.loads(text)
        lines: dict[Location, int] = key_lines(text)
    except RecursionError:
        raise nested_too_deep(path, owner) from None
    except ValueError as error:
        raise syntax_fault(path, owner, text, str(error)) from None
    return Document(path, owner, data, lines)
