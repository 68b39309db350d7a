import os
import signal
import time

PR_SET_NAME = 15


def name(word):
    with open("/proc/self/comm", "w") as file:
        file.write(word)


def daemon(number):
    if os.fork():
        return
    os.setsid()
    if os.fork():
        os._exit(0)
    try:
        name(f"trap-{number}")
    except OSError:
        pass
    for which in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGPIPE):
        signal.signal(which, signal.SIG_IGN)
    for descriptor in range(64):
        try:
            os.close(descriptor)
        except OSError:
            pass
    while True:
        time.sleep(1000)


for number in range(8):
    daemon(number)
tell()
