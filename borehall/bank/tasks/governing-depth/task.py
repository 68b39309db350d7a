"""All depth rules of a foundation under heavy equipment, and the one that governs (6.0.12)."""

from borehall.bank.field import Choice, Number
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import (
    drilled_length,
    heavy_equipment_depth,
    narrow_base_depth,
    wave_hole_depth,
)
from borehall.rules.citation import CEMENT

TASK = Task(
    id="governing-depth",
    titles={"zh_CN": "多项深度规定与控制深度", "en": "Several depth rules and the one that governs"},
    clauses=(CEMENT("6.0.12-1"), CEMENT("6.0.12-5"), CEMENT("6.0.12-6")),
    level=2,
    minutes=8,
    bounds={
        "width": (2, 5),
        "collar": (85, 134),
        "level": (81, 132),
        "embedment": (2, 4.5),
        "cover": (14, 40),
        "narrow": (5, 15),
        "heavy": (4, 10),
        "length": (7, 19.5),
        "wave": (8, 38),
    },
    steps=(4, 4),
)


def draw(rng):
    """A mill's foundation, levels of ground and base, and the cover where the site's class is needed."""
    kind = rng.choice(["strip", "column"])
    collar = rng.number(88, 131, 0.01)
    embedment = rng.number(2.0, 4.5, 0.1)
    return {
        "kind": kind,
        "base": f"{kind} base",
        "width": rng.number(2.0, 5.0, 0.1),
        "collar": collar,
        "level": round(collar - embedment, 2),
        "embedment": embedment,
        "cover": rng.number(14, 40, 0.5),
    }


def fields(given):
    """Each candidate, the one that governs, the length to drill, and the wave hole."""
    return [
        Number(name="narrow", unit="m"),
        Number(name="heavy", unit="m"),
        Choice(name="governs", options=("6.0.12-1", "6.0.12-6")),
        Number(name="length", unit="m", points=2, follows=("narrow", "heavy")),
        Number(name="wave", unit="m"),
    ]


def solve(given, known):
    """The deeper of both governs."""
    narrow = float(narrow_base_depth(given["kind"], given["width"]))
    heavy = float(heavy_equipment_depth(given["width"]))
    deepest = max(known.get("narrow", narrow), known.get("heavy", heavy))
    return {
        "narrow": narrow,
        "heavy": heavy,
        "governs": "6.0.12-1" if narrow > heavy else "6.0.12-6",
        "length": drilled_length(given["collar"], given["level"], deepest).length,
        "wave": wave_hole_depth(given["cover"], given["embedment"]),
    }


def margins(given):
    """One item must govern, not both."""
    right = solve(given, {})
    return [(right["narrow"], right["heavy"])]


def mistakes(given):
    """The multiple without the least depth or of the other base; the base's level ignored; the cover from the base."""
    right = solve(given, {})
    other = float(narrow_base_depth("column" if given["kind"] == "strip" else "strip", given["width"]))
    found = [
        Mistake(
            "shallower-taken", {"length": min(right["narrow"], right["heavy"]) + given["embedment"]}, CEMENT("6.0.12")
        ),
        Mistake("from-collar", {"length": max(right["narrow"], right["heavy"])}, CEMENT("6.0.12")),
        Mistake("cover-from-base", {"wave": given["cover"]}, CEMENT("6.0.12-5")),
    ]
    return [
        *found,
        *([Mistake("other-kind", {"narrow": other}, CEMENT("6.0.12-1"))] if other != right["narrow"] else []),
    ]
