"""Digests of what fixed trainees are asked under a fixed secret, for every task, down to the last mark of each figure.

``python -m tests.bank.reproduction`` writes them anew and names what changed. Do so on purpose only: whatever changes
here changes the papers of an exam that has been handed out, and a regrade would judge other questions.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from borehall.bank.entry import Entry
from borehall.bank.library import load, task_folders
from borehall.words import LANGUAGES

FILE = Path(__file__).with_name("reproduction.json")
SECRET = b"the secret of an exam long past"
TRAINEES = ("张三", "li.si-2", "wang5")


def digests(entry: Entry) -> dict[str, str]:
    """Of the numbers, of the question in each language, and of its figures."""
    givens = [entry.given(SECRET, trainee) for trainee in TRAINEES]
    found = {"given": digest(givens)}
    for language in LANGUAGES:
        questions = [entry.ask(given, language).as_json() for given in givens]
        figures = [question.pop("figure") for question in questions]
        found[language] = digest(questions)
        if any(figures):
            found[f"figure {language}"] = digest(figures)
    return found


def digest(data: Any) -> str:
    """Of plain data: floats are written with all their digits, so that a hair of difference shows."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def stored() -> dict[str, dict[str, str]]:
    """By task."""
    held: dict[str, dict[str, str]] = json.loads(FILE.read_text("utf-8"))
    return held


def main() -> None:
    """Write the file, and say which tasks are asked otherwise than before."""
    before = stored() if FILE.exists() else {}
    now = {task: digests(load(task)) for task in task_folders()}
    FILE.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    changed = [task for task in sorted({*before, *now}) if before.get(task) != now.get(task)]
    print("\n".join(changed) or "nothing changed")


if __name__ == "__main__":
    main()
