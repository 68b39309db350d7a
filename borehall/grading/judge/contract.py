"""What the reference solution gave where: the only places at which a trainee's own object may stand for data.

Without it an object whose ``==`` is always true would pass for an answer. A place is how the test came to the object:
``Borehole``, ``Borehole()``, ``Borehole().layers``, ``Borehole().eq``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Contract:
    """``objects`` by kind, and for each function the places of the arguments that it changes."""

    objects: dict[str, set[str]] = field(default_factory=dict)
    changed: dict[str, set[int]] = field(default_factory=dict)

    def allows(self, place: str, kind: str) -> bool:
        """Whether the reference had an object of this ``kind`` at ``place``."""
        return kind in self.objects.get(place, ())

    def record(self, place: str, kind: str) -> None:
        """The reference has one."""
        self.objects.setdefault(place, set()).add(kind)

    def as_json(self) -> dict[str, Any]:
        """For a box, or for a file."""
        return {
            "objects": {place: sorted(kinds) for place, kinds in sorted(self.objects.items())},
            "changed": {place: sorted(which) for place, which in sorted(self.changed.items())},
        }

    @classmethod
    def from_json(cls, sent: dict[str, Any]) -> Contract:
        """What `as_json` made."""
        objects = {place: set(kinds) for place, kinds in sent["objects"].items()}
        return cls(objects, {place: set(which) for place, which in sent["changed"].items()})
