"""What is done about each clause: rules, checklists, tables that stand in, oracles. The docs page is made from it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from borehall.rules.checklist import checklists
from borehall.rules.citation import CEMENT, REGISTER, STANDARDS, Rule, Status
from borehall.rules.table import SHIPPED, Tables
from borehall.words import current_language, say, speaking

_HERE = Path(__file__).parent


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its short name, in the order of standards and clauses."""
    for standard in STANDARDS:
        package = importlib.import_module(f"borehall.rules.{standard.folder}")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    ordered = sorted(REGISTER.values(), key=lambda one: (STANDARDS.index(one.citation.standard), _order(one)))
    return {one.short_name: one for one in ordered}


def _order(one: Rule) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d+", one.citation.clause)], one.short_name


@cache
def oracles() -> dict[str, tuple[str, ...]]:
    """For each rule's short name what it was held to from outside: ids of cases, names of second methods."""
    data = tomllib.loads((_HERE / "oracles.toml").read_text(encoding="utf-8"))
    return {name: tuple(ids) for name, ids in data["rules"].items()}


READING = "second reading"
"""So begin the names of checks that only restate a clause of a single step: no oracle from outside."""


def has_outside_oracle(name: str) -> bool:
    """Whether the rule of this short name was held to more than another person's reading of its clause."""
    return any(not oracle.startswith(READING) for oracle in oracles().get(name, ()))


@dataclass(frozen=True)
class ClauseState:
    """A clause with what is done about it. ``state`` is done, stand-in, checklist, needs a table or not applicable."""

    clause: str
    topic: str
    state: str
    rules: tuple[Rule, ...]
    has_checklist: bool

    @property
    def label(self) -> str:
        """The state in the reader's language."""
        return {
            "done": say("done"),
            "stand-in": say("done, with a stand-in table"),
            "site": say("done, with the site's own table"),
            "checklist": say("checklist"),
            "needs a table": say("needs a table"),
            "parent": say("done at the parent standard's own address"),
            "not applicable": say("not applicable: nothing to calculate or to tick"),
        }[self.state]


def clause_states(tables: Tables = SHIPPED) -> list[ClauseState]:
    """Every clause of the cement-plant standard, in its order."""
    data = tomllib.loads((_HERE / CEMENT.folder / "clauses.toml").read_text(encoding="utf-8"))
    own = [one for one in rules().values() if one.citation.standard is CEMENT]
    found = []
    for entry in data["clauses"]:
        clause = entry["clause"]
        mine = tuple(one for one in own if one.citation.clause.partition("-")[0] == clause)
        topic = entry["zh"] if current_language() == "zh_CN" else entry["en"]
        state = _state(clause, bool(mine), tables)
        state = entry.get("state", state) if state != "site" else state
        found.append(ClauseState(clause, topic, state, mine, clause in checklists()))
    return found


def _state(clause: str, has_rule: bool, tables: Tables) -> str:
    if not has_rule:
        kept = clause in checklists() or f"{CEMENT.folder}/table_{clause.lower()}" in tables
        return "checklist" if kept else "not applicable"
    statuses = {
        table.source.status
        for name, table in tables.items()
        if re.fullmatch(rf"{CEMENT.folder}/(table|limits)_{clause.lower().replace('.', '_')}(_\d+)?", name)
    }
    if Status.STAND_IN in statuses:
        return "stand-in"
    return "site" if Status.SITE in statuses else "done"


def table_lines(tables: Tables = SHIPPED) -> list[str]:
    """Every table with its provenance, in the reader's language."""
    return [f"{name}: {table.title}: {table.source.label}" for name, table in tables.items()]


def coverage_page(language: str) -> str:
    """The contributor's page on coverage, in Markdown."""
    with speaking(language):
        return "\n".join([*_clause_part(), *_rule_part(), *_table_part()]) + "\n"


def _clause_part() -> list[str]:
    states = clause_states()
    lines = [
        "# " + say("What the rules cover"),
        "",
        say("This page is made from the register of rules: borehall rules page. A test fails when it is stale."),
        "",
        "## " + CEMENT.name if current_language() == "en" else "## " + CEMENT.title_zh,
        "",
        f"| {say('clause')} | {say('topic')} | {say('state')} | {say('rules')} |",
        "|---|---|---|---|",
    ]
    for one in states:
        names = ", ".join(f"`{rule.short_name.partition('.')[2]}`" for rule in one.rules)
        extra = [say("checklist")] if one.has_checklist and one.state != "checklist" else []
        lines.append(f"| {one.clause} | {one.topic} | {'; '.join([one.label, *extra])} | {names} |")
    return lines


def _rule_part() -> list[str]:
    held = oracles()
    bare = [name for name in rules() if not has_outside_oracle(name)]
    heads = f"| {say('rule')} | {say('clause')} | {say('force')} | {say('oracles')} |"
    lines = ["", "## " + say("Oracles of each rule"), "", heads, "|---|---|---|---|"]
    for name, one in rules().items():
        lines.append(f"| `{name}` | {one.citation.label} | {one.force.label} | {', '.join(held.get(name, ('–',)))} |")
    heading = say("Rules without an oracle yet: {n} of {all}", n=len(bare), all=len(rules()))
    read = say("a second person's reading of the clause only")
    listed = [f"- `{name}`" + (f" ({read})" if name in held else "") for name in bare]
    return [*lines, "", "## " + heading, "", *listed]


def _table_part() -> list[str]:
    heads = f"| {say('table')} | {say('title')} | {say('source')} |"
    lines = ["", "## " + say("Tables and where their values come from"), "", heads, "|---|---|---|"]
    for name, table in SHIPPED.items():
        lines.append(f"| `{name}` | {table.title} | {table.source.label} |")
    return lines
