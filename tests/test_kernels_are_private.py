"""Kernels listen at loopback ports, which every account of the machine reaches: what goes over them is encrypted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import borehall_desk
import pytest
import zmq
from jupyter_client.manager import KernelManager
from traitlets.config import Config

import borehall.course
from borehall.course.nbgrader_config import configure_course

DESK = borehall_desk.CONFIG / "common" / "jupyter_server_config.json"
GRADING_DESK = Path(borehall.course.__file__).parent / "config" / "jupyter_server_config.json"


def _grading() -> Config:
    c = Config()
    configure_course(c, root="/", course="plant", exchange="/", uids=None, cell_timeout_s=30, timezone="UTC")
    return c


CONFIGS = {
    "a trainee's server": Config(json.loads(DESK.read_text())),
    "the grading desk": Config(json.loads(GRADING_DESK.read_text())),
    "grading": _grading(),
}


@contextmanager
def _running(config: Config) -> Iterator[tuple[KernelManager, object]]:
    manager = KernelManager(config=config)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _overheard(config: Config) -> bytes:
    """What a stranger hears at the kernel's broadcasting port while a secret is computed there."""
    with _running(config) as (manager, client), zmq.Context() as context, context.socket(zmq.SUB) as stranger:
        stranger.setsockopt(zmq.SUBSCRIBE, b"")
        stranger.connect(f"tcp://127.0.0.1:{manager.iopub_port}")
        heard = b""
        # More than once, since the first may be over before the stranger's subscription has arrived.
        for _ in range(20):
            client.execute_interactive("'the hidden ' 'test'", timeout=60)
            while stranger.poll(50):
                heard += b"".join(stranger.recv_multipart())
            if b"hidden" in heard:
                break
    return heard


def test_a_stock_kernel_is_overheard() -> None:
    assert b"hidden" in _overheard(Config()), "this test does not listen where kernels speak"


@pytest.mark.parametrize("place", CONFIGS)
def test_nobody_overhears(place: str) -> None:
    assert _overheard(CONFIGS[place]) == b""
