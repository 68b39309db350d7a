import os
import socket
import stat


def deep():
    for _ in range(150):
        os.mkdir("d")
        os.chdir("d")


os.symlink("/etc/shadow", "report.json")
os.symlink(".", "loop")
open("-rf", "w").close()
open("a\nb;rm *", "w").close()
open("\u202egpj.exe", "w").close()
open(b"\xff\xfe", "w").close()
open("n" * 255, "w").close()
with open("sparse", "wb") as file:
    file.truncate(7 << 20)
os.mkdir("closed")
open("closed/in", "w").close()
os.chmod("closed", 0)
attempt("named pipe", lambda: os.mkfifo("waits") or True)
attempt("device", lambda: os.mknod("disk", stat.S_IFBLK | 0o666, os.makedev(8, 0)) or True)
attempt("character device", lambda: os.mknod("mem", stat.S_IFCHR | 0o666, os.makedev(1, 1)) or True)
attempt("socket", lambda: socket.socket(socket.AF_UNIX).bind("ear") or True)
tell()
deep()
