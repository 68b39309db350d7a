"""The works file: site, strata and works, as checked models."""

from __future__ import annotations

import json
import math
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from borehall.rules.cement_plant_2015.clause_6_0_11_layout import kiln_line_points
from borehall.rules.gb50007_2011.appendix_k_stress import Base
from borehall.rules.ground import Ground, Layer

Pair = tuple[float, float]
Positive = Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)]
Width = Annotated[float, Field(gt=0, le=500, allow_inf_nan=False)]
Depth = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Elevation = Annotated[float, Field(ge=-500, le=9000, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=5, le=35, allow_inf_nan=False)]
Grade = Annotated[int, Field(ge=1, le=3)]
Count = Annotated[int, Field(ge=0, le=100_000)]
SystemClass = Literal[
    "crushing", "stockpiling", "conveying", "grinding", "silos", "burning", "packing", "waste-heat power", "supporting",
    "auxiliary", "transport",
]  # fmt: skip
Layout = Literal["outline", "silo", "stockyard", "gallery", "transfer station", "chimney", "kiln"]


class _Checked(BaseModel):
    """A part of the file: no key beyond those below, no text taken for a number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ProductionLine(_Checked):
    """A planned production line, and the exploration line that follows it, if any."""

    name: str
    exploration_line: str = ""


class Stratum(_Checked):
    """A layer of the ground down to ``bottom`` (m below ground); ``samples`` of the initial investigation."""

    name: str
    bottom: Depth
    unit_weight: Weight
    saturated_unit_weight: Weight
    high_compressibility: bool = False
    samples: Count | None = None


class Interlayer(_Checked):
    """An interlayer or lens in the main bearing zone."""

    name: str
    thickness: Depth
    sampled: bool = False


class SampleCount(_Checked):
    """Undisturbed samples or tests of a main layer under the works of a system class (detailed investigation)."""

    system_class: SystemClass
    layer: str
    count: Count


class Work(_Checked):
    """A building or structure: where it stands, how its points are laid out, what it rests on."""

    name: str
    system_class: SystemClass
    layout: Layout = "outline"
    footprint: Annotated[tuple[Pair, ...], Field(min_length=3)] | None = None
    centre: Pair | None = None
    diameter: Width | None = None
    columns: tuple[Pair, ...] = ()
    piers: Annotated[tuple[Pair, ...], Field(min_length=2)] | None = None
    equipment: tuple[Pair, ...] = ()
    spacing: Positive | None = None
    production_line: str = ""
    foundation: Literal["strip", "column", "raft", "ring"] = "raft"
    base_width: Width | None = None
    base_length: Width | None = None
    embedment: Depth = 0.0
    base_elevation: Elevation | None = None
    pressure: Positive | None = None
    tall_or_heavy: bool = False
    deformation_checked: bool = False
    heavy_equipment: bool = False
    heavy_dynamic: bool = False
    stability_depth: Depth | None = None
    advance_holes: Literal["karst", "corestone", "weak seams"] | None = None
    karst: Literal["weak", "medium", "strong"] = "medium"
    size: Width | None = None

    @model_validator(mode="after")
    def _has_its_place(self) -> Work:
        """Each layout needs its own geometry."""
        needs = {"silo": ("diameter", "centre"), "chimney": ("diameter", "centre"), "gallery": ("columns",),
                 "kiln": ("piers", "base_width", "base_length")}  # fmt: skip
        for key in needs.get(self.layout, ("footprint",)):
            if not getattr(self, key):
                raise ValueError(f"needs:{key}")
        if self.advance_holes and not (self.size and self.columns):
            raise ValueError("needs:size" if self.columns else "needs:columns")
        if (self.tall_or_heavy or self.deformation_checked) and not (self.pressure and self.base_width):
            raise ValueError("needs:pressure" if self.base_width else "needs:base_width")
        return self

    @property
    def outlines(self) -> tuple[np.ndarray, ...]:
        """Corners of the footprint, or of each pier's foundation of a kiln; nothing for circles and galleries."""
        if self.layout == "kiln":
            return tuple(pier[:4] for pier in self.pier_points)
        return (np.array(self.footprint),) if self.footprint else ()

    @property
    def pier_points(self) -> tuple[np.ndarray, ...]:
        """Corners and centre of each pier's foundation, the kiln's axis through the first and the last pier."""
        if not self.piers or not self.base_length or not self.base_width:
            return ()
        (x1, y1), (x2, y2) = self.piers[0], self.piers[-1]
        azimuth = math.degrees(math.atan2(y2 - y1, x2 - x1))
        size = self.base_length, self.base_width
        return tuple(kiln_line_points(pier, azimuth, [0.0], *size) for pier in self.piers)

    @property
    def corners(self) -> np.ndarray:
        """Places that enclose the works."""
        if self.layout in ("silo", "chimney"):
            return np.add(self.centre, np.multiply((self.diameter or 0) / 2, [[-1, -1], [1, 1]]))  # type: ignore[arg-type]
        return np.vstack(self.outlines) if self.outlines else np.array(self.columns)

    @property
    def base(self) -> Base | None:
        """The base for the depth rules; None while its width isn't given."""
        if self.base_width is None:
            return None
        if self.foundation == "ring":
            return Base("circle", self.base_width)
        if self.foundation == "strip" and self.base_length is None:
            return Base("strip", self.base_width)
        return Base("rectangle", self.base_width, self.base_length or self.base_width)


class Site(_Checked):
    """What holds for the whole plan. ``tolerance`` (m) is how far a point may lie from its exact place."""

    ground_complexity: Grade
    importance: Grade | None = None
    plant_scale: Literal["large", "medium", "small"] | None = None
    water_table: Depth | None = None
    cover: Depth | None = None
    tolerance: Positive = 1.0
    production_lines: tuple[ProductionLine, ...] = ()
    landform_units: tuple[str, ...] = ()
    geological_units: tuple[str, ...] = ()


class Works(_Checked):
    """The works file as a whole."""

    title: str = ""
    site: Site
    strata: tuple[Stratum, ...] = ()
    interlayers: tuple[Interlayer, ...] = ()
    samples: tuple[SampleCount, ...] = ()
    works: tuple[Work, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Works:
        """Points name their works: two of one name could not be told apart."""
        seen: set[str] = set()
        for number, work in enumerate(self.works):
            if work.name in seen:
                raise ValueError(f"twice:{number}")
            seen.add(work.name)
        return self

    @property
    def ground(self) -> Ground | None:
        """The profile for overburden and deformation depth; None without strata."""
        if not self.strata:
            return None
        layers = (
            Layer(s.bottom, s.unit_weight, s.saturated_unit_weight, s.high_compressibility, s.name) for s in self.strata
        )
        return Ground(tuple(layers), self.site.water_table)


def as_works(works: dict[str, Any]) -> Works:
    """The checked model of a mapping; pydantic's ValidationError when it doesn't fit."""
    # By way of JSON, in which pydantic's strict mode takes lists for tuples.
    return Works.model_validate_json(json.dumps(works, ensure_ascii=False, allow_nan=True))
