"""What stands in a test for an object that stayed with the trainee's process.

A stub has no data: each use is a request, and what comes back is plain data or another stub. Comparing and calculating
call the trainee's code, which may lie; so they work only where they did with the reference solution (the contract).
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from typing import Any

from borehall.grading.judge.link import Link, NotJudged

_ALWAYS = {"str", "repr", "format"}
"""Operations whose result is text, by value: a lie in it is a wrong answer like any other."""

_PLAIN = {
    "__eq__": "eq", "__ne__": "ne", "__lt__": "lt", "__le__": "le", "__gt__": "gt", "__ge__": "ge", "__add__": "add",
    "__sub__": "sub", "__mul__": "mul", "__truediv__": "truediv", "__floordiv__": "floordiv", "__mod__": "mod",
    "__pow__": "pow", "__matmul__": "matmul", "__and__": "and_", "__or__": "or_", "__xor__": "xor",
    "__lshift__": "lshift", "__rshift__": "rshift", "__neg__": "neg", "__pos__": "pos", "__invert__": "invert",
    "__abs__": "abs", "__getitem__": "getitem", "__setitem__": "setitem", "__delitem__": "delitem",
    "__contains__": "contains", "__len__": "len", "__int__": "int", "__float__": "float", "__complex__": "complex",
    "__index__": "index", "__round__": "round", "__str__": "str", "__repr__": "repr", "__format__": "format",
    "__iter__": "iter", "__reversed__": "reversed", "__dir__": "dir", "__enter__": "enter", "__iadd__": "iadd",
    "__isub__": "isub", "__imul__": "imul", "__itruediv__": "itruediv",
}  # fmt: skip
_SWAPPED = {
    "__radd__": "add", "__rsub__": "sub", "__rmul__": "mul", "__rtruediv__": "truediv", "__rfloordiv__": "floordiv",
    "__rmod__": "mod", "__rpow__": "pow", "__rmatmul__": "matmul", "__rand__": "and_", "__ror__": "or_",
}  # fmt: skip


class Stub:
    """An object of the trainee's. Its data is of this module alone; every other name is asked for."""

    __slots__ = ("_stub",)

    def __getattr__(self, name: str) -> Any:
        """The attribute, by value, or a stub for it."""
        link, handle, place = object.__getattribute__(self, "_stub")
        if name in ("__signature__", "__wrapped__", "__class_getitem__", "__array__", "__array_ufunc__", "__set_name__",
                    "_ipython_display_", "_repr_html_", "_ipython_canary_method_should_not_exist_"):  # fmt: skip
            raise AttributeError(name)
        return link.value(f"{place}.{name}", op="attr", name=name, of=handle_of(handle))

    def __setattr__(self, name: str, value: Any) -> None:
        """Sets it over there."""
        link, handle, place = object.__getattribute__(self, "_stub")
        sent = [link.write(value, f"{place}.{name}")]
        link.ask(f"{place}.{name}", op="setattr", name=name, of=handle_of(handle), args=sent)

    def __delattr__(self, name: str) -> None:
        """Deletes it over there."""
        link, handle, place = object.__getattribute__(self, "_stub")
        link.ask(f"{place}.{name}", op="delattr", name=name, of=handle_of(handle))

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Calls it with copies."""
        link, handle, place = object.__getattribute__(self, "_stub")
        return call(link, handle, place, arguments, named)

    def __hash__(self) -> int:
        """By identity."""
        return hash(("stub", object.__getattribute__(self, "_stub")[1]))

    def __bool__(self) -> bool:
        """As the object says."""
        answer = _operate(self, "bool")
        return answer is True

    def __exit__(self, *_: Any) -> None:
        """Leaves it over there."""
        _operate(self, "exit")


class Function(Stub):
    """A function or method of the trainee's: callable, true, and nothing else unless the reference's was."""

    __slots__ = ("_takes",)

    def __init__(self, takes: Any) -> None:
        object.__setattr__(self, "_takes", takes)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What isinstance and inspect ask for."""
        return types.FunctionType

    @property
    def __signature__(self) -> inspect.Signature:
        """What inspect.signature asks for."""
        kinds = [inspect._ParameterKind(kind) for _, kind, _ in object.__getattribute__(self, "_takes")]
        names = [(str(name), bool(default)) for name, _, default in object.__getattribute__(self, "_takes")]
        made = zip(names, kinds, strict=True)
        return inspect.Signature(
            [
                inspect.Parameter(name, kind, default=None if has else inspect.Parameter.empty)
                for (name, has), kind in made
            ]
        )

    def __bool__(self) -> bool:
        """A function is true."""
        return True


