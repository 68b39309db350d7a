import gc
import hashlib
import os
import sys

start = b"-terces-detnalp-llaherob"[::-1]


def is_secret(text):
    return hashlib.sha256(text).hexdigest() == facts["secret"]


def memory():
    """Every readable page. The beginning of the word stands here only backwards."""
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as pages:
        for line in maps.readlines():
            area, rights = line.split()[:2]
            first, end = (int(number, 16) for number in area.split("-"))
            if "r" not in rights or "[v" in line:
                continue
            try:
                pages.seek(first)
                text = pages.read(end - first)
            except (OSError, ValueError, OverflowError):
                continue
            found += sum(is_secret(start + part[:4]) for part in text.split(start)[1:])
    return found


def objects():
    return [key for thing in gc.get_objects() if type(thing) is dict for key in thing if key == "BOREHALL_" + "WITNESS"]


def frames():
    frame, found = sys._getframe(), []
    while frame:
        found += [name for name, value in frame.f_locals.items() if is_secret(str(value).encode())]
        frame = frame.f_back
    return found


attempt("environment", lambda: [value for value in os.environ if "BOREHALL" in value])
attempt("environment of its start", lambda: b"BOREHALL" in open("/proc/self/environ", "rb").read())
attempt("environment of the first process", lambda: b"BOREHALL" in open("/proc/1/environ", "rb").read())
attempt("command line", lambda: facts["witness"].encode() in open("/proc/1/cmdline", "rb").read())
attempt("memory", memory)
attempt("objects", objects)
attempt("frames", frames)
attempt("modules", lambda: [name for name in sys.modules if name.startswith(("borehall.", "nbgrader", "sqlalchemy"))])
tell()
