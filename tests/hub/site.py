"""A site on disk with two courses, for what reads a site without running it."""

from __future__ import annotations

from pathlib import Path

from borehall.site import Site

_COURSE = """
[course]
title_zh = "{course}"
title_en = "{course}"
demonstration = {demonstration}
[people]
instructors = ["{instructor}"]
"""


def write_course(
    site: Site, course: str, roster: str, instructor: str = "teacher", demonstration: bool = False
) -> None:
    """``courses/<course>``, with ``roster`` as the rows below its headings."""
    folder = site.course(course)
    folder.mkdir(parents=True, exist_ok=True)
    told = _COURSE.format(course=course, instructor=instructor, demonstration=str(demonstration).lower())
    (folder / "course.toml").write_text(told)
    (folder / "roster.csv").write_text(f"username,name\n{roster}")


def new_site(folder: Path) -> Site:
    """``plant`` with li and wang, ``silo`` with wang, both by teacher; the hub's own folder is there."""
    site = Site(folder)
    site.hub.mkdir(parents=True)
    site.settings_file.parent.mkdir()
    site.settings_file.touch()
    write_course(site, "plant", "li,李明\nwang,王芳\n")
    write_course(site, "silo", "wang,王芳\n")
    return site
