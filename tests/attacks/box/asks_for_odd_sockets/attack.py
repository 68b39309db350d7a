import ctypes
import os
import socket

libc = ctypes.CDLL(None, use_errno=True)


def family(number, kind=socket.SOCK_RAW, protocol=0):
    return lambda: socket.socket(number, kind, protocol)


def call(number, *arguments):
    def go():
        result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return f"descriptor {result}"

    return go


attempt("raw", family(socket.AF_INET, socket.SOCK_RAW, 1))
attempt("ping", family(socket.AF_INET, socket.SOCK_DGRAM, 1))
attempt("packet", family(17, socket.SOCK_RAW, 0x0300))
attempt("netlink", family(16))
attempt("vsock", family(40, socket.SOCK_STREAM))
attempt("crypto", family(38, socket.SOCK_SEQPACKET))
attempt("bluetooth", family(31))
attempt("a pair over the network", lambda: socket.socketpair(socket.AF_INET))
attempt("io_uring", call(425, 8, ctypes.addressof(ctypes.create_string_buffer(200))))
attempt("bpf", call(321, 0, ctypes.addressof(ctypes.create_string_buffer(200)), 72))
attempt("userfaultfd", call(323, 0))
attempt("perf events", call(298, ctypes.addressof(ctypes.create_string_buffer(200)), 0, -1, -1, 0))
attempt("fanotify", call(300, 0, 0))
attempt("tun device", lambda: open("/dev/net/tun", "rb"))
tell()
