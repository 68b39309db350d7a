"""Borehall: a training and examination hall for geotechnical investigation."""

__version__ = "0.1.0"
