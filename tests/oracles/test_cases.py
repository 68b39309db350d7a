"""Every worked case of cases.json, by its id."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.oracles.adapters import ADAPTERS

CASES = {case["id"]: case for case in json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))}


def test_every_case_has_an_adapter_and_every_adapter_a_case():
    assert ADAPTERS.keys() == CASES.keys()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: dict[str, Any]):
    found = ADAPTERS[case["id"]](case["inputs"])
    assert found.keys() == case["expected"].keys()
    for key, expected in case["expected"].items():
        tolerance = case["tolerance"].get(key, case["tolerance"]["default"])
        assert_close(found[key], expected, tolerance, key)


def assert_close(found: Any, expected: Any, tolerance: float | str, where: str) -> None:
    """Lists and mappings element by element; numbers within the tolerance, all else exactly."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), where
        for key, value in expected.items():
            assert_close(found[key], value, tolerance, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for number, value in enumerate(expected):
            assert_close(found[number], value, tolerance, f"{where}[{number}]")
    elif isinstance(expected, (bool, str)) or isinstance(found, (bool, np.bool_)):
        assert found == expected, where
    else:
        play = 1e-9 if tolerance == "exact" else tolerance
        assert abs(found - expected) <= play, f"{where}: {found} instead of {expected}"
