"""Messages between two processes that need not trust each other: JSON objects, each after its length.

Data only: nothing that arrives is run, unpickled or believed to end in time.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Mapping
from typing import Any

_LENGTH = struct.Struct(">I")


class ChannelClosed(EOFError):
    """The other side is gone."""


class BadMessage(ValueError):
    """What arrived is no message: too long, no JSON, no object."""


class Channel:
    """One end. ``most`` is the length in bytes of the longest message that is read or sent."""

    def __init__(self, end: socket.socket, most: int) -> None:
        self._end, self._most = end, most
        end.setblocking(False)

    def send(self, message: Mapping[str, Any], timeout_s: float | None = None) -> None:
        """ValueError when it is too long, TimeoutError when nobody takes it in time, else it is on its way."""
        text = json.dumps(message, separators=(",", ":")).encode()
        if len(text) > self._most:
            raise ValueError(f"A message of {len(text)} bytes; at most {self._most} are sent.")
        left, until = memoryview(_LENGTH.pack(len(text)) + text), _deadline(timeout_s)
        while left:
            self._wait(select.POLLOUT, until)
            try:
                left = left[self._end.send(left) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChannelClosed from error

    def receive(self, timeout_s: float | None = None) -> dict[str, Any]:
        """The next message, whole within ``timeout_s``, however slowly its bytes drip."""
        until = _deadline(timeout_s)
        (length,) = _LENGTH.unpack(self._take(_LENGTH.size, until))
        if length > self._most:
            raise BadMessage(f"a message of {length} bytes; at most {self._most} are read")
        try:
            message = json.loads(self._take(length, until))
        except (ValueError, RecursionError) as error:
            raise BadMessage(f"no JSON ({type(error).__name__})") from None
        if type(message) is not dict:
            raise BadMessage("no JSON object")
        return message

    def close(self) -> None:
        """The other side reads an end."""
        self._end.close()

    def _take(self, count: int, until: float | None) -> bytes:
        taken = bytearray()
        while len(taken) < count:
            self._wait(select.POLLIN, until)
            try:
                # Not recvmsg: descriptors that come along are closed by the kernel.
                part = self._end.recv(min(count - len(taken), 1 << 18))
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChannelClosed from error
            if not part:
                raise ChannelClosed
            taken += part
        return bytes(taken)

    def _wait(self, event: int, until: float | None) -> None:
        poll = select.poll()
        poll.register(self._end, event)
        left = None if until is None else max(0.0, until - time.monotonic()) * 1000
        if not poll.poll(left):
            raise TimeoutError


def _deadline(timeout_s: float | None) -> float | None:
    return None if timeout_s is None else time.monotonic() + timeout_s
