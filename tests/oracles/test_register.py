"""The register of oracles says what the oracles do."""

from tests.oracles.tracing import REGISTER, as_toml, collect


def test_register_of_oracles_is_current():
    expected = as_toml(collect())
    assert REGISTER.read_text(encoding="utf-8") == expected, "stale; run: python -m tests.oracles.tracing"
