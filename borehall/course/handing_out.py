"""A trainee's own paper: made when it is first asked for, and the same ever after.

What was handed out is written down with the numbers, so that a paper stays as it was when the bank has moved on, and
is judged by the very numbers that its trainee had.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from borehall.bank.blueprint import Blueprint
from borehall.bank.entry import Entry
from borehall.bank.library import load
from borehall.bank.paper import compose, secret_of
from borehall.checked import write_whole
from borehall.course.course import load_course
from borehall.course.paper import own_tasks
from borehall.course.paper_build import read_blueprint
from borehall.course.paper_secret import read_secret
from borehall.course.usernames import is_username
from borehall.faults import PlatformFault
from borehall.site import Site
from borehall.words import LANGUAGES, say, speaking

QUESTIONS_SCHEMA = "borehall-questions-1"
HINT_SCHEMA = "borehall-hint-1"
_RECORD_SCHEMA = "borehall-handed-out-1"


class Refusal(Exception):
    """What is not given, with the status for HTTP and the sentence in each language."""

    def __init__(self, status: int, message: str, **values: object) -> None:
        self.status = status
        self.sentences: dict[str, str] = {}
        for language in LANGUAGES:
            with speaking(language):
                self.sentences[language] = say(message, **values)
        super().__init__(self.sentences["en"])


@dataclass(frozen=True)
class Place:
    """One question of a trainee: its task, and the numbers drawn for it."""

    task: str
    given: dict[str, Any]


def hand_out(site: Site, course: str, assignment: str, trainee: str) -> dict[str, Any]:
    """The questions of ``trainee`` in both languages, as the desk keeps them. Refusal when the paper is not out."""
    blueprint = _released(site, course, assignment, trainee)
    with _record(site, course, assignment, trainee) as record:
        places = _places(site, blueprint, trainee, record)
    own = own_tasks(site)
    return {
        "schema": QUESTIONS_SCHEMA, "course": course, "assignment": assignment, "trainee": trainee,
        "questions": {slot: _asked(load(place.task, own), place.given) for slot, place in places.items()},
    }  # fmt: skip


def hint(site: Site, course: str, assignment: str, slot: str, trainee: str, answers: Any) -> dict[str, Any]:
    """What helps with ``answers`` (a value for each field): states and messages, never an expected value."""
    blueprint = _released(site, course, assignment, trainee)
    if not blueprint.hints:
        raise Refusal(409, "This assignment gives no hints before it is graded.")
    if slot not in blueprint.slots():
        raise Refusal(404, "This paper has no question {slot}.", slot=slot)
    with _record(site, course, assignment, trainee) as record:
        place = _places(site, blueprint, trainee, record)[slot]
        used = record["hints"].get(slot, 0)
        if used >= blueprint.hints:
            raise Refusal(429, "All {n} hints for this question have been given.", n=blueprint.hints)
        verdict = load(place.task, own_tasks(site)).judge(place.given, answers).as_json()
        # Written before it is told: whoever breaks the connection has had the hint all the same.
        record["hints"][slot] = used + 1
    told = [{key: one[key] for key in ("name", "state", "message", "clause")} for one in verdict["fields"]]
    left = blueprint.hints - used - 1
    return {"schema": HINT_SCHEMA, "left": left, "fields": told, "remarks": verdict["remarks"]}


def places_of(site: Site, blueprint: Blueprint, trainee: str) -> dict[str, Place]:
    """The questions of ``trainee`` as they were handed out; for who never asked for them, as they would be."""
    file = _record_file(site, blueprint.course, blueprint.assignment, trainee)
    return _places(site, blueprint, trainee, _read(file) if file.exists() else _fresh(trainee))


def _released(site: Site, course: str, assignment: str, trainee: str) -> Blueprint:
    loaded = load_course(site, course)
    papers = [item.name for item in loaded.assignments if item.source == "paper"]
    if assignment not in papers or not (site.exchange / course / "outbound" / assignment).is_dir():
        raise Refusal(404, "This paper is not handed out. Ask your instructor.")
    if not is_username(trainee):
        raise Refusal(403, "This account can't have a paper.")
    return read_blueprint(site, course, assignment)


def _places(site: Site, blueprint: Blueprint, trainee: str, record: dict[str, Any]) -> dict[str, Place]:
    """Each place with its task: as recorded where the paper still has the place, else composed and recorded now."""
    known = {slot: Place(one["task"], one["given"]) for slot, one in record["questions"].items()}
    if set(known) >= set(blueprint.slots()):
        return {slot: known[slot] for slot in blueprint.slots()}
    secret, own = secret_of(read_secret(site, blueprint.course), blueprint.assignment), own_tasks(site)
    drawn = compose(blueprint, secret, trainee)
    places = {
        slot: known.get(slot) or Place(drawn[slot], load(drawn[slot], own).given(secret, trainee))
        for slot in blueprint.slots()
    }
    record["questions"] |= {slot: {"task": place.task, "given": place.given} for slot, place in places.items()}
    return places


def _asked(entry: Entry, given: Mapping[str, Any]) -> dict[str, Any]:
    return {language: entry.ask(dict(given), language).as_json() for language in LANGUAGES}


def _record_file(site: Site, course: str, assignment: str, trainee: str) -> Path:
    return site.room(course) / "papers" / assignment / f"{trainee}.json"


def _fresh(trainee: str) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"schema": _RECORD_SCHEMA, "trainee": trainee, "handed_out": now, "questions": {}, "hints": {}}


@contextmanager
def _record(site: Site, course: str, assignment: str, trainee: str) -> Iterator[dict[str, Any]]:
    """What is on record of ``trainee``'s paper, for this process alone; written when the block has changed it."""
    file = _record_file(site, course, assignment, trainee)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        record = _read(file) if file.exists() else _fresh(trainee)
        before = _written(record)
        yield record
        if _written(record) != before or not file.exists():
            write_whole(file, _written(record))


def _read(file: Path) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(file.read_bytes())
        if record["schema"] == _RECORD_SCHEMA:
            return record
    except (ValueError, KeyError, TypeError):
        pass
    raise PlatformFault(
        say("The record of a paper that was handed out is damaged."),
        next_step=say("Put it back from a backup; move it away only if this trainee may have the paper anew."),
        file=file,
    )


def _written(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
