"""The instructors' side of nbgrader's exchange, under numeric accounts and with as few rights as it works with."""

from __future__ import annotations

import os
import shutil
import stat
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.exchange import default
from traitlets import Unicode

from borehall.system_accounts import SystemAccounts
from borehall.words import say


class HallExchange(default.Exchange):
    """What all our exchange classes share: folders are the hall's to make, so they are only looked at."""

    def ensure_root(self) -> None:
        """Refuses when the hall has not made the exchange."""
        if not os.path.isdir(self.root):
            self.fail(say("The exchange {folder} does not exist. Start the hall once: borehall up", folder=self.root))

    def ensure_directory(self, path: str, mode: int) -> None:
        """Makes ``path`` with ``mode``; one that exists keeps the mode that the hall gave it."""
        if not os.path.isdir(path):
            os.makedirs(path)
            os.chmod(path, mode)


class HallReleaseAssignment(HallExchange, default.ExchangeReleaseAssignment):
    """Puts an assignment out. Its folder is closed by the exchange's own, so files are read by the course's group."""


class HallReleaseFeedback(HallExchange, default.ExchangeReleaseFeedback):
    """Puts feedback out under names that only the trainee's own submission can tell."""


class HallList(HallExchange, default.ExchangeList):
    """Lists what is out and what has come in."""


class HallCollect(HallExchange, default.ExchangeCollect):
    """Collects submissions: whose folder it is, the operating system says, not the folder's name."""

    uids = Unicode("", help="The table of system accounts; empty where everybody is one account.").tag(config=True)

    def init_src(self) -> None:
        """Finds the newest submission of each trainee among those that are really theirs."""
        super().init_src()
        self.src_records: list[dict] = [record for record in self.src_records if record["theirs"]]

    def _path_to_record(self, path: str) -> dict:
        record = super()._path_to_record(path)
        record["theirs"] = not self.uids or self._is_theirs(record)
        if not record["theirs"]:
            # Sorted last, so that a forged newer folder does not hide the trainee's own.
            record["timestamp"] = record["timestamp"].replace(year=1)
        return record

    def _is_theirs(self, record: dict) -> bool:
        uid = SystemAccounts(Path(self.uids)).find("trainee", record["username"])
        folder = Path(self.inbound_path) / record["filename"]
        theirs = uid is not None and folder.stat(follow_symlinks=False).st_uid == uid
        if not theirs:
            self.log.warning(
                say(
                    "{folder} names {name}, but another account made it; it is left where it is.",
                    folder=folder.name,
                    name=record["username"],
                )
            )
        return theirs

    def copy_files(self) -> None:
        """Copies each submission by itself: one that cannot be read must not keep the others out."""
        self.refused: dict[str, str] = {}
        records = self.src_records
        for record in records:
            self.src_records = [record]
            try:
                super().copy_files()
            except OSError as error:
                self.refused[record["username"]] = str(error)
                self.log.error(
                    say("The submission of {name} was not collected: {why}", name=record["username"], why=error)
                )
        self.src_records = records

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copies plain files and folders only: a link or a pipe in a submission would be followed with our rights."""
        left = 1000 * self.coursedir.max_dir_size
        ignored = self.coursedir.ignore
        draft = Path(dest).with_name(f".{Path(dest).name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        for folder, folders, files, place in os.fwalk(src, onerror=_refuse):
            folders[:] = [name for name in folders if not _matches(name, ignored)]
            target = draft / os.path.relpath(folder, src)
            target.mkdir(parents=True, exist_ok=True)
            for name in files:
                if not _matches(name, ignored):
                    left -= _copy_plain(name, place, target / name, left)
        draft.replace(dest)


def _matches(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _refuse(error: OSError) -> None:
    raise error


def _copy_plain(name: str, place: int, target: Path, room: int) -> int:
    """Copies one regular file of at most ``room`` bytes, else none of it; returns the bytes copied."""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    except OSError:
        return 0
    with os.fdopen(handle, "rb") as source:
        seen = os.fstat(handle)
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > room:
            return 0
        with target.open("wb") as sink:
            shutil.copyfileobj(source, sink)
    return seen.st_size
