"""Stands before every attack.py: how it says what it tried, and what came of it. Runs in the box."""

import json

with open("facts.json") as known:
    facts = json.load(known)
tried = {}


def attempt(name, function):
    """``function`` got what it wanted when it returns something true; an error or nothing true is a refusal."""
    try:
        got = function()
    except BaseException as error:  # noqa: BLE001 -- whatever refuses
        tried[name] = f"refused: {type(error).__name__}: {error}"[:200]
        return None
    tried[name] = f"GOT {got!r}"[:500] if got else "refused: nothing came of it"
    return got


def tell(**more):
    channel.send({"tried": tried, **more})  # noqa: F821 -- given by the box


line = channel._end.fileno()  # noqa: F821
