"""`borehall doctor`: looks at an installation and names each fault with its mend. Changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from borehall.course.course import all_courses, check_sources
from borehall.course.roster import read_roster
from borehall.faults import Fault
from borehall.grading.isolate.layers import Layer, mend, running_as, self_test
from borehall.hub.environment import Environment
from borehall.hub.prepare import check_reachable
from borehall.hub.services import papers_service, with_papers
from borehall.hub.settings import HallSettings, load_settings
from borehall.hub.up import answers, check_port
from borehall.site import Site
from borehall.words import say

_ENOUGH_DISK_GB = 2


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``mend`` says what to do about a fault or a warning."""

    level: Literal["ok", "warning", "fault"]
    what: str
    mend: str = ""

    def line(self) -> str:
        """For the console."""
        sign = {"ok": "✓", "warning": "!", "fault": "✗"}[self.level]
        return f"{sign} {self.what}" + (f"\n    → {self.mend}" if self.mend else "")


def examine(site: Site) -> Iterator[Finding]:
    """Every finding, in the order in which a start would meet them."""
    yield from _environment()
    try:
        settings = load_settings(site.settings_file)
    except Fault as fault:
        yield _of(fault)
        return
    yield Finding("ok", say("Settings are in order: {file}", file=site.settings_file))
    yield from _courses(site)
    yield from _address(site, settings)
    yield from _papers_desks(site, settings)
    yield from _isolation(site)
    yield from _boxes()
    yield _disk(site)


def _environment() -> Iterator[Finding]:
    missing = Environment().check()
    if missing:
        yield from map(_of, missing)
        return
    yield Finding(
        "ok", say("The hall's and the trainees' environments are complete: {folder}", folder=Environment().folder)
    )
    # Isolated from the caller's PYTHONPATH and folder, which no trainee's server has.
    probe = [str(Environment().desk / "python"), "-I", "-c", "import borehall"]
    if subprocess.run(probe, check=False, capture_output=True).returncode == 0:
        mend = say("Run `make clean` and `make up`: only borehall-desk may be installed there.")
        yield Finding("fault", say("The trainees' environment can import borehall, which knows the answers."), mend)


def _courses(site: Site) -> Iterator[Finding]:
    try:
        courses = all_courses(site)
    except Fault as fault:
        yield _of(fault)
        return
    if not courses:
        yield Finding("warning", say("There is no course yet."), say("Make courses/<course>/course.toml."))
    for course in courses:
        try:
            check_sources(site, course)
            people = read_roster(course.roster_file, instructors=course.instructors).people
        except Fault as fault:
            yield _of(fault)
            continue
        yield Finding("ok", say("Course {title}: {count} trainees", title=course.title, count=len(people)))


def _address(site: Site, settings: HallSettings) -> Iterator[Finding]:
    port = settings.hub.port
    if answers(f"http://127.0.0.1:{port}{settings.hub.base_url}hub/health"):
        yield Finding("ok", say("A hall is running on port {port}.", port=port))
        return
    try:
        check_port(site, settings)
    except Fault as fault:
        yield _of(fault)
        return
    yield Finding("ok", say("Port {port} is free.", port=port))


def _papers_desks(site: Site, settings: HallSettings) -> Iterator[Finding]:
    """Whether they answer, while the hall runs."""
    hall = settings.hub.local_address
    if not answers(f"{hall}hub/health"):
        return
    try:
        courses = with_papers(all_courses(site))
    except Fault:
        return  # told with the courses
    for course in courses:
        if answers(f"{hall}services/{papers_service(course)}/api/health"):
            yield Finding("ok", say("The papers desk of course {course} answers.", course=course))
        else:
            yield Finding(
                "fault",
                say("The papers desk of course {course} does not answer: its papers reach nobody.", course=course),
                say(
                    "If the course has had papers only since the last start, restart the hall; otherwise look for "
                    "{name} in {log}.",
                    name=papers_service(course),
                    log=site.hub / "hub.log",
                ),
            )


def _isolation(site: Site) -> Iterator[Finding]:
    if os.geteuid() != 0:
        yield Finding(
            "warning",
            say("Run by an ordinary user, every trainee's server runs as this user and can read the others' files."),
            say("For an exam or for people who do not trust each other, let root run the hall."),
        )
        return
    try:
        check_reachable(site.root)
        check_reachable(site.ground)
    except Fault as fault:
        yield _of(fault)
        return
    yield Finding("ok", say("Each trainee's server runs under a system account of its own."))


def _boxes() -> Iterator[Finding]:
    """Whether trainees' code can be kept apart when it is graded: by trying."""
    layers = self_test()
    broken = [layer for layer in layers if not layer.held]
    if not any(layer.needed for layer in broken):
        what = say("Submissions are graded in boxes ({mode}): {layers}.", mode=running_as(), layers=_names(layers))
        yield Finding("ok", what)
    for layer in broken:
        what = say("Boxes for grading lack this: {layer} ({why})", layer=layer.name, why=layer.why)
        yield Finding("fault" if layer.needed else "warning", what, mend() if layer.needed else "")


def _names(layers: Sequence[Layer]) -> str:
    return say("; ").join(layer.name for layer in layers if layer.held)


def _disk(site: Site) -> Finding:
    folder = next(parent for parent in (site.ground, *site.ground.parents) if parent.exists())
    free = shutil.disk_usage(folder).free / 1e9
    what = say("{free:.1f} GB are free below {folder}.", free=free, folder=folder)
    if free > _ENOUGH_DISK_GB:
        return Finding("ok", what)
    return Finding("warning", what, say("Below {enough} GB trainees may lose work: free some.", enough=_ENOUGH_DISK_GB))


def _of(fault: Fault) -> Finding:
    return Finding(
        "fault", "\n    ".join(part for part in (fault.where, fault.seen, fault.expected) if part), fault.next_step
    )
