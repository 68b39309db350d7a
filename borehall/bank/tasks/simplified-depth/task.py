"""Simplified deformation depth and the last slice (GB 50007-2011, 5.3.7, 5.3.8)."""

from borehall.bank.field import Number
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import GB50007
from borehall.rules.gb50007_2011.clause_5_3_settlement import simplified_depth, slice_thickness

CLAUSE = GB50007("5.3.8")

TASK = Task(
    id="simplified-depth",
    titles={"zh_CN": "变形计算深度的简化公式", "en": "Simplified deformation depth"},
    clauses=(CLAUSE, GB50007("5.3.7")),
    level=1,
    minutes=4,
    bounds={
        "width": (1.6, 29),
        "length": (1.6, 58),
        "embedment": (1.5, 5),
        "depth": (2, 35),
        "bottom": (3, 41),
        "slice": (0.3, 1),
    },
    steps=(1, 1),
)


def draw(rng):
    """A base, and how far its length exceeds its width."""
    width = rng.number(1.6, 29.0, 0.1)
    return {
        "width": width,
        "length": round(width * rng.number(1.2, 1.9, 0.1), 1),
        "embedment": rng.number(1.5, 5.0, 0.1),
    }


def fields(given):
    """The depth below the base, from the ground, and the slice."""
    return [
        Number(name="depth", unit="m", points=2),
        Number(name="bottom", unit="m", follows=("depth",)),
        Number(name="slice", unit="m", decimals=1),
    ]


def solve(given, known):
    """By the formula with the shorter side."""
    depth = float(simplified_depth(given["width"]))
    return {
        "depth": depth,
        "bottom": known.get("depth", depth) + given["embedment"],
        "slice": slice_thickness(given["width"]),
    }


def mistakes(given):
    """The decimal logarithm; the longer side; the ground for the base."""
    from math import log10

    b = given["width"]
    right = solve(given, {})
    long = (
        [Mistake("longer-side", {"depth": float(simplified_depth(given["length"]))}, CLAUSE)]
        if given["length"] <= 30
        else []
    )
    return [
        Mistake("decimal-logarithm", {"depth": b * (2.5 - 0.4 * log10(b))}, CLAUSE),
        Mistake("from-base", {"bottom": right["depth"]}, CLAUSE),
        *long,
    ]
