"""A role that runs one Python file of its box: for the self-test, and for hostile cases."""

from __future__ import annotations

import runpy

from .channel import Channel


def main(channel: Channel) -> None:
    """Runs the file named by the first message; it finds the channel as ``channel``."""
    wish = channel.receive()
    runpy.run_path(wish["run"], {"channel": channel}, run_name="__main__")
    channel.send({"done": True})
