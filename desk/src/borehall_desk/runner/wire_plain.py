"""The wire's built-in and standard-library types."""

from __future__ import annotations

import base64
import builtins
import cmath
import collections
import datetime as dt
import decimal
import fractions
import importlib
import math
import operator
import pathlib
import random
import statistics
import zoneinfo
from typing import Any

from .wire import BadValue, NotPlain, Reader, Writer, of_type, reads, tagged, writes

TYPES = (
    int, float, complex, str, bytes, bytearray, bool, list, tuple, dict, set, frozenset, object, type, range, slice,
    type(None),
)  # fmt: skip
_TYPE_NAMES = {kind.__name__: kind for kind in TYPES}

_PURE = {"abs", "all", "any", "chr", "divmod", "len", "max", "min", "ord", "pow", "repr", "round", "sorted", "sum"}
_LIBRARIES = {module.__name__: module for module in (math, cmath, operator, statistics)}
MODULES = {
    *_LIBRARIES, "itertools", "functools", "collections", "string", "re", "json", "datetime", "decimal", "fractions",
    "copy", "textwrap", "numpy", "numpy.linalg", "numpy.fft", "pandas", "scipy", "scipy.stats", "scipy.optimize",
    "scipy.integrate", "scipy.interpolate",
}  # fmt: skip
"""Modules that mean the same on both sides: nothing in them looks at the trainee's process."""


def packed(raw: bytes | bytearray | memoryview) -> str:
    """Bytes as text."""
    return base64.b64encode(raw).decode("ascii")


def unpacked(sent: Any) -> bytes:
    """Text as bytes."""
    return base64.b64decode(of_type(str, sent), validate=True)


@writes(tuple, set, frozenset, collections.deque)
def _sequence(writer: Writer, value: Any) -> Any:
    items = list(value)
    if type(value) in (set, frozenset):
        items.sort(key=repr)
    return tagged(type(value).__name__, [writer.write(item) for item in items])


for _kind in (tuple, set, frozenset, collections.deque):
    reads(_kind.__name__)(lambda reader, sent, _kind=_kind: _kind(reader.many(sent)))


@writes(dict, collections.OrderedDict, collections.Counter, collections.defaultdict)
def _mapping(writer: Writer, value: Any) -> Any:
    pairs = [[writer.write(key), writer.write(item)] for key, item in value.items()]
    if type(value) is collections.defaultdict:
        factory = value.default_factory
        return tagged("defaultdict", [factory.__name__ if factory in TYPES else None, pairs])
    return tagged(type(value).__name__, pairs)


def _pairs(reader: Reader, sent: Any) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for pair in of_type(list, sent):
        key, item = reader.many(pair)
        if key in made:
            raise BadValue("a key stands twice")
        made[key] = item
    return made


reads("dict")(_pairs)
reads("OrderedDict")(lambda reader, sent: collections.OrderedDict(_pairs(reader, sent)))
reads("Counter")(lambda reader, sent: collections.Counter(_pairs(reader, sent)))


@reads("defaultdict")
def _read_defaultdict(reader: Reader, sent: Any) -> Any:
    name, pairs = of_type(list, sent)
    return collections.defaultdict(_TYPE_NAMES[name] if name is not None else None, _pairs(reader, pairs))


_VIEWS = {"dict_keys": type({}.keys()), "dict_values": type({}.values()), "dict_items": type({}.items())}


@writes(*_VIEWS.values())
def _view(writer: Writer, value: Any) -> Any:
    return tagged(type(value).__name__, [writer.write(item) for item in value])


reads("dict_keys")(lambda reader, sent: dict.fromkeys(reader.many(sent)).keys())
reads("dict_values")(lambda reader, sent: dict(enumerate(reader.many(sent))).values())
reads("dict_items")(lambda reader, sent: dict(reader.many(sent)).items())


