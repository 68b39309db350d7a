"""Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from playwright.sync_api import Browser, Playwright, expect, sync_playwright

# For a machine that is busy with other tests; a page that works answers long before.
expect.set_options(timeout=30_000)

_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
"""Root cannot have Chromium's own sandbox, and its background services would try to reach the network."""


@contextmanager
def chromium(language: str) -> Iterator[Browser]:
    """A browser with ``language`` as its only preference."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "No Chromium found: apt-get install chromium fonts-noto-cjk"
    browser = _playwright().chromium.launch(executable_path=program, args=[*_OPTIONS, f"--lang={language}"])
    yield browser
    browser.close()


@cache
def _playwright() -> Playwright:
    """One for the whole run: a second one would refuse to start beside it."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started
