"""The examiner: runs an author's test cells in a box of its own, where no line of a trainee's code ever runs.

The warm parent imports this module; each box calls `main`.
"""

from __future__ import annotations

import functools
import importlib
import numbers
import os
import pkgutil
import sys
import types
import warnings
from typing import Any

import matplotlib
import matplotlib.pyplot
import numpy.testing  # noqa: F401
import pandas.testing  # noqa: F401
from borehall_desk.runner.alarm import TooSlow, bounded
from borehall_desk.runner.seeds import start_seeds
from borehall_desk.runner.wire_rehearsal import rehearse_wire
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import borehall.grading.marking
import borehall.rules
from borehall.grading.judge.contract import Contract
from borehall.grading.judge.link import Link, NotJudged, RunnerGone
from borehall.grading.judge.namespace import Namespace
from borehall.grading.judge.test_cell import catch_output, run_test, told
from borehall.words import LANGUAGES, catalogue

_MOST_TEXT = 2_000


def _make_shell() -> InteractiveShell:
    """For magics in tests."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    return InteractiveShell.instance(config=config)


def _warm_up() -> None:
    """What tests of this house mostly use, read once for all boxes."""
    matplotlib.use("Agg")
    rehearse_wire()
    run_test("import numpy as np\nassert np.isclose(1, 1)\n1.0", "rehearsal", {})
    for language in LANGUAGES:
        catalogue(language)
    for module in pkgutil.walk_packages(borehall.rules.__path__, "borehall.rules."):
        importlib.import_module(module.name)


_SHELL = _make_shell()
_warm_up()


def main(channel: Any) -> None:
    """Serves one notebook: first what the author is trusted with, then test after test."""
    first = channel.receive()
    # Helper modules that the author laid beside the notebook.
    sys.path.append(os.getcwd())
    warnings.simplefilter("ignore")
    start_seeds()
    link = Link(channel, Contract.from_json(first["contract"]), first["learning"], first["call_seconds"])
    space = Namespace(link, first["trusted"])
    _share_figures(link)
    _SHELL.user_ns = space
    space["get_ipython"] = lambda: _SHELL
    channel.send({"ready": True})
    while True:
        try:
            request = channel.receive()
        except EOFError:
            return
        if request.get("op") == "contract":
            channel.send({"contract": link.contract.as_json()})
        elif request.get("op") == "definitions":
            _define(request["source"], space)
            channel.send({"ready": True})
        else:
            channel.send(_verdict(request, link, space))


def _share_figures(link: Link) -> None:
    """pyplot's current figure is the one that the notebook drew, also for a test that imports pyplot itself."""
    shared = types.ModuleType("matplotlib.pyplot")
    ask = functools.partial(link.value, "matplotlib.pyplot", op="module", name="matplotlib.pyplot")
    shared.__getattr__ = lambda name: getattr(ask(), name)  # type: ignore[method-assign]
    sys.modules["matplotlib.pyplot"] = matplotlib.pyplot = shared


def _define(source: str, space: Namespace) -> None:
    """Takes over what an earlier test cell defined, in a box that came after one that died."""
    catch_output()
    try:
        run_test(source, "earlier", space)
    except Exception:  # noqa: BLE001 - a definition that needs a name from before is then missing, as the test will say
        return


def _verdict(request: dict[str, Any], link: Link, space: Namespace) -> dict[str, Any]:
    """What became of a test cell: ``earned`` is all, a number, or nothing; ``kind`` says of what sort the rest is."""
    printed, name = catch_output(), request["name"]
    link.own_output, link.unjudged = printed, []
    made: dict[str, Any] = {"earned": "none", "kind": "error"}
    space.start()
    link.take_files(request.get("files"))
    try:
        with bounded(request["seconds"]):
            made.update(_credit(run_test(request["source"], name, space)))
    except NotJudged as fault:
        made.update(kind="not judged", error="NotJudged", text=str(fault)[:_MOST_TEXT], traceback=told(fault, name))
    except RunnerGone:
        made.update(kind="gone")
    except TooSlow:
        made.update(kind="slow")
    except BaseException as fault:  # noqa: BLE001 - whatever a test raises is its verdict
        kind = "trainee" if getattr(fault, "of_trainee", False) else "error"
        text = _text(fault)
        made.update(kind=kind, error=type(fault).__name__[:60], text=text, traceback=told(fault, name))
    if link.gone:
        made.update(earned="none", kind="gone")
    return {"verdict": {**made, "printed": printed.getvalue(), "unjudged": link.unjudged[:20], "why": link.gone[:200]}}


def _credit(value: Any) -> dict[str, Any]:
    """Marks by the cell's value, as nbgrader reads them: a number is partial credit, anything else is all."""
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return {"earned": "number", "number": _float(value), "kind": "run"}
    return {"earned": "all", "kind": "run"}


def _float(value: Any) -> str:
    try:
        return repr(float(value))
    except (OverflowError, ValueError, TypeError):
        return "nan"


def _text(fault: BaseException) -> str:
    try:
        return str(fault)[:_MOST_TEXT]
    except Exception:  # noqa: BLE001 - an author's own exception may have a __str__ that fails
        return ""
