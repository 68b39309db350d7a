"""One hall for all tests that need a whole one, since a start takes seconds."""

from collections.abc import Iterator

import pytest

from tests.hall import Hall, new_hall


@pytest.fixture(scope="session")
def hall() -> Iterator[Hall]:
    with new_hall() as hall:
        hall.start()
        yield hall
