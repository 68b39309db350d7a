"""Detailed investigation: holes for the shear-wave velocity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from borehall.rules.citation import CEMENT, rule
from borehall.rules.refusal import take_count
from borehall.rules.working import step

CLAUSE = CEMENT("6.0.14")
PER_LINE = 2
PER_UNIT = 3


@rule(CLAUSE)
def shear_wave_holes_needed(production_lines: int, geological_units: int) -> int:
    """Least number of holes for the shear-wave velocity in all: two on each line and three in each unit.

    Cement-plant investigation standard (2015), 6.0.14

    A hole counts for its line and for its unit, hence the larger of both sums is the least that can do.

    Arguments: ``production_lines`` p and ``geological_units`` u, ≥ 1.
    Result: max(2p, 3u).
    Refusals: no whole numbers ≥ 1.
    """
    p = take_count("production_lines", production_lines, CLAUSE)
    u = take_count("geological_units", geological_units, CLAUSE)
    step("n", "max(2*p, 3*u)", max(PER_LINE * p, PER_UNIT * u), p=p, u=u, citation=CLAUSE)
    return max(PER_LINE * p, PER_UNIT * u)


@dataclass(frozen=True)
class ShearWaveShort:
    """Lines and units with too few holes, and how many each lacks."""

    lines: dict[str, int]
    units: dict[str, int]


@rule(CLAUSE)
def shear_wave_short(by_line: Mapping[str, int], by_unit: Mapping[str, int]) -> ShearWaveShort:
    """Production lines and geological units that lack holes for the shear-wave velocity.

    Cement-plant investigation standard (2015), 6.0.14

    Arguments: number of holes ``by_line`` and ``by_unit``, ≥ 0.
    Result: name → number lacking, for lines (two each) and units (three each).
    Refusals: a count that isn't a whole number ≥ 0.
    """
    return ShearWaveShort(_lacking("by_line", by_line, PER_LINE), _lacking("by_unit", by_unit, PER_UNIT))


def _lacking(argument: str, counts: Mapping[str, int], needed: int) -> dict[str, int]:
    had = {name: take_count(f"{argument}[{name}]", n, CLAUSE, fewest=0) for name, n in counts.items()}
    return {name: needed - n for name, n in had.items() if n < needed}
