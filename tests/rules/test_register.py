"""The shape of every rule: registered, cited, documented in the fixed order, no bare float in its signature."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import borehall.rules
from borehall.rules.citation import REGISTER, STANDARDS
from borehall.rules.coverage import rules

RULES = list(rules().values())
FOLDER = Path(borehall.rules.__file__).parent


def function_of(rule):
    return getattr(importlib.import_module(rule.name.rpartition(".")[0]), rule.name.rpartition(".")[2])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.short_name)
def test_docstring_has_citation_line_and_fixed_order(rule):
    lines = inspect.getdoc(function_of(rule)).splitlines()
    assert lines[0].endswith(".")
    assert lines[2] == str(rule.citation)
    heads = [line.partition(":")[0] for line in lines if line.startswith(("Arguments:", "Result:", "Refusals:"))]
    assert heads == ["Arguments", "Result", "Refusals"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.short_name)
def test_module_is_in_the_folder_of_its_standard(rule):
    assert rule.short_name.startswith(rule.citation.standard.folder + ".")


def test_no_quantity_is_annotated_as_a_bare_float():
    for rule in RULES:
        for parameter in inspect.signature(function_of(rule)).parameters.values():
            assert parameter.annotation != "float", f"{rule.short_name}({parameter.name})"


def test_every_public_calculation_of_a_standard_is_registered():
    shared = {"narrow_depth", "summarize", "characterize", "judge_grade", "judge_shape", "interpolate_limit",
              "worst_class", "judge_suitability"}  # fmt: skip
    for standard in STANDARDS:
        package = importlib.import_module(f"borehall.rules.{standard.folder}")
        for info in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for name, thing in vars(importlib.import_module(info.name)).items():
                own = inspect.isfunction(thing) and thing.__module__ == info.name and not name.startswith("_")
                if own and name not in shared:
                    assert f"{info.name}.{name}" in REGISTER


def test_summaries_are_not_copied():
    texts = [inspect.getdoc(function_of(rule)) for rule in RULES]
    assert len(set(texts)) == len(texts)


def test_nothing_imports_what_stands_above_the_rules():
    above = ("bank", "course", "exam", "grading", "report", "hall", "hub", "cli")
    for file in FOLDER.rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert not line.strip().startswith(tuple(f"from borehall.{room}" for room in above)), file


def test_no_sentence_of_a_checklist_is_longer_than_a_key_phrase():
    from borehall.rules.checklist import checklists

    for one in checklists().values():
        for item in one.items:
            assert len(item.zh) <= 60 and item.en and item.zh
