"""A function for the least depth of holes below narrow bases (6.0.12-1)."""

from borehall.bank.code_field import Code
from borehall.bank.field import Number
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_6_0_12_depth import narrow_base_depth
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("6.0.12-1")

TASK = Task(
    id="narrow-depth-code",
    titles={"zh_CN": "编写窄基础勘探孔深度函数", "en": "A function for the depth of holes below narrow bases"},
    clauses=(CLAUSE,),
    level=2,
    minutes=10,
    bounds={
        "bases.width": (0.8, 5),
        "bases.embedment": (1.5, 4),
        "example.width": (1.8, 5),
        "example.embedment": (1.5, 4),
        "example_length": (6, 20),
        "bases": (8, 8),
    },
    steps=(9, 9),
)


def draw(rng):
    """Both kinds, below and above the width at which the least depth ends; and an example."""

    def base(kind, low, high):
        return {"kind": kind, "width": rng.number(low, high, 0.1), "embedment": rng.number(1.5, 4.0, 0.1)}

    bases = [base("strip", 0.8, 1.6), base("column", 1.5, 3.3), base("column", 1.5, 3.3)]
    bases += [base("strip", 1.8, 5.0), base("strip", 1.8, 5.0), *(base("column", 3.4, 5.0) for _ in range(3))]
    return {"bases": rng.shuffled(bases), "example": base("strip", 1.8, 5.0)}


def fields(given):
    """The example's length, and the function."""
    calls = tuple((one["kind"], one["width"], one["embedment"]) for one in given["bases"])
    result = Number(name="length", decimals=2)
    return [
        Number(name="example_length", unit="m"),
        Code(name="hole_length", arguments=("kind", "width", "embedment"), calls=calls, result=result, points=4),
    ]


def _length(one):
    return float(narrow_base_depth(one["kind"], one["width"])) + one["embedment"]


def _multiple(one):
    return {"strip": 3.0, "column": 1.5}[one["kind"]] * one["width"]


def solve(given, known):
    """The depth below the base and the embedment."""
    return {"example_length": _length(given["example"]), "hole_length": [_length(one) for one in given["bases"]]}


def mistakes(given):
    """No least depth; the embedment left out."""
    bare = [_multiple(one) + one["embedment"] for one in given["bases"]]
    from_base = [_length(one) - one["embedment"] for one in given["bases"]]
    example = given["example"]
    return [
        Mistake("no-minimum", {"hole_length": bare}, CLAUSE),
        Mistake("from-base", {"hole_length": from_base, "example_length": _length(example) - example["embedment"]},
                CEMENT("6.0.12")),
    ]  # fmt: skip
