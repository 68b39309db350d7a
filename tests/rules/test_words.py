"""Every sentence of this room exists in Chinese, with the same places to fill."""

import ast
import string
from pathlib import Path

import pytest

import borehall.rules
from borehall.rules.cement_plant_2015.clause_3_0_grade import SYSTEM_CLASSES
from borehall.rules.citation import STANDARDS
from borehall.rules.plan.works_flaw import EXPECTED
from borehall.words import catalogue

FOLDER = Path(borehall.rules.__file__).parent


def sentences() -> list[str]:
    """All texts handed to `say`, literal or through a table of ours."""
    found = [standard.name for standard in STANDARDS] + list(EXPECTED.values()) + list(SYSTEM_CLASSES)
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
            if named and node.args and isinstance(node.args[0], ast.Constant):
                found.append(node.args[0].value)
    return sorted(set(found))


@pytest.mark.parametrize("sentence", sentences())
def test_sentence_is_translated_with_the_same_places(sentence):
    chinese = catalogue("zh_CN").gettext(sentence)
    assert chinese != sentence or sentence == "{key} = {value}"
    places = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (sentence, chinese)]
    assert places[0] == places[1]
