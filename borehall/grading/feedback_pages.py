"""Feedback pages: scores, comments and remarks in both languages, without the hidden tests.

nbgrader turns the autograded notebook into the page, and that notebook holds every hidden test with its source and, in
a traceback, the values it compared. A trainee gets the score, what the test's author wrote for them to read, and no
line of the test itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, GetGrades, NbGraderPreprocessor
from traitlets.config import Config

NOT_SHOWN = "# 隐藏检查不在此显示 / hidden tests are not shown"
FAILED = "隐藏检查未通过 / a hidden test failed"

_TEMPLATES = Path(__file__).parent / "templates"


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter under a name of its own, so that its template is not formgrader's."""


class HideTests(NbGraderPreprocessor):
    """Takes hidden tests out of the notebook that feedback is made from: their source, and what shows it."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Hides in every code cell that holds a hidden test; others stay as they are."""
        delimiters = ClearHiddenTests(parent=self)
        begin, end = delimiters.begin_test_delimeter, delimiters.end_test_delimeter
        messages = list(own_messages(cell.source for cell in nb.cells if is_locked_code(cell)))
        for cell in nb.cells:
            if cell.cell_type == "code" and begin in cell.source:
                cell.source = without_regions(cell.source, begin, end)
                cell.outputs = [seen for output in cell.outputs for seen in shown(output, messages)]
        return nb, resources


def set_feedback_pages(c: Config) -> None:
    """Sets ``c`` so that nbgrader's GenerateFeedback makes our pages. Nothing else of nbgrader is changed."""
    c.GenerateFeedback.exporter_class = FeedbackExporter
    c.GenerateFeedback.preprocessors = [GetGrades, HideTests, CSSHTMLHeaderPreprocessor]
    c.FeedbackExporter.template_name = "borehall_feedback"
    c.FeedbackExporter.extra_template_basedirs = [str(_TEMPLATES)]


def is_locked_code(cell: NotebookNode) -> bool:
    """Whether the cell's code is its author's, not the trainee's."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and nbgrader.get("locked", False) and not nbgrader.get("solution", False)


def without_regions(source: str, begin: str, end: str) -> str:
    """``source`` with each region from ``begin`` to ``end`` as one comment; an open one goes on to the end."""
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        if not inside and begin in line:
            inside = True
            kept.append(NOT_SHOWN)
        elif inside:
            inside = end not in line
        else:
            kept.append(line)
    return "\n".join(kept)


def own_messages(sources: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Patterns of the messages that ``assert`` statements in ``sources`` carry."""
    for source in sources:
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue  # an IPython magic: its messages are unknown, so they are not shown
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert) and node.msg is not None:
                yield re.compile(_message_pattern(node.msg))


def _message_pattern(message: ast.expr) -> str:
    if isinstance(message, ast.Constant):
        return re.escape(str(message.value))
    if isinstance(message, ast.JoinedStr):
        return "".join(_message_pattern(part) for part in message.values)
    if isinstance(message, ast.BinOp) and isinstance(message.op, ast.Add):
        return _message_pattern(message.left) + _message_pattern(message.right)
    return ".*"


def shown(output: NotebookNode, messages: list[re.Pattern[str]]) -> Iterator[NotebookNode]:
    """What a trainee sees of one output of a hidden test.

    What its author printed is for them. The cell's value is the partial credit, which stands in the heading; stderr
    and tracebacks quote the source.
    """
    if output.output_type == "error":
        said = error_line(output.ename, output.evalue, messages)
        output.traceback, output.evalue = [said], said
        yield output
    elif output.output_type == "display_data" or (output.output_type == "stream" and output.name == "stdout"):
        yield output


def error_line(ename: str, evalue: str, messages: list[re.Pattern[str]]) -> str:
    """The last line of a traceback, as far as it gives nothing away.

    An assertion keeps the words of its own ``assert``; a library's (numpy's, unittest's) would tell the expected value.
    """
    if ename == "AssertionError":
        own = any(message.fullmatch(evalue) for message in messages)
        return evalue if own and evalue else FAILED
    first = evalue.split("\n", 1)[0]
    return f"{ename}: {first}" if first else ename
