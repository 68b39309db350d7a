"""One hall for all tests that need a whole one, since a start takes seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hall import Hall, new_hall


@pytest.fixture(scope="session")
def hall() -> Iterator[Hall]:
    with new_hall() as hall:
        hall.start()
        yield hall


THOROUGH = (
    "attacks",
    "grading",
    "bank/test_difficulty.py",
    "bank/test_tasks.py",
    "bank/test_plan_tasks.py",
    "course/test_assignments.py",
    "course/test_papers_in_stock_nbgrader.py",
    "course/test_exchange.py",
)
"""Folders and modules that take minutes together; `make test-fast` leaves them out."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        place = item.path.relative_to(here).as_posix()
        if any(place == name or place.startswith(f"{name}/") for name in THOROUGH):
            item.add_marker(pytest.mark.thorough)
