"""Stress below uniformly loaded bases on a half-space, in closed form: rectangle, strip, circle."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from borehall.rules.arrays import like
from borehall.rules.citation import GB50007, rule
from borehall.rules.refusal import COORDINATE, DEPTH, PRESSURE, WIDTH, Refused, take_choice
from borehall.rules.units import KPa, Metre, Numbers, Ratio
from borehall.rules.working import step
from borehall.words import say

APPENDIX = GB50007("K.0.1")
CIRCLE = GB50007("K.0.3")
SHAPES = ("rectangle", "strip", "circle")
_SHALLOW = 1e-4
"""Below this z/b the mean factor's logarithms cancel; it differs from 1/4 by less than 1e-12 there."""


@rule(APPENDIX)
def corner_factor(length: Metre, width: Metre, depth: Numbers) -> Numbers:
    """Added-stress factor below the corner of a uniformly loaded rectangle.

    GB 50007-2011, K.0.1

    Arguments: ``length`` l and ``width`` b, m, > 0, in either order; ``depth`` z below the base, m, ≥ 0, a number or
    a column.
    Result: the stress as a share of the pressure; 0.25 at z = 0.
    Refusals: lengths that aren't positive and finite; a negative depth.
    """
    b, l = WIDTH.one("width", width, APPENDIX), WIDTH.one("length", length, APPENDIX)  # noqa: E741
    z = DEPTH.take("depth", depth, APPENDIX)
    r3 = np.sqrt(l**2 + b**2 + z**2)
    bend = l * b * z / r3 * (1 / (l**2 + z**2) + 1 / (b**2 + z**2))
    factor = (np.arctan2(l * b, z * r3) + bend) / (2 * math.pi)
    step("K_c", "(atan(l*b/(z*R_3)) + l*b*z/R_3*(1/(l**2 + z**2) + 1/(b**2 + z**2)))/(2*pi)", factor,
         l=l, b=b, z=z, R_3=r3, citation=APPENDIX)  # fmt: skip
    return like(factor, depth)


@rule(APPENDIX)
def mean_corner_factor(length: Metre, width: Metre, depth: Numbers) -> Numbers:
    """Mean of the corner's added-stress factor from the base down to a depth.

    GB 50007-2011, K.0.1

    Arguments: ``length`` l and ``width`` b, m, > 0, in either order; ``depth`` z below the base, m, ≥ 0, a number or
    a column.
    Result: the mean factor; 0.25 at z = 0.
    Refusals: lengths that aren't positive and finite; a negative depth.
    """
    b, l = WIDTH.one("width", width, APPENDIX), WIDTH.one("length", length, APPENDIX)  # noqa: E741
    z = np.asarray(DEPTH.take("depth", depth, APPENDIX))
    m, n = l / b, np.maximum(z / b, _SHALLOW)
    r, q = np.sqrt(1 + m**2 + n**2), math.sqrt(1 + m**2)
    along = m / n * np.log((r - 1) * (q + 1) / ((r + 1) * (q - 1)))
    across = 1 / n * np.log((r - m) * (q + m) / ((r + m) * (q - m)))
    mean = np.where(z / b < _SHALLOW, 0.25, (np.arctan2(m, n * r) + along + across) / (2 * math.pi))
    return like(mean, depth)


@dataclass(frozen=True)
class Base:
    """A base with a uniform pressure. A strip has no length, a circle has its diameter as ``width``."""

    shape: str
    width: Metre
    length: Metre | None = None

    def __post_init__(self) -> None:
        """Refuse what isn't a base."""
        take_choice("shape", self.shape, SHAPES, APPENDIX)
        WIDTH.one("width", self.width, APPENDIX)
        if self.shape == "rectangle":
            if self.length is None:
                raise Refused("length", None, say("is needed for a rectangle"), APPENDIX)
            WIDTH.one("length", self.length, APPENDIX)
        elif self.length is not None:
            raise Refused("length", self.length, say("belongs to a rectangle only"), APPENDIX)

    @property
    def shorter_side(self) -> Metre:
        """The width in the sense of the depth rules: the shorter side, or the diameter."""
        return min(self.width, self.length) if self.length else self.width


