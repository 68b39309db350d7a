"""Hostile notebooks are judged as honest ones are."""

from tests.grading.judge.conftest import bench, houses

__all__ = ["bench", "houses"]
