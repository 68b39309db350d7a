"""The warm parent: one thread that has everything imported, and forks a guard for each box that is asked for.

It is started with an environment that holds nothing of its starter's. First it goes into the small root, then it
imports what roles need, then it serves until the other end of its control socket closes.
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
from typing import NoReturn

from . import kernel, monitor
from .confine import Confinement, enter_user_namespace
from .limits import Limits
from .small_root import WORK, enter_small_root

_LONGEST = 100_000
_UIDS_FROM = 2_000_000_000
_CLAIMS = "/run/borehall-boxes"
_ALWAYS_WARM = ("numpy", "pandas", "IPython.core.interactiveshell")


def main(end: int) -> NoReturn:
    """Never returns."""
    control = socket.socket(fileno=end)
    wish = json.loads(control.recv(_LONGEST))
    try:
        uids = _settle(wish)
        role = _import_role(wish["role"])
    except BaseException as error:  # noqa: BLE001 -- outermost frame: told as the platform's fault
        control.send(json.dumps({"fault": f"{type(error).__name__}: {error}"[:2000]}).encode())
        os._exit(1)
    how = Confinement(wish["unsafe"], base64.b64decode(wish["filter"]))
    gc.collect()
    gc.freeze()
    control.send(b'{"ready": true}')
    _House(control, how, uids, role).serve()
    os._exit(0)


def _settle(wish: dict) -> list[int | None]:
    """Goes where the boxes will be. The result: an account for each that may be open at a time."""
    places = range(wish["jobs"])
    if wish["unsafe"]:
        return [None for _ in places]
    if os.geteuid() == 0:
        uids = [_claim_uid() for _ in places]
        kernel.unshare("mount namespace", kernel.NEWNS)
        enter_small_root(uids)
    else:
        enter_user_namespace(nested=True)
        kernel.unshare("mount namespace", kernel.NEWNS)
        enter_small_root([os.geteuid()])
        uids = [None for _ in places]
    os.chdir(WORK)
    return uids


def _claim_uid() -> int:
    """A number that no other box of this machine has; the lock goes with this process."""
    os.makedirs(_CLAIMS, mode=0o700, exist_ok=True)
    number = 0
    while True:
        claim = os.open(f"{_CLAIMS}/{number}", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return _UIDS_FROM + number
        except OSError as error:
            if error.errno != errno.EWOULDBLOCK:
                raise
            os.close(claim)
            number += 1


def _import_role(name: str):
    """The role's ``main``; what notebooks are sure to import is warm before."""
    if not name.startswith(f"{__package__}."):
        for module in _ALWAYS_WARM:
            importlib.import_module(module)
    return importlib.import_module(name).main


class _House:
    def __init__(self, control: socket.socket, how: Confinement, uids: list[int | None], role) -> None:
        self.control, self.how, self.role = control, how, role
        self.free = uids
        self.busy: dict[int, tuple[int, int | None]] = {}

    def serve(self) -> None:
        """Until nobody is there to ask. A wish waits while all places are taken."""
        while True:
            poll = select.poll()
            poll.register(self.control, select.POLLIN if self.free else 0)
            for pidfd in self.busy:
                poll.register(pidfd, select.POLLIN)
            for end, event in poll.poll():
                if end != self.control.fileno():
                    self._free(end)
                elif not event & select.POLLIN or not self._open():
                    return

    def _free(self, pidfd: int) -> None:
        pid, uid = self.busy.pop(pidfd)
        os.close(pidfd)
        os.waitpid(pid, 0)
        self.free.append(uid)

    def _open(self) -> bool:
        message, ends, _, _ = socket.recv_fds(self.control, _LONGEST, 3)
        if not message:
            return False
        uid = self.free.pop()
        how = Confinement(self.how.unsafe, self.how.filter, uid)
        pid = os.fork()
        if pid == 0:
            self.control.close()
            monitor.guard(how, Limits(**json.loads(message)), ends, self.role)
        self.busy[os.pidfd_open(pid)] = (pid, uid)
        for end in ends:
            os.close(end)
        return True
