"""A real Jupyter server in a process of its own, and a real browser that looks at it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from playwright.sync_api import Page

TOKEN = "only-for-this-test"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
# Extensions start once the server listens; the last by name is nbgrader's.
STARTED = "nbgrader.server_extensions.validate_assignment | extension was successfully started"


class Log(threading.Thread):
    """Reads what a server writes, until it ends."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.lines: list[str] = []
        self.started = threading.Event()
        self.start()

    def run(self) -> None:
        for line in self.stream:
            self.lines.append(line)
            if STARTED in line:
                self.started.set()

    @property
    def address(self) -> str:
        """Where the server listens."""
        assert self.started.wait(timeout=60), "The server did not start:\n" + "".join(self.lines)
        found = ADDRESS.search("".join(self.lines))
        assert found
        return found.group()


@contextmanager
def jupyter_server(
    home: Path, root: Path, config_path: list[Path], *options: str, **variables: str
) -> Iterator[tuple[str, list[str]]]:
    """JupyterLab over ``root`` as long as the block lasts; yields its address and, growing, the lines of its log.

    ``variables`` go into its environment, as the hub's spawner puts some there.
    """
    fresh = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "BOREHALL"))}
    programs = str(Path(sys.executable).parent)
    env = {
        **fresh,
        "HOME": str(home),
        "PATH": os.pathsep.join([programs, fresh["PATH"]]),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(map(str, config_path)),
        "LANG": "C.UTF-8",
        **variables,
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--debug", *options]
    command += ["--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={root}"]
    command += [f"--IdentityProvider.token={TOKEN}"]
    # nbgrader fetches into the working folder, which is a trainee's home under the hub as well.
    process = subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        log = Log(process.stderr)
        yield log.address, log.lines
    finally:
        process.terminate()
        process.wait(timeout=30)


def shoot(page: Page, name: str) -> None:
    """Keeps what ``page`` shows, for a person to look at, where BOREHALL_SCREENSHOTS names a folder."""
    if folder := os.environ.get("BOREHALL_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def write_config(folder: Path, extensions: list[str], nbgrader_config: str) -> Path:
    """A folder for JUPYTER_CONFIG_PATH that enables server ``extensions`` and configures nbgrader."""
    folder.mkdir(parents=True)
    enabled = {"ServerApp": {"jpserver_extensions": dict.fromkeys(extensions, True)}}
    (folder / "jupyter_server_config.json").write_text(json.dumps(enabled))
    (folder / "nbgrader_config.py").write_text(nbgrader_config)
    return folder


# Every text that a person can see or hear below an element, one a line; what is drawn over a text counts instead of it.
VISIBLE_TEXT = """(root) => {
  const texts = [];
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return texts.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style, svg, pre, code, .shortcut-key")) return;
    if (!node.checkVisibility()) return;
    for (const name of ["title", "placeholder", "aria-label", "data-original-title"]) {
      if (node.hasAttribute(name)) texts.push(node.getAttribute(name));
    }
    if (node.hasAttribute("data-drawn")) return texts.push(node.getAttribute("data-drawn"));
    node.childNodes.forEach(visit);
  };
  visit(root);
  return texts.map((text) => text.trim()).filter(Boolean).join("\\n");
}"""


def english_left(text: str, names: list[str]) -> list[str]:
    """The lines of ``text`` that still hold English words once ``names`` are taken away, longest first."""
    left = []
    for line in text.splitlines():
        rest = line
        for name in sorted(names, key=len, reverse=True):
            rest = rest.replace(name, "")
        if re.search(r"[A-Za-z]{2,}", rest):
            left.append(line)
    return left