reads("float")(lambda reader, sent: {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[sent])


@reads("int")
def _read_int(reader: Reader, sent: Any) -> int:
    return int(of_type(str, sent), 16)


writes(complex)(lambda writer, value: tagged("complex", [writer.write(value.real), writer.write(value.imag)]))
reads("complex")(lambda reader, sent: complex(*(float(part) for part in reader.many(sent))))


@writes(bytes, bytearray)
def _bytes(writer: Writer, value: Any) -> Any:
    writer.take(len(value))
    return tagged(type(value).__name__, packed(value))


reads("bytes")(lambda reader, sent: unpacked(sent))
reads("bytearray")(lambda reader, sent: bytearray(unpacked(sent)))

writes(range)(lambda writer, value: tagged("range", [writer.write(p) for p in (value.start, value.stop, value.step)]))
reads("range")(lambda reader, sent: range(*reader.many(sent)))
writes(slice)(lambda writer, value: tagged("slice", [writer.write(p) for p in (value.start, value.stop, value.step)]))
reads("slice")(lambda reader, sent: slice(*reader.many(sent)))

writes(type(...))(lambda writer, value: tagged("...", None))
reads("...")(lambda reader, sent: ...)
writes(type(NotImplemented))(lambda writer, value: tagged("NotImplemented", None))
reads("NotImplemented")(lambda reader, sent: NotImplemented)


@writes(decimal.Decimal, fractions.Fraction)
def _exact(writer: Writer, value: Any) -> Any:
    text = str(value)
    writer.take(len(text))
    return tagged(type(value).__name__, text)


reads("Decimal")(lambda reader, sent: decimal.Decimal(of_type(str, sent)[:10_000]))
reads("Fraction")(lambda reader, sent: fractions.Fraction(*(int(p) for p in of_type(str, sent)[:8_000].split("/"))))


def zone_name(zone: Any) -> Any:
    """A time zone as text or as seconds from UTC; None for none."""
    if zone is None:
        return None
    if type(zone) is zoneinfo.ZoneInfo and zone.key:
        return zone.key
    if type(zone) is dt.timezone:
        return zone.utcoffset(None).total_seconds()
    raise NotPlain(type(zone).__name__)


def zone_named(sent: Any) -> dt.tzinfo | None:
    """The time zone that `zone_name` wrote."""
    if sent is None:
        return None
    if type(sent) is str:
        return zoneinfo.ZoneInfo(sent)
    return dt.timezone(dt.timedelta(seconds=float(sent)))


@writes(dt.datetime, dt.time)
def _moment(writer: Writer, value: Any) -> Any:
    return tagged(type(value).__name__, [value.replace(tzinfo=None).isoformat(), zone_name(value.tzinfo), value.fold])


for _moment_kind in (dt.datetime, dt.time):
    reads(_moment_kind.__name__)(
        lambda reader, sent, _kind=_moment_kind: _kind.fromisoformat(of_type(str, sent[0])).replace(
            tzinfo=zone_named(sent[1]), fold=sent[2]
        )
    )
writes(dt.date)(lambda writer, value: tagged("date", value.isoformat()))
reads("date")(lambda reader, sent: dt.date.fromisoformat(of_type(str, sent)))
writes(dt.timedelta)(lambda writer, value: tagged("timedelta", [value.days, value.seconds, value.microseconds]))
reads("timedelta")(lambda reader, sent: dt.timedelta(*(of_type(int, part) for part in sent)))
writes(dt.timezone, zoneinfo.ZoneInfo)(lambda writer, value: tagged("zone", zone_name(value)))
reads("zone")(lambda reader, sent: zone_named(sent))

writes(type(pathlib.Path()), pathlib.PurePosixPath)(lambda writer, value: tagged("path", str(value)))
reads("path")(lambda reader, sent: pathlib.Path(of_type(str, sent)))


@writes(type)
def _type(writer: Writer, value: Any) -> Any:
    return tagged("type", value.__name__) if value in TYPES else writer.keep(value)


reads("type")(lambda reader, sent: _TYPE_NAMES[sent])


@writes(type(math))
def _module(writer: Writer, value: Any) -> Any:
    return tagged("module", value.__name__) if value.__name__ in MODULES else writer.keep(value)


@reads("module")
def _read_module(reader: Reader, sent: Any) -> Any:
    if sent not in MODULES:
        raise BadValue("a module that is not copied")
    return importlib.import_module(sent)


@writes(type(len))
def _built_in(writer: Writer, value: Any) -> Any:
    module, name = value.__module__, value.__name__
    pure = name in _PURE if module == "builtins" else module in _LIBRARIES
    return tagged("function", [module, name]) if pure and value.__self__ is not None else writer.keep(value)


@reads("function")
def _read_function(reader: Reader, sent: Any) -> Any:
    module, name = sent
    if module == "builtins" and name in _PURE:
        return getattr(builtins, name)
    found = getattr(_LIBRARIES[module], name)
    if type(found) is not type(len):
        raise BadValue("no function")
    return found


writes(random.Random)(lambda writer, value: tagged("Random", writer.write(value.getstate())))


@reads("Random")
def _read_random(reader: Reader, sent: Any) -> random.Random:
    made = random.Random()  # noqa: S311 - a test's numbers, no secret
    made.setstate(reader.one(sent))
    return made
