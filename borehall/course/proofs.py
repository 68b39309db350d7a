"""What else must hold of a hand-written assignment before its release: rooms that this one can't import add theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

proofs: list[Callable[[Path, Path], None]] = []
"""Each is called with the folders of an assignment's source and release, and raises AuthorFault to stop the release."""
