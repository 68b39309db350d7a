"""Real dask schedulers and workers, each a process of its own."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.hall import wait_until

_PR_CAPBSET_DROP, _CAP_SYS_ADMIN = 24, 21
_OTHER_VERSION = "import borehall; borehall.__version__ = '0.0.9'; import sys; from dask.__main__ import main; main()"
_DASK = [sys.executable, "-m", "dask"]


class Farm:
    """A scheduler and what was started for it; all of it ends with the farm."""

    def __init__(self, folder: Path, ends: ExitStack, host: str) -> None:
        self._folder, self._ends, file = folder, ends, folder / "scheduler.json"
        self.scheduler = self._start([*_DASK, "scheduler", "--host", host, "--port", "0", *_options(file)])
        wait_until(lambda: file.is_file() and file.stat().st_size > 0, "the scheduler to be there")
        self.address: str = json.loads(file.read_text())["address"]
        self.workers: list[subprocess.Popen] = []

    def add_worker(
        self, *, host: str = "127.0.0.1", within: Sequence[str] = (), boxes: bool = True, same: bool = True
    ) -> None:
        """A worker, ``within`` a network namespace; ``boxes``: whether it may make some; ``same``: version as ours."""
        dask = _DASK if same else [sys.executable, "-c", _OTHER_VERSION]
        local = self._folder / f"worker-{len(self.workers)}"
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", host, "--local-directory", str(local)]
        prepare = None if boxes else _give_up_mounting
        started = self._start([*within, *dask, "worker", self.address, *options], prepare)
        self.workers.append(started)

    def await_workers(self) -> None:
        """Until all that were added have reported."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=60)

    def _start(self, command: Sequence[str], prepare: Callable[[], Any] | None = None) -> subprocess.Popen:
        environment = {**os.environ, "DASK_TEMPORARY_DIRECTORY": str(self._folder)}
        process = subprocess.Popen(
            command, env=environment, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=prepare,
        )  # fmt: skip
        self._ends.callback(process.wait)
        self._ends.callback(process.kill)
        return process


@contextmanager
def new_farm(workers: int, host: str = "127.0.0.1") -> Iterator[Farm]:
    """A scheduler with ``workers``, one thread each."""
    folder = Path(tempfile.mkdtemp(prefix="borehall-farm-", dir="/tmp"))
    with ExitStack() as ends:
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        farm = Farm(folder, ends, host)
        for _ in range(workers):
            farm.add_worker()
        if workers:
            farm.await_workers()
        yield farm


@contextmanager
def new_networks(names: Sequence[str]) -> Iterator[tuple[str, list[tuple[list[str], str]]]]:
    """Our address on a bridge, and for each name a namespace of its own on it: how to run there, its address."""
    tag, net = f"bh{os.getpid() % 10**6}", f"198.18.{os.getpid() % 256}"
    with ExitStack() as ends:
        _ip("link", "add", tag, "type", "bridge")
        ends.callback(_ip, "link", "del", tag)
        _ip("address", "add", f"{net}.1/24", "dev", tag)
        _ip("link", "set", tag, "up")
        found = []
        for number, name in enumerate(names, 2):
            space, ours = f"{tag}-{name}", f"{tag}v{number}"
            _ip("netns", "add", space)
            ends.callback(_ip, "netns", "del", space)
            _ip("link", "add", ours, "type", "veth", "peer", "name", "eth0", "netns", space)
            _ip("link", "set", ours, "master", tag, "up")
            _ip("-n", space, "address", "add", f"{net}.{number}/24", "dev", "eth0")
            for device in ("lo", "eth0"):
                _ip("-n", space, "link", "set", device, "up")
            found.append((["ip", "netns", "exec", space], f"{net}.{number}"))
        yield f"{net}.1", found


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _give_up_mounting() -> None:
    """Root without the right that boxes need."""
    ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_SYS_ADMIN, 0, 0, 0)


def _options(file: Path) -> list[str]:
    return ["--no-dashboard", "--scheduler-file", str(file)]
