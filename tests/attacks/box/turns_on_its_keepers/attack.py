import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
grader = facts["grader"]
near = [grader, os.getppid(), *range(2, 400)]


def call(function, *arguments):
    result = function(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return True


def anyone(act):
    def go():
        for pid in near:
            try:
                act(pid)
            except OSError:
                continue
            if pid:
                return pid
        return None

    return go


def read_memory(pid):
    with open(f"/proc/{pid}/mem", "rb") as file:
        return file.read(1)


attempt("kill", anyone(lambda pid: os.kill(pid, signal.SIGKILL) if pid else None))
attempt("stop", lambda: os.kill(grader, signal.SIGSTOP) or True)
attempt("process descriptor", anyone(lambda pid: os.pidfd_open(pid) if pid else 1 / 0))
attempt("trace", lambda: call(libc.ptrace, 16, grader, 0, 0))
attempt("trace itself", lambda: call(libc.ptrace, 0, 0, 0, 0))
attempt("memory", anyone(lambda pid: read_memory(pid) if pid else 1 / 0))
attempt("environment", lambda: open(f"/proc/{grader}/environ").read())
attempt("other processes", lambda: [name for name in os.listdir("/proc") if name.isdigit() and name != "1"])
attempt("copy of memory", lambda: call(libc.process_vm_readv, grader, None, 0, None, 0, 0))
attempt("somebody's descriptor", lambda: call(libc.syscall, ctypes.c_long(438), 3, 0, 0))
attempt("parent's death", lambda: call(libc.prctl, 1, 0, 0, 0, 0))
attempt("hide from its guard", lambda: call(libc.prctl, 4, 0, 0, 0, 0))
attempt("priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, -20) or True)
attempt("real time", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)) or True)
attempt("more open files", lambda: __import__("resource").setrlimit(7, (100000, 100000)) or True)
attempt("keys", lambda: call(libc.syscall, ctypes.c_long(250), 0, -4, 1))
attempt("new key", lambda: call(libc.syscall, ctypes.c_long(248), b"user", b"k", b"v", 1, -5))
tell()
os.kill(-1, signal.SIGKILL)
os.kill(os.getppid(), signal.SIGKILL)
