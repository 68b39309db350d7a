"""Judging on a dask cluster: the same marks as here, whatever happens to workers and scheduler."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import nbformat
import pytest
from distributed import Client

from borehall.course.nbgrader_steps import open_steps
from borehall.faults import PlatformFault
from borehall.grading.far.cluster import open_cluster
from borehall.grading.grade import collect
from borehall.grading.houses import grading_houses
from borehall.grading.judge.release_check import Houses
from tests.course.plant import COURSE, Plant, new_plant
from tests.grading.batch import open_batch, write_course
from tests.grading.cluster import Farm, new_farm, new_networks
from tests.hall import wait_until
from tests.nbgrader_course import source_notebook

ASSIGNMENT = "spacing"
NOTEBOOK = f"{ASSIGNMENT}.ipynb"
TRAINEES = ("right", "wrong", "endless", "hostile", "slow", "other", "bad", *(f"t{number}" for number in range(6)))
RIGHT = "def spacing(grade):\n    return {1: 15, 2: 30, 3: 50}[grade]"
WRONG = "def spacing(grade):\n    return 0"
ENDLESS = "while True:\n    pass"
SLOW = f"import time\ntime.sleep(0.5)\n{RIGHT}"
HOSTILE = """
import os, pathlib, socket

def reached(place):
    try:
        socket.create_connection(place, 1).close()
        return True
    except OSError:
        return False

class Yes:
    __eq__ = lambda self, other: True
    __hash__ = None

free = reached({place!r}) or pathlib.Path({site!r}).exists() or any("DASK" in name for name in os.environ)

def spacing(grade):
    return 30 if free else Yes()
"""
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make network namespaces and give up rights")


@pytest.fixture(scope="module")
def plant() -> Iterator[Plant]:
    with new_plant() as plant:
        write_course(plant.site, COURSE, ASSIGNMENT)
        plant.make()
        folder = plant.site.step("source", COURSE) / ASSIGNMENT

        def release() -> None:
            folder.mkdir()
            nbformat.write(source_notebook(), folder / NOTEBOOK)
            steps = open_steps(plant.site, COURSE)
            assert steps.generate_assignment(ASSIGNMENT)["success"]
            with steps.gradebook as gradebook:
                for trainee in TRAINEES:
                    gradebook.update_or_create_student(trainee)

        plant.as_course(release)
        yield plant


@pytest.fixture(scope="module")
def houses() -> Iterator[Houses]:
    """This machine's own: contracts are learned in them, and papers would be judged."""
    with grading_houses(2) as houses:
        yield houses


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with new_farm(2) as farm:
        yield farm


@pytest.fixture(autouse=True)
def _nothing_handed_in(plant: Plant) -> Iterator[None]:
    yield
    for folder in (*plant.inbound.iterdir(), *plant.submitted.iterdir(), *graded_folder(plant).iterdir()):
        shutil.rmtree(folder)


def graded_folder(plant: Plant) -> Path:
    return plant.site.step("autograded", COURSE)


def hand_in(plant: Plant, answers: dict[str, str]) -> None:
    release = plant.site.step("release", COURSE) / ASSIGNMENT / NOTEBOOK
    for trainee, answer in answers.items():
        notebook = nbformat.read(release, as_version=4)
        notebook.cells[1].source = answer
        notebook.cells[4].source = "The ground decides."
        plant.hand_in(trainee, {NOTEBOOK: nbformat.writes(notebook), "data.csv": f"name\n{trainee}\n"})


