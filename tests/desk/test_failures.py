"""What nbgrader reports becomes a sentence that a trainee can act on, and every such sentence exists in Chinese."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from borehall_desk import LABEXTENSION, failures
from borehall_desk.assignment_list import TellingAssignmentList
from nbgrader.exchange import ExchangeError
from nbgrader.server_extensions.assignment_list.handlers import AssignmentList

CHINESE = json.loads((LABEXTENSION / "static" / "nbgrader.zh_CN.json").read_text())["sentences"]
SENTENCES = {
    name: text
    for name, text in vars(failures).items()
    if name.isupper() and not name.startswith("_") and isinstance(text, str)
}


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_every_sentence_exists_in_chinese(name: str) -> None:
    assert SENTENCES[name] in CHINESE


def traceback_of(error: str) -> str:
    return (
        'Traceback (most recent call last):\n  File "/srv/desk/handlers.py", line 189, in fetch_assignment\n'
        f"    fetch.start()\nnbgrader.exchange.abc.exchange.ExchangeError: {error}\n"
    )


STRICT = """Assignment ps 1 not submitted. There are missing notebooks for the submission:
Expected:
\tone.ipynb: MISSING
\ttwo.ipynb: FOUND
\tthree part.ipynb: MISSING
Submitted:
\ttwo.ipynb: OK"""


@pytest.mark.parametrize(
    ("action", "report", "told"),
    [
        ("fetch", "You already have a copy of the assignment in this directory: ps 1", "You already have ps 1:"),
        ("fetch", "Assignment not found at: /srv/exchange/c/outbound/ps 1", "ps 1 is no longer handed out."),
        ("submit", "Assignment not found at: /home/zhang/ps 1", "Your folder ps 1 was not found."),
        ("submit", "Assignment not found: /srv/exchange/c/outbound/ps 1", "ps 1 is no longer handed out."),
        ("fetch feedback", "Assignment not found at: /srv/exchange/c/feedback", "There is no feedback for ps 1 yet."),
        ("submit", STRICT, "one.ipynb, three part.ipynb is missing from your folder ps 1."),
        ("submit", "You do not have access to this course.", "You have no access to the course cement"),
        ("submit", "Inbound directory doesn't exist: /srv/exchange/cement/inbound", "The course's place for handing"),
        ("submit", "You don't have write permissions to the directory: /srv/x", "The course's place for handing"),
        ("list", "Unwritable directory, please contact your instructor: /srv/x", "The course's place for handing"),
        ("list", "The exchange /srv/x does not exist.", "The course's place for handing"),
        ("submit", "考试已经结束，系统已为您交卷。", "考试已经结束，系统已为您交卷。"),
    ],
)
def test_what_the_exchange_refuses_is_told_without_paths(action: failures.Action, report: str, told: str) -> None:
    sentence = failures.tell(traceback_of(report), action, "cement", "ps 1")
    assert sentence.startswith(told)
    assert "/" not in sentence
    assert "Traceback" not in sentence


def test_too_much_to_hand_in_is_told_with_both_sizes() -> None:
    report = "RuntimeError: Directory size is too big. Size is 123456789, maximum size is 100000000"
    assert "holds 123.5 MB, and 100.0 MB are allowed" in failures.tell(report, "submit", "cement", "ps1")


def test_what_nobody_foresaw_names_the_time_for_the_log() -> None:
    report = "Traceback (most recent call last):\n  ...\nOSError: [Errno 28] No space left on device: '/x'"
    sentence = failures.tell(report, "submit", "cement", "ps1")
    assert re.search(r"the time \d\d:\d\d:\d\d", sentence)
    assert "Errno" not in sentence


class Unreachable(TellingAssignmentList):
    """An assignment list whose exchange is closed."""

    def load_config(self) -> object:
        config = super().load_config()
        config.Exchange.root = str(Path(self.root_dir) / "nowhere")
        return config


def test_a_failed_fetch_is_told_once_by_the_list_that_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    manager = Unreachable()
    manager.root_dir = str(tmp_path)
    assert not manager.fetch_assignment("cement", "ps1")["success"]
    told = manager.list_assignments("cement")
    assert told == {"success": False, "value": failures.NO_EXCHANGE}
    assert manager._untold is None


def test_nbgrader_still_answers_with_tracebacks() -> None:
    """The day it stops, our reading of its reports has to be looked at."""
    manager = AssignmentList()
    manager.root_dir = "."
    answer = manager.submit_assignment("no-course", "no-assignment")
    assert f"{ExchangeError.__name__}: " in answer["value"]
