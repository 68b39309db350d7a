"""What stands before the hub starts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from borehall.course.room import STEPS
from borehall.hub.new_site import write_site
from borehall.hub.prepare import prepare_site
from borehall.site import Site
from borehall.system_accounts import SystemAccounts
from tests.hall import COURSE

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's courses have accounts of their own")


@pytest.fixture
def site() -> Iterator[Site]:
    """A new site that everybody reaches, written by somebody with a strict umask."""
    folder = Path(tempfile.mkdtemp(prefix="borehall-test-", dir="/tmp"))
    folder.chmod(0o755)
    site = Site(folder / "site")
    before = os.umask(0o077)
    try:
        write_site(site.root, demonstration=True)
        yield site
    finally:
        os.umask(before)
        shutil.rmtree(site.ground, ignore_errors=True)
        shutil.rmtree(folder)


@as_root
def test_a_course_comes_to_its_work_in_a_site_that_was_made_under_a_strict_umask(site: Site) -> None:
    prepare_site(site)
    accounts = SystemAccounts(site.system_accounts_file)
    course, readers = accounts.find("course", COURSE), accounts.find("hall", "readers")
    for step in STEPS:
        above, own = (site.root / step).stat(), site.step(step, COURSE).stat()
        assert (above.st_mode & 0o777, above.st_gid) == (0o750, readers), step
        assert (own.st_mode & 0o777, own.st_uid) == (0o700, course), step
