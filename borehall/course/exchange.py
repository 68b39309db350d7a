"""The instructors' side of nbgrader's exchange, under numeric accounts and with as few rights as it works with."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from datetime import datetime
from pathlib import Path

from nbgrader.exchange import default
from traitlets import Unicode

from borehall.course.plain_copy import PlainCopy, replace_folder
from borehall.course.release import find_leaks, leak_fault
from borehall.course.usernames import is_username
from borehall.faults import TraineeFault
from borehall.system_accounts import SystemAccounts
from borehall.words import say

_NAME = re.compile(r"[^+]+\+[^+]+\+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})? [A-Z]{2,5}\+[A-Za-z0-9_-]+")
"""The name that a trainee's server gives a submission: who, which assignment, when, and some random signs."""

_SECRET = re.compile(rb"[0-9a-f]{128}")


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

    def copy_files(self) -> None:
        """Refuses a release with an answer in it, whichever button or command asked for it."""
        assignment = self.coursedir.assignment_id
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))
        if leaks := list(find_leaks(source, Path(self.src_path))):
            self.fail(str(leak_fault(assignment, leaks)))
        super().copy_files()


class HallReleaseFeedback(HallExchange, default.ExchangeReleaseFeedback):
    """Puts feedback out under names that only the trainee's own submission can tell."""


class HallList(HallExchange, default.ExchangeList):
    """Lists what is out and what has come in."""


class HallCollect(HallExchange, default.ExchangeCollect):
    """Collects submissions: whose folder it is, the operating system says, not the folder's name.

    Anybody in the course can put anything under any name into ``inbound``. Nothing that lies there may keep the others'
    work from being collected.
    """

    uids = Unicode("", help="The table of system accounts; empty where everybody is one account.").tag(config=True)

    def init_src(self) -> None:
        """Finds the newest submission of each trainee among those that are really theirs."""
        super().init_src()
        self.src_records: list[dict] = [record for record in self.src_records if record["theirs"]]

    def _path_to_record(self, path: str) -> dict:
        folder = Path(path)
        try:
            record = super()._path_to_record(path) if _NAME.fullmatch(folder.name) else {}
            theirs = bool(record) and self._is_theirs(folder, record["username"])
        except (OSError, ValueError, OverflowError):
            theirs = False
        if not theirs:
            self.log.warning(say("{folder} is nobody's submission; it is left where it is.", folder=folder.name))
            # Under a name that no trainee has, so that it hides nobody's own.
            record = {"username": "+", "filename": folder.name, "timestamp": datetime.min}
        return {**record, "theirs": theirs}

    def _is_theirs(self, folder: Path, username: str) -> bool:
        if not is_username(username):
            return False
        if not self.uids:
            return True
        uid = SystemAccounts(Path(self.uids)).find("trainee", username)
        return uid is not None and folder.stat(follow_symlinks=False).st_uid == uid

    def copy_files(self) -> None:
        """Copies each submission by itself, where it is not the one that was collected before."""
        for record in self.src_records:
            submitted, assignment = self.coursedir.submitted_directory, self.coursedir.assignment_id
            dest = Path(self.coursedir.format_path(submitted, record["username"], assignment))
            if _collected(dest) == _claimed_time(record):
                continue
            try:
                self._collect(Path(self.inbound_path) / record["filename"], dest, _claimed_time(record))
            except (OSError, TraineeFault) as error:
                self.log.error(
                    say("The submission of {name} was not collected: {why}", name=record["username"], why=error)
                )

    def _collect(self, folder: Path, dest: Path, timestamp: str) -> None:
        draft = dest.with_name(f".{dest.name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        PlainCopy(1000 * self.coursedir.max_dir_size, self.coursedir.ignore).run(folder, draft)
        # Both are read for everybody's sake, and one that cannot be read would stop all.
        (draft / "timestamp.txt").write_text(timestamp)
        secret = draft / "submission_secret.txt"
        if not secret.is_file() or not _SECRET.fullmatch(secret.read_bytes()):
            secret.write_text(secrets.token_hex(64))
        replace_folder(draft, dest)


def _claimed_time(record: dict) -> str:
    return record["filename"].split("+")[2]


def _collected(dest: Path) -> str:
    """The time of the submission that ``dest`` holds; empty when there is none."""
    file = dest / "timestamp.txt"
    return file.read_text("utf-8", errors="replace").strip() if file.is_file() else ""
