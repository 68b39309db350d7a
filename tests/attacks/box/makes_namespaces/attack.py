import ctypes
import os
import signal
import subprocess

libc = ctypes.CDLL(None, use_errno=True)
NEWUSER, NEWNS, NEWNET, NEWPID = 0x10000000, 0x20000, 0x40000000, 0x20000000


def call(function, *arguments):
    def go():
        result = function(*arguments)
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return True

    return go


def raw(number, *arguments):
    return call(libc.syscall, ctypes.c_long(number), *map(ctypes.c_long, arguments))


def in_child(go):
    """For calls that the kernel answers by killing."""

    def act():
        pid = os.fork()
        if pid == 0:
            try:
                os._exit(0 if go() else 1)
            except BaseException:
                os._exit(1)
        return os.waitpid(pid, 0)[1] == 0

    return act


def old_numbers():
    """int 0x80 with the number of getpid for 32-bit programs, which no 64-bit filter would know."""
    import mmap

    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    return function() > 0


def new_user(flags):
    """With clone, a child in namespaces of its own."""
    pid = libc.syscall(ctypes.c_long(56), ctypes.c_long(flags | signal.SIGCHLD), *[ctypes.c_long(0)] * 4)
    if pid == 0:
        os._exit(0)
    if pid < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return True


clone3 = (ctypes.c_uint64 * 11)(NEWUSER, 0, 0, 0, signal.SIGCHLD)
attempt("user namespace", call(libc.unshare, NEWUSER))
attempt("mount namespace", call(libc.unshare, NEWNS))
attempt("network", call(libc.unshare, NEWNET))
attempt("clone", lambda: new_user(NEWUSER))
attempt("clone with all", lambda: new_user(NEWUSER | NEWNS | NEWNET | NEWPID))
attempt("clone3", raw(435, ctypes.addressof(clone3), ctypes.sizeof(clone3)))
attempt("somebody's namespace", lambda: libc.setns(os.open("/proc/1/ns/net", os.O_RDONLY), 0) == 0)
attempt("mount", call(libc.mount, b"none", b"/scratch", b"tmpfs", 0, None))
attempt("new mounts", raw(430, ctypes.addressof(ctypes.create_string_buffer(b"tmpfs")), 0))
attempt("copy of a tree", raw(428, -100, ctypes.addressof(ctypes.create_string_buffer(b"/")), 1))
attempt("unmount", call(libc.umount2, b"/proc", 2))
attempt("change of attributes", raw(442, -100, ctypes.addressof(ctypes.create_string_buffer(b"/")), 0, 0, 0))
attempt("pivot_root", call(libc.pivot_root, b".", b"."))
attempt("chroot", lambda: os.chroot(".") or True)
attempt("personality", call(libc.personality, 0x0040000))
attempt("x32 numbers", in_child(lambda: libc.syscall(ctypes.c_long(0x40000000 + 39)) > 0))
attempt("32-bit numbers", in_child(old_numbers))
attempt("unshare program", lambda: subprocess.run(["unshare", "-Ur", "true"]).returncode == 0)
attempt("mount program", lambda: subprocess.run(["mount", "-t", "tmpfs", "x", "/scratch"]).returncode == 0)
tell()
