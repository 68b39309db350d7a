"""What a hall does when parts of it die, and what it leaves behind when it ends."""

import pytest

from borehall.hub.up import descendants
from tests.flow.test_from_login_to_mark import act
from tests.hall import COURSE, Hall, command_of, hub_process, new_hall, wait_until

pytestmark = pytest.mark.hub


def test_killing_the_hub_loses_no_file_and_no_session(hall: Hall) -> None:
    person = hall.person("trainee03")
    person.start_server()
    act(person, "fetch", "depth")
    note = {"type": "file", "format": "text", "content": "①层粉质黏土，②层中砂"}
    person.at_desk("PUT", f"api/contents/{COURSE}/depth/note.txt", (200, 201), json=note)

    hall.kill_hub()

    kept = person.at_desk("GET", f"api/contents/{COURSE}/depth/note.txt").json()
    assert kept["content"] == note["content"]
    act(person, "submit", "depth")
    assert "trainee03" in person.get("/hub/home").text


def test_killing_the_hub_leaves_nothing_of_it_behind(hall: Hall) -> None:
    """Trainees' servers stay, they are not the hub's own; whoever else stayed would be there twice."""
    own = {pid for pid in descendants(hub_process(hall.process.pid)) if "desk/bin" not in command_of(pid)}
    assert any("idle_culler" in command_of(pid) for pid in own)

    hall.kill_hub()

    wait_until(lambda: own.isdisjoint(descendants(hall.process.pid)), "the end of what the killed hub had started")


def test_a_port_in_use_is_said_and_nothing_is_started(hall: Hall) -> None:
    said = hall.borehall("up", expect=3)
    assert f"127.0.0.1:{hall.port}" in said
    assert "hub_config/hall.toml" in said


def test_ending_leaves_no_process_and_a_second_start_changes_no_password() -> None:
    with new_hall() as hall:
        hall.start()
        passwords = hall.said.split("Demonstration accounts")[1]
        hall.person("trainee01").start_server()
        assert hall.stop() == []

        hall.start()
        assert hall.said.split("Demonstration accounts")[1] == passwords
        hall.person("trainee01")
