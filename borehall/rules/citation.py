"""Where a rule or a value comes from: standard, edition, clause, force and status, and the register of all rules."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from borehall.words import say

Function = TypeVar("Function", bound=Callable[..., object])


class Force(Enum):
    """How strictly a clause speaks: the severity of a finding is the force of its clause."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"

    @property
    def label(self) -> str:
        """The word in the reader's language."""
        return {Force.MUST: say("must"), Force.SHOULD: say("should"), Force.MAY: say("may")}[self]


class Status(Enum):
    """How a value is known."""

    HELD = "held"
    FOUND = "found"
    BY_HEART = "by heart"
    STAND_IN = "stand-in"
    SITE = "site"
    LOW = "low"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The words in the reader's language."""
        return {
            Status.HELD: say("from the text of the clause"),
            Status.FOUND: say("seen in public material"),
            Status.BY_HEART: say("general engineering knowledge, not seen in a source"),
            Status.STAND_IN: say("stand-in"),
            Status.SITE: say("the site's own table"),
            Status.LOW: say("from memory, low confidence: a setting rather than a fact"),
            Status.MISSING: say("not available; a site can supply it"),
        }[self]


@dataclass(frozen=True)
class Standard:
    """A standard in one edition. ``folder`` is its package below `borehall.rules`."""

    folder: str
    name: str
    title_en: str
    title_zh: str

    def __call__(self, clause: str) -> Citation:
        """The citation of ``clause`` (such as ``5.0.8-5`` or ``table 4.1.5``) in this standard."""
        return Citation(self, clause)

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return say(self.name)


CEMENT = Standard(
    "cement_plant_2015",
    "Cement-plant investigation standard (2015)",
    "Standard for geotechnical investigation of cement plants, in force 2015-05-01",
    "《水泥工厂岩土工程勘察规范》，2015年5月1日起实施",
)
GB50021 = Standard(
    "gb50021_2001",
    "GB 50021-2001 (2009)",
    "Code for investigation of geotechnical engineering",
    "《岩土工程勘察规范》GB 50021-2001（2009年版）",
)
GB50007 = Standard(
    "gb50007_2011",
    "GB 50007-2011",
    "Code for design of building foundation",
    "《建筑地基基础设计规范》GB 50007-2011",
)
GB50011 = Standard(
    "gb50011_2010", "GB 50011-2010", "Code for seismic design of buildings", "《建筑抗震设计规范》GB 50011-2010"
)
JGJ72 = Standard(
    "jgj72_2017",
    "JGJ/T 72-2017",
    "Standard for geotechnical investigation of tall buildings",
    "《高层建筑岩土工程勘察标准》JGJ/T 72-2017",
)
CJJ57 = Standard(
    "cjj57_2012",
    "CJJ 57-2012",
    "Code for geotechnical investigation of urban and rural planning",
    "《城乡规划工程地质勘察规范》CJJ 57-2012",
)
STANDARDS = (CEMENT, GB50021, GB50007, GB50011, JGJ72, CJJ57)


@dataclass(frozen=True)
class Citation:
    """One place in one standard: a clause with its item (``6.0.12-2``), a table or a formula."""

    standard: Standard
    clause: str

    def __str__(self) -> str:
        """The citation as it stands in docstrings: always in English."""
        return f"{self.standard.name}, {self.clause}"

    @property
    def label(self) -> str:
        """The citation in the reader's language."""
        kind, _, number = self.clause.rpartition(" ")
        if number == "classes":
            return say("{standard}, {part}", standard=self.standard.label, part=say(self.clause))
        clause, _, item = number.partition("-")
        if kind == "table":
            return say("{standard}, table {number}", standard=self.standard.label, number=number)
        if item:
            name = self.standard.label
            return say("{standard}, clause {clause}, item {item}", standard=name, clause=clause, item=item)
        return say("{standard}, clause {clause}", standard=self.standard.label, clause=clause)


@dataclass(frozen=True)
class Source:
    """The provenance of a value: the place it was taken from, how it is known, and what it stands in for, if so."""

    citation: Citation
    status: Status
    stands_in_for: Citation | None = None
    remark: str = ""

    @property
    def is_stand_in(self) -> bool:
        """True when the value is a parent standard's in place of the cement-plant standard's own."""
        return self.status is Status.STAND_IN

    @property
    def label(self) -> str:
        """One sentence in the reader's language; a stand-in says that it is one."""
        if self.stands_in_for is not None and self.is_stand_in:
            return say(
                "STAND-IN: {used}, in place of {own}, whose own values are not available",
                used=self.citation.label,
                own=self.stands_in_for.label,
            )
        if self.status is Status.SITE:
            return say("{cited}: the site's own table ({remark})", cited=self.citation.label, remark=self.remark)
        return say("{cited} ({known})", cited=self.citation.label, known=self.status.label)

    def __str__(self) -> str:
        """The label."""
        return self.label


@dataclass(frozen=True)
class Rule:
    """An entry of the register: a function, where it stands in the standard, and with which force."""

    name: str
    citation: Citation
    force: Force
    summary: str

    @property
    def short_name(self) -> str:
        """The name without ``borehall.rules.``."""
        return self.name.removeprefix("borehall.rules.")


REGISTER: dict[str, Rule] = {}
"""Every rule by its full name; filled while the rules are imported."""


def rule(citation: Citation, force: Force = Force.MUST) -> Callable[[Function], Function]:
    """Register the function below under ``citation``; the function itself stays as it is."""

    def enter(function: Function) -> Function:
        name = f"{function.__module__}.{function.__qualname__}"
        doc = inspect.getdoc(function) or ""
        REGISTER[name] = Rule(name, citation, force, doc.partition("\n")[0])
        return function

    return enter


def rule_of(function: Callable[..., object]) -> Rule:
    """The register's entry for ``function``; KeyError when it isn't a rule."""
    return REGISTER[f"{function.__module__}.{function.__qualname__}"]
