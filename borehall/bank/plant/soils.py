"""Soils and rocks of the generated sites: ranges within which the properties of one layer move together.

The ranges are common engineering knowledge, meant to be believable; they are nobody's design values.
"""

from __future__ import annotations

from dataclasses import dataclass

Range = tuple[float, float]


@dataclass(frozen=True)
class Soil:
    """Ranges of unit weight (kN/m³), modulus Es (MPa), SPT blows, shear-wave velocity (m/s), bearing fak (kPa)."""

    unit_weight: Range
    modulus: Range
    blows: Range
    velocity: Range
    bearing: Range
    saturated_by: float = 0.8
    highly_compressible: bool = False
    sandy: bool = False


SOILS: dict[str, Soil] = {
    "fill": Soil((17.2, 18.2), (3.0, 4.5), (3, 6), (110, 140), (60, 90)),
    "clay": Soil((18.4, 19.2), (4.6, 6.6), (6, 10), (150, 185), (120, 160), 0.5),
    "mucky silty clay": Soil((17.4, 18.0), (2.4, 3.4), (1, 3), (105, 135), (60, 80), 0.3, highly_compressible=True),
    "silty clay": Soil((18.5, 19.5), (5.5, 8.5), (8, 14), (175, 230), (150, 210), 0.6),
    "silt": Soil((18.6, 19.4), (7.0, 10.5), (9, 16), (185, 235), (140, 190), 0.6, sandy=True),
    "fine sand": Soil((18.8, 19.6), (10.0, 15.0), (14, 24), (215, 270), (160, 220), 0.8, sandy=True),
    "medium sand": Soil((19.2, 20.0), (16.0, 24.0), (22, 34), (265, 330), (230, 300), 0.8, sandy=True),
    "gravelly sand": Soil((19.6, 20.4), (24.0, 32.0), (30, 44), (320, 380), (280, 360), 0.7, sandy=True),
    "cobbles": Soil((20.6, 21.6), (32.0, 40.0), (46, 60), (400, 470), (420, 600), 0.6),
    "residual soil": Soil((18.8, 19.6), (7.5, 11.0), (13, 22), (240, 300), (200, 260), 0.5),
    "completely weathered rock": Soil((19.8, 20.6), (18.0, 26.0), (32, 46), (330, 400), (280, 360), 0.5),
    "strongly weathered rock": Soil((21.2, 22.4), (42.0, 60.0), (55, 80), (520, 640), (500, 700), 0.4),
    "moderately weathered rock": Soil((24.4, 25.8), (200.0, 400.0), (100, 150), (900, 1400), (1500, 3000), 0.2),
}

LANDFORMS: dict[str, tuple[tuple[str, float, float], ...]] = {
    "river terrace": (
        ("fill", 0.6, 2.0), ("silty clay", 3.0, 6.5), ("silt", 2.0, 5.0), ("fine sand", 3.5, 7.0),
        ("medium sand", 5.0, 9.0), ("cobbles", 8.0, 14.0), ("strongly weathered rock", 30.0, 40.0),
    ),
    "alluvial plain": (
        ("fill", 0.8, 2.2), ("clay", 1.6, 3.2), ("mucky silty clay", 3.5, 8.0), ("silty clay", 4.0, 7.5),
        ("fine sand", 4.0, 8.0), ("gravelly sand", 8.0, 14.0), ("cobbles", 10.0, 16.0),
        ("strongly weathered rock", 30.0, 40.0),
    ),
    "foot slope": (
        ("fill", 0.5, 1.8), ("silty clay", 2.5, 5.5), ("residual soil", 3.0, 7.0),
        ("completely weathered rock", 3.0, 8.0), ("strongly weathered rock", 4.0, 9.0),
        ("moderately weathered rock", 30.0, 40.0),
    ),
}  # fmt: skip
"""Soils of each landform from above, each with its least and greatest thickness, m."""
