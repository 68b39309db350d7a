"""Boxes for code that nobody vouches for: `open_house`, then `House.open` for each run.

What runs inside a box lies in `borehall.grading.warm`; this is the side that asks for boxes and speaks with them.
"""
