"""The report on a checked plan: a workbook of findings, and a figure of plan and section."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from borehall.rules.plan.finding import Findings
from borehall.rules.plan.points import ALIASES, KINDS
from borehall.rules.plan.works import Works
from borehall.rules.plan_figure import draw_plan
from borehall.words import current_language, say

WORKBOOK = "plan-check.xlsx"
FIGURE = "plan-check.png"
_ORDER = ("kind", "works", "line", "unit", "x", "y", "collar", "depth", "control", "sampled", "shear_wave", "in_rock")


def write_report(folder: Path, points: pd.DataFrame, works: Works, findings: Findings) -> tuple[Path, Path]:
    """Write ``plan-check.xlsx`` and ``plan-check.png`` into ``folder``; either is there whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    book, figure = folder / WORKBOOK, folder / FIGURE
    _replace(book, lambda path: _write_workbook(path, points, findings))
    _replace(figure, lambda path: draw_plan(points, works, findings).savefig(path, dpi=150, format="png"))
    return book, figure


def _replace(target: Path, write: Any) -> None:
    """Let ``write`` fill a file beside ``target``, then put it in its place in one step."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}-", suffix=target.suffix)
    os.close(handle)
    try:
        write(Path(name))
        os.chmod(name, 0o644)
        os.replace(name, target)
    finally:
        Path(name).unlink(missing_ok=True)


def _write_workbook(path: Path, points: pd.DataFrame, findings: Findings) -> None:
    flagged = findings.points()
    marked = in_words(points).assign(
        **{say("has a finding"): [say("yes") if label in flagged else "" for label in points.index]}
    )
    checked = [(citation.label, say("checked")) for citation in findings.checked]
    skipped = [(citation.label, reason) for citation, reason in findings.skipped]
    scope = pd.DataFrame(checked + skipped, columns=[say("clause"), say("state")])
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        for name, table in ((say("findings"), findings.frame()), (say("scope"), scope)):
            table.to_excel(book, sheet_name=name, index=False)
        marked.to_excel(book, sheet_name=say("points"))
        for sheet in book.sheets.values():
            _make_readable(sheet)


def in_words(points: pd.DataFrame) -> pd.DataFrame:
    """The points with headings, kinds and truth values in the reader's language."""
    chinese = current_language() == "zh_CN"
    headings = {name: word for word, name in reversed(ALIASES.items())} if chinese else {}
    table = points[[name for name in _ORDER if name in points]].copy()
    for name in table.select_dtypes("bool").columns:
        table[name] = [say("yes") if one else say("no") for one in table[name]]
    table["kind"] = [KINDS[kind] if chinese else kind for kind in table["kind"]]
    return table.rename(columns=headings).rename_axis(headings.get("id", "id"))


def _make_readable(sheet: Any) -> None:
    """Frozen and filtered heading, centimetres at most, columns as wide as their text, printed across one page."""
    from openpyxl.styles import Alignment, Font

    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.print_title_rows = "landscape", "1:1"
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = min(max(map(_width, column)) + 3, 60)
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, float):
                cell.number_format = "0.00"
        column[0].font = Font(bold=True)


def _width(cell: Any) -> int:
    """Width of a cell's text; a Chinese character takes two."""
    text = f"{cell.value:.2f}" if isinstance(cell.value, float) else str(cell.value or "")
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
