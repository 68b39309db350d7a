"""Every second method, by its name."""

import pytest

from tests.oracles import second_readings  # noqa: F401 - enters its checks
from tests.oracles.second_methods import METHODS


@pytest.mark.parametrize("name", METHODS)
def test_second_method(name: str):
    METHODS[name]()
