"""What every sub-command of `borehall …` is made of: two consoles, the site it works on, its sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from borehall.click_words import speak_our_language
from borehall.site import Site, find_site
from borehall.words import say

# Before the first command is declared: click fixes some of its words then.
speak_our_language()

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def command(group: click.Group, name: str, sentence: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A sub-command of ``group`` with ``sentence`` as its help."""
    return group.command(name, help=sentence, short_help=sentence)


def _site(context: click.Context, parameter: click.Parameter, value: str | None) -> Site:
    return find_site(Path(value) if value else None)


def with_site(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --site, and hands the site to the command as its first argument."""

    def on_site(*args: Any, site: Site, **options: Any) -> Any:
        return command(site, *args, **options)

    option = click.option("--site", metavar="DIR", callback=_site, help=say("The site; by default the one you are in."))
    return option(update_wrapper(on_site, command))
