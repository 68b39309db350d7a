"""The threads of a papers desk: few, since the work is computing, and shared fairly."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from borehall.course.handing_out import Refusal

THREADS = 2
"""One computes while the other writes; more would only keep the loop waiting that accepts and answers."""

AT_ONCE = 8
"""Requests of one trainee under way; as many as their server sends at a time."""


class Crew:
    """Works for everybody in turn."""

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="papers")
        self._under_way: Counter[str] = Counter()

    async def do(self, trainee: str, work: Callable[[], bytes]) -> bytes:
        """What ``work`` makes; Refusal when ``trainee`` has too much under way already."""
        if self._under_way[trainee] >= AT_ONCE:
            raise Refusal(429, "You have asked too often at once. Wait a moment, then run this cell again.")
        self._under_way[trainee] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= Counter([trainee])
