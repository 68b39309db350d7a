"""Grades: complexity of the site (3.1.2) and of the ground (3.1.3), grade of the investigation (3.1.4)."""

from __future__ import annotations

from dataclasses import dataclass

from borehall.rules.citation import GB50021, Citation, rule
from borehall.rules.refusal import take_choice, take_grade
from borehall.rules.units import Grade

SITE = GB50021("3.1.2")
GROUND = GB50021("3.1.3")
INVESTIGATION = GB50021("3.1.4")

SITE_WORDS = {
    "seismic": ("dangerous", "unfavourable", "favourable"),
    "adverse_geology": ("strong", "general", "none"),
    "environment": ("strongly damaged", "damaged", "intact"),
    "terrain": ("complex", "fairly complex", "simple"),
    "groundwater": ("needs study", "base below water", "no effect"),
}
"""For each condition the words of grades 1, 2 and 3."""

GROUND_WORDS = {
    "variety": ("many", "several", "one"),
    "evenness": ("very uneven", "uneven", "even"),
    "special_soils": ("severe", "other", "none"),
}
"""For each condition the words of grades 1, 2 and 3."""


@rule(SITE)
def site_complexity(seismic: str, adverse_geology: str, environment: str, terrain: str, groundwater: str) -> Grade:
    """Complexity grade of a site: the most demanding that any one condition reaches.

    GB 50021-2001 (2009), 3.1.2

    Arguments: ``seismic`` dangerous, unfavourable, favourable (also for intensity 6 or less); ``adverse_geology``
    strong, general, none; ``environment`` strongly damaged, damaged, intact; ``terrain`` complex, fairly complex,
    simple; ``groundwater`` needs study, base below water, no effect.
    Result: 1, 2 or 3.
    Refusals: another word.
    """
    words = dict(
        seismic=seismic,
        adverse_geology=adverse_geology,
        environment=environment,
        terrain=terrain,
        groundwater=groundwater,
    )
    return min(_grade(SITE_WORDS[name], name, word, SITE) for name, word in words.items())


@rule(GROUND)
def ground_complexity(variety: str, evenness: str, special_soils: str) -> Grade:
    """Complexity grade of the ground: the most demanding that any one condition reaches.

    GB 50021-2001 (2009), 3.1.3

    Arguments: ``variety`` of soils and rocks: many, several, one; ``evenness`` very uneven, uneven, even;
    ``special_soils`` severe (collapsible, swelling, saline, polluted and the like that need treatment), other, none.
    Result: 1, 2 or 3.
    Refusals: another word.
    """
    words = dict(variety=variety, evenness=evenness, special_soils=special_soils)
    return min(_grade(GROUND_WORDS[name], name, word, GROUND) for name, word in words.items())


def _grade(words: tuple[str, ...], argument: str, word: str, citation: Citation) -> Grade:
    return words.index(take_choice(argument, word, words, citation)) + 1


@dataclass(frozen=True)
class InvestigationGrade:
    """甲, 乙 or 丙, and the lower grade that a note permits, if any."""

    grade: str
    may_be: str | None = None


@rule(INVESTIGATION)
def investigation_grade(importance: Grade, site: Grade, ground: Grade, on_rock: bool = False) -> InvestigationGrade:
    """Grade of the investigation from importance, site and ground.

    GB 50021-2001 (2009), 3.1.4

    Arguments: three grades 1, 2 or 3; ``on_rock`` the works stand on rock.
    Result: 甲 when one of the three is 1, 丙 when all are 3, else 乙; important works on rock with site and ground both
    3 may be 乙.
    Refusals: another grade.
    """
    return judge_grade(importance, site, ground, on_rock, INVESTIGATION)


def judge_grade(importance: Grade, site: Grade, ground: Grade, on_rock: bool, citation: Citation) -> InvestigationGrade:
    """The three grades compared; shared with the cement-plant standard's stand-in."""
    named = {"importance": importance, "site": site, "ground": ground}
    grades = tuple(take_grade(name, grade, citation) for name, grade in named.items())
    take_choice("on_rock", str(on_rock), ("True", "False"), citation)
    if 1 not in grades:
        return InvestigationGrade("丙" if grades == (3, 3, 3) else "乙")
    return InvestigationGrade("甲", "乙" if on_rock and grades == (1, 3, 3) else None)
