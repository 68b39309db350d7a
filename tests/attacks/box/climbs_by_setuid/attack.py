import ctypes
import os
import shutil
import subprocess

libc = ctypes.CDLL(None, use_errno=True)


def own_program():
    shutil.copy("/usr/bin/id", "id")
    os.chmod("id", 0o6755)
    return subprocess.run(["./id", "-u"], capture_output=True).stdout


def library():
    """Programs in the scratch cannot be run, and libraries there not be loaded."""
    found = next(
        path for path in ("/lib/x86_64-linux-gnu/libz.so.1", "/lib/aarch64-linux-gnu/libz.so.1") if os.path.exists(path)
    )
    shutil.copy(found, "lib.so")
    return ctypes.CDLL("./lib.so")


def as_root(*command):
    def go():
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=5)
        return done.stdout.strip() == b"0"

    return go


def status(name):
    with open("/proc/self/status") as file:
        return next(line.split()[1] for line in file if line.startswith(name + ":"))


attempt("su", as_root("su", "-c", "id -u"))
attempt("sudo", as_root("sudo", "-n", "id", "-u"))
attempt("setpriv", as_root("setpriv", "--reuid", "0", "id", "-u"))
attempt("own set-uid program", own_program)
attempt("own library", library)
attempt("uid 0", lambda: os.setuid(0) or True)
attempt("uids", lambda: os.setresuid(0, 0, 0) or True)
attempt("groups", lambda: os.setgroups([0]) or True)
attempt(
    "file capability",
    lambda: os.setxattr("/scratch/work/attack.py", "security.capability", b"\1\0\0\2" + b"\xff" * 16) or True,
)
attempt("capabilities", lambda: int(status("CapEff"), 16) or int(status("CapBnd"), 16) or int(status("CapPrm"), 16))
attempt("privileges later", lambda: status("NoNewPrivs") != "1")
tell()