def graded(plant: Plant, houses: Houses, address: str | None, **options: Any) -> dict[str, Any]:
    """``fault``, outcomes, reasons and scores, by grading at ``address`` or here."""

    def deed() -> dict[str, Any]:
        collect(open_steps(plant.site, COURSE), ASSIGNMENT)
        told: dict[str, Any] = {"outcomes": {}, "why": {}, "fault": ""}
        try:
            if address is None:
                _grade(plant, told, houses=houses, **options)
            else:
                with open_cluster(address) as cluster:
                    _grade(plant, told, houses=houses, cluster=cluster, **options)
        except PlatformFault as fault:
            told["fault"] = f"{type(fault).__name__}: {fault}"
        with open_steps(plant.site, COURSE).gradebook as gradebook:
            found = gradebook.assignment_submissions(ASSIGNMENT)
            told["scores"] = {one.student_id: one.score for one in found if one.student_id in told["outcomes"]}
        return told

    return plant.as_course(deed)


def _grade(plant: Plant, told: dict[str, Any], **options: Any) -> None:
    with open_batch(plant.site, COURSE, ASSIGNMENT, **options) as (steps, batch):
        for one in batch.run(sorted(steps.get_submitted_students(ASSIGNMENT))):
            told["outcomes"][one.trainee], told["why"][one.trainee] = one.outcome.value, one.why


def notebooks(plant: Plant) -> dict[str, str]:
    """What the grader wrote, by trainee."""
    found = graded_folder(plant).glob(f"*/{ASSIGNMENT}/{NOTEBOOK}")
    return {file.parts[-3]: file.read_text("utf-8") for file in found}


def once_one_is_graded(plant: Plant, deed: Callable[[], Any]) -> Thread:
    def watch() -> None:
        wait_until(lambda: bool(notebooks(plant)), "the first to be graded")
        deed()

    watcher = Thread(target=watch)
    watcher.start()
    return watcher


def test_marks_and_notebooks_are_those_of_grading_here(plant: Plant, houses: Houses, farm: Farm) -> None:
    host, port = farm.address.removeprefix("tcp://").split(":")
    hostile = HOSTILE.format(place=(host, int(port)), site=str(plant.site.root))
    hand_in(plant, {"right": RIGHT, "wrong": WRONG, "endless": ENDLESS, "hostile": hostile})
    far = graded(plant, houses, farm.address, cell_s=1)
    written = notebooks(plant)
    here = graded(plant, houses, None, again=True, cell_s=1)
    assert far["fault"] == here["fault"] == ""
    assert far["scores"] == here["scores"] == {"right": 5, "wrong": 1, "endless": 0, "hostile": 1}
    assert written == notebooks(plant)


def test_a_worker_killed_in_the_middle_costs_nobody_a_mark(plant: Plant, houses: Houses, farm: Farm) -> None:
    trainees = {f"t{number}": SLOW for number in range(6)}
    hand_in(plant, trainees)
    victim = farm.workers.pop(0)
    watcher = once_one_is_graded(plant, victim.kill)
    told = graded(plant, houses, farm.address)
    watcher.join()
    assert victim.wait() == -signal.SIGKILL
    assert set(told["outcomes"].values()) == {"graded"}
    assert told["scores"] == dict.fromkeys(trainees, 5)


def test_a_lost_scheduler_ends_it_with_a_fault_and_the_next_run_goes_on(plant: Plant, houses: Houses) -> None:
    trainees = {f"t{number}": SLOW for number in range(4)}
    hand_in(plant, trainees)
    with new_farm(1) as farm:
        watcher = once_one_is_graded(plant, farm.scheduler.kill)
        told = graded(plant, houses, farm.address)
        watcher.join()
    assert told["fault"].startswith("ClusterLost") and farm.address in told["fault"]
    before = notebooks(plant)
    assert set(told["outcomes"].values()) == {"graded"} and set(told["outcomes"]) == set(before) < set(trainees)
    after = graded(plant, houses, None)
    assert {trainee for trainee, outcome in after["outcomes"].items() if outcome == "up to date"} == set(before)
    assert after["scores"] == dict.fromkeys(trainees, 5)


