"""The kinds of fields: what is typed or set in code, taken as the plain value that the hall judges, or refused."""

from __future__ import annotations

from typing import Any

from borehall_desk.answer.choices import Choice, Choices
from borehall_desk.answer.code import Code
from borehall_desk.answer.kind import Kind, WrongValue
from borehall_desk.answer.numbers import Integer, Number
from borehall_desk.answer.plan import Plan
from borehall_desk.answer.table import Table
from borehall_desk.answer.text import Text
from borehall_desk.words import say

KINDS: dict[str, type[Kind]] = {
    "number": Number, "integer": Integer, "choice": Choice, "choices": Choices,
    "table": Table, "code": Code, "text": Text, "plan": Plan,
}  # fmt: skip


def kind_of(form: dict[str, Any]) -> Kind:
    """The kind of a field by its form; WrongValue for one that this desk is too old for."""
    if form["kind"] not in KINDS:
        raise WrongValue(say("This desk knows no field of the kind {kind}. Tell your instructor.", kind=form["kind"]))
    if form["kind"] == "table":
        return Table(form, {column["name"]: kind_of(column) for column in form["columns"]})
    return KINDS[form["kind"]](form)
