"""Names in a figure, each at the side of its mark where it covers least; one that finds no room is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

Try = tuple[tuple[float, float], tuple[int, int]]
"""A place (data coordinates) and the side of it on which a name would stand: right and above are 1."""

SIDES = ((1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))
"""Where a name may stand beside its mark: right above first, as in drawings."""

_ALIGN = {-1: ("right", "top"), 0: ("center", "center"), 1: ("left", "bottom")}


class Labels:
    """Places names one after another on axes whose limits and size are settled; sizes are in pixels."""

    def __init__(self, axes: Any, marks: np.ndarray, radius: float) -> None:
        self.axes = axes
        self.renderer = axes.figure.canvas.get_renderer()
        pixels = axes.transData.transform(marks) if len(marks) else np.empty((0, 2))
        self.taken = np.hstack([pixels - radius, pixels + radius])

    def place(self, text: str, tries: Iterable[Try], gap: float, *, keep: bool, **style: Any) -> None:
        """Write ``text`` at that one of ``tries`` where it covers least, ``gap`` points away from the place.

        Left out when it would cover something everywhere, unless ``keep``.
        """
        if not text:
            return
        label = self.axes.annotate(text, (0, 0), (0, 0), textcoords="offset points", zorder=5, **style)
        cover, (spot, side) = min(self._covers(label, tries, gap), key=lambda found: found[0])
        if cover > 0 and not keep:
            label.remove()
            return
        self._move(label, spot, side, gap)
        box = label.get_window_extent(self.renderer)
        self.taken = np.vstack([self.taken, [box.x0, box.y0, box.x1, box.y1]])

    def _covers(self, label: Any, tries: Iterable[Try], gap: float) -> Iterator[tuple[float, Try]]:
        """How much the name would cover at each of ``tries``; the first that covers nothing is the last."""
        for spot, side in tries:
            self._move(label, spot, side, gap)
            cover = self._covered(label.get_window_extent(self.renderer))
            yield cover, (spot, side)
            if cover == 0:
                return

    def _move(self, label: Any, spot: tuple[float, float], side: tuple[int, int], gap: float) -> None:
        label.xy = spot
        label.set_position((side[0] * gap, side[1] * gap))
        label.set_ha(_ALIGN[side[0]][0])
        label.set_va(_ALIGN[side[1]][1])

    def _covered(self, box: Any) -> float:
        """Area of what is taken, and of what lies outside of the axes, under ``box``."""
        width = np.minimum(self.taken[:, 2], box.x1) - np.maximum(self.taken[:, 0], box.x0)
        height = np.minimum(self.taken[:, 3], box.y1) - np.maximum(self.taken[:, 1], box.y0)
        frame = self.axes.bbox
        inside = max(0.0, min(frame.x1, box.x1) - max(frame.x0, box.x0)) * box.height
        return float((width.clip(0) * height.clip(0)).sum() + box.width * box.height - inside)
