"""The system calls that a box may make: an allow list, compiled by libseccomp.

What is not named does not exist (ENOSYS), so that libraries fall back as on an older kernel. Missing on purpose:
mounts, namespaces, other processes' memory, keys, io_uring, bpf, new sockets; and memory that no sum of resident pages
shows (memfd_create, System V and POSIX queues and segments).
"""

from __future__ import annotations

import errno
import tempfile
from functools import cache

from borehall.faults import PlatformFault
from borehall.words import say

_FILES = """
access chdir chmod chown close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64 fallocate
fchdir fchmod fchmodat fchmodat2 fchown fchownat fcntl fdatasync fgetxattr flistxattr flock fstat fstatfs fsync
ftruncate futimesat getcwd getdents getdents64 getxattr inotify_add_watch inotify_init inotify_init1 inotify_rm_watch
lchown lgetxattr link linkat listxattr llistxattr lseek lstat mkdir mkdirat newfstatat open openat openat2 pipe pipe2
pread64 preadv preadv2 pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv rename renameat renameat2
rmdir sendfile splice stat statfs statx symlink symlinkat sync_file_range tee truncate umask unlink unlinkat utime
utimensat utimes write writev
"""
_PROCESSES = """
arch_prctl capget execve execveat exit exit_group fork futex futex_waitv get_robust_list get_thread_area getcpu getegid
geteuid getgid getgroups getpgid getpgrp getpid getppid getpriority getresgid getresuid getrlimit getrusage getsid
gettid getuid kill membarrier pause pidfd_open pidfd_send_signal prlimit64 restart_syscall rseq rt_sigaction
rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait sched_get_priority_max
sched_get_priority_min sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval
sched_setaffinity sched_yield set_robust_list set_thread_area set_tid_address setpgid setpriority setrlimit setsid
sigaltstack sysinfo tgkill tkill times uname vfork wait4 waitid
"""
_MEMORY = "brk get_mempolicy madvise mincore mmap mprotect mremap msync munmap"
_TIME_AND_WAITING = """
alarm clock_getres clock_gettime clock_nanosleep epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2
epoll_wait eventfd eventfd2 getitimer getrandom gettimeofday nanosleep poll ppoll pselect6 select setitimer signalfd
signalfd4 time timer_create timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime
timerfd_settime
"""
_SPEAKING = "getpeername getsockname getsockopt recvfrom recvmsg sendmsg sendto setsockopt shutdown"

_NEW_NAMESPACES = 0x7E020000
"""Every CLONE_NEW… that clone knows; clone3, whose flags no filter can see, is missing."""
_UNIX = 1
_HARMLESS_PRCTL = (15, 16, 21, 23, 27, 28, 30, 39)
"""Names, and what only reads. Not the parent-death signal, and not whether the process can be looked at."""
_HARMLESS_IOCTL = (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""What tells a terminal from a file, what is there to read, blocking, inheritance. Nothing that types on a terminal."""


@cache
def compiled() -> bytes:
    """The filter as the kernel takes it; PlatformFault where libseccomp is missing."""
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError) as error:
        raise PlatformFault(
            say("The library libseccomp cannot be loaded: {error}", error=error),
            say("Expected: libseccomp2, which filters the system calls of trainees' code."),
            say("Have an administrator run: apt-get install libseccomp2"),
        ) from error
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
    rules.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, 2)
    rules.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
    for name in " ".join((_FILES, _PROCESSES, _MEMORY, _TIME_AND_WAITING, _SPEAKING)).split():
        if _known(name):
            rules.add_rule(pyseccomp.ALLOW, name)
    _add_rules_by_argument(rules, pyseccomp)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _add_rules_by_argument(rules, pyseccomp) -> None:
    allow, equal = pyseccomp.ALLOW, pyseccomp.EQ
    rules.add_rule(allow, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _NEW_NAMESPACES, 0))
    rules.add_rule(allow, "socketpair", pyseccomp.Arg(0, equal, _UNIX))
    for option in _HARMLESS_PRCTL:
        rules.add_rule(allow, "prctl", pyseccomp.Arg(0, equal, option))
    for request in _HARMLESS_IOCTL:
        rules.add_rule(allow, "ioctl", pyseccomp.Arg(1, equal, request))


def _known(name: str) -> bool:
    """Whether this machine's kind has the call at all; some are older than the kind."""
    import pyseccomp

    try:
        return pyseccomp.resolve_syscall(pyseccomp.system_arch(), name) >= 0
    except (OSError, ValueError):
        return False
