"""Collecting what lies in the exchange: each trainee's own newest work, whatever else lies there."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from borehall_desk.exchange import DeskSubmit
from nbgrader.auth import Authenticator, NoAuthPlugin
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from borehall.course.plain_copy import MOST_ENTRIES
from tests.course.plant import AS_ROOT, ASSIGNMENT, COURSE, Plant, new_plant, open_to_course

NOTEBOOK = "spacing.ipynb"
needs_accounts = pytest.mark.skipif(not AS_ROOT, reason="accounts of their own need root")


@pytest.fixture
def plant() -> Iterator[Plant]:
    with new_plant() as plant:
        yield plant


def test_each_trainees_newest_work_is_collected(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: "old"}, when="2026-03-02 09:30:00.5 UTC")
    plant.hand_in("li", {NOTEBOOK: "new", "data/points.csv": "x,y"}, when="2026-03-02 09:31:00.5 UTC")
    plant.hand_in("wang", {NOTEBOOK: "hers"})
    assert plant.collect()["success"]
    files = plant.collected()
    assert files["li"][NOTEBOOK] == "new"
    assert files["li"]["data/points.csv"] == "x,y"
    assert files["li"]["timestamp.txt"] == "2026-03-02 09:31:00.5 UTC"
    assert files["wang"][NOTEBOOK] == "hers"


def test_newer_work_replaces_what_was_collected_and_older_does_not(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: "first", "draft.txt": "left over"}, when="2026-03-02 09:30:00.5 UTC")
    plant.collect()
    plant.hand_in("li", {NOTEBOOK: "second"}, when="2026-03-02 09:31:00.5 UTC")
    plant.collect()
    assert plant.collected()["li"][NOTEBOOK] == "second"
    assert "draft.txt" not in plant.collected()["li"]
    assert [folder.name for folder in (plant.submitted / "li").iterdir()] == [ASSIGNMENT]


@needs_accounts
def test_a_foreign_folder_is_refused_and_the_trainees_own_is_taken(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: "own"})
    plant.hand_in("wang", {NOTEBOOK: "forged"}, name=f"li+{ASSIGNMENT}+2031-01-01 00:00:00 UTC+x")
    answer = plant.collect()
    assert answer["success"]
    assert plant.collected() == {"li": {**plant.collected()["li"], NOTEBOOK: "own"}}
    assert f"li+{ASSIGNMENT}+2031" in answer["log"]


ODD_NAMES = (
    f"a+{ASSIGNMENT}+b",
    f"wang+{ASSIGNMENT}+2028-02-30 00:00:00 UTC+x",
    f"wang+{ASSIGNMENT}+9999-99-99 99:99:99 UTC+x",
    f"nobody+{ASSIGNMENT}+2028-02-29 00:00:00 UTC+x",
    f"-rf+{ASSIGNMENT}+2028-02-28 00:00:00 UTC+x",
    f"wang+{ASSIGNMENT}+",
    f"+{ASSIGNMENT}++",
    f"; rm -rf $HOME\n+{ASSIGNMENT}+2026-03-02 09:30:00 UTC+x",
    f"wang+{ASSIGNMENT}+2026-03-02 09:30:00 UTC+\u202ex",
)


def test_odd_names_keep_nobody_from_being_collected(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: "own"})
    for name in ODD_NAMES:
        plant.hand_in("wang", {NOTEBOOK: "odd"}, name=name)
    answer = plant.collect()
    assert answer["success"]
    assert plant.collected()["li"][NOTEBOOK] == "own"
    # On a shared site everybody is one account, and a name is all there is to tell people by.
    assert set(plant.collected()) == ({"li"} if AS_ROOT else {"li", "nobody"})
    assert answer["log"].count("is nobody's submission") == len(ODD_NAMES) - (0 if AS_ROOT else 1)


def test_a_pipe_or_a_file_instead_of_a_folder_is_left(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: "own"})
    pipe = plant.inbound / f"wang+{ASSIGNMENT}+2026-03-02 09:30:00 UTC+x"
    file = plant.inbound / f"zhao+{ASSIGNMENT}+2026-03-02 09:30:00 UTC+x"
    plant.as_trainee("wang", lambda: os.mkfifo(pipe))
    plant.as_trainee("zhao", lambda: file.write_text("no folder") and None)
    answer = plant.collect()
    assert answer["success"]
    assert set(plant.collected()) == {"li"}
    assert "The submission of wang was not collected" in answer["log"]
    assert "The submission of zhao was not collected" in answer["log"]


def test_links_and_pipes_in_a_submission_are_not_followed(plant: Plant) -> None:
    secret = plant.site.room(COURSE) / "nbgrader_config.py"
    folder = plant.inbound / plant.hand_in("li", {NOTEBOOK: "own"})

    def plant_links() -> None:
        (folder / "config.py").symlink_to(secret)
        (folder / "room").symlink_to(secret.parent)
        os.mkfifo(folder / "pipe.txt")
        open_to_course(folder)

    plant.as_trainee("li", plant_links)
    assert plant.collect()["success"]
    assert set(plant.collected()["li"]) == {NOTEBOOK, "timestamp.txt", "submission_secret.txt"}


@needs_accounts
def test_a_submission_that_is_a_link_is_not_followed(plant: Plant) -> None:
    hers = plant.inbound / plant.hand_in("wang", {NOTEBOOK: "hers"})
    link = plant.inbound / f"li+{ASSIGNMENT}+2026-03-03 00:00:00 UTC+x"
    plant.as_trainee("li", lambda: link.symlink_to(hers))
    assert "The submission of li was not collected" in plant.collect()["log"]
    assert set(plant.collected()) == {"wang"}


@needs_accounts
def test_work_that_cannot_be_read_is_named_and_takes_nothing_away(plant: Plant) -> None:
    plant.hand_in("li", {NOTEBOOK: "first"}, when="2026-03-02 09:30:00.5 UTC")
    plant.collect()
    folder = plant.inbound / plant.hand_in("li", {NOTEBOOK: "second"}, when="2026-03-02 09:31:00.5 UTC")
    plant.as_trainee("li", lambda: (folder / NOTEBOOK).chmod(0o000))
    plant.hand_in("wang", {NOTEBOOK: "hers"})
    answer = plant.collect()
    assert answer["success"]
    assert "[ERROR] The submission of li was not collected" in answer["log"]
    assert plant.collected()["li"][NOTEBOOK] == "first"
    assert plant.collected()["wang"][NOTEBOOK] == "hers"


@pytest.mark.parametrize("bomb", ["many", "deep", "large"])
def test_a_submission_without_measure_is_refused(plant: Plant, bomb: str) -> None:
    folder = plant.inbound / plant.hand_in("li", {NOTEBOOK: "own"})

    def swell() -> None:
        if bomb == "many":
            for number in range(MOST_ENTRIES + 1):
                (folder / f"{number}.txt").touch()
        elif bomb == "deep":
            (folder / "/".join("d" * 40)).mkdir(parents=True)
        else:
            with (folder / "sparse.bin").open("wb") as file:
                file.truncate(2**40)
        open_to_course(folder)

    plant.as_trainee("li", swell)
    plant.hand_in("wang", {NOTEBOOK: "hers"})
    answer = plant.collect()
    assert "The submission of li was not collected: The folder holds" in answer["log"]
    assert set(plant.collected()) == {"wang"}


def test_a_broken_secret_is_replaced_since_feedback_on_everybody_would_stop_at_it(plant: Plant) -> None:
    good = "0123456789abcdef" * 8
    plant.hand_in("li", {NOTEBOOK: "own", "submission_secret.txt": "../../x", "timestamp.txt": "yesterday"})
    plant.hand_in("wang", {NOTEBOOK: "hers", "submission_secret.txt": good})
    plant.collect()
    assert len(plant.collected()["li"]["submission_secret.txt"]) == 128
    assert plant.collected()["li"]["timestamp.txt"] == "2026-03-02 09:30:00.5 UTC"
    assert plant.collected()["wang"]["submission_secret.txt"] == good


def submit(user: str, exchange: str) -> str:
    """Hands the working folder's ``plant/spacing`` in, as the assignment list does; returns the new name."""
    os.environ["JUPYTERHUB_USER"] = user
    config = Config()
    config.Exchange.root, config.Exchange.path_includes_course = exchange, True
    config.CourseDirectory.course_id, config.CourseDirectory.assignment_id = COURSE, ASSIGNMENT
    config.Exchange.cache = ".cache"
    config.Authenticator.plugin_class = NoAuthPlugin
    everybody = Authenticator(config=config)
    deed = DeskSubmit(coursedir=CourseDirectory(config=config), authenticator=everybody, config=config)
    deed.start()
    return deed.assignment_filename


@needs_accounts
def test_what_a_trainee_hands_in_the_course_reads_and_no_other_trainee_does(plant: Plant) -> None:
    outbound = plant.site.exchange / COURSE / "outbound" / ASSIGNMENT

    def release() -> None:
        outbound.mkdir()
        (outbound / NOTEBOOK).write_text("{}")
        outbound.chmod(0o750)

    plant.as_course(release)

    def work_and_submit() -> str:
        os.makedirs(f"{COURSE}/{ASSIGNMENT}")
        with open(f"{COURSE}/{ASSIGNMENT}/{NOTEBOOK}", "w") as file:
            file.write("{}")
        return submit("li", str(plant.site.exchange))

    name = plant.as_trainee("li", work_and_submit)
    known = plant.inbound / name / NOTEBOOK

    def spy() -> str:
        try:
            return known.read_text()
        except PermissionError:
            return "refused"

    assert plant.as_trainee("wang", spy) == "refused", "even by one who knows the name"
    assert plant.collect()["success"]
    assert plant.collected()["li"][NOTEBOOK] == "{}"
