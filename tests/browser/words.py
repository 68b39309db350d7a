"""Finds English on a page that should speak Chinese."""

import re

from playwright.sync_api import Locator

_PROPER = {"English", "Python", "ipykernel", "JupyterLab", "UTC", "CST", "Ctrl", "Shift", "Enter"}
"""Names and keys that stay as they are in any language."""


def english_left(place: Locator, names: tuple[str, ...] = ()) -> list[str]:
    """Words of two letters and more in the visible text of ``place``, less proper names, paths and ``names``."""
    text = place.inner_text()
    for name in names:
        text = text.replace(name, " ")
    text = re.sub(r"(?:/[\w.~-]+)+", " ", text)
    return [
        word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in _PROPER and not word.startswith("trainee")
    ]
