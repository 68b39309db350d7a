"""Text files as people save them: missing, misnamed, in another encoding, or a folder."""

from __future__ import annotations

import codecs
import errno
from pathlib import Path

from borehall.checked.names import nearest
from borehall.faults import Fault
from borehall.words import say

MIB = 1024 * 1024
_MARKS = {codecs.BOM_UTF8: "UTF-8", codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def read_text(path: Path, owner: type[Fault], limit: int = MIB) -> str:
    """The text of a UTF-8 file of at most ``limit`` bytes; anything else is a fault of kind ``owner``."""
    raw = read_bytes(path, owner, limit)
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            raise _marked(path, owner, encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _undecodable(path, owner, raw, error.start) from None


def read_bytes(path: Path, owner: type[Fault], limit: int = MIB) -> bytes:
    """What a file of at most ``limit`` bytes holds; a fault of kind ``owner`` when it can't be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        raise _missing(path, owner) from None
    except (IsADirectoryError, NotADirectoryError):
        raise owner(
            say("A folder stands where a file belongs, or a file where a folder belongs."),
            say("Expected: a file."),
            say("Move it away and put the file in its place."),
            file=path,
        ) from None
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, "?")
        raise owner(
            say("The file can't be read (the system says {code}).", code=code),
            say("Expected: a file that this account may read."),
            say("Check its owner and its permissions."),
            file=path,
        ) from None
    if len(raw) > limit:
        raise owner(
            say("The file is larger than {limit} MiB.", limit=limit // MIB),
            next_step=say("Check that it is the right file."),
            file=path,
        )
    return raw


def _missing(path: Path, owner: type[Fault]) -> Fault:
    neighbours = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    alike = nearest(path.name, neighbours)
    return owner(
        say("The file does not exist."),
        say("Expected: a file {name}.", name=path.name),
        say("Rename {alike}, if that is the file.", alike=alike) if alike else say("Create it, or check the path."),
        file=path,
    )


def _marked(path: Path, owner: type[Fault], encoding: str) -> Fault:
    return owner(
        say("The file starts with a byte order mark (BOM) of {encoding}.", encoding=encoding),
        say("Expected: UTF-8 without BOM."),
        say("Save it again as UTF-8 without BOM (in Notepad: Save as, Encoding: UTF-8)."),
        file=path,
        line=1,
    )


def _undecodable(path: Path, owner: type[Fault], raw: bytes, start: int) -> Fault:
    try:
        raw.decode("gb18030")
        seen = say("The file looks like GBK (ANSI), as Chinese Windows editors save it.")
    except UnicodeDecodeError:
        seen = say("The file is not UTF-8: byte {byte} is not part of any character.", byte=f"0x{raw[start]:02X}")
    return owner(
        seen,
        say("Expected: UTF-8 without BOM."),
        say("Save it again as UTF-8 without BOM (in Notepad: Save as, Encoding: UTF-8)."),
        file=path,
        line=raw.count(b"\n", 0, start) + 1,
    )
