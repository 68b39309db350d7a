"""Coverage: every clause has a state, the pages are current, checklists tick."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from borehall.rules.checklist import checklist, checklists
from borehall.rules.coverage import clause_states, coverage_page, oracles, rules
from borehall.rules.refusal import Refused
from borehall.rules.rules_command import PAGES
from borehall.rules.rules_command import rules as command
from borehall.words import speaking

DOCS = Path(__file__).parents[2] / "docs" / "contributor"


@pytest.mark.parametrize("language", PAGES)
def test_coverage_page_is_current(language):
    page = (DOCS / PAGES[language]).read_text(encoding="utf-8")
    assert page == coverage_page(language), "stale; run: borehall rules page docs/contributor"


def test_every_cited_clause_is_in_the_list_of_clauses():
    known = {one.clause for one in clause_states()}
    cited = {one.citation.clause.partition("-")[0] for one in rules().values() if "cement" in one.short_name}
    assert cited <= known
    assert set(checklists()) <= known


def test_oracles_are_of_rules_that_exist():
    assert oracles().keys() <= rules().keys()


def test_checklist_tells_what_is_missing_and_refuses_unknown_items():
    found = checklist("4.0.4").missing(["1", "2", "3"])
    assert [item.number for item in found] == ["4", "5", "6"]
    assert checklist("5.0.4").lost == ("3",)
    with pytest.raises(Refused, match="one of 1, 2, 4"):
        checklist("5.0.4").missing(["3"])
    with speaking("zh_CN"):
        assert "搜集" in checklist("4.0.4").title


def test_list_command_shows_states_and_sources_in_chinese(monkeypatch):
    monkeypatch.setenv("BOREHALL_LANG", "zh_CN")
    shown = CliRunner().invoke(command, ["list"])
    assert shown.exit_code == 0
    assert "已实现，采用替代值" in shown.output and "缺原表" in shown.output and "检查清单" in shown.output
    assert "替代值：采用" in shown.output


def test_page_command_writes_both_pages(tmp_path):
    assert CliRunner().invoke(command, ["page", str(tmp_path)]).exit_code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(PAGES.values())


def test_checklist_command_prints_boxes_and_what_is_lost(monkeypatch):
    monkeypatch.setenv("BOREHALL_LANG", "en")
    shown = CliRunner().invoke(command, ["checklist", "4.0.4"])
    assert shown.exit_code == 0 and shown.output.count("[ ] ") == len(checklist("4.0.4").items)
    assert "not available: 3" in CliRunner().invoke(command, ["checklist", "5.0.4"]).output
    refused = CliRunner().invoke(command, ["checklist", "6.0.9"])
    assert refused.exit_code == 2 and "4.0.3" in refused.output