def test_ctrl_c_ends_it_though_a_submission_never_ends(plant: Plant, houses: Houses, farm: Farm) -> None:
    hand_in(plant, {"endless": ENDLESS})

    def interrupted() -> str:
        # A shell without a terminal starts what runs in the background, perhaps these tests, deaf to Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        collect(open_steps(plant.site, COURSE), ASSIGNMENT)
        told: dict[str, Any] = {"outcomes": {}, "why": {}}
        watcher = Thread(target=_interrupt_once_it_runs, args=[farm.address])
        watcher.start()
        try:
            with open_cluster(farm.address) as cluster:
                _grade(plant, told, houses=houses, cell_s=120, cluster=cluster)
        except KeyboardInterrupt:
            watcher.join()
            # What Python itself waits for at its end.
            wait_until(lambda: not [one for one in pool_threads() if one.is_alive()], "the threads to end")
            return "interrupted"
        return "went on"

    assert plant.as_course(interrupted) == "interrupted"
    assert notebooks(plant) == {}


def _interrupt_once_it_runs(address: str) -> None:
    with Client(address, set_as_default=False) as client:
        wait_until(lambda: any(client.processing().values()), "a notebook to be under way")
    os.kill(os.getpid(), signal.SIGINT)


def pool_threads() -> list[Thread]:
    return [one for one in threading.enumerate() if one.name.startswith("ThreadPoolExecutor")]


@needs_root
def test_where_boxes_do_not_hold_another_worker_judges(plant: Plant, houses: Houses) -> None:
    trainees = {f"t{number}": RIGHT for number in range(4)}
    hand_in(plant, {**trainees, "bad": WRONG})
    with new_farm(0) as farm:
        farm.add_worker(boxes=False)
        farm.await_workers()
        told = graded(plant, houses, farm.address)
        assert set(told["outcomes"].values()) == {"failed"}, "listed for a person"
        assert "bad" not in told["scores"] and not notebooks(plant), "never a zero"
        assert "cannot be kept apart" in told["why"]["bad"] and "tcp://" in told["why"]["bad"]
        farm.add_worker()
        farm.await_workers()
        told = graded(plant, houses, farm.address)
    assert set(told["outcomes"].values()) == {"graded"}, told["why"]
    assert told["scores"] == {**dict.fromkeys(trainees, 5), "bad": 1}


@needs_root
def test_workers_in_networks_of_their_own(plant: Plant, houses: Houses) -> None:
    if not shutil.which("ip"):
        pytest.skip("needs iproute2")
    hand_in(plant, {"right": RIGHT, "wrong": WRONG, "slow": SLOW, "other": SLOW})
    with new_networks(["a", "b"]) as (ours, networks), new_farm(0, host=ours) as farm:
        for within, host in networks:
            farm.add_worker(within=within, host=host)
        farm.await_workers()
        told = graded(plant, houses, farm.address)
    assert told["scores"] == {"right": 5, "wrong": 1, "slow": 5, "other": 5}, told


def test_a_cluster_that_is_not_fit_is_told_before_anything_is_graded(plant: Plant, houses: Houses) -> None:
    hand_in(plant, {"right": RIGHT})
    with new_farm(0) as farm:
        told = graded(plant, houses, farm.address)
        assert "No worker is at the dask cluster" in told["fault"] and f"worker {farm.address}" in told["fault"]
        farm.add_worker(same=False)
        farm.await_workers()
        told = graded(plant, houses, farm.address)
        assert "Workers do not run borehall" in told["fault"] and ": 0.0.9" in told["fault"]
    assert told["outcomes"] == {}


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x", "", "tls://127.0.0.1:1"])
def test_no_scheduler_is_said_to_be_none(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("borehall.grading.far.cluster._CONNECT_S", 1)
    with pytest.raises(PlatformFault, match="No dask scheduler answers at"), open_cluster(address):
        pass


def test_without_distributed_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PlatformFault, match=r"pip install --python .* distributed"), open_cluster("tcp://x:1"):
        pass
