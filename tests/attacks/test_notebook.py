"""Hostile notebooks: each earns what its own answers are worth, learns nothing, and leaves the next one alone."""

from __future__ import annotations

import copy
import json

import pytest

from borehall.grading.feedback_pages import HideTests
from tests.attacks.attacked_paper import FILES, POINTS, Attack, all_attacks, master, raw


@pytest.fixture(scope="module")
def contract(houses):
    """Of the paper's own solution."""
    from tests.grading.judge.conftest import Bench

    return Bench(houses).learn(master(), files=FILES, author_files=FILES)


@pytest.mark.parametrize("attack", all_attacks(), ids=lambda attack: attack.who)
def test_a_hostile_notebook_earns_what_it_is_worth(bench, contract, attack: Attack):
    files = {**{name: text.encode() for name, text in attack.files.items()}, **FILES}
    judged = bench.judge(
        master(), raw(attack.submission()), contract=contract, files=files, author_files=FILES, cell_s=2, call_s=1
    )
    assert {name: test.points for name, test in judged.tests.items()} == POINTS
    assert {name: test.earned for name, test in judged.tests.items() if test.earned} == attack.points
    shown = HideTests().preprocess(copy.deepcopy(judged.notebook), {})[0]
    said = json.dumps([cell.get("outputs", []) for cell in shown.cells], ensure_ascii=False)
    for secret in attack.says_not:
        assert secret not in said
    assert len(said) < 6_000_000
