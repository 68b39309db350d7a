"""The plan editor: exploration points placed on a scaled drawing, with a table beside it and a DataFrame in code."""

from borehall_desk.plan_editor.points import PlanRefused
from borehall_desk.plan_editor.widget import PlanEditor

__all__ = ["PlanEditor", "PlanRefused"]
