"""Aliases for quantities, so that a signature shows its units. They are plain numbers at run time."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = Any
"""A number, a numpy array or a pandas column: calculations answer in the kind that they were given."""

Metre: TypeAlias = float
"""Lengths, widths, depths and elevations, m."""

SquareMetre: TypeAlias = float
"""Areas, m²."""

Millimetre: TypeAlias = float
"""Settlements, mm."""

KPa: TypeAlias = float
"""Pressures and stresses, kPa."""

MPa: TypeAlias = float
"""Moduli of compression, MPa."""

KNm3: TypeAlias = float
"""Unit weights, kN/m³."""

MetrePerSecond: TypeAlias = float
"""Shear-wave velocities, m/s."""

Second: TypeAlias = float
"""Travel times, s."""

Degree: TypeAlias = float
"""Angles, °; azimuths run anticlockwise from +x."""

Percent: TypeAlias = float
"""Shares of a hundred, such as clay content or slope, %."""

Gravity: TypeAlias = float
"""Design accelerations as multiples of g."""

TonnePerDay: TypeAlias = float
"""Clinker output, t/d."""

Ratio: TypeAlias = float
"""Numbers without a unit."""

Grade: TypeAlias = int
"""A grade 1, 2 or 3; 1 is the most demanding."""

Points: TypeAlias = npt.NDArray[np.float64]
"""Coordinates: one row of x, y (m) for each point."""
