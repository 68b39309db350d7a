import ctypes
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)


def call(function, *arguments):
    result = function(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return True


attempt("memory file", lambda: os.memfd_create("held"))
attempt("secret memory", lambda: call(libc.syscall, ctypes.c_long(447), 0))
attempt("System V memory", lambda: call(libc.shmget, 0, 1 << 20, 0o1600))
attempt("System V queue", lambda: call(libc.msgget, 0, 0o1600))
attempt("System V semaphores", lambda: call(libc.semget, 0, 1, 0o1600))
attempt("queue", lambda: call(libc.syscall, ctypes.c_long(240), b"queue", 0o102, 0o600, None))
attempt("huge pages", lambda: mmap.mmap(-1, 2 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40000))
attempt("locked memory", lambda: call(libc.mlockall, 3))
attempt("rings of packets", lambda: call(libc.socket, 17, 3, 768))
tell()
