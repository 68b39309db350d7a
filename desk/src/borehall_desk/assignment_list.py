"""nbgrader's assignment list, with failures told in sentences instead of tracebacks.

nbgrader answers a failed action with its traceback, and says nothing at all when a fetch fails. Here the traceback goes
to the server's log only. What the trainee reads is a sentence with a next step, in English; the Lab extension puts it
into Chinese by the same word list as the rest of the panel.
"""

from __future__ import annotations

from typing import Any

from nbgrader.server_extensions.assignment_list.handlers import AssignmentList
from nbgrader.server_extensions.validate_assignment.handlers import ValidateAssignmentHandler

from borehall_desk.failures import Action, tell

Answer = dict[str, Any]


class TellingAssignmentList(AssignmentList):
    """nbgrader's AssignmentList, whose failures are sentences."""

    _untold: str | None = None

    def fetch_assignment(self, course_id: str, assignment_id: str) -> Answer:
        """As nbgrader's; a failure is told by the list that nbgrader's handler asks for next."""
        answer = super().fetch_assignment(course_id, assignment_id)
        return self._remember(told(answer, "fetch", course_id, assignment_id))

    def fetch_feedback(self, course_id: str, assignment_id: str) -> Answer:
        """As nbgrader's; a failure is told by the list that nbgrader's handler asks for next."""
        answer = super().fetch_feedback(course_id, assignment_id)
        return self._remember(told(answer, "fetch feedback", course_id, assignment_id))

    def submit_assignment(self, course_id: str, assignment_id: str) -> Answer:
        """As nbgrader's, with a sentence for its dialog."""
        return told(super().submit_assignment(course_id, assignment_id), "submit", course_id, assignment_id)

    def list_assignments(self, course_id: str | None = None) -> Answer:
        """As nbgrader's, unless a fetch has just failed: then that."""
        if self._untold:
            sentence, self._untold = self._untold, None
            return {"success": False, "value": sentence}
        return told(super().list_assignments(course_id=course_id), "list", course_id or "", "")

    def _remember(self, answer: Answer) -> Answer:
        self._untold = None if answer["success"] else answer["value"]
        return answer


def told(answer: Answer, action: Action, course: str, assignment: str) -> Answer:
    """``answer``, with a sentence where nbgrader put a traceback."""
    if answer["success"]:
        return answer
    return {**answer, "value": tell(answer["value"], action, course, assignment)}


def tell_failed_validations() -> None:
    """The same for the Validate button, whose handler nbgrader offers no other way to reach."""
    stock = ValidateAssignmentHandler.validate_notebook
    if stock.__module__ == __name__:
        return

    def validate_notebook(self: ValidateAssignmentHandler, path: str) -> Answer:
        return told(stock(self, path), "validate", "", "")

    ValidateAssignmentHandler.validate_notebook = validate_notebook
