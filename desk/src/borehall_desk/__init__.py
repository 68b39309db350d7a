"""Borehall's desk: what runs beside a trainee's notebooks. No rules, no answers."""

from pathlib import Path

__version__ = "0.1.0"

HERE = Path(__file__).parent

CONFIG = HERE / "config"
"""Folders for JUPYTER_CONFIG_PATH: one for each language."""

LABEXTENSION = HERE / "labextension"
"""The prebuilt JupyterLab extension; formgrader's pages use its translate.js and word list as well."""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "borehall_desk.server"}]


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "@borehall/desk"}]