class Refused:
    """What can't be copied and stands where the reference had plain data. It is nothing, and compares with nothing."""

    __slots__ = ("_why",)

    def __init__(self, why: str) -> None:
        self._why = why

    def _fail(self, *_: Any) -> Any:
        raise NotJudged(self._why)

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __hash__ = _fail


def handle_of(handle: int) -> dict[str, Any]:
    """An object on the wire."""
    return {"t": "object", "v": {"h": handle}}


def call(link: Link, handle: int, place: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Calls the trainee's function with copies; brings changed arguments back where the reference changed them."""
    where = f"{place}()"
    given = list(arguments)
    sent = [link.write(item, where) for item in given]
    more = {name: link.write(item, where) for name, item in named.items()}
    back = list(range(len(given))) if link.learning else sorted(link.contract.changed.get(where, ()))
    reply = link.ask(where, op="call", of=handle_of(handle), args=sent, named=more, back=back)
    for which, changed in zip(back, reply.get("back", []), strict=False):
        if link.learning and changed != sent[which]:
            link.contract.changed.setdefault(where, set()).add(which)
        if changed != sent[which]:
            put_back(given[which], link.rebuilt(changed, where))
    return link.read(reply, where)


def put_back(given: Any, changed: Any) -> None:
    """Makes an argument what the trainee's function made of its copy, as far as its kind can be changed in place."""
    if type(given) is not type(changed):
        return
    if isinstance(given, (list, bytearray)):
        given[:] = changed
    elif isinstance(given, (dict, set)):
        given.clear()
        given.update(changed)
    elif hasattr(given, "_update_inplace"):
        given._update_inplace(changed)
    elif type(given).__name__ == "ndarray" and given.shape == changed.shape:
        given[...] = changed


def _operate(stub: Stub, operation: str, *arguments: Any, swapped: bool = False) -> Any:
    link, handle, place = object.__getattribute__(stub, "_stub")
    where = f"{place}.{operation}"
    if operation not in _ALWAYS:
        if link.learning:
            link.contract.record(where, "operation")
        elif not link.contract.allows(where, "operation"):
            raise NotJudged(f"{place}: {operation}")
    of = handle_of(handle)
    sent = [link.write(item, where) for item in arguments]
    sent = [*sent, of] if swapped else sent
    return link.value(where, op="do", operation=operation, of=of, args=sent, swapped=swapped)


def _method(operation: str, swapped: bool) -> Callable[..., Any]:
    def method(self: Stub, *arguments: Any) -> Any:
        return _operate(self, operation, *arguments, swapped=swapped)

    return method


for _name, _operation in (*_PLAIN.items(), *_SWAPPED.items()):
    setattr(Stub, _name, _method(_operation, _name in _SWAPPED))


DOC = property(lambda self: Stub.__getattr__(self, "__doc__"))
# A class has this one anyway, which would hide the object's own.
Stub.__doc__ = Function.__doc__ = DOC  # type: ignore[assignment]


class ClassOfTrainee(type):
    """A class of the trainee's: calling it makes an object over there."""

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        """Makes an object of the class over there."""
        link, handle, place = cls.__dict__["_of"]
        return call(link, handle, place, arguments, named)

    def __getattr__(cls, name: str) -> Any:
        """The class's own attribute."""
        if name.startswith("__") or "_of" not in cls.__dict__:
            raise AttributeError(name)
        link, handle, place = cls.__dict__["_of"]
        return link.value(f"{place}.{name}", op="attr", name=name, of=handle_of(handle))


def remote_handle(value: Any) -> int | None:
    """The handle behind a stub or a class of the trainee's; None for anything else."""
    if type(value) is ClassOfTrainee or isinstance(value, ClassOfTrainee):
        return int(value.__dict__["_of"][1])
    if issubclass(type(value), Stub):
        return int(object.__getattribute__(value, "_stub")[1])
    return None
