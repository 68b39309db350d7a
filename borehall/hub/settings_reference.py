"""The reference pages and the commented example of hall.toml, made from the declarations in `borehall.hub.settings`.

``python -m borehall.hub.settings_reference`` writes them; with ``--check`` it only says which ones are stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from borehall.checked import kind_of, shown, write_whole
from borehall.faults import PlatformFault
from borehall.hub.settings import HallSettings
from borehall.words import say, speaking

PAGES = {"docs/operator/settings.md": "en", "docs/operator/settings.zh-CN.md": "zh_CN"}
EXAMPLE = "hub_config/hall.toml"
_SETTING_LINE = re.compile(r"^(?:# ?)?([a-z_]+) = .*$", re.MULTILINE)


def reference_page(language: str) -> str:
    """The page for operators that lists every setting."""
    with speaking(language):
        return "\n".join(_page_lines()) + "\n"


def example_file() -> str:
    """hall.toml with every key commented out at its default, explained in both languages."""
    return "\n".join(_example_lines()) + "\n"


def stale_files(root: Path) -> list[Path]:
    """The pages and the example below ``root`` that no longer agree with the declarations.

    An operator's own values are no disagreement: hall.toml is compared without them.
    """
    stale = [root / page for page, language in PAGES.items() if _text_of(root / page) != reference_page(language)]
    return stale if _agrees(root / EXAMPLE) else [*stale, root / EXAMPLE]


def write_reference(root: Path) -> None:
    """Both pages, and hall.toml unless that would lose an operator's values."""
    for page, language in PAGES.items():
        write_whole(root / page, reference_page(language).encode())
    example = root / EXAMPLE
    if _agrees(example):
        return
    if re.search(r"^\s*[A-Za-z\"'].*=", _text_of(example), re.MULTILINE):
        raise PlatformFault(
            say("The file has values of its own and comments of another version."),
            say("Expected: only commented keys, since writing it anew would lose the values."),
            say("Move it away, run this again, and put your values into the new file."),
            file=example,
        )
    write_whole(example, example_file().encode())


def _agrees(example: Path) -> bool:
    return _SETTING_LINE.sub(r"\1", _text_of(example)) == _SETTING_LINE.sub(r"\1", example_file())


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _page_lines() -> Iterator[str]:
    yield "# " + say("Settings of the hall")
    yield ""
    yield say(
        "The hall reads them from `hub_config/hall.toml` when it starts. A key that is left out has its default; "
        "an unknown key is refused, with the nearest known one. This page is made from the declarations in "
        "`borehall/hub/settings.py` by `python -m borehall.hub.settings_reference`; do not edit it."
    )
    for section, declared in HallSettings.model_fields.items():
        yield f"\n## [{section}]\n"
        yield say(declared.description or "")
        yield ""
        yield "| {} | {} | {} | {} | {} |".format(say("Key"), say("Value"), say("Default"), say("Unit"), say("Meaning"))
        yield "| --- | --- | --- | --- | --- |"
        for key, field in _keys_of(declared):
            cells = (
                f"`{key}`",
                kind_of(field),
                f"`{shown(field.default)}`",
                _unit(field),
                say(field.description or ""),
            )
            yield f"| {' | '.join(cells)} |"


def _example_lines() -> Iterator[str]:
    yield from _in_both("Settings of the hall. Every key stands here with its default; remove the # to change one.")
    yield f"# {' · '.join(PAGES)}"
    for section, declared in HallSettings.model_fields.items():
        yield ""
        yield ""
        yield from _in_both(declared.description or "")
        yield f"[{section}]"
        for key, field in _keys_of(declared):
            yield ""
            yield from _in_both(field.description or "", field)
            yield f"# {key} = {shown(field.default)}"


def _in_both(sentence: str, field: FieldInfo | None = None) -> Iterator[str]:
    for language in ("zh_CN", "en"):
        with speaking(language):
            unit = _unit(field) if field else ""
            yield f"# {say(sentence)}" + (f" [{unit}]" if unit else "")


def _keys_of(section: FieldInfo) -> Iterator[tuple[str, FieldInfo]]:
    model: Any = section.annotation
    yield from model.model_fields.items()


def _unit(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    unit = extra.get("unit") if isinstance(extra, dict) else None
    return say(str(unit)) if unit else ""


def main(arguments: list[str]) -> int:
    """Writes, or with ``--check`` only looks; the exit code says whether all is current."""
    root = Path.cwd()
    if arguments != ["--check"]:
        write_reference(root)
    stale = stale_files(root)
    for path in stale:
        print(say("{path} does not agree with borehall/hub/settings.py.", path=path), file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
