"""A figure in a hand-written notebook: drawn from the notebook's own given values, kept in it as an attachment.

PNG at about twice the size on screen, with the Chinese drawn in: JupyterLab shows no SVG attachment, and a reader's
machine may have no Chinese font.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import nbformat
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

SOURCE = Path(__file__).parents[2] / "source" / "cement-plant"
CHINESE_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Zen Hei")
INK, SOFT_INK, PAPER = "#22313a", "#5d6b73", "#ffffff"
ACCENT, SECOND = "#b4472e", "#1f6f8b"
WIDTH_PX = 1680
COLOURS = 128

Place = tuple[float, float, float, float]
Spot = tuple[float, float]


def keep_figure(
    assignment: str, cell: str, name: str, draw: Callable[[dict[str, Any]], Figure], uses: Iterable[str]
) -> None:
    """Draws and keeps the picture as attachment ``name`` of the markdown ``cell``.

    Given a file on the command line, writes the picture there to be looked at, and leaves the notebook alone.
    """
    notebook = SOURCE / assignment / f"{assignment}.ipynb"
    use_chinese_font()
    given = given_values(notebook)
    picture = as_png(draw(given), json.dumps({name: given[name] for name in uses}))
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_bytes(picture)
        return
    content = nbformat.read(notebook, as_version=4)
    target = next(one for one in content.cells if one.id == cell)
    target["attachments"] = {name: {"image/png": base64.b64encode(picture).decode()}}
    nbformat.write(content, notebook)
    print(f"{notebook.name}: {name}, {len(picture) // 1024} kB")


def use_chinese_font() -> None:
    """Sets matplotlib to the first Chinese font of this machine; ends with a sentence when there is none."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    font = next((name for name in CHINESE_FONTS if name in known), None)
    if font is None:
        sys.exit(f"No Chinese font found; looked for {', '.join(CHINESE_FONTS)}. Install one, e.g. fonts-noto-cjk.")
    mpl.rcParams.update({"font.family": font, "text.color": INK, "axes.unicode_minus": False})


def given_values(notebook: Path) -> dict[str, Any]:
    """What the notebook's given cells (ids ``given-…``) define."""
    values: dict[str, Any] = {"pd": pd}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code" and cell.id.startswith("given-"):
            exec(cell.source, values)  # noqa: S102 - the course's own cell
    return values


def as_png(figure: Figure, drawn_from: str) -> bytes:
    """The figure in few colours (a third of the size), with the values that it was drawn from in its text."""
    raw, small, text = io.BytesIO(), io.BytesIO(), PngInfo()
    figure.savefig(raw, format="png", dpi=WIDTH_PX / figure.get_figwidth(), facecolor=PAPER)
    text.add_text("Given", drawn_from)
    picture = (
        Image.open(raw).convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    picture.save(small, format="png", optimize=True, pnginfo=text)
    return small.getvalue()


def panel(figure: Figure, place: Place, title: str, english: str) -> Axes:
    """An empty panel with its title in both languages above it."""
    left, bottom, _, height = place
    line = bottom + height + 0.045
    figure.text(left, line, title, fontsize=12.5, weight="bold")
    figure.text(left + 0.0143 * len(title) + 0.010, line, english, fontsize=9, color=SOFT_INK)
    ax = figure.add_axes(place, anchor="NW")
    ax.axis("off")
    return ax


def arrow(ax: Axes, start: Spot, end: Spot, colour: str = INK, *, heads: str = "<|-|>", **look: Any) -> None:
    """An arrow without gaps at its ends; two-headed, as for a dimension, unless told otherwise."""
    props = {"arrowstyle": heads, "color": colour, "lw": 1.1, "mutation_scale": 10, "shrinkA": 0, "shrinkB": 0, **look}
    ax.annotate("", end, start, arrowprops=props, zorder=8)


def label(ax: Axes, spot: Spot, name: str, english: str, colour: str = INK, *, size: float = 9, **text: Any) -> None:
    """A name with its English below it, in smaller letters."""
    x, y = spot
    small = text | {"fontsize": size - 1.5, "alpha": 0.9}
    ax.annotate(
        name, (x, y), (0, 1), textcoords="offset points", va="bottom", color=colour, fontsize=size, zorder=9, **text
    )
    ax.annotate(english, (x, y), (0, -1), textcoords="offset points", va="top", color=colour, zorder=9, **small)
