"""Grading: nbgrader's converters for now."""
