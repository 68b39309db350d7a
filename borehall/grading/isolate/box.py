"""One box, seen from outside."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from borehall.faults import PlatformFault
from borehall.grading.isolate.ending import BoxEnded, Ending
from borehall.grading.warm.channel import BadMessage, Channel, ChannelClosed
from borehall.grading.warm.limits import Limits
from borehall.words import say

_LAST_WORD_S = 60


class Box:
    """Made by `House.open`. One conversation, of one thread. What comes out of it is the trainee's word, no more."""

    def __init__(self, channel: socket.socket, status: socket.socket, limits: Limits, unsafe: bool) -> None:
        self._channel, self._status = Channel(channel, limits.message_bytes), status
        self._limits, self._unsafe = limits, unsafe
        self._ending: Ending | None = None
        self._fault: PlatformFault | None = None
        # No limit of time here: it may wait for a place, and where the house dies this ends at once.
        first = self._hear(None)
        if "ending" in first:
            self._set_ending(first)
            raise BoxEnded(self.close())

    def send(self, message: Mapping[str, Any]) -> None:
        """BoxEnded when nobody takes it any more."""
        self._check_open()
        try:
            self._channel.send(message, self._limits.wall_s)
        except TimeoutError:
            raise BoxEnded(self._end(b"wall")) from None
        except ChannelClosed:
            raise BoxEnded(self._end(b"hurry")) from None

    def receive(self, timeout_s: float) -> dict[str, Any]:
        """The box's next message. BoxEnded when none comes in time ("wall") or ever; BadMessage ends the box too."""
        self._check_open()
        try:
            return self._channel.receive(timeout_s)
        except TimeoutError:
            raise BoxEnded(self._end(b"wall")) from None
        except ChannelClosed:
            # Its end may have closed before its process has: that gets a moment to say how it ended.
            raise BoxEnded(self._end(b"hurry")) from None
        except BadMessage:
            self._end(b"protocol")
            raise

    def close(self) -> Ending:
        """Everything in the box is dead and gone. The same answer each time; PlatformFault if the machine ended it."""
        return self._end(b"close")

    def __enter__(self) -> Box:
        """The box itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """As `close`."""
        self.close()

    def _check_open(self) -> None:
        if self._fault is not None:
            raise self._fault
        if self._ending is not None:
            raise BoxEnded(self._ending)

    def _end(self, why: bytes) -> Ending:
        if self._fault is not None:
            raise self._fault
        if self._ending is None:
            # A guard that has ended has told so.
            with suppress(OSError):
                self._status.send(why)
            self._set_ending(self._hear(_LAST_WORD_S))
        self._channel.close()
        self._status.close()
        assert self._ending is not None  # noqa: S101 -- for the type checker
        return self._ending

    def _hear(self, timeout_s: float | None) -> dict[str, Any]:
        """The guard's next word: ready, an ending, or PlatformFault."""
        self._status.settimeout(timeout_s)
        try:
            said = self._status.recv(1 << 16)
        except ConnectionResetError:
            # It left without hearing our last wish; what it had said before can still be read.
            said = self._status.recv(1 << 16)
        except OSError:
            said = b""
        heard = json.loads(said or b"{}")
        if "ready" in heard or "ending" in heard:
            return heard
        self._channel.close()
        self._status.close()
        self._fault = PlatformFault(
            say("A box for trainees' code failed: {why}", why=heard.get("fault") or say("its guard is gone")),
            next_step=say("Run the same command again; if it stays so, run `borehall doctor`."),
        )
        raise self._fault

    def _set_ending(self, heard: dict[str, Any]) -> None:
        self._ending = Ending(heard["ending"], heard["seconds"], heard["peak_mb"], heard["said"], self._unsafe)
