"""The figure of a checked plan: points in plan by kind, those with findings marked; depths against strata."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from borehall.rules.plan.finding import Findings
from borehall.rules.plan.points import KINDS
from borehall.rules.plan.works import Work, Works
from borehall.rules.plan_labels import SIDES, Labels, Try
from borehall.rules.plan_section import CONTROL, FLAW, INK, draw_section
from borehall.words import current_language, say, speaking

FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "DejaVu Sans"]
_MARKS = {"borehole": "o", "cpt": "^", "pit": "s", "trench": "D", "geophysics": "x"}
_MARK_PIXELS = 3.6
"""Half the width of a mark on the canvas."""

_NAMED = 150
"""Of more points than this only those in a finding bear their names."""


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
        figure = Figure(figsize=(11.7, 8.3) if len(points) <= 60 else (16.5, 11.7), layout="constrained")
        FigureCanvasAgg(figure)
        above, below = figure.subplots(2, 1, height_ratios=[3, 2])
        named = findings.points()
        flagged = np.array([label in named for label in points.index])
        _draw_works(above, works)
        _draw_lines(above, points)
        _draw_points(above, points, flagged, findings.places())
        draw_section(below, points, works, flagged, _readable)
        _draw_legend(above, below)
        title = works.title if has_chinese_font() or works.title.isascii() else ""
        figure.suptitle(say("{title}: {n} findings", title=title or say("exploration plan"), n=len(findings)))
        figure.canvas.draw()
        figure.set_layout_engine("none")
        _write_names(above, points, works, flagged)
        figure.canvas.draw()
    return figure


def _readable(name: object) -> str:
    """A name that the fonts at hand can show."""
    text = str(name)
    return text if has_chinese_font() or text.isascii() else ""


def _draw_works(axes: Any, works: Works) -> None:
    from matplotlib.patches import Circle, Polygon

    style = {"fill": True, "facecolor": "#eef2f6", "edgecolor": INK, "linewidth": 0.8, "zorder": 1}
    for work in works.works:
        for corners in work.outlines:
            axes.add_patch(Polygon(corners, closed=True, **style))
        if work.diameter and work.centre:
            axes.add_patch(Circle(work.centre, work.diameter / 2, **style))
        line = work.piers if work.layout == "kiln" else work.columns
        if line:
            axes.plot(*np.array(line).T, "-", color=INK, linewidth=0.8, zorder=1)
        if work.columns:
            axes.plot(*np.array(work.columns).T, "s", color=INK, markersize=3, fillstyle="none", zorder=1)


def _draw_lines(axes: Any, points: pd.DataFrame) -> None:
    """The exploration lines of an initial plan, each with its name at its beginning."""
    for name, group in points.groupby("line", sort=False) if "line" in points else ():
        along = "x" if np.ptp(group["x"]) >= np.ptp(group["y"]) else "y"
        ends = group.sort_values(along)
        if name and len(ends) > 1:
            axes.plot(ends["x"], ends["y"], "-.", color=INK, linewidth=0.7, zorder=1)
            axes.annotate(_readable(name), (ends["x"].iloc[0], ends["y"].iloc[0]), (-8, 0), ha="right", va="center",
                          textcoords="offset points", color=INK, fontsize=7.5, fontweight="bold")  # fmt: skip


def _draw_points(axes: Any, points: pd.DataFrame, flagged: np.ndarray, lacking: list[tuple[float, float]]) -> None:
    chinese = current_language() == "zh_CN"
    for kind, mark in _MARKS.items():
        for control in (False, True):
            mask = (points["kind"] == kind).to_numpy() & (points["control"] == control).to_numpy()
            if not mask.any():
                continue
            word = KINDS[kind] if chinese else kind
            label = say("{kind}, control", kind=word) if control else say("{kind}, general", kind=word)
            filled = CONTROL if control or mark == "x" else "white"
            axes.scatter(points["x"][mask], points["y"][mask], marker=mark, s=26, label=label, zorder=3,
                         color=filled, **({} if mark == "x" else {"edgecolors": CONTROL}))  # fmt: skip
    if flagged.any():
        axes.scatter(points["x"][flagged], points["y"][flagged], marker="o", s=110, facecolors="none",
                     edgecolors=FLAW, linewidths=1.4, label=say("named in a finding"), zorder=4)  # fmt: skip
    if lacking:
        axes.scatter(*np.array(lacking).T, marker="x", s=60, color=FLAW, linewidths=1.6,
                     label=say("a point is missing"), zorder=4)  # fmt: skip
    axes.set_aspect("equal", adjustable="datalim")
    axes.set(xlabel="x (m)", ylabel="y (m)")
    axes.ticklabel_format(style="plain", useOffset=False)
    axes.margins(0.04, 0.08)
    axes.grid(color="#e5e8ec", linewidth=0.5)
    axes.set_axisbelow(True)


def _draw_legend(above: Any, below: Any) -> None:
    """One legend for plan and section, beside the plan."""
    named: dict[str, Any] = {}
    for axes in (above, below):
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            named.setdefault(label, handle)
    above.legend(named.values(), named.keys(), loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)


def _write_names(axes: Any, points: pd.DataFrame, works: Works, flagged: np.ndarray) -> None:
    """Names of the works, then of the points in findings, then of the others as far as there is room."""
    places = points[["x", "y"]].to_numpy()
    few = len(points) <= _NAMED
    labels = Labels(axes, places if few else places[flagged], radius=_MARK_PIXELS)
    for work in works.works:
        style = {"color": INK, "fontsize": 7.5, "fontweight": "bold"}
        labels.place(_readable(work.name), _beside(work), 4, keep=True, **style)
    order = np.argsort(~flagged, kind="stable") if few else np.flatnonzero(flagged)[:_NAMED]
    for i in map(int, order):
        tries = [((places[i, 0], places[i, 1]), side) for side in SIDES]
        gap = 6.5 if flagged[i] else 3.5
        labels.place(_readable(points.index[i]), tries, gap, keep=bool(few and flagged[i]), fontsize=6)


def _beside(work: Work) -> list[Try]:
    """Where the name of the works may stand: below, above, right, left, in the middle."""
    (x1, y1), (x2, y2) = work.corners.min(axis=0), work.corners.max(axis=0)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    return [((x, y1), (0, -1)), ((x, y2), (0, 1)), ((x2, y), (1, 0)), ((x1, y), (-1, 0)), ((x, y), (0, 0))]
