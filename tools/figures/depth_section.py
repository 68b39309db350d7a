"""Figure 2 of the assignment on depth: a section with two foundations, and stresses against depth."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.patheffects import withStroke
from notebook_figure import ACCENT, INK, SECOND, SOFT_INK, Spot, arrow, keep_figure, label, panel

USES = ("tower_width", "tower_base", "tower_collar", "mill_width", "mill_base", "mill_collars", "stress_depths",
        "added_stress", "overburden")  # fmt: skip
STRATA = (
    ("①素填土", "fill", "#d9cbb2", "....", 2.2),
    ("②粉质黏土", "silty clay", "#eadfc4", "//", 10.5),
    ("③卵石", "gravel", "#dfe3d2", "oo", 20.5),
    ("④硬塑黏土", "stiff clay", "#ead9cb", "//", 41.0),
    ("⑤中风化砂岩", "moderately weathered sandstone", "#cfc9c4", "..", 99.0),
)
EAST, BOTTOM, TOP, ROOF = 117.0, 52.0, 124.0, 119.5
TOWER_X, MILL_X = 40.0, 92.0
CONCRETE, STEEL = "#8f989d", "#aab2b6"
HALO = [withStroke(linewidth=2.6, foreground="#f3ecdd")]
"""Letters stay clear of the hatching below them."""


def draw(given: dict[str, Any]) -> Figure:
    """The two panels."""
    figure = Figure(figsize=(12.0, 6.3))
    section = panel(figure, (0.03, 0.03, 0.635, 0.87), "剖面与孔深的量法", "How depths are measured")
    section.set(xlim=(-1, EAST + 1), ylim=(BOTTOM, TOP))
    _draw_ground(section, given)
    _draw_tower(section, given)
    _draw_mill(section, given)
    _draw_stresses(panel(figure, (0.725, 0.09, 0.25, 0.81), "变形计算深度", "Deformation depth"), given)
    return figure


def _ground_at(given: dict[str, Any], x: Any) -> Any:
    """Elevation of the ground: a straight slope through the collars of the tower's hole and of the mill's first."""
    slope = (given["mill_collars"][0] - given["tower_collar"]) / (MILL_X - TOWER_X)
    return given["tower_collar"] + slope * (np.asarray(x) - TOWER_X)


def _draw_ground(ax: Axes, given: dict[str, Any]) -> None:
    x = np.linspace(0, EAST, 120)
    ground = upper = _ground_at(given, x)
    for number, (name, english, colour, hatch, depth) in enumerate(STRATA):
        wave = (0.35 + 0.25 * number) * np.sin(x / (17 + 3 * number) + 1.3 * number)
        lower = np.maximum(ground - depth + wave, BOTTOM)
        outline = [*zip(x, upper, strict=True), *zip(x[::-1], lower[::-1], strict=True)]
        ax.add_patch(Polygon(outline, fc=colour, ec="none", zorder=1))
        pattern = Polygon(outline, fc="none", ec="#b9ab90", lw=0, hatch=hatch, zorder=1)
        pattern.set_hatch_linewidth(0.35)
        ax.add_patch(pattern)
        ax.plot(x, lower, color="#8d7f66", lw=0.8, zorder=2)
        if number:
            label(ax, (1.5, (upper[2] + lower[2]) / 2), name, english, path_effects=HALO)
        upper = lower
    ax.plot(x, ground, color=INK, lw=1.8, zorder=4)
    name, english, *_ = STRATA[0]
    ax.text(1.5, ground[2] + 2.6, f"{name}  {english}", fontsize=8.5)
    arrow(ax, (6, ground[6] + 2.2), (8, ground[8] - 1), SOFT_INK, heads="-", lw=0.7)


def _draw_tower(ax: Axes, given: dict[str, Any]) -> None:
    base, half = given["tower_base"], given["tower_width"] / 2
    left, right, end = TOWER_X - half, TOWER_X + half, base - 28.0
    ax.add_patch(Rectangle((left, base), 2 * half, 2.2, fc=CONCRETE, ec=INK, lw=1.2, zorder=5))
    for x in (left + 2, TOWER_X - 3, TOWER_X + 3, right - 2):
        ax.add_patch(Rectangle((x - 0.5, base + 2.2), 1.0, ROOF - base - 2.2, fc=STEEL, ec=INK, lw=0.8, zorder=4))
    for level in (107, 113, 119):
        ax.add_patch(Rectangle((left + 1, level), 2 * half - 2, 0.7, fc=STEEL, ec=INK, lw=0.8, zorder=5))
    ax.text(TOWER_X, 122.3, "窑尾塔架  preheater tower", fontsize=9.5, ha="center", va="center")
    _width(ax, left, right, base)
    _hole(ax, left + 4.5, float(_ground_at(given, left + 4.5)), base - 14.5, SECOND)
    label(ax, (left + 1.1, base - 18), "一般性勘探孔", "general hole", SECOND, ha="center", path_effects=HALO)
    _hole(ax, TOWER_X, given["tower_collar"], end, ACCENT)
    label(ax, (TOWER_X, end - 3.5), "控制性勘探孔", "control hole", ACCENT, ha="center", path_effects=HALO)
    _elevation(ax, (right + 1.5, base), f"基底标高 {base:.2f} m  base")
    _depth(ax, TOWER_X + 4.6, base, end, "自基底算起的深度", "depth below base", ACCENT, tie=TOWER_X + 1)


def _draw_mill(ax: Axes, given: dict[str, Any]) -> None:
    base, half, collar = given["mill_base"], given["mill_width"] / 2, given["mill_collars"][0]
    end = base - 13.6
    ax.add_patch(Rectangle((MILL_X - half, base), 2 * half, 5.2, fc=CONCRETE, ec=INK, lw=1.2, zorder=5))
    body = [(-2.6, 5.2), (-2.6, 9), (-1.6, 12.5), (1.6, 12.5), (2.6, 9), (2.6, 5.2)]
    ax.add_patch(Polygon([(MILL_X + x, base + y) for x, y in body], fc=STEEL, ec=INK, lw=1.0, zorder=4))
    ax.text(MILL_X, base + 15.2, "立磨（重大设备）  vertical mill", fontsize=9.5, ha="center", va="center")
    _width(ax, MILL_X - half, MILL_X + half, base)
    _hole(ax, MILL_X, collar, end, SECOND)
    ax.text(MILL_X, end - 1.2, "LM1", fontsize=9, color=SECOND, ha="center", va="top", path_effects=HALO)
    ax.plot([MILL_X + 1, MILL_X + 13], [collar, collar], color=SECOND, lw=0.7, zorder=6)
    ax.plot([MILL_X - half - 6, MILL_X - half], [base, base], color=ACCENT, lw=0.7, zorder=6)
    _depth(ax, MILL_X + 12, collar, end, "钻孔长度", "drilled length", SECOND, tie=MILL_X + 1)
    _depth(ax, MILL_X - 8.5, base, end, "自基底\n算起的深度", "depth below base", ACCENT, tie=MILL_X - 1)
    _elevation(ax, (MILL_X + 14, collar), "孔口标高  collar", above=True)


def _hole(ax: Axes, x: float, collar: float, end: float, colour: str) -> None:
    ax.add_patch(Rectangle((x - 0.45, end), 0.9, collar - end, fc="white", ec=colour, lw=1.2, zorder=6))
    ax.plot([x - 1.2, x + 1.2], [end, end], color=colour, lw=1.8, zorder=7)


def _width(ax: Axes, left: float, right: float, base: float) -> None:
    arrow(ax, (left, base - 1.6), (right, base - 1.6), lw=0.9, mutation_scale=8)
    ax.text(right - 1, base - 3.1, "$b$", fontsize=10.5, ha="center", va="center", zorder=8, path_effects=HALO)


def _depth(ax: Axes, x: float, top: float, end: float, name: str, english: str, colour: str, *, tie: float) -> None:
    """An upright dimension at ``x``; its text stands on the side away from ``tie``, the hole that it measures."""
    arrow(ax, (x, top), (x, end), colour)
    ax.plot([tie, x + (1 if x > tie else -1)], [end, end], color=colour, lw=0.7, zorder=6)
    side = {"ha": "left"} if x > tie else {"ha": "right"}
    spot = (x + (0.9 if x > tie else -0.9), (top + end) / 2)
    label(ax, spot, name, english, colour, linespacing=1.15, path_effects=HALO, **side)


def _elevation(ax: Axes, spot: Spot, name: str, *, above: bool = False) -> None:
    """The mark for an elevation: a small triangle on a line."""
    x, level = spot
    ax.plot([x - 1, x + 3], [level, level], color=INK, lw=0.8, zorder=7)
    ax.add_patch(Polygon([(x, level), (x - 0.8, level + 1.1), (x + 0.8, level + 1.1)], fc=INK, zorder=7))
    if above:
        ax.text(x, level + 1.8, name, fontsize=8.5, ha="center", zorder=9)
    else:
        ax.text(x + 3.6, level, name, fontsize=8.5, va="center", zorder=9, path_effects=HALO)


def _draw_stresses(ax: Axes, given: dict[str, Any]) -> None:
    z, added, own = (np.array(given[name], float) for name in ("stress_depths", "added_stress", "overburden"))
    fine = np.linspace(0, z[-1], 200)
    # A smooth curve through the table's rows; it misses none by more than a thousandth.
    added = np.exp(np.polynomial.Polynomial.fit(z, np.log(added), 8)(fine))
    own = np.interp(fine, z, own)
    share, near = 0.2 * own, fine <= 12.5
    cross = int(np.argmax(added <= share))
    ax.set(xlim=(-8, 405), ylim=(z[-1] + 2.6, -3))
    ax.fill_betweenx(fine, share, added, where=added >= share, color="#f6e3dc", zorder=1)
    ax.plot(added, fine, color=ACCENT, lw=2.0, zorder=3)
    ax.plot(share, fine, color=SECOND, lw=1.8, zorder=3)
    ax.plot(own[near], fine[near], color=SECOND, lw=1.2, ls=(0, (5, 3)), zorder=2)
    ax.plot([0, 395], [fine[cross]] * 2, color=INK, lw=0.9, ls=(0, (3, 3)), zorder=2)
    ax.scatter([added[cross]], [fine[cross]], s=42, fc="white", ec=INK, lw=1.4, zorder=5)
    label(ax, (264, 4.6), r"附加应力 $\sigma_z$", "added stress", ACCENT, size=9.5)
    label(ax, (222, 13.8), r"有效自重应力 $\sigma'_c$", "effective overburden", SECOND, size=9.5)
    ax.text(104, 37.0, r"$0.2\,\sigma'_c$", fontsize=11, color=SECOND)
    label(ax, (374, fine[cross] - 3.2), "变形计算深度", "deformation depth", size=9.5, ha="right")
    arrow(ax, (385, fine[cross]), (385, 0))
    arrow(ax, (0, 0), (0, z[-1] + 1), heads="-|>")
    ax.text(9, z[-1] + 0.4, "$z$", fontsize=11)
    ax.plot([0, 400], [0, 0], color=INK, lw=1.8)
    ax.text(0, -1.0, "基础底面  base", fontsize=9)
    ax.text(400, -1.0, "kPa", fontsize=9, ha="right", color=SOFT_INK)


if __name__ == "__main__":
    keep_figure("depth", "the-section", "section.png", draw, USES)
