"""Leaves a thread where it is imported."""

import threading
from typing import Any

threading.Thread(target=threading.Event().wait, daemon=True).start()


def main(_: Any) -> None:
    """Never called."""
