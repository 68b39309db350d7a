"""The section of a checked plan: every point's depth from its collar against the strata."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from borehall.rules.plan.works import Works
from borehall.words import say

INK, CONTROL, FLAW, WATER = "#3b4a5a", "#1f5fa8", "#c8321e", "#2f7fbf"
_BANDS = ("#efe6d2", "#e0d3b8", "#d3c4a2", "#c4b28b", "#b5a179")
_BESIDE = 240
"""Up to so many points stand side by side; more are projected on x."""

_NAMED = 120
"""Up to so many have their names below them."""

_LINE_SHARE = 0.045
"""Height of a line of text as a share of the section's."""

Write = Callable[[object], str]


def draw_section(axes: Any, points: pd.DataFrame, works: Works, flagged: np.ndarray, readable: Write) -> None:
    """Each point's depth from its collar: side by side in the order of the plan, or along x when there are many."""
    depth = points["depth"].to_numpy()
    reach = max(float(depth.max()) * 1.08, 1.0)
    _draw_strata(axes, works, reach, readable)
    control = points["control"].to_numpy()
    if len(points) > _BESIDE:
        place, label = points["x"].to_numpy(), say("x (m), all points projected")
        axes.ticklabel_format(axis="x", style="plain", useOffset=False)
    else:
        place, label = _side_by_side(axes, points, readable), ""
    thick = 2.4 if len(points) <= _NAMED else 1.4
    for mask, colour, word in (
        (control & ~flagged, CONTROL, say("control hole")),
        (~control & ~flagged, INK, say("general hole")),
        (flagged, FLAW, say("named in a finding")),
    ):
        if mask.any():
            widths = np.where(control[mask], thick, thick / 2)
            axes.vlines(place[mask], 0, depth[mask], colors=colour, linewidths=widths, zorder=3, label=word)
    axes.set(xlabel=label, ylabel=say("depth below collar (m)"), ylim=(reach, 0))


def _side_by_side(axes: Any, points: pd.DataFrame, readable: Write) -> np.ndarray:
    """Places for the points in the order of the plan, with a gap between works, or lines; names on the axis."""
    by = next((name for name in ("works", "line") if name in points and points[name].any()), None)
    works = points[by].to_numpy() if by else np.full(len(points), "")
    steps = np.concatenate([[0], np.where(works[1:] == works[:-1], 1, 2)])
    place = np.cumsum(steps).astype(float)
    size = 6 if len(points) <= 60 else 4.5
    names = [readable(label) for label in points.index] if len(points) <= _NAMED else []
    axes.set_xticks(place if names else [], names, rotation=90, fontsize=size)
    groups = dict.fromkeys(works)
    slant = {"rotation": 25, "ha": "left"} if len(groups) > 8 else {"ha": "center"}
    for name in groups:
        axes.annotate(readable(name), (place[works == name].mean(), 0), (0, 3), textcoords="offset points",
                      fontsize=7, **slant)  # fmt: skip
    axes.set_xlim(-1, place[-1] + 1)
    return place


def _draw_strata(axes: Any, works: Works, reach: float, readable: Write) -> None:
    top, written = 0.0, -1.0
    for number, layer in enumerate(works.strata):
        bottom = min(layer.bottom, reach)
        if top >= reach:
            break
        axes.axhspan(top, bottom, color=_BANDS[number % len(_BANDS)], zorder=0)
        written = max((top + bottom) / 2, written + _LINE_SHARE * reach)
        axes.text(1.005, written, readable(layer.name), transform=axes.get_yaxis_transform(), va="center")
        top = bottom
    level = works.site.water_table
    if level is not None and level < reach:
        axes.axhline(level, color=WATER, linewidth=0.9, linestyle="--", zorder=2)
        axes.plot([-0.006], [level - 0.015 * reach], "v", color=WATER, fillstyle="none", markersize=5, clip_on=False,
                  transform=axes.get_yaxis_transform())  # fmt: skip
        axes.plot([], [], "--", color=WATER, linewidth=0.9, label=say("water table"))
