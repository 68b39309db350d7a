"""The works model knows the standard's eleven system classes, no more and no fewer."""

from typing import get_args

from borehall.rules.cement_plant_2015.clause_3_0_grade import SYSTEM_CLASSES
from borehall.rules.plan.works import SystemClass


def test_system_classes_are_those_of_the_standard():
    assert get_args(SystemClass) == SYSTEM_CLASSES
    assert len(SYSTEM_CLASSES) == 11
