"""The widget: what the kernel and the browser hold together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import pandas as pd
import traitlets

from borehall_desk.plan_editor.bundle import bundle, styles
from borehall_desk.plan_editor.frame import frame_of, points_of
from borehall_desk.plan_editor.points import PlanRefused, Point, take_points
from borehall_desk.plan_editor.shapes import Shape, shapes_of
from borehall_desk.plan_editor.vocabulary import LANGUAGES


class PlanEditor(anywidget.AnyWidget):
    """Exploration points on a scaled drawing of ``works``, with a table beside it.

    ``works`` and ``stage`` are those of a plan field's form; ``value`` is a list of points as in answers.json, and
    `frame` the same as a DataFrame. ``language`` (zh_CN, en) may be changed while it is shown. A list or a frame that
    can't be used is refused with a sentence, and the last good one stays.
    """

    _esm = bundle()
    _css = styles()

    works = traitlets.Dict()
    stage = traitlets.Unicode("detailed")
    language = traitlets.Enum(LANGUAGES, "zh_CN").tag(sync=True)
    value: traitlets.List[Point] = traitlets.List().tag(sync=True)
    _shapes: traitlets.List[Shape] = traitlets.List().tag(sync=True)
    _choices = traitlets.Dict().tag(sync=True)
    _columns: traitlets.List[str] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        works: Mapping[str, Any],
        stage: str = "detailed",
        language: str = "zh_CN",
        value: Sequence[Point] = (),
        **options: Any,
    ) -> None:
        super().__init__(works=dict(works), stage=stage, language=language, value=list(value), **options)

    @property
    def frame(self) -> pd.DataFrame:
        """The points as a table, a row each. Change a copy and set it as a whole."""
        return frame_of(self.value, self._columns)

    @frame.setter
    def frame(self, frame: pd.DataFrame) -> None:
        self.value = points_of(frame, self.language)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """What the browser sends. Points that can't be used are refused there, and the last good ones drawn again."""
        try:
            take_points(sync_data.get("value", []), self.language)
        except PlanRefused as refused:
            self.send({"refused": str(refused), "value": sync_data["value"]})
            sync_data = {name: value for name, value in sync_data.items() if name != "value"}
            self.send_state("value")
        super().set_state(sync_data)

    @traitlets.validate("value")
    def _take_value(self, proposal: Mapping[str, Any]) -> list[Point]:
        try:
            return take_points(proposal["value"], self.language)
        except PlanRefused as refused:
            raise traitlets.TraitError(str(refused)) from refused

    @traitlets.observe("works", "stage")
    def _draw_works(self, _: object) -> None:
        site = self.works.get("site", {})
        names = [str(work["name"]) for work in self.works.get("works", ())]
        lines = [str(line.get("exploration_line") or "") for line in site.get("production_lines", ())]
        units = [*site.get("landform_units", ()), *site.get("geological_units", ())]
        self._shapes = shapes_of(self.works)
        self._choices = {"works": names, "line": [line for line in lines if line], "unit": list(dict.fromkeys(units))}
        wanted = {"works": len(names) > 1, "line": self.stage == "initial", "unit": bool(units)}
        self._columns = [name for name, is_wanted in wanted.items() if is_wanted]
