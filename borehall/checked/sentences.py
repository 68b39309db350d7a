"""What pydantic found, as faults that a person can act on.

Pydantic's own messages are not shown: they are English only and speak of Python. What a key accepts is told from its
declaration instead, whatever it was that the value offended against.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticUndefined

from borehall.checked.document import Document, Location
from borehall.checked.kinds import describe, shown, type_of
from borehall.checked.model import Refused
from borehall.checked.names import nearest
from borehall.faults import Fault
from borehall.words import say


def fault_of(document: Document, model: type[BaseModel], problem: ErrorDetails, retired: Mapping[str, str]) -> Fault:
    """The fault that ``problem`` is, at its place in ``document``."""
    location: Location = problem["loc"]
    if problem["type"] == "missing":
        return document.fault(location, *_missing(model, location))
    if problem["type"] == "extra_forbidden":
        return document.fault(location, *_unknown(model, location, retired))
    return document.fault(location, *_wrong(model, location, problem))


def _missing(model: type[BaseModel], location: Location) -> tuple[str, str, str]:
    name, field = location[-1], declared(model, location)
    if inner := _model_of(field):
        required = say(", ").join(key for key, one in inner.model_fields.items() if one.is_required())
        return (
            say("The table [{table}] is missing.", table=name),
            say("Expected: [{table}] with {keys}.", table=name, keys=required),
            say("Add it."),
        )
    return (
        say("The key {key} is missing in {table}.", key=name, table=_table(location)),
        say("Expected: {kind}.", kind=describe(field)),
        say("Add a line: {key} = …", key=name),
    )


def _unknown(model: type[BaseModel], location: Location, retired: Mapping[str, str]) -> tuple[str, str, str]:
    name = str(location[-1])
    around = _model_of(declared(model, location[:-1]))
    known = list(around.model_fields) if around else []
    if sentence := retired.get(".".join(part for part in location if isinstance(part, str))):
        return (say("{key} is no longer a key of {table}.", key=name, table=_table(location)), "", say(sentence))
    if home := next((table for table, key in _all_keys(model) if key == name), None):
        next_step = say("It belongs in {table}: move it there.", table=home)
    elif alike := nearest(name, known):
        next_step = say("Did you mean {name}?", name=alike)
    else:
        next_step = say("Delete it, or use one of the known names.")
    if len(location) == 1:
        seen = say("The file knows no key or table {key}.", key=name)
    else:
        seen = say("There is no key {key} in {table}.", key=name, table=_table(location))
    return seen, say("Known there: {names}.", names=say(", ").join(known)), next_step


def _wrong(model: type[BaseModel], location: Location, problem: ErrorDetails) -> tuple[str, str, str]:
    value, field = problem["input"], declared(model, location)
    name = location[-1] if location else ""
    if isinstance(name, str):
        seen = say("{key} is {value}: {kind}.", key=name, value=shown(value), kind=type_of(value))
    else:
        seen = say("The item is {value}: {kind}.", value=shown(value), kind=type_of(value))
    error = problem.get("ctx", {}).get("error")
    if isinstance(error, Refused):
        return seen, say("Expected: {kind}.", kind=error.expected), error.next_step or _remedy(field, value)
    if problem["type"] == "timezone_aware":
        seen = say("{key} is {value}, without an offset from UTC.", key=name, value=shown(value))
        next_step = say("For Beijing time write {value}.", value=shown(value) + "+08:00")
        return seen, say("Expected: {kind}.", kind=describe(field)), next_step
    if _model_of(field):
        header = _table((*location, ""), many=get_origin(_plain(field)) is tuple)
        next_step = say("Write {table} on a line of its own and its keys below it.", table=header)
        return seen, say("Expected: {kind}.", kind=describe(field)), next_step
    return seen, say("Expected: {kind}.", kind=describe(field)), _remedy(field, value)


def _remedy(field: Any, value: object) -> str:
    """What to do about ``value``, as far as it can be guessed."""
    annotation, bare = _plain(field), _without_quotes(value)
    wanted = datetime if annotation is AwareDatetime else annotation
    if bare is not None and wanted in (bool, int, float, datetime) and isinstance(bare, wanted):
        return say("Write it without quotes.")
    if annotation is str and isinstance(value, int | float):
        return say("Put it in quotes.")
    choices = [choice for choice in get_args(annotation) if isinstance(choice, str)]
    if isinstance(value, str) and (alike := nearest(value, choices)):
        return say("Did you mean {name}?", name=alike)
    if isinstance(field, FieldInfo) and field.default not in (PydanticUndefined, None):
        return say("Correct it, or delete the line: {default} is the default.", default=shown(field.default))
    return say("Correct it.")


def _without_quotes(value: object) -> object:
    """What ``value`` would be, were it not text; None when it is not, or would be nothing."""
    try:
        return tomllib.loads(f"key = {value}")["key"] if isinstance(value, str) else None
    except ValueError:
        return None


def _table(location: Location, many: bool = False) -> str:
    """How the table that holds ``location`` is written in the file."""
    names = [part for part in location[:-1] if isinstance(part, str)]
    if not names:
        return say("the file")
    many = many or isinstance(location[-2], int)
    return f"[[{'.'.join(names)}]]" if many else f"[{'.'.join(names)}]"


def declared(model: type[BaseModel], location: Location) -> Any:
    """The declaration of what stands at ``location``: a model, a field of one, or the type of a list's items."""
    here: Any = model
    for part in location:
        plain = _plain(here)
        here = get_args(plain)[0] if isinstance(part, int) else plain.model_fields[part]
    return here


def _plain(declaration: Any) -> Any:
    """The type in a declaration, without its notes and without its None."""
    if isinstance(declaration, FieldInfo):
        return _plain(declaration.annotation)
    if get_origin(declaration) is Annotated:
        return _plain(get_args(declaration)[0])
    if get_origin(declaration) in (Union, UnionType):
        return _plain(next(part for part in get_args(declaration) if part is not NoneType))
    return declaration


def _model_of(declaration: Any) -> type[BaseModel] | None:
    """The model in a declaration, also when it is a list of them."""
    plain = _plain(declaration)
    if get_origin(plain) is tuple:
        plain = _plain(get_args(plain)[0])
    return plain if isinstance(plain, type) and issubclass(plain, BaseModel) else None


def _all_keys(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Every key of a two-storey file with the table it belongs in."""
    for section, field in model.model_fields.items():
        inner = _model_of(field)
        many = get_origin(_plain(field)) is tuple
        for key in inner.model_fields if inner else ():
            yield (f"[[{section}]]" if many else f"[{section}]"), key
