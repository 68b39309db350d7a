"""A dask.distributed cluster as a place to judge notebooks: asked for one at a time, from many threads."""

from __future__ import annotations

import asyncio
import json
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from borehall import __version__
from borehall.faults import PlatformFault
from borehall.grading.far.parcel import MOST_BYTES, pack_task, read_judged
from borehall.grading.far.worker import borehall_version, judge_far, unchanged
from borehall.grading.isolate.boxes import Limits
from borehall.grading.judge.judged import Judged
from borehall.grading.judge.rebuild import Rebuilt
from borehall.grading.judge.relay import Options
from borehall.words import current_language, say

_CONNECT_S = 15
_PATIENCE_S = 30.0
"""How long to wait for an answer before asking whether anybody is left who could give it."""
_FAULTS = 3
"""In a row, and a worker is passed over as long as there are others."""
_IN_FLIGHT = 4
"""Notebooks for each thread of the cluster, so that no worker waits for the network."""


class ClusterLost(PlatformFault):
    """Nothing more can be judged there; what has been is not lost."""


class Cluster:
    """Made by `open_cluster`. Threads share it."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address
        self._executor = client.get_executor(pure=False)
        self._lock, self._common = Lock(), dict[bytes, Any]()
        self._faults: Counter[str] = Counter()

    @property
    def jobs(self) -> int:
        """How many notebooks to have under way."""
        return _IN_FLIGHT * sum(self._workers().values())

    def judge(self, rebuilt: Rebuilt, limits: Limits, options: Options) -> Judged:
        """As `judge_notebook`. PlatformFault when it could not be judged, ClusterLost when nothing can be any more."""
        told = self._answer(*pack_task(rebuilt, limits, options))
        if "fault" in told:
            raise PlatformFault(f"{told.get('worker')}: {told['fault']}")
        try:
            return read_judged(rebuilt, told)
        except ValueError as error:
            raise _no_answer(error) from error

    def check(self) -> None:
        """PlatformFault when nobody is there, or somebody who would judge by other rules."""
        if not self._workers():
            raise PlatformFault(
                say("No worker is at the dask cluster {address}.", address=self._address),
                next_step=say(
                    "Start workers from a hall's environment: {command}",
                    command=f"{Path(sys.prefix) / 'bin' / 'dask'} worker {self._address}",
                ),
            )
        versions = self._client.run(borehall_version, on_error="return")
        others = [f"{worker}: {seen}" for worker, seen in sorted(versions.items()) if seen != __version__]
        if others:
            raise PlatformFault(
                say("Workers do not run borehall {version}.", version=__version__) + "\n  " + "\n  ".join(others),
                next_step=say("Start them from a hall's environment of the same version, then grade again."),
            )

    def _answer(self, common: bytes, own: bytes) -> dict[str, Any]:
        raw = self._result(self._sent(common, own))
        try:
            if type(raw) is not bytes or len(raw) > MOST_BYTES:
                raise ValueError(type(raw).__name__)
            told = json.loads(raw)
            self._note(told["worker"], told.get("blame", "") if "fault" in told else None)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise _no_answer(error) from error
        return dict(told)

    def _sent(self, common: bytes, own: bytes) -> Future[bytes]:
        preferred = {"workers": fit, "allow_other_workers": True} if (fit := self._fit_workers()) else {}
        try:
            with self._lock:
                if common not in self._common:
                    self._common[common] = self._client.submit(unchanged, common, pure=False)
            shared, language = self._common[common], current_language()
            return self._executor.submit(judge_far, __version__, language, shared, own, **preferred)
        except Exception as error:
            # A closed client is told of by classes that have no common one.
            raise self._lost(error) from error

    def _result(self, future: Future[bytes]) -> bytes:
        while not wait([future], _PATIENCE_S).done:
            if not self._workers():
                raise self._lost(say("no worker is left"))
        try:
            return future.result()
        except CancelledError as error:
            raise self._lost(say("the connection has ended")) from error
        except Exception as error:
            raise PlatformFault(
                say("The dask cluster did not judge it: {why}", why=f"{type(error).__name__}: {error}")
            ) from error

    def _note(self, worker: str, blame: str | None) -> None:
        """Remembers who fails; None for who did not."""
        with self._lock:
            if blame is None:
                self._faults.pop(worker, None)
            else:
                self._faults[worker] += {"worker": _FAULTS, "platform": 1}.get(blame, 0)

    def _fit_workers(self) -> list[str] | None:
        """Whom to prefer; None for all."""
        with self._lock:
            unfit = {worker for worker, count in self._faults.items() if count >= _FAULTS}
        return [worker for worker in self._workers() if worker not in unfit] or None if unfit else None

    def _workers(self) -> dict[str, int]:
        """Address to threads."""
        try:
            return dict(self._client.nthreads())
        except Exception as error:
            raise self._lost(error) from error

    def _lost(self, why: object) -> ClusterLost:
        return ClusterLost(
            say("The dask cluster {address} is lost: {why}", address=self._address, why=why),
            next_step=say("What is graded stays. See to the cluster, then give the same command again: it goes on."),
        )


@contextmanager
def open_cluster(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler listens at ``address``; encrypted as dask itself is configured.

    To be opened before rights are given up: certificates may be out of reach afterwards.
    """
    client = _connect(address)
    try:
        cluster = Cluster(client, address)
        cluster.check()
        yield cluster
    finally:
        client.close(timeout=5)


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        command = f"{Path(sys.prefix).parent / 'uv' / 'bin' / 'uv'} pip install --python {sys.prefix} distributed"
        raise PlatformFault(
            say("The package distributed is not installed; --dask needs it."),
            next_step=say("Install it here and at the workers: {command}", command=command),
        ) from error
    # An author's large data files are sent once and shared.
    warnings.filterwarnings("ignore", message="Sending large graph")
    try:
        # A client that could not be made waits for half a minute when it is thrown away.
        asyncio.run(_knock(address))
        return Client(address, timeout=_CONNECT_S, set_as_default=False, name="borehall-grade")
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise PlatformFault(
            say("No dask scheduler answers at {address}: {why}", address=address, why=error),
            say("Expected: the address that `dask scheduler` prints, such as tcp://10.0.0.5:8786."),
        ) from error


async def _knock(address: str) -> None:
    from distributed.core import connect
    from distributed.security import Security

    await (await connect(address, timeout=_CONNECT_S, **Security().get_connection_args("client"))).close()


def _no_answer(error: Exception) -> PlatformFault:
    return PlatformFault(say("A worker of the dask cluster sent what is no judged notebook: {why}", why=error))
