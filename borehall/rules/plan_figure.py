"""The figure of a checked plan: points in plan by kind, those with findings marked; depths against strata."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.figure import Figure

from borehall.rules.plan.finding import Findings
from borehall.rules.plan.points import KINDS
from borehall.rules.plan.works import Work, Works
from borehall.words import current_language, say, speaking

FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "DejaVu Sans"]
_MARKS = {"borehole": "o", "cpt": "^", "pit": "s", "trench": "D", "geophysics": "x"}
_INK, _CONTROL, _FLAW = "#3b4a5a", "#1f5fa8", "#c8321e"
_BANDS = ("#efe6d2", "#e0d3b8", "#d3c4a2", "#c4b28b", "#b5a179")
_NAMED = 60
"""More points than this are drawn without their names: they would cover one another."""


def installed_fonts() -> list[str]:
    """Those of `FONTS` that are installed, in order; matplotlib complains about each one that isn't."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in FONTS if name in installed]


def has_chinese_font() -> bool:
    """Whether one of the Chinese fonts is installed."""
    return any(name != FONTS[-1] for name in installed_fonts())


def draw_plan(points: pd.DataFrame, works: Works, findings: Findings) -> Figure:
    """The figure; labels are English where no Chinese font is installed, so that none becomes a box."""
    from matplotlib import rc_context

    language = current_language() if has_chinese_font() else "en"
    with (
        speaking(language),
        rc_context({"font.family": installed_fonts(), "axes.unicode_minus": False, "font.size": 8}),
    ):
        figure = Figure(figsize=(11.7, 8.3), layout="constrained")
        above, below = figure.subplots(2, 1, height_ratios=[3, 2])
        flagged = np.array([label in findings.points() for label in points.index])
        _draw_works(above, works)
        _draw_points(above, points, flagged)
        _draw_section(below, points, works, flagged)
        title = works.title if has_chinese_font() or works.title.isascii() else ""
        figure.suptitle(say("{title}: {n} findings", title=title or say("exploration plan"), n=len(findings)))
        figure.canvas.draw()
    return figure


def _readable(name: object) -> str:
    """A name that the fonts at hand can show."""
    text = str(name)
    return text if has_chinese_font() or text.isascii() else ""


def _draw_works(axes: Any, works: Works) -> None:
    from matplotlib.patches import Circle, Polygon

    style = {"fill": True, "facecolor": "#eef2f6", "edgecolor": _INK, "linewidth": 0.8, "zorder": 1}
    for work in works.works:
        if work.footprint:
            axes.add_patch(Polygon(work.footprint, closed=True, **style))
        elif work.diameter and work.centre:
            axes.add_patch(Circle(work.centre, work.diameter / 2, **style))
        elif work.columns:
            axes.plot(*np.array(work.columns).T, "-", color=_INK, linewidth=0.8, zorder=1)
            axes.plot(*np.array(work.columns).T, "s", color=_INK, markersize=3, fillstyle="none", zorder=1)
        x, y, side = _label_place(work)
        axes.annotate(_readable(work.name), (x, y), (4, 0) if side == "left" else (0, -9), textcoords="offset points",
                      ha=side, va="center", color=_INK, fontsize=7.5, fontweight="bold")  # fmt: skip


def _label_place(work: Work) -> tuple[float, float, str]:
    """Under the middle of the work; right of the middle of a gallery."""
    if work.diameter and work.centre:
        return work.centre[0], work.centre[1] - work.diameter / 2, "center"
    corners = np.array(work.footprint or work.columns)
    x, y = (corners.min(axis=0) + corners.max(axis=0)) / 2
    return (x, y, "left") if work.layout == "gallery" else (x, float(corners[:, 1].min()), "center")


def _draw_points(axes: Any, points: pd.DataFrame, flagged: np.ndarray) -> None:
    chinese = current_language() == "zh_CN"
    for kind, mark in _MARKS.items():
        for control in (False, True):
            mask = (points["kind"] == kind).to_numpy() & (points["control"] == control).to_numpy()
            if not mask.any():
                continue
            word = KINDS[kind] if chinese else kind
            label = say("{kind}, control", kind=word) if control else say("{kind}, general", kind=word)
            filled = _CONTROL if control or mark == "x" else "white"
            axes.scatter(points["x"][mask], points["y"][mask], marker=mark, s=26, label=label, zorder=3,
                         color=filled, **({} if mark == "x" else {"edgecolors": _CONTROL}))  # fmt: skip
    if flagged.any():
        axes.scatter(points["x"][flagged], points["y"][flagged], marker="o", s=110, facecolors="none",
                     edgecolors=_FLAW, linewidths=1.4, label=say("named in a finding"), zorder=4)  # fmt: skip
    if len(points) <= _NAMED:
        for label, x, y in zip(points.index, points["x"], points["y"], strict=True):
            axes.annotate(_readable(label), (x, y), (4, 3), textcoords="offset points", fontsize=6, zorder=5)
    axes.set_aspect("equal", adjustable="datalim")
    axes.set(xlabel="x (m)", ylabel="y (m)")
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    axes.grid(color="#e5e8ec", linewidth=0.5)
    axes.set_axisbelow(True)


def _draw_section(axes: Any, points: pd.DataFrame, works: Works, flagged: np.ndarray) -> None:
    """Each point's depth from its collar against the strata: side by side, or along x when there are many."""
    depth = points["depth"].to_numpy()
    reach = max(float(depth.max()) * 1.08, 1.0)
    _draw_strata(axes, works, reach)
    control = points["control"].to_numpy()
    if len(points) > 2 * _NAMED:
        place, label = points["x"].to_numpy(), say("x (m), all points projected")
    else:
        place, label = _side_by_side(axes, points), ""
    colours = np.where(flagged, _FLAW, np.where(control, _CONTROL, _INK))
    axes.vlines(place, 0, depth, colors=colours, linewidths=np.where(control, 2.4, 1.2), zorder=3)
    axes.set(xlabel=label, ylabel=say("depth below collar (m)"), ylim=(reach, 0))


def _side_by_side(axes: Any, points: pd.DataFrame) -> np.ndarray:
    """Places for the points in the order of the plan, with a gap between works; their names on the axis."""
    works = points["works"].to_numpy() if "works" in points else np.full(len(points), "")
    steps = np.concatenate([[0], np.where(works[1:] == works[:-1], 1, 2)])
    place = np.cumsum(steps).astype(float)
    axes.set_xticks(place, [_readable(label) for label in points.index], rotation=90, fontsize=6)
    for name in dict.fromkeys(works):
        axes.annotate(_readable(name), (place[works == name].mean(), 0), (0, 3), textcoords="offset points",
                      ha="center", fontsize=7)  # fmt: skip
    axes.set_xlim(-1, place[-1] + 1)
    return place


def _draw_strata(axes: Any, works: Works, reach: float) -> None:
    top = 0.0
    for number, layer in enumerate(works.strata):
        bottom = min(layer.bottom, reach)
        if top >= reach:
            break
        axes.axhspan(top, bottom, color=_BANDS[number % len(_BANDS)], zorder=0)
        axes.text(1.005, (top + bottom) / 2, _readable(layer.name), transform=axes.get_yaxis_transform(), va="center")
        top = bottom
    level = works.site.water_table
    if level is not None and level < reach:
        axes.axhline(level, color="#2f7fbf", linewidth=0.9, linestyle="--", zorder=2)
        axes.text(0.998, level, say("water table"), transform=axes.get_yaxis_transform(), va="bottom", ha="right",
                  color="#2f7fbf", fontsize=7)  # fmt: skip
