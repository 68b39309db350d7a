"""Units that an answer may carry, and their conversion."""

from __future__ import annotations

SCALES: dict[str, dict[str, float]] = {
    "length": {"m": 1.0, "cm": 0.01, "mm": 0.001, "km": 1000.0},
    "area": {"m2": 1.0, "m²": 1.0, "km2": 1e6, "km²": 1e6, "ha": 1e4},
    "pressure": {"kPa": 1.0, "MPa": 1000.0, "Pa": 0.001, "kN/m2": 1.0, "kN/m²": 1.0, "N/mm2": 1000.0, "N/mm²": 1000.0},
    "unit weight": {"kN/m3": 1.0, "kN/m³": 1.0, "N/cm3": 1000.0},
    "velocity": {"m/s": 1.0, "km/s": 1000.0},
    "time": {"s": 1.0, "ms": 0.001},
    "ratio": {"": 1.0, "1": 1.0, "%": 0.01, "‰": 0.001},
    "angle": {"°": 1.0, "deg": 1.0},
}


def accepted(unit: str) -> tuple[str, ...]:
    """All units that can be turned into ``unit``, itself first; KeyError when it isn't known."""
    scale = _scale(unit)
    return (unit, *(other for other in scale if other != unit))


def convert(value: float, unit: str, into: str) -> float:
    """``value`` in ``unit`` as a number in ``into``; KeyError when the two are not of one kind."""
    scale = _scale(into)
    return value * (scale[unit] / scale[into])


def _scale(unit: str) -> dict[str, float]:
    for scale in SCALES.values():
        if unit in scale:
            return scale
    raise KeyError(unit)
