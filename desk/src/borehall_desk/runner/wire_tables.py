"""The wire's pandas types: tables as columns, each column as the plain values under it."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from .wire import BadValue, NotPlain, Reader, Writer, of_type, reads, tagged, writes
from .wire_plain import zone_name, zone_named

_LISTED = re.compile(r"string|str|boolean|U?Int(?:8|16|32|64)|Float(?:32|64)")
_UNITS = ("s", "ms", "us", "ns")
_MOST_LENGTH = 10_000_000
_INDEXES = (pd.Index, pd.DatetimeIndex, pd.TimedeltaIndex, pd.PeriodIndex, pd.CategoricalIndex, pd.IntervalIndex)


def _column(writer: Writer, values: Any) -> Any:
    """A column's values, whatever array pandas keeps them in."""
    if type(values) is pd.arrays.NumpyExtensionArray:
        return ["numpy", writer.write(values.to_numpy())]
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return ["category", writer.write(values.categories), writer.write(np.asarray(values.codes)), values.ordered]
    if isinstance(dtype, pd.DatetimeTZDtype) or (isinstance(dtype, np.dtype) and dtype.kind == "M"):
        return ["moments", writer.write(np.asarray(values.asi8)), values.unit, _zone(getattr(dtype, "tz", None))]
    if isinstance(dtype, np.dtype):
        return ["spans", writer.write(np.asarray(values.asi8)), values.unit]
    if isinstance(dtype, pd.PeriodDtype):
        return ["periods", writer.write(np.asarray(values.asi8)), values.freqstr]
    if isinstance(dtype, pd.IntervalDtype):
        return ["intervals", writer.write(pd.Index(values.left)), writer.write(pd.Index(values.right)), values.closed]
    if _LISTED.fullmatch(str(dtype)):
        return ["listed", str(dtype), [None if pd.isna(item) else writer.write(_bare(item)) for item in values]]
    raise NotPlain(f"column, {dtype}")


def _bare(item: Any) -> Any:
    return item.item() if isinstance(item, np.generic) else item


def _read_column(reader: Reader, sent: Any) -> Any:
    kind, *parts = of_type(list, sent)
    return _COLUMNS[kind](reader, *parts)


def _numpy(reader: Reader, sent: Any) -> Any:
    made = of_type(np.ndarray, reader.one(sent))
    if made.ndim != 1:
        raise BadValue("no column")
    # An array of objects must stay one: pandas would look into it and choose a dtype.
    return pd.Series(made, dtype=object).array if made.dtype == object else made


def _ticks(reader: Reader, sent: Any) -> Any:
    made = of_type(np.ndarray, reader.one(sent))
    if made.dtype != np.int64 or made.ndim != 1:
        raise BadValue("no ticks")
    return made


def _moments(reader: Reader, sent: Any, unit: Any, zone: Any) -> Any:
    made = pd.DatetimeIndex(_ticks(reader, sent).view(f"M8[{_unit(unit)}]"))
    return (made.tz_localize("UTC").tz_convert(zone_named(zone)) if zone is not None else made).array


def _spans(reader: Reader, sent: Any, unit: Any) -> Any:
    return pd.TimedeltaIndex(_ticks(reader, sent).view(f"m8[{_unit(unit)}]")).array


def _periods(reader: Reader, sent: Any, freq: Any) -> Any:
    return pd.PeriodIndex.from_ordinals(_ticks(reader, sent), freq=of_type(str, freq)).array


def _category(reader: Reader, categories: Any, codes: Any, ordered: Any) -> Any:
    return pd.Categorical.from_codes(
        reader.one(codes), categories=_index(reader.one(categories)), ordered=bool(ordered)
    )


def _intervals(reader: Reader, left: Any, right: Any, closed: Any) -> Any:
    ends = (_index(reader.one(end)) for end in (left, right))
    return pd.arrays.IntervalArray.from_arrays(*ends, closed=of_type(str, closed))


def _listed(reader: Reader, dtype: Any, items: Any) -> Any:
    if not _LISTED.fullmatch(of_type(str, dtype)):
        raise BadValue("no dtype")
    return pd.array(reader.many(items), dtype=dtype)


_COLUMNS = {
    "numpy": _numpy, "moments": _moments, "spans": _spans, "periods": _periods, "category": _category,
    "intervals": _intervals, "listed": _listed,
}  # fmt: skip


def _unit(sent: Any) -> str:
    if sent not in _UNITS:
        raise BadValue("no unit")
    return str(sent)


def _zone(zone: Any) -> Any:
    if zone is None:
        return None
    return zone_name(zone) if str(zone) != "UTC" else "UTC"


def _index(made: Any) -> Any:
    if not isinstance(made, pd.Index):
        raise BadValue("no index")
    return made


