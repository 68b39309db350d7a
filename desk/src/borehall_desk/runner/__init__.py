"""The runner: a trainee's notebook in a box, run cell by cell, then asked for values. Knows no test and no answer.

The warm parent imports this package, which makes the shell; each box inherits it and calls `main`.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from . import wire_arrays, wire_plain, wire_tables  # noqa: F401 - they register their types
from .seeds import start_seeds
from .service import Service
from .shell import make_shell, open_streams
from .wire_rehearsal import rehearse_wire

_SHELL = make_shell()
rehearse_wire()


def main(channel: Any) -> None:
    """Serves requests until the other side closes."""
    open_streams()
    # Modules that lie beside the notebook; last, so that none of them hides one of Python's.
    sys.path.append(os.getcwd())
    start_seeds()
    service = Service(_SHELL, channel)
    while True:
        try:
            request = channel.receive()
        except EOFError:
            return
        reply = service.answer(request)
        try:
            channel.send(reply)
        except ValueError:
            channel.send({"refused": "too large", "cells": []})
