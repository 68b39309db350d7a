"""Checking a whole exploration plan: ``rules.plan.check(points, works, stage)``."""

from borehall.rules.plan.checking import STAGES, check
from borehall.rules.plan.finding import Finding, Findings
from borehall.rules.plan.works import Works

__all__ = ["STAGES", "Finding", "Findings", "Works", "check"]
