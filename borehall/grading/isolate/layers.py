"""Whether a box holds on this machine: a real one is opened, and looked at from inside and outside."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from borehall.faults import Fault, PlatformFault
from borehall.grading.isolate.ending import BoxEnded
from borehall.grading.isolate.house import ENVIRONMENT, House
from borehall.grading.warm import landlock
from borehall.grading.warm.limits import Limits
from borehall.grading.warm.probe import NAMESPACES
from borehall.words import say

_STANDARD_STREAMS_AND_CHANNEL = 4
_CROWD = 12


@dataclass(frozen=True)
class Layer:
    """One thing that keeps a box apart. ``needed``: without it nothing is graded. ``why`` it does not hold."""

    name: str
    held: bool
    why: str = ""
    needed: bool = True


def _layer(name: str, held: bool, why: str) -> Layer:
    return Layer(name, held, "" if held else why)


@cache
def self_test() -> tuple[Layer, ...]:
    """Every layer, as found by the first call in this process."""
    try:
        facts, kind = _look_inside()
    except Fault as fault:
        return (Layer(say("a box can be made"), False, fault.seen),)
    return (
        Layer(say("a box can be made"), True),
        *_outer_layers(facts),
        *_inner_layers(facts),
        _layer(say("processes are counted"), kind == "processes", say("the run ended as {kind}", kind=kind)),
        _landlock(),
    )


def check_layers() -> None:
    """PlatformFault when a layer that is needed does not hold."""
    broken = [layer for layer in self_test() if layer.needed and not layer.held]
    if broken:
        raise PlatformFault(
            say("Trainees' code cannot be kept apart on this machine."),
            "\n  ".join(f"{layer.name}: {layer.why}" for layer in broken),
            mend(),
        )


def mend() -> str:
    """What an operator can do where boxes do not hold."""
    if os.geteuid() == 0:
        return say(
            "Let root of the machine itself grade, not of a container without rights to mount; `--unsafe` grades "
            "without any protection."
        )
    return say(
        "Grade as root, or allow user namespaces to this account (Ubuntu: kernel.apparmor_restrict_unprivileged_userns"
        "=0; others: user.max_user_namespaces above 0); `--unsafe` grades without any protection."
    )


def _look_inside() -> tuple[dict[str, Any], str]:
    """What a probe saw, and how it ended when it forked without end. A marker of ours must not be there."""
    secret = f"borehall-{secrets.token_hex(8)}"
    with tempfile.NamedTemporaryFile(prefix=secret) as marker, House("warm.probe", 1, False, preload=()) as house:
        absent = [marker.name, "/etc/shadow", "/sys", "/run", "/boot", __file__]
        with house.open(limits=Limits(wall_s=20, processes=_CROWD)) as box:
            box.send({"absent": absent, "crowd": True})
            facts = box.receive(20)
            try:
                box.receive(20)
            except BoxEnded as ended:
                return facts, ended.ending.kind
            return facts, "ended"


def _outer_layers(facts: dict[str, Any]) -> Iterator[Layer]:
    """What the box sees of the machine."""
    shared = [name for name in NAMESPACES if facts["namespaces"][name] == os.readlink(f"/proc/self/ns/{name}")]
    yield _layer(
        say("no network, no processes and no mounts of the machine"),
        not shared and facts["processes"] == ["1"],
        say("shared with the machine: {what}", what=", ".join(shared) or facts["processes"]),
    )
    yield _layer(say("files of the machine are absent"), not facts["present"], ", ".join(facts["present"]))
    yield _layer(say("what is there cannot be changed"), not facts["written"], ", ".join(facts["written"]))
    foreign = sorted(set(facts["environment"]) - set(ENVIRONMENT) - {"LC_CTYPE", "PWD"})
    yield _layer(
        say("nothing of the grader's environment is there"),
        not foreign and facts["descriptors"] == _STANDARD_STREAMS_AND_CHANNEL,
        ", ".join(foreign) or say("{count} open files", count=facts["descriptors"]),
    )


def _inner_layers(facts: dict[str, Any]) -> Iterator[Layer]:
    """What the box may do."""
    own = os.geteuid() != 0 or facts["uid"] != 0
    powerless = all(int(power, 16) == 0 for power in facts["powers"] if power != "?")
    yield _layer(
        say("no rights, now or later"),
        own and powerless and facts["no_new_privileges"] == "1",
        say("account {uid}, capabilities {powers}", uid=facts["uid"], powers=" ".join(facts["powers"])),
    )
    yield _layer(say("system calls are filtered"), facts["filtered"] == "2", say("the filter is not in force"))


def _landlock() -> Layer:
    version = landlock.version()
    why = say("kernel {release} has no Landlock; the other layers do not need it", release=os.uname().release)
    held = version > 0
    return Layer(say("Landlock, a second hand on files"), held, "" if held else why, needed=False)


def running_as() -> str:
    """The mode of boxes here, for people."""
    if os.geteuid() == 0:
        return say("root: each box under an account of its own")
    return say("user {uid}: boxes in user namespaces, under this account", uid=os.geteuid())
