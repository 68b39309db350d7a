"""Figure 1 of the assignment on spacing: plan of the site, terms of lines and points, rings around a silo."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon, Rectangle
from notebook_figure import ACCENT, INK, SECOND, Spot, arrow, keep_figure, label, panel

USES = ("site_length", "site_width", "landform_units", "mill_length", "mill_width", "silo_diameter")
LANDFORMS = (
    ("丘陵坡麓", "foot of the hill", "#e9dcc3", 0.115),
    ("山前缓坡", "gentle slope", "#f2ead8", 0.52),
    ("一级阶地", "first terrace", "#dfeae4", 0.86),
)
BOUNDARIES = (0.27, 0.70)
CONTOURS = (0.06, 0.12, 0.18, 0.34, 0.42, 0.50, 0.585)
EARTH, FAINT_EARTH, HEAVY, LIGHT = "#7a6a4c", "#cdbfa2", "#f3d9cf", "#fbfbf8"


def draw(given: dict[str, Any]) -> Figure:
    """The three panels; refuses a site that the plan's landforms don't fit."""
    if given["landform_units"] != len(LANDFORMS):
        raise ValueError(
            f"the plan shows {len(LANDFORMS)} landform units, the notebook gives {given['landform_units']}"
        )
    figure = Figure(figsize=(12.0, 6.1))
    plan = panel(figure, (0.03, 0.03, 0.645, 0.87), "场地平面", "Plan of the site")
    site = Rectangle((0, 0), given["site_length"], given["site_width"], fc="none", ec=INK, lw=1.6, zorder=6)
    plan.add_patch(site)
    plan.set(xlim=(-26, given["site_length"] + 3), ylim=(-60, given["site_width"] + 3), aspect="equal")
    _draw_ground(plan, site)
    _draw_gully(plan, site)
    _draw_works(plan, given)
    _draw_frame(plan, given["site_length"], given["site_width"])
    _draw_terms(panel(figure, (0.715, 0.56, 0.265, 0.34), "布置术语", "Lines and points, the ends on the edges"))
    _draw_rings(panel(figure, (0.715, 0.03, 0.265, 0.40), "筒仓布点", "Points around a silo"))
    return figure


def _draw_ground(ax: Axes, site: Rectangle) -> None:
    length, width = site.get_width(), site.get_height()
    y = np.linspace(0, width, 60)
    edges = [np.zeros(60), *(_bent(share, length, y) for share in BOUNDARIES), np.full(60, length)]
    for (name, english, colour, place), left, right in zip(LANDFORMS, edges[:-1], edges[1:], strict=True):
        ax.add_patch(_band(left, right, y, fc=colour, ec="none"))
        label(ax, (place * length, 17), name, english, "#6f6147", size=12, ha="center")
    for share in CONTOURS:
        ax.plot(_bent(share, length, y), y, color=FAINT_EARTH, lw=0.7, zorder=1)
    for boundary in edges[1:-1]:
        ax.plot(boundary, y, color=EARTH, lw=1.7, ls=(0, (6, 3)), zorder=3)


def _bent(share: float, length: float, y: np.ndarray) -> np.ndarray:
    """x of a gently bent line across the site, about ``share`` along it."""
    return share * length + 13 * np.sin(y / y[-1] * 3.4 + 7 * share)


def _band(left: np.ndarray, right: np.ndarray, y: np.ndarray, **look: Any) -> Polygon:
    return Polygon([*zip(left, y, strict=True), *zip(right[::-1], y[::-1], strict=True)], **look)


def _draw_gully(ax: Axes, site: Rectangle) -> None:
    y = np.linspace(0, site.get_height(), 60)
    middle = site.get_width() * (0.63 - 0.085 * y / y[-1]) + 9 * np.sin(y / 38)
    half = 8.5 + 2.5 * np.sin(y / 55)
    look = {"fc": "#c9d8dd", "ec": "#4f7886", "lw": 0.9, "ls": (0, (3, 2)), "hatch": "....", "zorder": 2}
    band = _band(middle - half, middle + half, y, **look)
    band.set_hatch_linewidth(0.4)
    ax.add_patch(band)
    label(ax, (277, 286), "物探异常（推测古冲沟）", "anomaly, buried gully?", "#2f5a69", ha="right")
    arrow(ax, (280, 286), (middle[54] - half[54], 286), "#2f5a69", heads="-", lw=0.8)


def _draw_works(ax: Axes, given: dict[str, Any]) -> None:
    axis, east = given["site_width"] / 2, given["site_length"] - 6
    ax.plot([5, east - 8], [axis, axis], color=ACCENT, lw=1.3, ls=(0, (9, 3, 2, 3)), zorder=3)
    arrow(ax, (east - 8, axis), (east, axis), ACCENT, heads="-|>", mutation_scale=13)
    label(ax, (east, axis + 12), "规划生产线", "planned production line", ACCENT, ha="right")
    mill = given["mill_length"], given["mill_width"]
    _building(ax, (28, axis - 32), (84, 64), "预均化堆场", "preblending yard")
    _building(ax, (160, axis - mill[1] / 2), mill, "原料粉磨车间", "raw mill")
    _building(ax, (247, axis - 10), (20, 20), "窑尾塔架", "preheater tower", colour=HEAVY)
    _building(ax, (267, axis - 3), (76, 6))
    label(ax, (281, axis - 20), "回转窑", "kiln", ha="center")
    _building(ax, (343, axis - 8), (18, 16), "窑头", "kiln head")
    _building(ax, (398, 72), (58, 24), "水泥粉磨车间", "cement mill")
    _building(ax, (472, 74), (34, 20), "包装", "packing")
    _silo(ax, (404, axis), 19)
    label(ax, (404, axis + 31), "熟料库", "clinker silo", ha="center")
    for column in range(4):
        _silo(ax, (401 + 26 * column, 228), given["silo_diameter"] / 2)
    label(ax, (440, 253), "水泥筒仓", "cement silos", ha="center")


def _building(ax: Axes, corner: Spot, size: Spot, name: str = "", english: str = "", colour: str = LIGHT) -> None:
    ax.add_patch(Rectangle(corner, *size, fc=colour, ec=INK, lw=1.1, zorder=5))
    label(ax, (corner[0] + size[0] / 2, corner[1] + size[1] + 13), name, english, ha="center")


def _silo(ax: Axes, centre: Spot, radius: float) -> None:
    ax.add_patch(Circle(centre, radius, fc=HEAVY, ec=INK, lw=1.1, zorder=5))


def _draw_frame(ax: Axes, length: float, width: float) -> None:
    """Dimensions, north, scale and legend."""
    paper = {
        "fontsize": 9.5,
        "ha": "center",
        "va": "center",
        "zorder": 9,
        "bbox": {"fc": "white", "ec": "none", "pad": 1.5},
    }
    arrow(ax, (0, -14), (length, -14), lw=0.9)
    ax.text(length / 2, -14, f"{length:g} m", **paper)
    arrow(ax, (-14, 0), (-14, width), lw=0.9)
    ax.text(-14, width / 2, f"{width:g} m", rotation=90, **paper)
    arrow(ax, (length - 16, width - 40), (length - 16, width - 12), heads="-|>", lw=1.5, mutation_scale=15)
    ax.text(length - 24, width - 26, "北 N", fontsize=9.5, ha="right", va="center", zorder=7)
    for step, colour in enumerate((INK, "white")):
        ax.add_patch(Rectangle((length - 100 + 50 * step, -52), 50, 5, fc=colour, ec=INK, lw=0.9))
    for mark in (0, 50, 100):
        ax.text(length - 100 + mark, -43, f"{mark}", fontsize=8, ha="center")
    ax.text(length - 108, -49.5, "m", fontsize=8.5, ha="right", va="center")
    ax.plot([0, 26], [-49.5, -49.5], color=EARTH, lw=1.7, ls=(0, (6, 3)))
    ax.text(31, -49.5, "地貌单元界线 landform boundary", fontsize=8.2, va="center")
    ax.add_patch(Rectangle((190, -54), 22, 9, fc=HEAVY, ec=INK, lw=0.9))
    ax.text(217, -49.5, "高大重载建（构）筑物 tall and heavy", fontsize=8.2, va="center")


def _draw_terms(ax: Axes) -> None:
    ax.set(xlim=(-3, 103), ylim=(-3, 59), aspect="equal")
    ax.add_patch(Rectangle((0, 0), 100, 56, fc="#f7f7f4", ec=INK, lw=1.4))
    for y in (0, 28, 56):
        ax.plot([0, 100], [y, y], color=SECOND, lw=1.4, zorder=3)
        ax.scatter(np.linspace(0, 100, 5), [y] * 5, s=44, fc="white", ec=SECOND, lw=1.6, zorder=4)
    arrow(ax, (62.5, 1), (62.5, 27), ACCENT)
    label(ax, (66, 13), "勘探线间距", "line spacing", ACCENT, size=9.5)
    for x in (25, 50):
        ax.plot([x, x], [31, 44], color=ACCENT, lw=0.6)
    arrow(ax, (25, 42), (50, 42), ACCENT)
    label(ax, (53, 40.5), "勘探点间距", "point spacing", ACCENT, size=9.5)
    arrow(ax, (14, 28), (14, 18), SECOND, heads="-", lw=0.8)
    label(ax, (14, 11), "勘探线", "line", SECOND, ha="center")


def _draw_rings(ax: Axes) -> None:
    ax.set(xlim=(-1.08, 2.75), ylim=(-1.08, 1.08), aspect="equal")
    ax.add_patch(Circle((0, 0), 1, fc="#fbf1ec", ec=INK, lw=1.6))
    ax.add_patch(Circle((0, 0), 0.5, fc="none", ec=SECOND, lw=1.1, ls=(0, (5, 3))))
    for radius, count, colour in ((1, 6, INK), (0.5, 3, SECOND)):
        angle = np.radians(30 + 360 * np.arange(count) / count)
        ax.scatter(radius * np.cos(angle), radius * np.sin(angle), s=50, fc="white", ec=colour, lw=1.6, zorder=4)
    ax.scatter([0], [0], s=50, fc=ACCENT, ec=ACCENT, zorder=4)
    for degrees, radius, name in ((0, 1, "$R$"), (205, 0.5, "$R/2$")):
        end = radius * np.cos(np.radians(degrees)), radius * np.sin(np.radians(degrees))
        arrow(ax, (0, 0), end, ACCENT, heads="-|>")
        ax.text(0.66 * end[0], 0.66 * end[1] + 0.13, name, fontsize=10.5, color=ACCENT, ha="center", va="center")
    for start, y, name, english, colour in (
        ((0.70, 0.72), 0.72, "外环：筒仓轮廓线", "outer ring: the outline", INK),
        ((0.49, -0.10), -0.15, "内环：1/2 半径", "inner ring: half the radius", SECOND),
        ((0.04, -0.05), -0.80, "圆心一个点", "one point at the centre", ACCENT),
    ):
        ax.plot([start[0], 1.22], [start[1], y], color=colour, lw=0.8)
        label(ax, (1.27, y), name, english, colour, size=9.5)


if __name__ == "__main__":
    keep_figure("spacing", "the-site", "plan.png", draw, USES)