@rule(APPENDIX)
def centre_stress_factor(base: Base, depth: Numbers) -> Numbers:
    """Added-stress factor below the centre of a base.

    GB 50007-2011, K.0.1

    Four corners for a rectangle; for a strip (2a + sin 2a)/π with tan a = b/2z; for a circle 1 - (1 + (R/z)²)^-1.5.

    Arguments: ``base``; ``depth`` z below it, m, ≥ 0, a number or a column.
    Result: the stress as a share of the pressure; 1 at z = 0.
    Refusals: a negative depth.
    """
    z = np.asarray(DEPTH.take("depth", depth, APPENDIX))
    half = base.width / 2
    if base.shape == "rectangle":
        factor = 4 * np.asarray(corner_factor((base.length or 0) / 2, half, z))
    elif base.shape == "strip":
        a = np.arctan2(half, z)
        factor = (2 * a + np.sin(2 * a)) / math.pi
        step("K", "(2*a + sin(2*a))/pi", factor, a=a, citation=APPENDIX)
    else:
        factor = 1 - (z / np.hypot(z, half)) ** 3
        step("K", "1 - (z/sqrt(z**2 + R**2))**3", factor, z=z, R=half, citation=CIRCLE)
    return like(factor, depth)


@rule(APPENDIX)
def centre_stress_area(base: Base, depth: Numbers) -> Numbers:
    """Integral of the centre's added-stress factor from the base down to a depth: depth times mean factor.

    GB 50007-2011, K.0.1

    Arguments: ``base``; ``depth`` z below it, m, ≥ 0, a number or a column.
    Result: z times the mean factor under the centre, m.
    Refusals: a negative depth.
    """
    z = np.asarray(DEPTH.take("depth", depth, APPENDIX))
    half = base.width / 2
    if base.shape == "rectangle":
        found = 4 * z * mean_corner_factor((base.length or 0) / 2, half, z)
    elif base.shape == "strip":
        found = 2 * (z * np.arctan2(half, z) + half * np.log1p((z / half) ** 2)) / math.pi
    else:
        found = z - (z**2 + 2 * half**2) / np.hypot(z, half) + 2 * half
    return like(found, depth)


@rule(APPENDIX)
def stress_at_point(length: Metre, width: Metre, pressure: KPa, x: Metre, y: Metre, depth: Numbers) -> Numbers:
    """Added stress at any place below or beside a uniformly loaded rectangle, by the corner method.

    GB 50007-2011, K.0.1

    Arguments: ``length`` along x and ``width`` along y, m, > 0; ``pressure`` p0, kPa, > 0; ``x``, ``y`` from the
    rectangle's lower left corner, m; ``depth`` z, m, ≥ 0, a number or a column.
    Result: the stress, kPa.
    Refusals: lengths or a pressure that aren't positive and finite; a negative depth.
    """
    p0 = PRESSURE.one("pressure", pressure, APPENDIX)
    l, b = WIDTH.one("length", length, APPENDIX), WIDTH.one("width", width, APPENDIX)  # noqa: E741
    z = np.asarray(DEPTH.take("depth", depth, APPENDIX))
    x, y = COORDINATE.one("x", x, APPENDIX), COORDINATE.one("y", y, APPENDIX)
    total = sum(
        sx * sy * _signed_corner(side_x, side_y, z)
        for sx, side_x in ((1, l - x), (-1, -x))
        for sy, side_y in ((1, b - y), (-1, -y))
    )
    return like(p0 * np.asarray(total), depth)


def _signed_corner(side_x: Ratio, side_y: Ratio, z: np.ndarray) -> np.ndarray:
    """The factor of the rectangle from the place to a corner, with the sign of its orientation; 0 without area."""
    if side_x == 0 or side_y == 0:
        return np.zeros_like(z)
    sign = math.copysign(1, side_x) * math.copysign(1, side_y)
    return sign * np.asarray(corner_factor(abs(side_x), abs(side_y), z))
