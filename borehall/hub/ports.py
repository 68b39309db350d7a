"""Ports on the loopback address that parts of the hall find each other at.

Drawn once for a site and kept: servers that outlive a killed hub call the next one at the address they were given.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path

from borehall.site import Site


def kept_port(site: Site, part: str) -> int:
    """The port of ``part`` of this site; another one when a stranger listens there by now."""
    file = site.hub / "ports.json"
    kept = _kept(file)
    if part not in kept or not _is_free(kept[part]):
        kept[part] = _draw(set(kept.values()))
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(kept, indent=1))
        draft.replace(file)
    return kept[part]


def _kept(file: Path) -> dict[str, int]:
    """What was drawn before; nothing when the file is not there or damaged, since other ports do as well."""
    try:
        return json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return {}


def _draw(taken: set[int]) -> int:
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in taken:
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
