import os
import signal
import time

tell()
os.kill(os.getpid(), signal.SIGSTOP)
if not os.fork():
    os.kill(os.getpid(), signal.SIGSTOP)
while True:
    time.sleep(1000)
