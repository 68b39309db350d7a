"""A trainee's own paper: the same ever after, judged by the numbers that were handed out, and never with an answer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from borehall.bank.library import SHIPPED, load
from borehall.bank.trial import sheet_of, wrong_sheet
from borehall.course.handing_out import Refusal, hand_out, hint, places_of
from borehall.course.paper_build import build_paper, read_blueprint
from borehall.faults import PlatformFault
from borehall.site import Site
from tests.course.paper_site import COURSE, PAPER, course_of, paper_site, put_out


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = paper_site(tmp_path)
    build_paper(made, course_of(made), "mock")
    put_out(made)
    yield made
    shutil.rmtree(made.ground, ignore_errors=True)


def questions(site: Site, trainee: str) -> dict:
    return hand_out(site, COURSE, "mock", trainee)["questions"]


def sheet(site: Site, trainee: str, slot: str, *, right: bool = True) -> dict:
    place = places_of(site, read_blueprint(site, COURSE, "mock"), trainee)[slot]
    entry = load(place.task)
    make = sheet_of if right else wrong_sheet
    return make(entry.fields(place.given), entry.solve(place.given))[0]


def test_a_trainee_gets_every_question_in_both_languages_and_no_answer(site: Site) -> None:
    paper = hand_out(site, COURSE, "mock", "zhang")
    assert (paper["schema"], paper["trainee"]) == ("borehall-questions-1", "zhang")
    assert list(paper["questions"]) == ["silo-rings", "depth-1", "depth-2"]
    for question in paper["questions"].values():
        assert set(question) == {"zh_CN", "en"}
        assert question["zh_CN"]["schema"] == "borehall-question-1"
        assert question["zh_CN"]["statement"] != question["en"]["statement"]


def test_the_same_trainee_gets_the_same_paper_and_neighbours_get_others(site: Site) -> None:
    assert questions(site, "zhang") == questions(site, "zhang")
    statements = {questions(site, f"trainee{n:02}")["silo-rings"]["en"]["statement"] for n in range(20)}
    assert len(statements) >= 18


def test_another_secret_gives_another_paper(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = paper_site(tmp_path_factory.mktemp("other"))
    build_paper(other, course_of(other), "mock")
    put_out(other)
    assert questions(site, "zhang") != questions(other, "zhang")
    shutil.copy(site.room(COURSE) / "paper-secret", other.room(COURSE) / "paper-secret")
    assert questions(site, "li") == questions(other, "li"), "the same secret, on another machine"
    shutil.rmtree(other.ground, ignore_errors=True)


def move_bank(site: Site) -> None:
    """From now on the task silo-rings draws other numbers from the same secret."""
    own = site.root / "tasks" / "silo-rings"
    shutil.copytree(SHIPPED / "silo-rings", own)
    text = (own / "task.py").read_text("utf-8")
    moved = text + "\n_before = draw\n\n\ndef draw(rng):\n    rng.share()\n    return _before(rng)\n"
    (own / "task.py").write_text(moved, "utf-8")


def test_what_was_handed_out_stays_when_the_bank_draws_otherwise(site: Site) -> None:
    before = questions(site, "zhang")
    move_bank(site)
    assert questions(site, "zhang") == before
    assert before["silo-rings"] != questions(site, "li")["silo-rings"]


def test_a_question_added_later_is_handed_out_beside_the_old_ones(site: Site) -> None:
    before = questions(site, "zhang")
    more = PAPER + '\n[[sections.questions]]\ntask = "shear-wave-holes"\npoints = 3\n'
    (site.course(COURSE) / "papers" / "mock.toml").write_text(more, "utf-8")
    build_paper(site, course_of(site), "mock")
    move_bank(site)
    after = questions(site, "zhang")
    assert {slot: after[slot] for slot in before} == before
    assert set(after) - set(before) == {"shear-wave-holes"}


def test_nothing_is_handed_out_before_the_release_or_of_another_assignment(site: Site) -> None:
    (site.exchange / COURSE / "outbound" / "mock").rmdir()
    for assignment in ("mock", "depth", "../plant", ""):
        with pytest.raises(Refusal) as refused:
            hand_out(site, COURSE, assignment, "zhang")
        assert refused.value.status == 404
        assert set(refused.value.sentences) == {"zh_CN", "en"}
        assert refused.value.sentences["zh_CN"] != refused.value.sentences["en"]


@pytest.mark.parametrize("name", ["", "..", "a/b", "../li", "zhang\n", "x" * 200])
def test_a_name_that_is_no_account_gets_nothing(site: Site, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        hand_out(site, COURSE, "mock", name)
    assert refused.value.status == 403


def test_a_hint_tells_right_from_wrong_and_how_many_are_left(site: Site) -> None:
    right = hint(site, COURSE, "mock", "silo-rings", "zhang", sheet(site, "zhang", "silo-rings"))
    assert {field["state"] for field in right["fields"]} == {"right"}
    assert right["left"] == 1
    wrong = hint(site, COURSE, "mock", "silo-rings", "zhang", sheet(site, "zhang", "silo-rings", right=False))
    assert {field["state"] for field in wrong["fields"]} == {"wrong"}
    assert wrong["left"] == 0
    with pytest.raises(Refusal) as refused:
        hint(site, COURSE, "mock", "silo-rings", "zhang", {})
    assert refused.value.status == 429
    assert hint(site, COURSE, "mock", "depth-1", "zhang", {})["left"] == 1, "each question has its own"
    assert hint(site, COURSE, "mock", "silo-rings", "li", {})["left"] == 1, "and so has each trainee"


def test_a_hint_holds_no_expected_value_and_no_name_of_a_mistake(site: Site) -> None:
    told = hint(site, COURSE, "mock", "silo-rings", "zhang", sheet(site, "zhang", "silo-rings", right=False))
    assert {key for field in told["fields"] for key in field} == {"name", "state", "message", "clause"}


@pytest.mark.parametrize("answers", [None, [], "x", 7, {"points": object()}, {"a" * 500: 1}, {"centre": [[[]]]}])
def test_whatever_is_sent_as_answers_a_hint_comes_back(site: Site, answers: object) -> None:
    assert hint(site, COURSE, "mock", "silo-rings", "zhang", answers)["left"] == 1


def test_no_hint_for_an_unknown_place_or_where_the_paper_gives_none(site: Site) -> None:
    with pytest.raises(Refusal) as refused:
        hint(site, COURSE, "mock", "gallery-points", "zhang", {})
    assert refused.value.status == 404
    (site.course(COURSE) / "papers" / "mock.toml").write_text(PAPER.replace("hints = 2", "hints = 0"), "utf-8")
    build_paper(site, course_of(site), "mock")
    with pytest.raises(Refusal) as refused:
        hint(site, COURSE, "mock", "silo-rings", "zhang", {})
    assert refused.value.status == 409


def _ask(place: tuple[Path, str]) -> list:
    root, trainee = place
    told = []
    for _ in range(3):
        try:
            told.append(hint(Site(root), COURSE, "mock", "silo-rings", trainee, {})["left"])
        except Refusal as refusal:
            told.append(-refusal.status)
    return told


def test_hints_asked_for_at_the_same_time_are_counted_one_by_one(site: Site) -> None:
    with ThreadPoolExecutor(3) as askers:
        told = [left for one in askers.map(_ask, [(site.root, "zhang")] * 3) for left in one]
    assert sorted(told) == [-429] * 7 + [0, 1]


def test_a_damaged_record_is_left_as_it_is_for_a_person(site: Site) -> None:
    questions(site, "zhang")
    record = site.room(COURSE) / "papers" / "mock" / "zhang.json"
    record.write_text('{"schema": "borehall-handed')
    with pytest.raises(PlatformFault, match="backup"):
        questions(site, "zhang")
    assert record.read_text() == '{"schema": "borehall-handed'


def test_records_are_closed_to_others(site: Site) -> None:
    questions(site, "zhang")
    assert (site.room(COURSE) / "papers" / "mock").stat().st_mode & 0o077 == 0
