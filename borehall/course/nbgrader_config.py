"""nbgrader's configuration for one course. Only sets, so that applying it twice is applying it once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, DeduplicateIds, OverwriteKernelspec

from borehall.course import exchange as hall_exchange
from borehall.course.paper_build import BLUEPRINT_FILE
from borehall.course.restore_cells import RestoreCells


def configure_course(
    c: Any, *, root: str, course: str, exchange: str, uids: str | None, cell_timeout_s: int, timezone: str
) -> None:
    """Sets ``c`` (a traitlets Config) for the nbgrader of ``course``, whose room is ``root``.

    ``uids`` names the table of system accounts, against which the owner of a submission is checked; None on a shared
    site.
    """
    c.CourseDirectory.root = root
    c.CourseDirectory.course_id = course
    c.CourseDirectory.db_url = f"sqlite:///{Path(root) / 'gradebook.db'}"
    # A paper's blueprint tells which tasks may come: it stays in the source.
    c.CourseDirectory.ignore = [*CourseDirectory().ignore, BLUEPRINT_FILE]
    c.Exchange.root = exchange
    c.Exchange.path_includes_course = True
    c.HallCollect.uids = uids or ""
    # A corrected paper replaces the one that is out; what trainees fetched stays theirs.
    c.ExchangeReleaseAssignment.force = True
    c.ExchangeFactory.list = hall_exchange.HallList
    c.ExchangeFactory.collect = hall_exchange.HallCollect
    c.ExchangeFactory.release_assignment = hall_exchange.HallReleaseAssignment
    c.ExchangeFactory.release_feedback = hall_exchange.HallReleaseFeedback
    # A folder's name must not make a trainee: they come from the roster.
    c.Autograde.create_student = False
    c.Execute.timeout = cell_timeout_s
    # Any account of the machine can listen at a kernel's ports, where hidden tests are sent.
    c.KernelManager.transport_encryption = "required"
    # A trainee who deleted a cell is marked on the cells of the paper all the same.
    c.OverwriteCells.add_missing_cells = True
    # nbgrader's own steps, with RestoreCells for its OverwriteCells.
    c.Autograde.sanitize_preprocessors = [
        ClearOutput,
        DeduplicateIds,
        OverwriteKernelspec,
        RestoreCells,
        CheckCellMetadata,
    ]
    c.NbGraderAPI.timezone = timezone
    # Otherwise every instructor sees the whole configuration above their assignments.
    c.FormgradeExtension.debug = False
    c.IncludeHeaderFooter.header = ""
    c.ClearSolutions.code_stub = {
        # nbgrader's own would raise an English error at the first question that is still open.
        "python": "# 请在此处作答 / your answer here",
    }
    c.ClearSolutions.text_stub = "请在此处作答 / your answer here"
