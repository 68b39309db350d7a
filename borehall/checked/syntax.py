"""Faults about a text that is no TOML at all, with the slips of a Chinese keyboard named."""

from __future__ import annotations

import re
from pathlib import Path

from borehall.faults import Fault
from borehall.words import say

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'|#.*""")
_FULL_WIDTH = dict(zip("“”‘’＂，＝：［］【】｛｝＃．　", '""\'\'",=:[][]{}#. ', strict=True))


def nested_too_deep(path: Path, owner: type[Fault]) -> Fault:
    """Brackets within brackets, more of them than can be read."""
    return owner(say("Lists or tables are nested too deeply to be read."), "", say("Take them apart."), file=path)


def syntax_fault(path: Path, owner: type[Fault], text: str, message: str) -> Fault:
    """What `tomllib` said in ``message`` about ``text``, in the reader's language and at its place."""
    found = _PLACE.search(message)
    lines = text.splitlines() or [""]
    number = int(found["line"]) if found and found["line"] else len(lines)
    line = lines[min(number, len(lines)) - 1]
    seen = _reason(message)
    if found and found["column"]:
        seen += " " + say("Column {column} of: {text}", column=found["column"], text=line)
    expected, next_step = _advice(line)
    return owner(seen, expected, next_step, file=path, line=number)


def _advice(line: str) -> tuple[str, str]:
    slip = next((character for character in _QUOTED.sub("", line) if character in _FULL_WIDTH), None)
    if slip:
        return (
            say("Expected: half-width (ASCII) punctuation outside quotes."),
            say("Replace {slip} by {wanted}", slip=slip, wanted=_FULL_WIDTH[slip]),
        )
    return (
        say('Expected: TOML, that is lines such as: key = "text", key = 5, [table].'),
        say("Correct it and try again."),
    )


def _reason(message: str) -> str:
    """The first sentence whose words occur in ``message``; the words are those of CPython's parser."""
    reasons = (
        (r"Expected '=' after", say("No = follows the key.")),
        (r"Invalid initial character", say("A key or table name is missing, or starts with a wrong character.")),
        (r"Invalid statement", say("This is no key, no [table] and no # comment.")),
        (r"Expected newline", say("Something follows the value on the same line.")),
        (r"Cannot overwrite|Duplicate inline", say("This key stands there already.")),
        (r"Cannot declare|Cannot redefine|Cannot mutate", say("This table stands there already.")),
        (r"at the end of a", say("The bracket that closes the table's name is missing.")),
        (r"Unclosed array", say("A list lacks its closing bracket ], or a comma between two items.")),
        (r"Unclosed inline table", say("A table in braces lacks its closing }}, or a comma between two keys.")),
        (r"Unescaped|hex value|Escaped", say("In double quotes a backslash is an escape; use single quotes.")),
        (r"Unterminated|Illegal character '\\n'|Expected [\"']", say("Text lacks its closing quote.")),
        (r"Illegal character|invalid character", say("A control character stands in the file.")),
        (r"Invalid date", say("There is no such date or time.")),
        (r"Invalid value", say("The value has no known form: text needs quotes, true and false are lower-case.")),
        (r"digits", say("The number is too long.")),
    )
    return next((sentence for words, sentence in reasons if re.search(words, message)), say("This is not TOML."))
