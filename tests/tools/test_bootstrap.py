"""Which site `make up` runs, and what it says when the disk does not serve."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_FILE = Path(__file__).parents[2] / "tools" / "bootstrap.py"
_as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run under other accounts")


@pytest.fixture(scope="module")
def bootstrap():
    spec = importlib.util.spec_from_file_location("bootstrap", _FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody reaches, with an environment in it."""
    with TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "env").mkdir()
        (folder / "env" / "hall").symlink_to(sys.prefix)
        yield folder


def test_the_clone_itself_is_the_site_where_everybody_reaches_it(bootstrap, place):
    clone = place / "borehall"
    clone.mkdir(mode=0o700)
    assert bootstrap.ensure_site(place / "env", clone, outside=place) == clone
    assert sorted(entry.name for entry in place.iterdir()) == ["borehall", "env"]


@_as_root
def test_a_clone_below_a_closed_folder_gets_one_site_outside_and_keeps_it(bootstrap, place, capsys):
    clone = place / "root" / "borehall"
    clone.mkdir(parents=True)
    clone.parent.chmod(0o700)
    site = bootstrap.ensure_site(place / "env", clone, outside=place)
    said = capsys.readouterr().err
    assert site.parent == place
    assert not bootstrap.closed_above(site)
    assert (site / "hub_config" / "hall.toml").is_file()
    assert (site / "courses" / "cement-plant" / "course.toml").is_file()
    assert str(site) in said
    assert str(clone.parent) in said

    (site / "hub_config" / "hall.toml").write_text("[hub]\nport = 8123\n")
    assert bootstrap.ensure_site(place / "env", clone, outside=place) == site
    assert (site / "hub_config" / "hall.toml").read_text() == "[hub]\nport = 8123\n"


@_as_root
def test_a_site_that_was_broken_off_is_made_again(bootstrap, place):
    clone = place / "root" / "borehall"
    clone.mkdir(parents=True)
    clone.parent.chmod(0o700)
    site = bootstrap.ensure_site(place / "env", clone, outside=place)
    half = site.with_name(f".{site.name}.new")
    site.rename(half)
    (half / "hub_config" / "hall.toml").unlink()
    assert bootstrap.ensure_site(place / "env", clone, outside=place) == site
    assert (site / "hub_config" / "hall.toml").is_file()
    assert not half.exists()


def test_an_environment_is_readable_whatever_the_umask_of_who_filled_the_cache(bootstrap, place):
    package = place / "desk" / "lib" / "package"
    package.mkdir(parents=True)
    program = place / "desk" / "bin"
    program.write_text("#!/bin/sh")
    for path, mode in ((package, 0o700), (package.parent, 0o700), (place / "desk", 0o700), (program, 0o700)):
        path.chmod(mode)
    (package / "module.py").touch(mode=0o600)
    bootstrap.open_to_readers(place / "desk")
    modes = [path.stat().st_mode & 0o777 for path in (package, package / "module.py", program, place / "desk")]
    assert modes == [0o755, 0o644, 0o755, 0o700]


def test_a_disk_that_does_not_serve_is_said_in_both_languages(place):
    clone = place / "borehall"
    (clone / "tools").mkdir(parents=True)
    shutil.copy(_FILE, clone / "tools")
    (clone / "var").write_text("no folder")
    command = ["/usr/bin/python3", clone / "tools" / "bootstrap.py"]
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(command, check=False, capture_output=True, text=True, **nobody)
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"{clone}/var/env" in done.stderr
    assert "run the same command again" in done.stderr
    assert "重新运行" in done.stderr
    assert "Traceback" not in done.stderr
