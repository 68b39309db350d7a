"""On which line each key of a TOML text stands: what the standard library's reader does not tell.

Only texts that `tomllib` has accepted come here, so this looks for the ends of things and judges nothing.
"""

from __future__ import annotations

import re
import tomllib

from borehall.checked.document import Location

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*')"""
_FIRST_PART = re.compile(_PART)
_NEXT_PART = re.compile(rf"[ \t]*\.[ \t]*({_PART})")
_SPACE = re.compile(r"(?:[ \t\r\n]|\#[^\n]*)*")
# A multi-line string may end in up to five quotes: two of its own, then the three that close it.
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]+")


def key_lines(text: str) -> dict[Location, int]:
    """Every key, table and list item of ``text``, with its line counted from 1."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Location, int] = {}
        self.lengths: dict[Location, int] = {}
        self._line, self._counted = 1, 0

    def scan(self) -> dict[Location, int]:
        table: Location = ()
        self.skip_space()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip_space()
        return self.lines

    def skip_space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def line(self) -> int:
        """The present line, counted on from where it was last asked for."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def header(self) -> Location:
        """``[table]`` or ``[[list of tables]]``: where the keys below it belong."""
        line = self.line()
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        parts = self.key()
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        table: Location = ()
        for part in parts[:-1]:
            table = self.latest((*table, part))
            self.lines.setdefault(table, line)
        table = (*table, parts[-1])
        if many:
            self.lines.setdefault(table, line)
            self.lengths[table] = self.lengths.get(table, 0) + 1
            table = self.latest(table)
        self.lines[table] = line
        return table

    def latest(self, table: Location) -> Location:
        """``table`` itself, or its last item when it is a list of tables."""
        return (*table, self.lengths[table] - 1) if table in self.lengths else table

    def key(self) -> list[str]:
        """The parts of a dotted key, which is stepped over."""
        self.skip_space()
        parts = []
        found = _FIRST_PART.match(self.text, self.at)
        while found:
            parts.append(_unquoted(found[found.lastindex or 0]))
            self.at = found.end()
            found = _NEXT_PART.match(self.text, self.at)
        return parts

    def pair(self, table: Location) -> None:
        """``key = value`` in ``table``."""
        self.skip_space()
        line = self.line()
        for part in self.key():
            table = (*table, part)
            self.lines.setdefault(table, line)
        self.at = self.text.index("=", self.at) + 1
        self.value(table)

    def value(self, location: Location) -> None:
        """Whatever stands right of ``=`` or in a list."""
        self.skip_space()
        if self.text[self.at] == "[":
            self.items(location, "]")
        elif self.text[self.at] == "{":
            self.items(location, "}")
        else:
            found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            self.at = found.end() if found else self.at

    def items(self, location: Location, end: str) -> None:
        """A list, or the pairs of an inline table."""
        self.at += 1
        place = 0
        self.skip_space()
        while self.text[self.at] != end:
            if end == "}":
                self.pair(location)
            else:
                self.lines[(*location, place)] = self.line()
                self.value((*location, place))
            place += 1
            self.skip_space()
            if self.text[self.at] == ",":
                self.at += 1
                self.skip_space()
        self.at += 1


def _unquoted(part: str) -> str:
    return tomllib.loads(f"key = {part}")["key"] if part[0] in "\"'" else part
