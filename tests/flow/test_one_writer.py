"""Each step writes its own folder and no other: the table of the way through the house, held against the disk."""

from pathlib import Path

import pytest

from tests.flow.test_from_login_to_mark import ASSIGNMENT, act
from tests.hall import COURSE, Hall

pytestmark = pytest.mark.hub

STEPS = ("source", "release", "submitted", "autograded", "feedback")
TRAINEE = "trainee05"


@pytest.fixture(scope="module")
def handed_in(hall: Hall) -> Hall:
    person = hall.person(TRAINEE)
    person.start_server()
    act(person, "fetch")
    act(person, "submit")
    return hall


def seen(hall: Hall) -> dict[str, dict[Path, tuple[int, int]]]:
    """Of each step's folder, every file with its age and inode."""
    folders = {step: hall.site.step(step, COURSE) for step in STEPS}
    return {
        step: {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in folder.rglob("*") if file.is_file()}
        for step, folder in folders.items()
    }


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        (("course", "check", COURSE), set()),
        (("course", "build", COURSE), set()),
        (("course", "release", COURSE, ASSIGNMENT), {"release"}),
        (("grade", COURSE, ASSIGNMENT, "--only", TRAINEE), {"submitted", "autograded"}),
        (("feedback", COURSE, ASSIGNMENT, "--only", TRAINEE), {"feedback"}),
        (("doctor",), set()),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_a_command_writes_only_what_it_owns(handed_in: Hall, command: tuple[str, ...], writes: set[str]) -> None:
    before = seen(handed_in)
    handed_in.borehall(*command)
    after = seen(handed_in)
    assert {step for step in STEPS if before[step] != after[step]} == writes
