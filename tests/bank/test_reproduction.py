"""The same secret gives the same numbers, words and figures, bit for bit, on any machine and in any run."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from borehall.bank.library import load, task_folders
from tests.bank.reproduction import FILE, SECRET, digest, digests, stored

AGAIN = "asked otherwise than before; if that is meant: python -m tests.bank.reproduction"


@pytest.mark.parametrize("task", list(task_folders()))
def test_a_task_is_asked_as_it_was_when_it_was_written_down(task: str) -> None:
    assert digests(load(task)) == stored().get(task), AGAIN


def test_nothing_is_written_down_of_tasks_that_are_gone() -> None:
    assert set(stored()) == set(task_folders()), AGAIN


def test_a_run_with_other_hashes_and_no_language_of_its_own_reproduces_the_numbers() -> None:
    """Sets and mappings are walked in another order there, as on another machine."""
    program = (
        "import json; from borehall.bank.library import load_all; from tests.bank.reproduction import *; "
        "print(json.dumps({one.id: digest([one.given(SECRET, name) for name in TRAINEES]) for one in load_all()}))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANGUAGE": ""}
    root = FILE.parents[2]
    ran = subprocess.run([sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, check=True)
    assert json.loads(ran.stdout) == {task: held["given"] for task, held in stored().items()}


def test_a_drawn_number_off_by_a_hair_and_another_secret_are_noticed() -> None:
    entry = load("silo-rings")
    given = entry.given(SECRET, "张三")
    assert digest(given) != digest(given | {"diameter": given["diameter"] * (1 + 2e-16)})
    assert digest(given) != digest(entry.given(b"another", "张三"))
