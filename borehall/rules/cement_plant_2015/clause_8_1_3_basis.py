"""Analysis and evaluation: what it must rest on, by the grade of the investigation."""

from __future__ import annotations

from dataclasses import dataclass

from borehall.rules.citation import CEMENT, rule
from borehall.rules.refusal import take_choice

CLAUSE = CEMENT("8.1.3")
GRADES = ("甲", "乙", "丙")


@dataclass(frozen=True)
class Basis:
    """What the evaluation rests on. Load tests are a *should*; the study of complex problems is a *must*."""

    nearby_experience_suffices: bool
    strength_and_deformation_indices: bool
    load_tests_expected: bool
    special_study_of_complex_problems: bool


@rule(CLAUSE)
def evaluation_basis(grade: str) -> Basis:
    """What the evaluation must rest on.

    Cement-plant investigation standard (2015), 8.1.3

    Arguments: ``grade`` of the investigation: 甲, 乙 or 丙.
    Result: 丙 may lean on experience nearby with soundings and borehole tests; 乙 must give strength and deformation
    indices; 甲 should add load tests and must study complex problems specially.
    Refusals: another grade.
    """
    take_choice("grade", grade, GRADES, CLAUSE)
    return Basis(grade == "丙", grade != "丙", grade == "甲", grade == "甲")
