"""Complexity of site and ground, and the grade of the investigation (3.0.3 by GB 50021 3.1)."""

from borehall.bank.field import Choice, Choices, Integer
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_3_0_grade import importance_grade, investigation_grade
from borehall.rules.citation import CEMENT, GB50021
from borehall.rules.gb50021_2001.clause_3_1_grade import GROUND_WORDS, SITE_WORDS, ground_complexity, site_complexity

CLAUSE = CEMENT("3.0.3")

TASK = Task(
    id="investigation-grade",
    titles={"zh_CN": "岩土工程勘察等级", "en": "Grade of an investigation"},
    clauses=(CLAUSE, GB50021("3.1.2"), GB50021("3.1.3"), GB50021("3.1.4")),
    level=1,
    minutes=6,
    bounds={"output": (1500, 10000), "importance": (1, 3), "site": (1, 3), "ground": (1, 3)},
    steps=(0, 0),
)


def draw(rng):
    """Conditions of which none, or only some, reach the first grade."""
    worst = rng.choice([0, 1, 1, 2])

    def words(table):
        return {name: choices[max(rng.integer(0, 2), rng.integer(worst, 2))] for name, choices in table.items()}

    return {
        "output": rng.integer(15, 100) * 100,
        "consequence": rng.choice(["very serious", "serious", "not serious", "not serious", "serious"]),
        "site_words": words(SITE_WORDS),
        "ground_words": words(GROUND_WORDS),
    }


def fields(given):
    """Three grades, the conditions that decide on the site's, and the grade that the three give."""
    return [
        Integer(name="importance"),
        Integer(name="site"),
        Choices(name="decides", options=tuple(SITE_WORDS), follows=("site",)),
        Integer(name="ground"),
        Choice(name="grade", options=("甲", "乙", "丙"), points=2, follows=("importance", "site", "ground")),
    ]


def solve(given, known):
    """The most demanding condition counts."""
    found = {
        "importance": importance_grade(given["consequence"])[0],
        "site": site_complexity(**given["site_words"]),
        "ground": ground_complexity(**given["ground_words"]),
    }
    grades = found | {name: known[name] for name in found if name in known}
    decides = [name for name, grade in _site_grades(given).items() if grade == grades["site"]]
    return found | {"decides": decides, "grade": investigation_grade(**grades).grade}


def _site_grades(given):
    return {name: SITE_WORDS[name].index(word) + 1 for name, word in given["site_words"].items()}


def mistakes(given):
    """The mildest condition, or the commonest, in place of the most demanding."""
    site = list(_site_grades(given).values())
    ground = [GROUND_WORDS[name].index(word) + 1 for name, word in given["ground_words"].items()]
    found = [
        Mistake(f"mildest-{name}", {name: max(grades)}, GB50021(clause))
        for name, grades, clause in (("site", site, "3.1.2"), ("ground", ground, "3.1.3"))
        if max(grades) != min(grades)
    ]
    middle = sorted(site)[len(site) // 2]
    return [
        *found,
        *([Mistake("commonest", {"site": middle}, GB50021("3.1.2"))] if middle not in (min(site), max(site)) else []),
    ]
