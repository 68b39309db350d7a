"""What every checked model has in common, and how its validators refuse a value."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Checked(BaseModel):
    """A table of a checked file: no unknown key, no conversion of types, unchangeable once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Refused(ValueError):
    """Raised by a validator: what was expected and what to do next, in the reader's language."""

    def __init__(self, expected: str, next_step: str = "") -> None:
        super().__init__(expected)
        self.expected, self.next_step = expected, next_step
