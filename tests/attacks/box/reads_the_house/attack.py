import importlib
import os
import site
import sys

# Tools and libraries are everybody's; all else is walked through.
public = ("/usr", "/proc", site.getsitepackages()[0] + "/", sys.prefix + "/share")


def find(wanted):
    def go():
        found = []
        for folder, folders, names in os.walk("/"):
            folders[:] = [name for name in folders if not os.path.join(folder, name).startswith(public)]
            found += filter(wanted, (os.path.join(folder, name) for name in (*folders, *names)))
        return found

    return go


def read(path):
    return lambda: open(path, "rb").read(100)


def listed(folder):
    return lambda: os.listdir(folder)


witness = facts["witness"]
attempt("shadow", read("/etc/shadow"))
attempt("gradebook", read(f"{witness}/gradebook.db"))
attempt("source", read(f"{witness}/source/solution.py"))
attempt("folder of the course", listed(witness))
attempt("the engine's folder", listed(f"{facts['engine']}/borehall"))
attempt("the rules", lambda: importlib.import_module("borehall.rules"))
attempt("the bank", lambda: importlib.import_module("borehall.bank"))
attempt("the engine as installed", find(lambda path: path.endswith("-packages/borehall")))
attempt("gradebooks anywhere", find(lambda path: path.endswith((".db", ".sqlite", ".ipynb"))))
attempt("keys", find(lambda path: path.endswith((".ssh", "_secret", "roster.csv"))))
attempt("root's home", lambda: os.listdir("/root"))
attempt("what runs", lambda: os.listdir("/run"))
attempt("system", lambda: os.listdir("/sys"))
attempt("kernel settings", lambda: os.listdir("/proc/sys"))
attempt("kernel memory", read("/dev/mem"))
attempt("disks", lambda: [name for name in os.listdir("/dev") if name.startswith(("sd", "vd", "nvme", "loop", "dm"))])
attempt("kernel log", read("/dev/kmsg"))
attempt("logs", lambda: os.listdir("/var/log"))
attempt("mount sources", lambda: facts["witness"] in open("/proc/self/mountinfo").read())
tell()
