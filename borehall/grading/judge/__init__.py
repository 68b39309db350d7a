"""Judging apart: a trainee's notebook runs in one box, its tests in another, and only plain values pass between."""
