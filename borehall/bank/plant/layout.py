"""The works of a generated cement plant along its production line, with the categories of 6.0.11."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borehall.bank.plant.soils import Range
from borehall.bank.seeds import Draw, on_grid

OUTPUTS: dict[int, float] = {1500: 0.70, 2500: 0.80, 3200: 0.86, 4500: 0.97, 5000: 1.00, 6000: 1.06, 8000: 1.17}
"""Clinker output, t/d, and how long its buildings are beside those of a line of 5000 t/d."""

STREET = 18.0


@dataclass(frozen=True)
class _Kind:
    """A kind of works for 5000 t/d: length and width (or diameter twice), base, embedment, pressure at the base."""

    system_class: str
    layout: str
    length: Range
    width: Range
    foundation: str
    base_width: Range | None
    embedment: Range
    pressure: Range
    tall_or_heavy: bool = False
    heavy_equipment: bool = False


KINDS: dict[str, _Kind] = {
    "crushing building": _Kind("crushing", "outline", (24, 33), (15, 21), "column", (3.0, 4.8), (2.5, 4.0), (180, 240)),
    "stockyard": _Kind("stockpiling", "stockyard", (120, 180), (48, 66), "raft", None, (1.5, 2.0), (120, 180)),
    "raw mill building": _Kind(
        "grinding", "outline", (27, 39), (18, 24), "column", (3.2, 4.8), (2.5, 3.5), (200, 260), heavy_equipment=True
    ),
    "silo": _Kind("silos", "silo", (16, 22), (16, 22), "ring", (16, 22), (3.0, 4.5), (220, 300), True),
    "preheater tower": _Kind("burning", "outline", (24, 30), (18, 24), "raft", (18, 24), (3.5, 5.0), (230, 310), True),
    "kiln head": _Kind("burning", "outline", (21, 30), (15, 21), "column", (3.0, 4.6), (2.5, 3.5), (180, 240)),
    "chimney": _Kind("burning", "chimney", (12, 18), (12, 18), "ring", (12, 18), (3.5, 5.0), (180, 240), True),
    "cement mill building": _Kind(
        "grinding", "outline", (30, 42), (18, 24), "column", (3.2, 4.8), (2.5, 3.5), (200, 260), heavy_equipment=True
    ),
    "packing hall": _Kind("packing", "outline", (24, 36), (18, 24), "column", (2.4, 4.0), (1.8, 2.6), (150, 210)),
    "waste-heat power station": _Kind(
        "waste-heat power", "outline", (27, 36), (15, 21), "column", (2.6, 4.2), (2.0, 3.0), (160, 220)
    ),
}
"""In the order of the production line; the buildings are those of the rules' table A."""


def draw_work(rng: Draw, building: str, output: int, corner: tuple[float, float] = (0.0, 0.0)) -> dict[str, Any]:
    """One of the works, its lower left corner (or that of the square around it) at ``corner``; lengths in m."""
    kind, factor = KINDS[building], OUTPUTS[output]
    round_one = kind.layout in ("silo", "chimney")
    length = on_grid(rng.number(*kind.length, 1.5) * factor, 0.5)
    width = length if round_one else on_grid(rng.number(*kind.width, 1.5) * factor, 0.5)
    work: dict[str, Any] = {
        "building": building,
        "system_class": kind.system_class,
        "layout": kind.layout,
        "x": corner[0],
        "y": corner[1],
        "length": max(length, width),
        "width": min(length, width),
        "foundation": kind.foundation,
        "embedment": rng.number(*kind.embedment, 0.1),
        "pressure": rng.number(*kind.pressure, 5),
        "tall_or_heavy": kind.tall_or_heavy,
        "heavy_equipment": kind.heavy_equipment,
    }
    narrow = kind.foundation == "column" and kind.base_width is not None
    return work | {"base_width": rng.number(*kind.base_width, 0.1) if narrow and kind.base_width else work["width"]}


def draw_plant(rng: Draw, outputs: Sequence[int] = tuple(OUTPUTS)) -> dict[str, Any]:
    """Output, and all works along the line from crushing to packing, none over another."""
    output = rng.choice(outputs)
    works, x = [], 0.0
    for building in KINDS:
        work = draw_work(rng, building, output, (x, rng.number(0, 12, 1)))
        works.append(work)
        x = on_grid(x + work["length"] + STREET + rng.number(0, 6, 1), 0.5)
    return {"output": output, "works": works}


def works_file(
    site: Mapping[str, Any], ground: Mapping[str, Any], works: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> dict[str, Any]:
    """What `borehall.rules.plan.check` takes: ``site`` its settings, ``names`` what a building is called.

    A work that has a ``name`` of its own, as each of several silos has, keeps it.
    """
    strata = [
        {
            "name": one["number"], "bottom": one["bottom"], "unit_weight": one["unit_weight"],
            "saturated_unit_weight": one["saturated_unit_weight"], "high_compressibility": one["soft"],
        }
        for one in ground["layers"]
    ]  # fmt: skip
    return {
        "site": {"water_table": ground["water"], **site},
        "strata": strata,
        "works": [_entry(work, names) for work in works],
    }


def _entry(work: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    x, y, length, width = (work[key] for key in ("x", "y", "length", "width"))
    if work["layout"] in ("silo", "chimney"):
        place: dict[str, Any] = {"centre": [x + length / 2, y + width / 2], "diameter": length}
    else:
        place = {"footprint": [[x, y], [x + length, y], [x + length, y + width], [x, y + width]]}
    base = {"base_length": length} if work["foundation"] == "raft" and work["layout"] == "outline" else {}
    keep = ("system_class", "layout", "foundation", "embedment", "pressure", "tall_or_heavy", "heavy_equipment")
    return {
        "name": work.get("name") or names.get(work["building"], work["building"]), "base_width": work["base_width"],
        **{key: work[key] for key in keep}, **place, **base,
    }  # fmt: skip
