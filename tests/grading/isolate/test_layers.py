"""The self-test: what it finds here, and that it refuses and says why where a box cannot hold."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from borehall.faults import PlatformFault
from borehall.grading.isolate import calls, layers
from borehall.grading.isolate.boxes import open_house
from borehall.grading.warm.confine import enter_user_namespace
from tests.attacks.modes import MODES, in_mode


def found() -> dict[str, Any]:
    layers.self_test.cache_clear()
    return {layer.name: [layer.held, layer.needed, layer.why] for layer in layers.self_test()}


@pytest.mark.parametrize("mode", MODES)
def test_every_layer_holds_here(mode: str) -> None:
    seen = in_mode(mode, lambda _: found())
    assert len(seen) == 9
    assert [name for name, (held, needed, _) in seen.items() if needed and not held] == []


def refusal(_: Path) -> dict[str, Any]:
    layers.self_test.cache_clear()
    try:
        open_house("warm.script", 1).close()
    except PlatformFault as fault:
        return {"said": str(fault)}
    return {"said": ""}


def test_where_user_namespaces_are_forbidden_nothing_is_graded() -> None:
    def run(folder: Path) -> dict[str, Any]:
        # As on machines that forbid them: in here nobody may make another.
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # our change of account has made us undumpable, and closed our /proc
        enter_user_namespace(nested=False)
        return refusal(folder)

    said = in_mode("ordinary user", run)["said"]
    assert "cannot be kept apart" in said
    assert "user namespace: No space left on device" in said
    assert "--unsafe" in said


def test_where_libseccomp_is_missing_nothing_is_graded() -> None:
    def run(folder: Path) -> dict[str, Any]:
        find = ctypes.util.find_library
        ctypes.util.find_library = lambda name: None if name == "seccomp" else find(name)
        sys.modules.pop("pyseccomp", None)
        calls.compiled.cache_clear()
        return refusal(folder)

    said = in_mode(MODES[0], run)["said"]
    assert "libseccomp" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="root gives the right to mount away")
def test_where_root_may_not_mount_nothing_is_graded() -> None:
    """As in a container: root, but without the rights that a box is made of."""

    def run(folder: Path) -> dict[str, Any]:
        ctypes.CDLL(None).prctl(24, 21, 0, 0, 0)  # CAP_SYS_ADMIN leaves the bounding set: no program has it any more
        return refusal(folder)

    said = in_mode("root", run)["said"]
    assert "process namespace: Operation not permitted" in said


def test_a_layer_that_does_not_hold_is_named() -> None:
    facts = {
        "namespaces": {name: os.readlink(f"/proc/self/ns/{name}") for name in layers.NAMESPACES},
        "processes": ["1", "2"],
        "present": ["/etc/shadow"],
        "written": ["/usr"],
        "environment": ["PATH", "DATABASE_URL"],
        "descriptors": 9,
        "uid": 0,
        "powers": ["0000000000000000", "000001ffffffffff"],
        "no_new_privileges": "0",
        "filtered": "0",
    }
    seen = [*layers._outer_layers(facts), *layers._inner_layers(facts)]
    assert [layer.held for layer in seen] == [False] * 6
    said = " ".join(layer.why for layer in seen)
    assert all(word in said for word in ("net", "/etc/shadow", "/usr", "DATABASE_URL", "000001ffffffffff"))
