"""The warm parents that grading needs: opened by whoever may make boxes, used by the course's account."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from importlib import import_module
from threading import Lock, Timer

from borehall.grading.isolate.boxes import Limits, open_house
from borehall.grading.isolate.layers import check_layers
from borehall.grading.judge.release_check import EXAMINER, RUNNER, Houses

_IDLE_S = 120.0


@contextmanager
def grading_houses(jobs: int, unsafe: bool = False) -> Iterator[Houses]:
    """Both roles, for ``jobs`` submissions at a time. PlatformFault when boxes can't hold here, unless ``unsafe``."""
    if not unsafe:
        check_layers()
    with ThreadPoolExecutor(2) as pool, ExitStack() as opened:
        opening = [pool.submit(open_house, role, jobs, unsafe) for role in (RUNNER, EXAMINER)]
        # Each takes a second or two to warm up; nbgrader, which is needed next, takes as long to import.
        import_module("nbgrader.apps")
        done = [future.exception() or opened.enter_context(future.result()) for future in opening]
        for one in done:
            if isinstance(one, BaseException):
                raise one
        runner, examiner = (future.result() for future in opening)
        opened.pop_all()
    with runner, examiner:
        yield Houses(runner, examiner, Limits())


class KeptHouses:
    """Houses for programs that we don't start, such as formgrader: opened when needed, closed when idle."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._houses: Houses | None = None
        self._timer: Timer | None = None
        atexit.register(self._close)

    @contextmanager
    def use(self) -> Iterator[Houses]:
        """The houses, for one user at a time."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            if self._houses is None:
                self._houses = Houses(open_house(RUNNER, 1), open_house(EXAMINER, 1), Limits())
            try:
                yield self._houses
            finally:
                timer = Timer(_IDLE_S, self._close_idle)
                timer.daemon = True
                timer.start()
                self._timer = timer

    def _close_idle(self) -> None:
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._houses is not None:
            self._houses.runner.close()
            self._houses.examiner.close()
            self._houses = None


kept_houses = KeptHouses()
