"""Courses: course.toml, rosters, notebooks, release, and the nbgrader configuration of a course."""
