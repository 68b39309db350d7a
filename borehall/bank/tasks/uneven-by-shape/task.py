"""Uniformity of the ground by slope and thickness of its layers (8.3.7-2)."""

from borehall.bank.field import Choice, Number
from borehall.bank.figures import section_figure
from borehall.bank.plant import draw_ground, draw_holes
from borehall.bank.task import Mistake, Task
from borehall.rules.cement_plant_2015.clause_8_3_uniformity import uneven_by_shape
from borehall.rules.citation import CEMENT

CLAUSE = CEMENT("8.3.7-2")

TASK = Task(
    id="uneven-by-shape",
    titles={"zh_CN": "由层面坡度与厚度差评价地基均匀性", "en": "Uniformity by slope and thickness of the layers"},
    clauses=(CLAUSE,),
    level=2,
    minutes=7,
    bounds={"spacing": (12, 24), "width": (13, 30), "slope": (0.01, 47), "change": (0.1, 5), "limit": (0.65, 1.5)},
    steps=(2, 2),
)


def draw(rng):
    """Two holes under opposite edges of a base, along a section of three; the bearing layer is the second."""
    ground, spacing = draw_ground(rng), rng.number(12, 24, 1)
    holes = draw_holes(rng, ground, 3, spacing, waviness=rng.choice([0.05, 0.3, 0.45]))
    return {"ground": ground, "holes": holes, "spacing": spacing, "width": spacing + rng.number(1, 6, 1)}


def _levels(given):
    """Elevations of top and bottom of the second layer at the first two holes."""
    return [(hole["collar"] - hole["bottoms"][0], hole["collar"] - hole["bottoms"][1]) for hole in given["holes"][:2]]


def fields(given):
    """The slope in per cent, the difference of thickness, its limit, the judgement."""
    return [
        Number(name="slope", unit="%", decimals=2, points=2),
        Number(name="change", unit="m"),
        Number(name="limit", unit="m"),
        Choice(name="verdict", options=("even", "uneven"), follows=("slope", "change")),
    ]


def solve(given, known):
    """Elevations, not depths, make the slope."""
    (top_a, bottom_a), (top_b, bottom_b) = _levels(given)
    # Rounded, so that a difference of nothing is nothing, and the draw is drawn again.
    rise, change = round(abs(bottom_a - bottom_b), 6), round(abs((top_a - bottom_a) - (top_b - bottom_b)), 6)
    rise_taken = known.get("slope", 100 * rise / given["spacing"]) / 100 * given["spacing"]
    found = uneven_by_shape(rise_taken, given["spacing"], known.get("change", change), given["width"])
    return {
        "slope": 100 * rise / given["spacing"],
        "change": change,
        "limit": found.thickness_limit,
        "verdict": "uneven" if found.uneven else "even",
    }


def margins(given):
    """Both limits."""
    right = solve(given, {})
    return [(right["slope"], 10.0), (right["change"], right["limit"])]


def mistakes(given):
    """Depths in place of elevations; the distance in place of the width for the thickness's limit."""
    a, b = (hole["bottoms"][1] for hole in given["holes"][:2])
    limit = uneven_by_shape(0.0, given["spacing"], 0.0, given["spacing"]).thickness_limit
    found = [Mistake("distance-as-width", {"limit": limit}, CLAUSE)] if given["spacing"] != given["width"] else []
    slope, right = 100 * abs(a - b) / given["spacing"], solve(given, {})["slope"]
    # Collars of nearly the same level make no difference that two decimals would show.
    told = abs(slope - right) > 0.02 * right + 0.02
    return [*found, *([Mistake("depths-for-levels", {"slope": slope}, CLAUSE)] if told else [])]


def figure(given):
    """The section."""
    return section_figure(given["ground"], given["holes"], 25.0)
