"""The wire's numpy types: each array as its dtype, its shape and its bytes, checked against each other."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from .wire import MOST_BYTES, BadValue, NotPlain, Reader, Writer, of_type, reads, tagged, writes
from .wire_plain import packed, unpacked

_DTYPE = re.compile(
    r"[<>|]?(?:b1|[iu][1248]|f[248]|c(?:8|16)|[mM]8(?:\[\d{0,6}(?:Y|M|W|D|h|m|s|ms|us|ns)\])?|S\d{1,6})"
)
_TEXT = re.compile(r"[<>]U\d{1,6}")
_MOST_AXES = 32

SCALARS = tuple({kind for kind in np.sctypeDict.values() if kind not in (np.object_, np.void)})


@writes(np.ndarray)
def _array(writer: Writer, value: Any) -> Any:
    dtype, shape = value.dtype.str, list(value.shape)
    writer.take(value.nbytes)
    if value.dtype.kind in "OU" or type(value.dtype) is not type(np.dtype(dtype)):
        if value.dtype.kind not in "OU":
            raise NotPlain(f"array, {value.dtype}")
        return tagged("array", [dtype, shape, [writer.write(item) for item in value.ravel().tolist()]])
    if not _DTYPE.fullmatch(dtype):
        raise NotPlain(f"array, {value.dtype}")
    return tagged("array", [dtype, shape, packed(np.ascontiguousarray(value).tobytes())])


@reads("array")
def _read_array(reader: Reader, sent: Any) -> Any:
    dtype, shape, content = of_type(list, sent)
    if len(of_type(list, shape)) > _MOST_AXES or any(type(one) is not int or one < 0 for one in shape):
        raise BadValue("no shape")
    if type(content) is list:
        made = _from_items(reader, of_type(str, dtype), content)
    elif _DTYPE.fullmatch(of_type(str, dtype)):
        made = _from_bytes(dtype, unpacked(content))
    else:
        raise BadValue("no dtype")
    return made.reshape(shape)


def _from_items(reader: Reader, dtype: str, content: list[Any]) -> Any:
    if _TEXT.fullmatch(dtype):
        if int(dtype[2:]) * len(content) > MOST_BYTES:
            raise BadValue("too wide")
        return np.array([of_type(str, item) for item in content], dtype=dtype)
    if dtype != "|O":
        raise BadValue("no dtype")
    made = np.empty(len(content), dtype=object)
    made[:] = reader.many(content) if content else []
    return made


def _from_bytes(dtype: str, raw: bytes) -> Any:
    if dtype.endswith("b1"):
        # A truth value of another byte than 0 or 1 is true and yet not equal to True.
        return np.frombuffer(raw, dtype=np.uint8) != 0
    if np.dtype(dtype).itemsize == 0:
        return np.array([], dtype=dtype)
    return np.frombuffer(raw, dtype=dtype).copy()


@writes(*SCALARS)
def _scalar(writer: Writer, value: Any) -> Any:
    return tagged("scalar", _array(writer, np.asarray(value))["v"])


@reads("scalar")
def _read_scalar(reader: Reader, sent: Any) -> Any:
    made = _read_array(reader, sent)
    if made.shape != () or made.dtype.kind == "O":
        raise BadValue("no scalar")
    return made[()]


@writes(np.ufunc)
def _ufunc(writer: Writer, value: Any) -> Any:
    return tagged("ufunc", value.__name__) if getattr(np, value.__name__, None) is value else writer.keep(value)


@reads("ufunc")
def _read_ufunc(reader: Reader, sent: Any) -> Any:
    return of_type(np.ufunc, getattr(np, sent))


@writes(np.random.Generator)
def _generator(writer: Writer, value: Any) -> Any:
    if type(value.bit_generator) is not np.random.PCG64:
        raise NotPlain(type(value.bit_generator).__name__)
    return tagged("Generator", writer.write(value.bit_generator.state))


@reads("Generator")
def _read_generator(reader: Reader, sent: Any) -> Any:
    source = np.random.PCG64()
    source.state = reader.one(sent)
    return np.random.Generator(source)


@writes(np.random.RandomState)
def _random_state(writer: Writer, value: Any) -> Any:
    return tagged("RandomState", writer.write(value.get_state()))


@reads("RandomState")
def _read_random_state(reader: Reader, sent: Any) -> Any:
    made = np.random.RandomState()
    made.set_state(reader.one(sent))
    return made
