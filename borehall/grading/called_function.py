"""A trainee's function called with the arguments of a task, in a process of the trainees' environment.

That environment holds no rule and no answer. The process gets its work as JSON and answers in JSON, of bounded size and
time; what it prints is dropped.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from borehall.faults import PlatformFault
from borehall.words import say

SECONDS = 10
MOST_MEMORY = 2 << 30
MOST_ANSWER = 1_000_000

_RUNNER = r"""
import contextlib, io, json, os, sys
work = json.load(sys.stdin)
answer = os.fdopen(os.dup(1), "w")
def plain(value):
    if hasattr(value, "tolist"):
        value = value.tolist()
    elif hasattr(value, "to_dict"):
        value = value.to_dict()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value
def called(function, arguments):
    try:
        return {"value": json.loads(json.dumps(plain(function(*arguments))))}
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}"[:200]}
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    space = {"__name__": "answer"}
    try:
        exec(compile(work["source"], "answer", "exec"), space)
        function = space[work["name"]]
    except BaseException as error:
        said = {"error": f"{type(error).__name__}: {error}"[:200]}
        results = [said for _ in work["calls"]]
    else:
        results = [called(function, arguments) for arguments in work["calls"]]
json.dump(results, answer)
answer.flush()
os._exit(0)
"""


def call_function(source: str, name: str, calls: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """``{"value": …}`` or ``{"error": …}`` for each of ``calls``; errors throughout when it does not end in time."""
    work = json.dumps({"source": source, "name": name, "calls": [list(call) for call in calls]})
    with tempfile.TemporaryDirectory(prefix="borehall-call-") as folder, tempfile.TemporaryFile() as answer:
        try:
            subprocess.run(
                [str(_python()), "-I", "-c", _RUNNER],
                input=work.encode(), stdout=answer, stderr=subprocess.DEVNULL, cwd=folder, timeout=SECONDS,
                env={"PATH": "/usr/bin:/bin", "HOME": folder, "MPLCONFIGDIR": folder}, preexec_fn=_limit, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return [{"error": f"TimeoutError: {SECONDS} s"} for _ in calls]
        answer.seek(0)
        raw = answer.read(MOST_ANSWER + 1)
    try:
        results = json.loads(raw) if len(raw) <= MOST_ANSWER else None
    except (ValueError, RecursionError):
        results = None
    if type(results) is not list:
        return [{"error": "the process ended without an answer"} for _ in calls]
    return results


def _limit() -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000_000, 10_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _python() -> Path:
    python = Path(sys.prefix).parent / "desk" / "bin" / "python"
    if not python.exists():
        raise PlatformFault(
            say("{part} is missing: the environment is half-made.", part=python),
            next_step=say("Run `make up` again; if it stays so, run `make clean` before."),
        )
    return python
