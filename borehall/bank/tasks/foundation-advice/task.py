"""The conclusion on a tower's foundation from its log: strength, deformation, scheme (8.3.5, 8.3.6)."""

from borehall.bank.field import Choice, FreeText, Number
from borehall.bank.figures import log_figure
from borehall.bank.plant import OUTPUTS, draw_ground, draw_work, rules_ground
from borehall.bank.seeds import on_grid
from borehall.bank.task import Mistake, Task
from borehall.rules.citation import CEMENT, GB50007
from borehall.rules.gb50007_2011.clause_5_3_settlement import simplified_depth
from borehall.rules.ground import Ground

SCHEME, NATURAL, WEAK, ADDED, DEPTH = (
    CEMENT("8.3.5"), CEMENT("8.3.6"), CEMENT("8.3.6-5"), GB50007("5.3.5"), GB50007("5.3.8")
)  # fmt: skip

TASK = Task(
    id="foundation-advice",
    titles={"zh_CN": "地基基础方案的结论与建议", "en": "Conclusion and advice on a foundation"},
    clauses=(SCHEME, NATURAL, CEMENT("8.3.9"), CEMENT("8.3.10"), DEPTH),
    level=3,
    minutes=15,
    bounds={"bearing.corrected": (100, 850), "pressure": (200, 320), "added": (100, 290), "depth": (17, 34)},
    steps=(1, 1),
)


def draw(rng):
    """A preheater tower on a raft; the ground's bearing values at the base's depth and width."""
    work = draw_work(rng, "preheater tower", rng.choice(list(OUTPUTS)))
    ground = draw_ground(rng, water=(1.5, 4.5))
    bearing = [
        {"number": one["number"], "soil": one["soil"], "corrected": _corrected(one, work["embedment"])}
        for one in ground["layers"]
        if one["top"] < work["embedment"] + 6
    ]
    return {"work": work, "ground": ground, "bearing": bearing, "pressure": rng.number(200, 320, 5)}


def _corrected(layer, embedment):
    """A believable value after correction: width and embedment gain little in soft soil, more in sand than in clay."""
    gain = 12 if layer["soft"] else 34 if layer["sandy"] else 22
    return on_grid(layer["bearing"] + gain * embedment, 5)


def fields(given):
    """Bearing layer, added pressure, deformation depth, soft layer, strength, scheme; and the conclusion in words."""
    layers = tuple(f"l{i + 1}" for i in range(len(given["bearing"])))
    rubric = {"bearing": 0.3, "deformation": 0.25, "scheme": 0.25, "advice": 0.2}
    return [
        Choice(name="layer", options=layers),
        Number(name="added", unit="kPa", decimals=1, rounding_costs=0.1, points=2),
        Number(name="depth", unit="m", decimals=1, rounding_costs=0.1),
        Choice(name="soft", options=("yes", "no"), follows=("depth",)),
        Choice(name="strength", options=("enough", "too-little"), follows=("layer",)),
        Choice(name="scheme", options=("natural", "other"), points=2, follows=("soft", "strength")),
        FreeText(name="conclusion", rubric=rubric, points=4, least_length=80),
    ]


def _soft_within(given, end):
    """Whether a layer of high compressibility lies between the base and ``end``, m below the ground."""
    base = given["work"]["embedment"]
    return any(one["soft"] and one["bottom"] > base and one["top"] < end for one in given["ground"]["layers"])


def _answered(given, key, limit):
    return "enough" if given["pressure"] <= limit[key] else "too-little"


def solve(given, known):
    """Natural ground comes first, where strength suffices and nothing soft lies in the deformation depth."""
    base = given["work"]["embedment"]
    number = next(i for i, one in enumerate(given["ground"]["layers"], 1) if base < one["bottom"] - 1e-9)
    depth = float(simplified_depth(given["work"]["width"]))
    soft = _soft_within(given, base + known.get("depth", depth))
    values = {f"l{i}": one["corrected"] for i, one in enumerate(given["bearing"], 1)}
    strength = _answered(given, known.get("layer", f"l{number}"), values)
    fits = known.get("soft", "yes" if soft else "no") == "no" and known.get("strength", strength) == "enough"
    return {
        "layer": f"l{number}",
        "added": given["pressure"] - float(rules_ground(given["ground"]).effective_overburden(base)),
        "depth": depth,
        "soft": "yes" if soft else "no",
        "strength": strength,
        "scheme": "natural" if fits else "other",
    }


def margins(given):
    """The pressure against the bearing value; the base and the deformation depth against the layers' bottoms."""
    right, base = solve(given, {}), given["work"]["embedment"]
    bottoms = [one["bottom"] for one in given["ground"]["layers"]]
    value = given["bearing"][int(right["layer"][1:]) - 1]["corrected"]
    deep = base + right["depth"]
    return [(given["pressure"], value), *((base, one) for one in bottoms), *((deep, one) for one in bottoms)]


def mistakes(given):
    """Total stress, or none, at the base; values before their correction; strength alone for the scheme."""
    right, base = solve(given, {}), given["work"]["embedment"]
    dry = Ground(rules_ground(given["ground"]).layers)
    found = [Mistake("no-overburden", {"added": given["pressure"]}, ADDED)]
    if given["ground"]["water"] < base:
        found.append(
            Mistake("water-forgotten", {"added": given["pressure"] - float(dry.effective_overburden(base))}, ADDED)
        )
    raw = {f"l{i}": one["bearing"] for i, one in enumerate(given["ground"]["layers"], 1)}
    if _answered(given, right["layer"], raw) != right["strength"]:
        found.append(Mistake("uncorrected", {"strength": _answered(given, right["layer"], raw)}, NATURAL))
    if right["soft"] == "yes":
        found.append(Mistake("soft-overlooked", {"soft": "no"}, WEAK))
        found.append(Mistake("natural-all-the-same", {"scheme": "natural"}, WEAK))
    elif right["strength"] == "too-little":
        found.append(Mistake("strength-overlooked", {"scheme": "natural"}, SCHEME))
    else:
        found.append(Mistake("natural-passed-over", {"scheme": "other"}, SCHEME))
    return [*found, Mistake("depth-from-ground", {"depth": base + right["depth"]}, DEPTH)]


def figure(given):
    """The log with moduli and bearing values."""
    return log_figure(given["ground"], (("blows", "N"), ("modulus", "Es (MPa)"), ("bearing", "fak (kPa)")), 45.0)
