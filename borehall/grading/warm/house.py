"""The warm parent: one thread that has everything imported, forks a box for each wish, and guards the boxes.

It is started with an environment that holds nothing of its starter's. First it goes into namespaces and a small root of
its own, then it imports what roles need, then it serves until the other end of its control socket closes. It is the
first process of its namespace: with it, the kernel ends everything in it and in every box.
"""

from __future__ import annotations

import base64
import errno
import fcntl
import gc
import importlib
import json
import os
import select
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

from . import kernel
from .channel import Channel
from .confine import Confinement, enter_user_namespace
from .descriptors import blank, opened
from .guard import Guard
from .limits import Limits
from .small_root import WORK, enter_small_root
from .unsafe import fork_under_reaper

_LONGEST = 100_000
_INTERVAL_MS = 25
_UIDS_FROM, _UIDS = 2_000_000_000, 4_000
_CLAIMS = "/run/borehall-boxes"

Role = Callable[[Channel], None]


def main(end: int) -> NoReturn:
    """Never returns. ``end`` is the control socket."""
    control = socket.socket(fileno=end)
    wish = json.loads(control.recv(_LONGEST))
    try:
        uids = _settle(wish, control)
        before = opened()
        role = _import_role(wish["role"], wish["preload"])
        blank(blanks := frozenset(opened() - before))
    except BaseException as error:  # noqa: BLE001 -- outermost frame: told as the platform's fault
        control.send(json.dumps({"fault": f"{type(error).__name__}: {error}"[:2000]}).encode())
        os._exit(1)
    how = Confinement(wish["unsafe"], base64.b64decode(wish["filter"]), blanks)
    house = _House(control, how, uids, role)
    gc.collect()
    gc.freeze()
    control.send(b'{"ready": true}')
    house.serve()
    os._exit(0)


def _settle(wish: dict[str, Any], control: socket.socket) -> list[int | None]:
    """Goes where the boxes will be. The result: an account for each that may be open at a time."""
    uids: list[int | None] = [None for _ in range(wish["jobs"])]
    if wish["unsafe"]:
        return uids
    if os.geteuid() == 0:
        uids = [_claim_uid() for _ in uids]
    else:
        enter_user_namespace(nested=True)
    kernel.unshare("process namespace", kernel.NEWPID)
    pid = os.fork()
    if pid:
        _wait_outside(pid, control)
    kernel.die_with_parent()
    kernel.unshare("mount namespace", kernel.NEWNS)
    enter_small_root({os.geteuid() if uid is None else uid for uid in uids})
    os.chdir(WORK)
    return uids


def _wait_outside(pid: int, control: socket.socket) -> NoReturn:
    """A namespace's first process needs a parent outside; and whoever started us waits for this one."""
    control.close()
    os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 0xFF)


def first_uid(uid_map: str) -> int:
    """Where the numbers of boxes begin: far above all people; in a container with few numbers, near its last ones."""
    last = max(int(line.split()[0]) + int(line.split()[2]) for line in uid_map.splitlines())
    return _UIDS_FROM if last > _UIDS_FROM + _UIDS else max(1, last - _UIDS)


def _claim_uid() -> int:
    """A number that no other box of this machine has; the lock goes with this process."""
    with open("/proc/self/uid_map") as file:
        first = first_uid(file.read())
    os.makedirs(_CLAIMS, mode=0o700, exist_ok=True)
    number = 0
    while True:
        claim = os.open(f"{_CLAIMS}/{number}", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return first + number
        except OSError as error:
            if error.errno != errno.EWOULDBLOCK:
                raise
            os.close(claim)
            number += 1


def _import_role(name: str, preload: list[str]) -> Role:
    """The role's ``main``, when all that it will need is there."""
    for module in preload:
        importlib.import_module(module)
    main = importlib.import_module(name).main
    if (threads := len(os.listdir("/proc/self/task"))) > 1:
        raise RuntimeError(f"importing {name} left {threads} threads, of which a fork would take one")
    return main


class _House:
    def __init__(self, control: socket.socket, how: Confinement, uids: list[int | None], role: Role) -> None:
        self._control, self._how, self._role, self._free = control, how, role, uids
        self._guards: list[Guard] = []
        self._home = os.open("/proc/self/ns/pid", os.O_RDONLY)

    def serve(self) -> None:
        """Until nobody is there to ask. A wish waits while all places are taken."""
        while True:
            poll = select.poll()
            poll.register(self._control, select.POLLIN if self._free else 0)
            whose = {end: guard for guard in self._guards for end in guard.ends}
            for end in whose:
                poll.register(end, select.POLLIN)
            for end, event in poll.poll(_INTERVAL_MS if self._guards else None):
                if end != self._control.fileno():
                    self._turn_to(whose[end], end)
                elif not event & select.POLLIN or not self._open():
                    return
            for guard in self._guards:
                guard.measure()

    def _turn_to(self, guard: Guard, end: int) -> None:
        # Another event of the same round may have been its last.
        if guard in self._guards and end in guard.ends and not guard.handle(end):
            self._guards.remove(guard)
            self._free.append(guard.uid)

    def _open(self) -> bool:
        message, ends, _, _ = socket.recv_fds(self._control, _LONGEST, 3)
        if not message:
            return False
        how = replace(self._how, uid=self._free.pop())
        fork = fork_under_reaper if how.unsafe else self._fork_into_namespace
        self._guards.append(Guard(how, Limits(**json.loads(message)), ends, self._role, fork))
        return True

    def _fork_into_namespace(self, live: Callable[[], None]) -> int:
        """A child that is the first of a process namespace of its own."""
        kernel.unshare("process namespace of a box", kernel.NEWPID)
        pid = os.fork()
        if pid == 0:
            live()
        kernel.next_child_in(self._home)
        return pid
