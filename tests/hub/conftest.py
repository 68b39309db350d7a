"""One real hub for all tests of its accounts and pages, since a start takes seconds. No notebook is started in it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
import requests

from borehall.hub.environment import Environment
from borehall.hub.initial_passwords import InitialPasswords
from borehall.hub.up import descendants
from tests.hub.visitor import RealHub

_CONFIG = """
from types import SimpleNamespace
from borehall.hub.accounts import set_accounts
from borehall.hub.pages import set_pages

c = get_config()
settings = SimpleNamespace(self_registration={self_registration}, minimum_password_length=8, seconds_locked=600,
                           failed_attempts_before_lock=3, operators=("oper",))
groups = {{"taker": ["nbgrader-plant"], "teacher": ["formgrade-plant", "nbgrader-unlisted"]}}
set_accounts(c, settings, {store!r}, lambda name: groups.get(name, []))
set_pages(c, language="auto", courses={{"plant": {{"zh_CN": "水泥厂勘察", "en": "Plant survey"}}}},
          hall_title={{"zh_CN": "勘察实训厅", "en": "Survey hall"}}, person_name={{"taker": "李明"}}.get)
c.JupyterHub.bind_url = "http://127.0.0.1:{port}/"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub_port}"
c.JupyterHub.db_url = {database!r}
c.JupyterHub.cookie_secret_file = "cookie_secret"
c.JupyterHub.spawner_class = "simple"
c.Spawner.cmd = ["false"]
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.JupyterHub.services = [{{"name": "desk", "api_token": "0" * 32, "oauth_client_id": "service-desk",
                          "oauth_redirect_uri": "http://127.0.0.1:{port}/services/desk/callback"}}]
c.JupyterHub.load_roles = [{{"name": "desk-users", "users": ["taker"], "scopes": ["access:services!service=desk"]}}]
"""


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHub]:
    with _running_hub(tmp_path_factory.mktemp("hub"), self_registration=False) as real:
        yield real


@pytest.fixture(scope="session")
def hub_open_to_visitors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHub]:
    with _running_hub(tmp_path_factory.mktemp("open-hub"), self_registration=True) as real:
        yield real


@contextmanager
def _running_hub(folder: Path, self_registration: bool) -> Iterator[RealHub]:
    with ExitStack() as cleanup:
        port, hub_port, api_port = _ports(3)
        real = RealHub(
            f"http://127.0.0.1:{port}",
            InitialPasswords(folder / "initial_passwords.sqlite"),
            f"sqlite:///{folder / 'hub.sqlite'}",
        )
        config = folder / "jupyterhub_config.py"
        config.write_text(
            _CONFIG.format(
                store=str(real.initial.path),
                database=real.database_url,
                proxy=_proxy_command(),
                self_registration=self_registration,
                port=port,
                hub_port=hub_port,
                api_port=api_port,
            ),
            encoding="utf-8",
        )
        log = cleanup.enter_context((folder / "hub.log").open("w+"))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "borehall.hub.app", "-f", str(config)], cwd=folder, stdout=log, stderr=log
        )
        cleanup.callback(_end, process)
        _wait_until_open(real, process, folder / "hub.log")
        yield real


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the hub, and what it may leave: a proxy started through a wrapper outlives the signal to that wrapper."""
    below = list(descendants(process.pid))
    process.terminate()
    process.wait()
    for pid in below:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


def _proxy_command() -> list[str]:
    found = shutil.which("configurable-http-proxy")
    if found:
        return [found]
    environment = Environment()
    return [str(environment.node), str(environment.proxy_script)]


def _ports(count: int) -> list[int]:
    with ExitStack() as probes:
        held = [probes.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [probe.getsockname()[1] for probe in held]


def _wait_until_open(hub: RealHub, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(hub.address + "/hub/health", timeout=5).status_code == 200:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    raise AssertionError(log.read_text())
