"""What a hostile run must leave as it was: the machine around it, and somebody who listens there."""

from __future__ import annotations

import hashlib
import os
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.hall import wait_until

WITNESS = "borehall-planted-secret-" + "".join(chr(ord(letter) + 1) for letter in "gnkd")
"""Put together here, so that it stands in no file; in our environment and memory, and to be found nowhere in a box."""


class Machine:
    """Listeners on every kind of address, files that nobody may touch, and what is seen of the machine from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "witness"
        self.folder.mkdir()
        (self.folder / "gradebook.db").write_text(WITNESS)
        (self.folder / "source").mkdir()
        (self.folder / "source" / "solution.py").write_text(WITNESS)
        os.environ["BOREHALL_WITNESS"] = WITNESS
        self._listeners = [
            _listener(socket.AF_INET, ("127.0.0.1", 0)),
            _listener(socket.AF_INET6, ("::1", 0)),
            _listener(socket.AF_UNIX, f"\0borehall-attack-{os.getpid()}"),
            _listener(socket.AF_UNIX, str(self.folder / "database")),
            _listener(socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM),
        ]
        self.facts = {
            "tcp": self._listeners[0].getsockname()[1],
            "tcp6": self._listeners[1].getsockname()[1],
            "abstract": f"borehall-attack-{os.getpid()}",
            "socket": str(self.folder / "database"),
            "udp": self._listeners[4].getsockname()[1],
            "witness": str(self.folder),
            "grader": os.getpid(),
            "engine": str(Path(__file__).parents[2]),
            # Not the word itself, which nobody tells a box.
            "secret": hashlib.sha256(WITNESS.encode()).hexdigest(),
        }

    def close(self) -> None:
        os.environ.pop("BOREHALL_WITNESS", None)
        for listener in self._listeners:
            listener.close()

    def heard(self) -> bool:
        """Whether anybody came."""
        return bool(select.select(self._listeners, [], [], 0)[0])

    def state(self) -> dict[str, Any]:
        """Everything that could have changed and must not."""
        return {
            "witness": {str(path): _state(path) for path in sorted(self.folder.rglob("*"))},
            "files": sorted(_left_in("/tmp", "/dev/shm", "/var/tmp")),
            "System V": Path("/proc/sysvipc/shm").read_text(),
            "mounts": Path("/proc/self/mountinfo").read_text(),
            "children": Path(f"/proc/self/task/{os.getpid()}/children").read_text(),
            "descriptors": sorted(os.listdir("/proc/self/fd")),
            "host name": socket.gethostname(),
        }


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    made = Machine(folder)
    try:
        yield made
    finally:
        made.close()


def check_that_nothing_lives(known: set[str]) -> None:
    """No boxed process is left but ``known`` ones. Somebody else's may be seen too; those end by themselves."""
    new = set(boxed_processes()) - known
    wait_until(lambda: not new & set(boxed_processes()), f"the end of {new}")


def boxed_processes() -> Iterator[str]:
    """Every process of the machine that lives in a process namespace below ours, or is a trap."""
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            continue
        name = status.split("\n", 1)[0].partition("\t")[2]
        deeper = len(status.partition("\nNSpid:\t")[2].partition("\n")[0].split()) > 1
        if (deeper or name.startswith("trap-")) and "\nState:\tZ" not in status:
            yield f"{process} {name}"


def _left_in(*folders: str) -> Iterator[str]:
    """What a box's account, or a box without one, could have left where everybody may write."""
    for folder in folders:
        # Where hostile cases are played, perhaps by somebody else at the same time, is not looked at.
        for entry in (one for one in os.scandir(folder) if not one.name.startswith(("attack-", "borehall-"))):
            try:
                owner = entry.stat(follow_symlinks=False).st_uid
            except OSError:
                continue
            if owner >= 2_000_000_000 or owner == os.geteuid() != 0 or entry.name.startswith("trap"):
                yield entry.path


def _state(path: Path) -> tuple[int, int, str]:
    known = path.lstat()
    return known.st_mode, known.st_uid, path.read_text() if path.is_file() else ""


def _listener(family: int, address: Any, kind: int = socket.SOCK_STREAM) -> socket.socket:
    made = socket.socket(family, kind)
    made.bind(address)
    if kind == socket.SOCK_STREAM:
        made.listen()
    return made
