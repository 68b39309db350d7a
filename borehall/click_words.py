"""Click's own sentences in the reader's language, beside ours."""

from __future__ import annotations

from types import ModuleType

from click import core, decorators, exceptions, formatting, parser, types

from borehall.words import catalogue, current_language


def speak_our_language() -> None:
    """From here on, usage, help and refusals of the command line follow `borehall.words`.

    Click looks its sentences up with the system's gettext, which knows neither our catalogue nor our choice of
    language; it offers no other place to set them.
    """
    module: ModuleType
    for module in (core, decorators, exceptions, formatting, parser, types):
        vars(module).update(_=_translated, ngettext=_translated_by_number)


def _translated(message: str) -> str:
    return catalogue(current_language()).gettext(message)


def _translated_by_number(one: str, many: str, number: int) -> str:
    return _translated(one if number == 1 else many)
