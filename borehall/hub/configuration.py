"""The hub's own configuration, from a site's settings. Functions here only set: same input, same result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from borehall.hub.environment import Environment
from borehall.hub.ports import kept_port
from borehall.hub.settings import HallSettings
from borehall.hub.spawner import HallSpawner
from borehall.site import Site


def set_hub(c: Any, site: Site, settings: HallSettings) -> None:
    """Where the hub listens and keeps its things."""
    host = f"[{settings.hub.address}]" if ":" in settings.hub.address else settings.hub.address
    c.JupyterHub.bind_url = f"http://{host}:{settings.hub.port}{settings.hub.base_url}"
    c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{kept_port(site, 'hub')}"
    c.JupyterHub.db_url = database_url(site)
    c.JupyterHub.cookie_secret_file = str(site.hub / "cookie_secret")
    # Two hours of an exam and a lunch between: longer sessions only help whoever finds a screen unlocked.
    c.JupyterHub.cookie_max_age_days = 1
    c.JupyterHub.shutdown_on_logout = False


def database_url(site: Site) -> str:
    """The hub's own database."""
    return f"sqlite:///{site.hub / 'jupyterhub.sqlite'}"


def set_proxy(c: Any, site: Site) -> None:
    """configurable-http-proxy from the environment that the bootstrap made."""
    environment = Environment()
    c.ConfigurableHTTPProxy.command = [str(environment.node), str(environment.proxy_script)]
    c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{kept_port(site, 'proxy')}"
    c.ConfigurableHTTPProxy.pid_file = str(site.hub / "proxy.pid")


def set_spawner(c: Any, site: Site, settings: HallSettings) -> None:
    """Trainees' servers."""
    environment = Environment()
    c.JupyterHub.spawner_class = HallSpawner
    c.HallSpawner.site_root = str(site.root)
    c.HallSpawner.desk_programs = str(environment.desk)
    c.HallSpawner.desk_config = str(environment.desk_config)
    c.HallSpawner.hall_language = settings.hub.language
    c.HallSpawner.hall_address = settings.hub.local_address
    c.HallSpawner.cmd = [str(environment.desk / "jupyterhub-singleuser")]
    c.HallSpawner.default_url = f"/{settings.servers.default_page}"
    c.HallSpawner.args = [f"--MappingKernelManager.cull_idle_timeout={settings.servers.idle_kernel_cull_s}"]
    c.HallSpawner.env_keep = []
    c.HallSpawner.start_timeout = settings.servers.start_timeout_s
    c.HallSpawner.http_timeout = settings.servers.start_timeout_s
    c.HallSpawner.interrupt_timeout = 5
    c.HallSpawner.term_timeout = 5


def load_operator_hatch(c: Any, site: Site) -> None:
    """``hub_config/local/*.py``, in order, last: for what no setting covers. Unsupported, and yours."""
    for file in sorted((site.root / "hub_config" / "local").glob("*.py")):
        exec(compile(file.read_text(), str(file), "exec"), {"c": c, "__file__": str(Path(file))})  # noqa: S102
