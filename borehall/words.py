"""Sentences that people read, in their language.

The source holds English; ``locale/<language>/*.po`` hold the translations, one file for each room. The .po files are
read as they are, so that a translator's edit needs no build step.
"""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("zh_CN", "en")
"""Languages that every sentence exists in; the first is the house's own."""

LANGUAGE_COOKIE = "borehall-language"
"""Keeps a reader's choice on all paths of the hall, so that each part of it follows."""

_LOCALE = Path(__file__).parent / "locale"
_language: ContextVar[str | None] = ContextVar("language", default=None)


def negotiate_language(wanted: list[str], default: str = "zh_CN") -> str:
    """The first of ``wanted`` (tags such as ``zh-Hans-CN``, ``en_GB``) that we speak, or ``default``."""
    for tag in wanted:
        try:
            spoken = Locale.parse(tag.replace("-", "_")).language
        except (ValueError, UnknownLocaleError):
            continue
        found = negotiate_locale([spoken], LANGUAGES, aliases={"zh": "zh_CN"})
        if found:
            return found
    return default


def accepted_languages(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first; those with ``q=0`` are left out."""
    wanted = []
    for place, part in enumerate(header.split(",")):
        tag, _, quality = part.partition(";")
        try:
            weight = float(quality.partition("=")[2]) if quality else 1.0
        except ValueError:
            continue
        if tag.strip() and weight > 0:
            wanted.append((-weight, place, tag.strip()))
    return [tag for _, _, tag in sorted(wanted)]


def current_language() -> str:
    """The language in force: set by `speaking`, else by the environment (BOREHALL_LANG, LC_ALL, LANG), else English."""
    chosen = _language.get()
    if chosen:
        return chosen
    wanted = [os.environ.get(name, "").partition(".")[0] for name in ("BOREHALL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    return negotiate_language([tag for tag in wanted if tag and tag not in ("C", "POSIX")], default="en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block, `say` answers in ``language``."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def say(message: str, /, **values: object) -> str:
    """``message`` in the language in force, with ``{name}`` places filled from ``values``."""
    return catalogue(current_language()).gettext(message).format(**values)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """All translations into ``language``; the empty catalogue for English."""
    merged: gettext.NullTranslations = gettext.NullTranslations()
    for po in sorted(_LOCALE.glob(f"{language}/*.po")):
        compiled = io.BytesIO()
        with po.open("rb") as text:
            write_mo(compiled, read_po(text, locale=language))
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
        translations.add_fallback(merged)
        merged = translations
    return merged
