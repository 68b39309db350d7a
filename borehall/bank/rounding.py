"""How an answer that is near enough was rounded: digits that mean nothing, or too few of them.

A sheet keeps numbers, not their spelling: 12.30 arrives as 12.3. Hence a digit more or fewer than asked passes, and
trailing zeros say nothing. Neither does a number as long as a machine's own: it was set in code, straight from a
calculation, and nobody wrote its digits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from borehall.words import say

SLACK = 1
"""Decimal places more or fewer than asked that pass."""

MOST_WRITTEN = 12
"""Significant digits that a person writes; a longer number comes from a machine."""

HAIR = 1e-9
"""A float's own, as in the tolerance."""


@dataclass(frozen=True)
class Rounding:
    """What is wrong with the digits of a right answer: the part of its marks that this costs, and a sentence."""

    cost: float
    sentence: str


def last_place(value: float, scale: float = 1.0) -> int | None:
    """Power of ten of the last digit of ``value`` that isn't zero, once ``scale`` (a power of ten) is applied.

    None for a number without such a digit (zero), and for one that a machine wrote.
    """
    _, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    if digits == (0,) or len(digits) > MOST_WRITTEN or not isinstance(exponent, int):
        return None
    return exponent + round(math.log10(scale))


def asked_to(decimals: int, unit: str) -> str:
    """The last place that is asked for, with its unit: 0.1 m."""
    return f"{10.0**-decimals:.{decimals}f} {unit}".strip()


def looked_at(
    value: float, expected: float, place: int | None, decimals: int, seen: str, asked: str, cost: float
) -> Rounding | None:
    """What is wrong with the digits of ``value``, whose last one stands at ``place``, where ``decimals`` are asked.

    ``seen`` is the answer as it was given. None when nothing is wrong: also for the exact result of a calculation
    that ends by itself, however many decimals that takes.
    """
    if place is None:
        return None
    off = abs(value - expected)
    if place < -decimals - SLACK and off > 1e-9 * abs(expected):
        return Rounding(cost, _too_fine(seen, asked, cost))
    # Only the right result, rounded to that place, is called coarse: another one is merely a little off. And 112 may
    # be 112.0, as long as that is the right result rounded to a place that passes.
    finest = -decimals + SLACK
    if place > finest and 0.5 * 10.0**finest + HAIR < off <= 0.5 * 10.0**place + HAIR:
        return Rounding(cost, _too_coarse(seen, asked, cost))
    return None


def _too_fine(seen: str, asked: str, cost: float) -> str:
    if cost:
        return say("{seen} has more digits than are asked for (to {asked}): {cost:.0%} less.", seen=seen, asked=asked,
                   cost=cost)  # fmt: skip
    return say("{seen} has more digits than mean anything; to {asked} is enough.", seen=seen, asked=asked)


def _too_coarse(seen: str, asked: str, cost: float) -> str:
    if cost:
        return say("{seen} is rounded too coarsely (to {asked} is asked): {cost:.0%} less.", seen=seen, asked=asked,
                   cost=cost)  # fmt: skip
    return say("{seen} is rounded coarsely; to {asked} is usual.", seen=seen, asked=asked)
