"""Drawings for statements, as SVG text: borehole log, section, plan. What they show is what the numbers say."""

from borehall.bank.figures.log import log_figure
from borehall.bank.figures.plan import plan_figure
from borehall.bank.figures.section import section_figure
from borehall.bank.figures.works import works_figure

__all__ = ["log_figure", "plan_figure", "section_figure", "works_figure"]
