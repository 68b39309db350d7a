"""The warm parent of the boxes, and what happens in a box. A program of its own: `borehall.grading.isolate` starts it.

Either environment's Python runs it, the trainees' as well, where borehall is not installed. So these modules import
nothing but the standard library and each other; what they print or hold is in the hands of those who are boxed.
"""
