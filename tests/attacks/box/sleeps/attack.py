import signal
import time

tell()
for which in range(1, 65):
    try:
        signal.signal(which, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    time.sleep(1000)
