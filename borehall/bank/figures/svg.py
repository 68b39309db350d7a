"""The few marks that the drawings are made of. Text in a drawing is escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Zen Hei',sans-serif"
INK = "#222"

SOIL_FILLS = {
    "fill": "#d9cfc1", "clay": "#d8b98f", "mucky silty clay": "#a9a39b", "silty clay": "#e3c9a0", "silt": "#eadfb4",
    "fine sand": "#f4e9a8", "medium sand": "#f0d982", "gravelly sand": "#e6c670", "cobbles": "#cfc6b2",
    "residual soil": "#dca98a", "completely weathered rock": "#c9b7c7", "strongly weathered rock": "#b3b0c9",
    "moderately weathered rock": "#99a3be",
}  # fmt: skip


def drawing(width: float, height: float, title: str, marks: Iterable[str]) -> str:
    """A whole drawing; ``title`` is what a screen reader says."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label={quoteattr(title)} font-family="{FONTS}" font-size="12" '
        f'fill="{INK}">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>' + "".join(marks) + "</svg>"
    )


def text(x: float, y: float, words: str, anchor: str = "start", size: float = 12) -> str:
    """Words, their base line at y."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, width: float = 1, dash: str = "", colour: str = INK) -> str:
    """A straight line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width:g}"{dashes}/>'
    )


def polygon(points: Sequence[tuple[float, float]], fill: str = "none", stroke: str = INK) -> str:
    """A closed outline."""
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{places}" fill="{fill}" stroke="{stroke}"/>'


def rectangle(x: float, y: float, width: float, height: float, fill: str = "none") -> str:
    """A rectangle by its upper left corner."""
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill)


def circle(x: float, y: float, radius: float, fill: str = "none", dash: str = "") -> str:
    """A circle."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{INK}"{dashes}/>'
