import os
import site
import sys


def write(path):
    def go():
        with open(path, "w") as file:
            file.write("trap")
        return path

    return go


def remount():
    import ctypes

    return ctypes.CDLL(None).mount(b"none", b"/usr", None, ctypes.c_ulong(32 | 4096), None) == 0


packages = site.getsitepackages()[0]
attempt("environment", write(f"{packages}/sitecustomize.py"))
attempt("path file", write(f"{packages}/trap.pth"))
attempt("a library", write(f"{packages}/numpy/__init__.py"))
attempt("compiled library", write(f"{os.path.dirname(os.__file__)}/__pycache__/trap.pyc"))
attempt("the interpreter", write(sys.executable))
attempt("settings", write("/etc/ld.so.preload"))
attempt("root", write("/trap"))
attempt("devices", write("/dev/trap"))
attempt("the outer tree", write("/box/trap"))
attempt("course", write(f"{facts['witness']}/gradebook.db"))
attempt("autograded", write(f"{facts['witness']}/source/solution.py"))
attempt("remove", lambda: os.unlink(sys.executable) or True)
attempt("rename", lambda: os.rename("/usr/bin", "/usr/nib") or True)
attempt("mode", lambda: os.chmod("/usr/bin/env", 0o777) or True)
attempt("owner", lambda: os.chown(".", 0, 0) or True)
attempt("times", lambda: os.utime("/usr/bin/env", (0, 0)) or True)
attempt("make it writable", remount)
attempt("host name", lambda: __import__("socket").sethostname("trap") or True)
attempt("clock", lambda: __import__("time").clock_settime(0, 0) or True)
attempt("own score for the killer", lambda: write("/proc/self/oom_score_adj")())
tell()
