"""What travels: all that judging a notebook apart needs, as bytes, and what it came to. JSON both ways.

Only outputs come back. They are put into the paper that was rebuilt here, so cells, sources and points never pass
through another machine.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from borehall.grading.isolate.boxes import Limits
from borehall.grading.judge.contract import Contract
from borehall.grading.judge.judged import Judged
from borehall.grading.judge.rebuild import Rebuilt, is_test
from borehall.grading.judge.relay import Options
from borehall.grading.judge.shown_outputs import safe_outputs
from borehall.grading.judge.trusted_names import TrustedNames

MOST_BYTES = 100_000_000
"""Of an answer: more than a notebook full of pictures ever takes."""


def pack_task(rebuilt: Rebuilt, limits: Limits, options: Options) -> tuple[bytes, bytes]:
    """What all submissions of a notebook have in common, sent once, and what is this one's."""
    authors, files = _mapping(options.author_files), _mapping(options.files)
    same = {name for name in files if name in authors and files[name] == authors[name]}
    common = {
        "trusted": rebuilt.trusted.as_json(), "contract": options.contract.as_json(), "limits": asdict(limits),
        "cell_s": options.cell_s, "call_s": options.call_s, "most_requests": options.most_requests,
        "files": _encoded(authors),
    }  # fmt: skip
    others = {name: content for name, content in files.items() if name not in same}
    own = {"notebook": rebuilt.notebook, "files": _encoded(others), "authors": sorted(same)}
    return json.dumps(common, sort_keys=True).encode(), json.dumps(own).encode()


def unpack_task(common: bytes, own: bytes) -> tuple[Rebuilt, Limits, Options]:
    """What `pack_task` packed."""
    shared, single = json.loads(common), json.loads(own)
    authors = _decoded(shared["files"])
    trusted = shared["trusted"]
    names = TrustedNames(trusted["imports"], trusted["helpers"], frozenset(trusted["asked"]))
    options = Options(
        files={**_decoded(single["files"]), **{name: authors[name] for name in single["authors"]}},
        author_files=authors,
        contract=Contract.from_json(shared["contract"]),
        cell_s=shared["cell_s"],
        call_s=shared["call_s"],
        most_requests=shared["most_requests"],
    )
    return Rebuilt(nbformat.from_dict(single["notebook"]), names), Limits(**shared["limits"]), options


def pack_judged(judged: Judged) -> dict[str, Any]:
    """Outputs and counts of each code cell, and the tests that a person should look at."""
    cells = [cell for cell in judged.notebook.cells if cell.cell_type == "code"]
    return {"cells": [[cell.outputs, cell.execution_count] for cell in cells], "look": judged.look}


def read_judged(rebuilt: Rebuilt, sent: dict[str, Any]) -> Judged:
    """The notebook of ``rebuilt`` with what `pack_judged` packed in it; ValueError when that does not fit."""
    cells = [cell for cell in rebuilt.notebook.cells if cell.cell_type == "code"]
    try:
        for cell, (outputs, count) in zip(cells, sent["cells"], strict=True):
            cell.outputs = [_verdict(one) for one in outputs] if is_test(cell) else safe_outputs(outputs)
            cell.execution_count = count if type(count) is int and 0 <= count < 10**6 else None
        look = {str(name): str(why) for name, why in sent["look"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    return Judged(rebuilt.notebook, look=look)


def _verdict(sent: dict[str, Any]) -> NotebookNode:
    """An output as verdicts have them, and no other."""
    kind = sent["output_type"]
    if kind == "stream":
        return new_output("stream", name="stdout", text=str(sent["text"]))
    if kind == "execute_result":
        return new_output("execute_result", data={"text/plain": str(sent["data"]["text/plain"])})
    if kind == "error":
        traceback = [str(line) for line in sent["traceback"]]
        return new_output("error", ename=str(sent["ename"]), evalue=str(sent["evalue"]), traceback=traceback)
    raise ValueError(f"output_type: {kind!r}")


def _mapping(files: Any) -> Mapping[str, bytes]:
    if not isinstance(files, Mapping):
        raise TypeError("folders do not travel")
    return files


def _encoded(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(content).decode() for name, content in files.items()}


def _decoded(files: dict[str, str]) -> dict[str, bytes]:
    return {name: base64.b64decode(content) for name, content in files.items()}
