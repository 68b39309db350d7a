import importlib
import sys

attempt("own json", lambda: "trap" in dir(importlib.import_module("json")))
attempt(
    "own random", lambda: importlib.reload(importlib.import_module("random")) and "trap" in dir(sys.modules["random"])
)
attempt("customised", lambda: "sitecustomize" in sys.modules and "trap" in dir(sys.modules["sitecustomize"]))
attempt("own folder on the path", lambda: [place for place in sys.path if place in ("", ".", "/scratch/work")])
tell()
