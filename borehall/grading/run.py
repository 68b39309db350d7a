"""A batch of submissions: judged side by side, entered one after the other, resumed after any end.

Judging holds no right that matters and shares nothing; one thread, this one, writes to ``autograded/`` and to the
gradebook. A submission counts as graded only when both are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import TypeVar

from nbgrader.apps import NbGraderAPI

from borehall.course.nbgrader_steps import own_words, stop_if_interrupted
from borehall.faults import Fault, PlatformFault
from borehall.grading.autograded import write_autograded
from borehall.grading.far.cluster import ClusterLost
from borehall.grading.grade import Graded, Outcome
from borehall.grading.judging import AssignmentJudge, Work
from borehall.grading.record import Record
from borehall.grading.submission import find_flaw

ATTEMPTS = 3
"""A box that did not start is not the trainee's fault: it is tried again before a person is asked."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Batch:
    """Grades submissions of ``assignment``; ``again`` also those that are up to date."""

    def __init__(
        self, steps: NbGraderAPI, assignment: str, judge: AssignmentJudge, record: Record, jobs: int, again: bool
    ) -> None:
        self._steps, self._assignment, self._judge, self._record = steps, assignment, judge, record
        self._jobs, self._again = jobs, again

    def run(self, trainees: Sequence[str]) -> Iterator[Graded]:
        """What became of each, as it becomes known."""
        todo = []
        for trainee in trainees:
            if not self._again and self._is_up_to_date(trainee):
                yield Graded(trainee, Outcome.UP_TO_DATE)
            else:
                todo.append(trainee)
        if self._judge.in_kernel:
            yield from map(self._in_kernel, todo)
            return
        for trainee, done in side_by_side(self._judged, todo, self._jobs):
            yield self._enter(trainee, done)

    def _judged(self, trainee: str) -> Work | str:
        """The work judged, or what keeps it from being."""
        if flaw := find_flaw(self._steps, self._assignment, trainee):
            return flaw
        for left in reversed(range(ATTEMPTS)):
            try:
                return self._judge.judge(trainee, self._folder("submitted", trainee))
            except ClusterLost:
                raise
            except PlatformFault as fault:
                if not left:
                    return str(fault)
            except Fault as fault:
                return str(fault)
            except Exception as error:  # noqa: BLE001 - one submission never stops the rest; it is listed for a person
                return str(PlatformFault(f"{type(error).__name__}: {error}"))
        raise AssertionError("unreachable")

    def _enter(self, trainee: str, done: Work | str) -> Graded:
        if isinstance(done, str):
            return Graded(trainee, Outcome.FAILED, done)
        mark = self._mark(trainee)
        mark.unlink(missing_ok=True)
        submitted, source = self._folder("submitted", trainee), self._folder("source", ".")
        write_autograded(self._folder("autograded", trainee), submitted, source, done)
        timestamp = self._steps.coursedir.get_existing_timestamp(str(submitted))
        when = timestamp.isoformat() if timestamp else None
        self._record.enter(self._assignment, trainee, when, done.notebooks, done.waiting)
        self._set_mark(trainee)
        return Graded(trainee, Outcome.GRADED, unsafe=done.unsafe)

    def _in_kernel(self, trainee: str) -> Graded:
        """By nbgrader's own steps, where the assignment asks for its trainee's kernel."""
        if flaw := find_flaw(self._steps, self._assignment, trainee):
            return Graded(trainee, Outcome.FAILED, flaw)
        self._mark(trainee).unlink(missing_ok=True)
        done = self._steps.autograde(self._assignment, trainee, force=True, create=False)
        stop_if_interrupted(done)
        if not done["success"]:
            return Graded(trainee, Outcome.FAILED, own_words(done))
        self._set_mark(trainee)
        return Graded(trainee, Outcome.GRADED)

    def _is_up_to_date(self, trainee: str) -> bool:
        mark = self._mark(trainee)
        return (
            self._folder("autograded", trainee).is_dir()
            and mark.is_file()
            and mark.read_text("utf-8") == self._state(trainee)
        )

    def _set_mark(self, trainee: str) -> None:
        mark = self._mark(trainee)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(self._state(trainee), "utf-8")

    def _state(self, trainee: str) -> str:
        """What the marks depend on: when it was handed in, and the tests."""
        file = self._folder("submitted", trainee) / "timestamp.txt"
        handed_in = file.read_text("utf-8", errors="replace") if file.is_file() else ""
        return f"{handed_in}\n{self._judge.version}\n"

    def _mark(self, trainee: str) -> Path:
        """Written when a submission is wholly graded and gone before it is graded again, so a killed run shows.

        Not in ``autograded/``, where everything comes that a trainee puts into a submission.
        """
        return Path(self._steps.coursedir.root) / ".graded" / self._assignment / trainee

    def _folder(self, step: str, trainee: str) -> Path:
        course = self._steps.coursedir
        return Path(course.format_path(getattr(course, f"{step}_directory"), trainee, self._assignment))


def side_by_side(deed: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[tuple[Item, Result]]:
    """Each item with its result, as they come. No more are under way than ``jobs`` and as many done but not taken."""
    left = iter(items)
    pool = ThreadPoolExecutor(jobs)
    pending: dict[Future[Result], Item] = {pool.submit(deed, item): item for item in islice(left, 2 * jobs)}
    try:
        while pending:
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                item = pending.pop(future)
                for fresh in islice(left, 1):
                    pending[pool.submit(deed, fresh)] = fresh
                yield item, future.result()
    finally:
        # After Ctrl-C nobody waits for what still runs: it ends with the boxes' house.
        pool.shutdown(wait=False, cancel_futures=True)