@writes(*_INDEXES)
def _write_index(writer: Writer, value: Any) -> Any:
    freq = getattr(value, "freqstr", None) if isinstance(value, (pd.DatetimeIndex, pd.TimedeltaIndex)) else None
    return tagged("Index", [_column(writer, value.array), writer.write(value.name), freq])


@reads("Index")
def _read_index(reader: Reader, sent: Any) -> Any:
    column, name, freq = of_type(list, sent)
    array = _read_column(reader, column)
    dtype = object if type(array) is pd.arrays.NumpyExtensionArray else array.dtype
    made = pd.Index(array, name=reader.one(name), dtype=dtype)
    if freq is not None and not isinstance(made, pd.PeriodIndex):
        made.freq = of_type(str, freq)
    return made


@writes(pd.RangeIndex)
def _write_range(writer: Writer, value: Any) -> Any:
    return tagged("RangeIndex", [value.start, value.stop, value.step, writer.write(value.name)])


@reads("RangeIndex")
def _read_range(reader: Reader, sent: Any) -> Any:
    start, stop, step, name = reader.many(sent)
    made = range(start, stop, step)
    if len(made) > _MOST_LENGTH:
        raise BadValue("too long")
    return pd.RangeIndex(made, name=name)


@writes(pd.MultiIndex)
def _write_levels(writer: Writer, value: Any) -> Any:
    levels = [writer.write(level) for level in value.levels]
    codes = [writer.write(np.asarray(code)) for code in value.codes]
    return tagged("MultiIndex", [levels, codes, [writer.write(name) for name in value.names]])


@reads("MultiIndex")
def _read_levels(reader: Reader, sent: Any) -> Any:
    levels, codes, names = of_type(list, sent)
    return pd.MultiIndex([_index(one) for one in reader.many(levels)], reader.many(codes), names=reader.many(names))


@writes(pd.Series)
def _write_series(writer: Writer, value: Any) -> Any:
    parts = [_column(writer, value.array), writer.write(value.index), writer.write(value.name)]
    return tagged("Series", parts)


@reads("Series")
def _read_series(reader: Reader, sent: Any) -> Any:
    column, index, name = of_type(list, sent)
    return pd.Series(_read_column(reader, column), index=_index(reader.one(index)), name=reader.one(name))


@writes(pd.DataFrame)
def _write_frame(writer: Writer, value: Any) -> Any:
    columns = [_column(writer, value.iloc[:, place].array) for place in range(value.shape[1])]
    return tagged("DataFrame", [columns, writer.write(value.index), writer.write(value.columns)])


@reads("DataFrame")
def _read_frame(reader: Reader, sent: Any) -> Any:
    columns, index, names = of_type(list, sent)
    arrays = {place: _read_column(reader, one) for place, one in enumerate(of_type(list, columns))}
    made = pd.DataFrame(arrays, index=_index(reader.one(index)))
    made.columns = _index(reader.one(names))
    return made


writes(type(pd.NA))(lambda writer, value: tagged("NA", None))
reads("NA")(lambda reader, sent: pd.NA)
writes(type(pd.NaT))(lambda writer, value: tagged("NaT", None))
reads("NaT")(lambda reader, sent: pd.NaT)


@writes(pd.Timestamp)
def _write_timestamp(writer: Writer, value: Any) -> Any:
    return tagged("Timestamp", [int(value.asm8.astype("i8")), value.unit, _zone(value.tz)])


@reads("Timestamp")
def _read_timestamp(reader: Reader, sent: Any) -> Any:
    ticks, unit, zone = of_type(list, sent)
    made = pd.Timestamp(np.datetime64(of_type(int, ticks), _unit(unit)))
    return made.tz_localize("UTC").tz_convert(zone_named(zone)) if zone is not None else made


@writes(pd.Timedelta)
def _write_timedelta(writer: Writer, value: Any) -> Any:
    return tagged("Timedelta", [int(value.asm8.astype("i8")), value.unit])


@reads("Timedelta")
def _read_timedelta(reader: Reader, sent: Any) -> Any:
    return pd.Timedelta(np.timedelta64(of_type(int, sent[0]), _unit(sent[1])))


@writes(pd.Period)
def _write_period(writer: Writer, value: Any) -> Any:
    return tagged("Period", [value.ordinal, value.freqstr])


@reads("Period")
def _read_period(reader: Reader, sent: Any) -> Any:
    return pd.Period(ordinal=of_type(int, sent[0]), freq=of_type(str, sent[1]))


@writes(pd.Interval)
def _write_interval(writer: Writer, value: Any) -> Any:
    return tagged("Interval", [writer.write(value.left), writer.write(value.right), value.closed])


@reads("Interval")
def _read_interval(reader: Reader, sent: Any) -> Any:
    return pd.Interval(reader.one(sent[0]), reader.one(sent[1]), closed=of_type(str, sent[2]))
