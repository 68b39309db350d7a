"""Borehall's desk: what runs beside a trainee's notebooks. No rules, no answers."""

__version__ = "0.1.0"
