"""The trainees' side of nbgrader's exchange: under a numeric account, whose name is the one that the hub knows."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from nbgrader.exchange import default


def trainee_name() -> str:
    """The name under which the hub started this server."""
    return os.environ["JUPYTERHUB_USER"]


class DeskExchange(default.Exchange):
    """What all our exchange classes share: the exchange is the hall's to make, so it is only looked at."""

    def ensure_root(self) -> None:
        """Refuses when the exchange is not there."""
        if not os.path.isdir(self.root):
            self.fail(f"The exchange {self.root} does not exist.")


class DeskFetchAssignment(DeskExchange, default.ExchangeFetchAssignment):
    """Fetches an assignment into the trainee's own folder."""


class DeskList(DeskExchange, default.ExchangeList):
    """Lists what is released, fetched and submitted."""


class DeskFetchFeedback(DeskExchange, default.ExchangeFetchFeedback):
    """Fetches feedback on the trainee's own submissions."""

    def init_src(self) -> None:
        """Looks for feedback under the trainee's name."""
        self.coursedir.student_id = trainee_name()
        super().init_src()


class DeskSubmit(DeskExchange, default.ExchangeSubmit):
    """Hands work in: whole or not at all, on disk before it is called handed in, and unreadable to other trainees."""

    def init_dest(self) -> None:
        """Submits under the trainee's name."""
        self.coursedir.student_id = trainee_name()
        super().init_dest()

    def copy_files(self) -> None:
        """Copies the work beside its destination and renames it, so that nobody collects half a submission."""
        self.init_release()
        self.check_filename_diff()
        secret = secrets.token_hex(64)
        cached = Path(self.cache_path) / self.assignment_filename.rsplit("+", 1)[0]
        self._put(Path(self.inbound_path) / self.assignment_filename, secret)
        self._put(cached, secret)
        self.log.info("Submitted as: %s", self.assignment_filename)

    def _put(self, dest: Path, secret: str) -> None:
        draft = dest.with_name(f".{secrets.token_hex(8)}")
        draft.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.do_copy(self.src_path, str(draft))
            (draft / "timestamp.txt").write_text(self.timestamp)
            (draft / "submission_secret.txt").write_text(secret)
            # The group of the exchange is the other trainees: they get nothing. "Others" is then the course alone,
            # since nobody else may pass the exchange's own folder.
            self.set_perms(str(draft), fileperms=0o604, dirperms=0o705)
            _flush(draft)
            draft.rename(dest)
            _flush_one(dest.parent)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise


def _flush(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        _flush_one(path)


def _flush_one(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return  # the shared inbound folder, which trainees may write to but not list
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
