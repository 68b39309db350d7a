"""What runs in a dask worker. It takes and gives text and bytes alone, and tells of its faults in sentences.

Its boxes are opened for the first notebook and end with the worker's process, however that ends.
"""

from __future__ import annotations

import atexit
import json
from contextlib import ExitStack
from threading import Lock
from typing import Any

from borehall import __version__
from borehall.faults import PlatformFault
from borehall.grading.far.parcel import MOST_BYTES, pack_judged, unpack_task
from borehall.grading.houses import grading_houses
from borehall.grading.judge.relay import judge_notebook
from borehall.grading.judge.release_check import Houses
from borehall.words import say, speaking


class _Unfit(Exception):
    """Nothing can be judged here, whatever it is."""


def judge_far(version: str, language: str, common: bytes, own: bytes) -> bytes:
    """The notebook of a `pack_task`, judged: ``cells`` and ``look``; or ``fault`` and who is to blame for it.

    ``blame`` is "worker" when nothing can be judged here, "platform" when this could not, "" when it is not known.
    """
    from distributed import get_worker

    with speaking(language):
        try:
            told = _judged(version, common, own)
        except _Unfit as unfit:
            told = {"fault": str(unfit), "blame": "worker"}
        except PlatformFault as fault:
            told = {"fault": str(fault), "blame": "platform"}
        except Exception as error:  # noqa: BLE001 - the outermost frame; whoever asked lists it for a person
            told = {"fault": f"{type(error).__name__}: {error}", "blame": ""}
    return json.dumps({**told, "worker": get_worker().address}).encode()


def borehall_version() -> str:
    """What this worker runs."""
    return __version__


def unchanged(common: bytes) -> bytes:
    """Keeps on the cluster what many notebooks share."""
    return common


def _judged(version: str, common: bytes, own: bytes) -> dict[str, Any]:
    if version != __version__:
        raise _Unfit(say("This worker runs borehall {seen}, not {wanted}.", seen=__version__, wanted=version))
    try:
        houses = _kept.get()
    except PlatformFault as fault:
        raise _Unfit(str(fault)) from fault
    rebuilt, limits, options = unpack_task(common, own)
    told = pack_judged(judge_notebook(rebuilt, houses.runner, houses.examiner, limits, options))
    if len(json.dumps(told)) > MOST_BYTES:
        raise PlatformFault(say("The judged notebook is larger than {most} MB.", most=MOST_BYTES // 10**6))
    return told


class _Kept:
    """This process's boxes, never without protection: what ``--unsafe`` allows is allowed for its own machine only."""

    def __init__(self) -> None:
        self._lock, self._opened = Lock(), ExitStack()
        self._houses: Houses | None = None
        atexit.register(self._opened.close)

    def get(self) -> Houses:
        """For as many notebooks at a time as the worker has threads."""
        from distributed import get_worker

        with self._lock:
            if self._houses is None:
                self._houses = self._opened.enter_context(grading_houses(get_worker().state.nthreads))
            return self._houses


_kept = _Kept()
