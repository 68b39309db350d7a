"""Cover, equivalent shear-wave velocity and class of a site (GB 50011-2010, 4.1.4 to 4.1.6)."""

from borehall.bank.field import Choice, Number
from borehall.bank.figures import log_figure
from borehall.bank.plant import draw_ground, shear_layers
from borehall.bank.seeds import on_grid
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import GB50011
from borehall.rules.gb50011_2010.clause_4_1_site import cover_thickness, equivalent_velocity, site_class

EQUIVALENT = GB50011("4.1.5")

TASK = Task(
    id="site-class",
    titles={"zh_CN": "覆盖层厚度、等效剪切波速与场地类别", "en": "Cover, equivalent velocity and class of a site"},
    clauses=(GB50011("4.1.4"), EQUIVALENT, GB50011("4.1.6")),
    level=2,
    minutes=10,
    bounds={"cover": (2, 98), "depth": (3, 20), "velocity": (60, 320)},
    steps=(7, 7),
)


def draw(rng):
    """The ground of a plant, thinner or thicker, slower or not, so that all classes but the rock's turn up."""
    ground, stretch, slow = draw_ground(rng), rng.choice([0.4, 1.0, 1.7]), rng.choice([0.65, 0.8, 1.0])
    layers, top = [], 0.0
    for one in ground["layers"]:
        thickness = on_grid(max(0.3, one["thickness"] * stretch), 0.1)
        velocity = on_grid(one["velocity"] * (slow if one["velocity"] < 480 else 1.0), 5)
        layers.append(one | {"thickness": thickness, "top": top, "bottom": on_grid(top + thickness, 0.1),
                             "velocity": velocity})  # fmt: skip
        top = layers[-1]["bottom"]
    return {"ground": ground | {"layers": layers}}


def fields(given):
    """The cover, the depth counted, the velocity, the class."""
    return [
        Number(name="cover", unit="m", decimals=1),
        Number(name="depth", unit="m", decimals=1, follows=("cover",)),
        Number(name="velocity", unit="m/s", decimals=1, points=2, follows=("depth",)),
        Choice(name="class", options=("I1", "II", "III", "IV"), follows=("cover", "velocity")),
    ]


def _velocity(given, depth):
    layers = given["ground"]["layers"]
    return equivalent_velocity([one["thickness"] for one in layers], [one["velocity"] for one in layers], depth)


def solve(given, known):
    """By the three clauses."""
    cover = cover_thickness(shear_layers(given["ground"]))
    found = _velocity(given, known.get("cover", cover))
    from_there = _velocity(given, known.get("depth", found.depth))
    velocity = known.get("velocity", from_there.velocity)
    return {
        "cover": cover,
        "depth": found.depth,
        "velocity": from_there.velocity,
        "class": site_class(velocity, known.get("cover", cover)),
    }


def margins(given):
    """The limits of the table of classes, and the depth of 20 m."""
    right = solve(given, {})
    return [
        *((right["velocity"], limit) for limit in (150, 250, 500)),
        *((right["cover"], limit) for limit in (3, 5, 15, 20, 50, 80)),
    ]


def mistakes(given):
    """The mean weighted by thickness; the whole cover in place of 20 m; the last layer's bottom for the cover."""
    right, layers = solve(given, {}), given["ground"]["layers"]
    cut = [max(0.0, min(one["bottom"], right["depth"]) - one["top"]) for one in layers]
    mean = sum(h * one["velocity"] for h, one in zip(cut, layers, strict=True)) / sum(cut)
    # The whole cover: its parts above 20 m and below are travelled one after the other.
    whole = sum(max(0.0, min(one["bottom"], right["cover"]) - one["top"]) / one["velocity"] for one in layers)
    deep = [Mistake("whole-cover", {"velocity": right["cover"] / whole}, EQUIVALENT)] if right["cover"] > 20 else []
    return [Mistake("weighted-mean", {"velocity": mean}, EQUIVALENT), *deep, *_not_capped(right)]


def _not_capped(right):
    if right["cover"] <= 20:
        return []
    return [Mistake("not-capped", {"depth": right["cover"]}, EQUIVALENT)]


def figure(given):
    """The log with velocities."""
    return log_figure(given["ground"], (("velocity", "vs (m/s)"),))
