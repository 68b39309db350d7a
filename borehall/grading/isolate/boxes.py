"""Where boxes are had: ``with open_house("borehall_desk.runner", jobs=2) as house, house.open(files) as box: …``."""

from __future__ import annotations

from borehall.grading.isolate.box import Box
from borehall.grading.isolate.ending import KINDS, BoxEnded, Ending
from borehall.grading.isolate.house import House
from borehall.grading.isolate.layers import Layer, check_layers, self_test
from borehall.grading.warm.channel import BadMessage
from borehall.grading.warm.limits import Limits

__all__ = ["KINDS", "BadMessage", "Box", "BoxEnded", "Ending", "House", "Layer", "Limits", "open_house", "self_test"]


def open_house(role_module: str, jobs: int, unsafe: bool = False) -> House:
    """Starts the warm parent: it has ``role_module`` imported, whose ``main(channel)`` runs in each box.

    Roles of ``borehall`` run on the hall's Python, others on the trainees'. ``jobs`` boxes may be open at a time.
    PlatformFault when boxes cannot hold here; ``unsafe`` goes on without them, and marks every ending.
    """
    if not unsafe:
        check_layers()
    return House(role_module, jobs, unsafe)
