"""Drawn examples are not timed: how fast a machine is says nothing about a rule."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
